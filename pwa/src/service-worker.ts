import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: ServiceWorkerGlobalScope;

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

type Job = () => Promise<unknown>;

/** What the worker can do while no page is open: the tag of a `sync` event -> the job. */
const jobs: Record<string, Job> = {};

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// Every address of the app opens from the phone; the API and the patrons' pages never do.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/app/index.html"), {
    denylist: [/^\/api(\/|$)/, /^\/p(\/|$)/],
  }),
);

self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") void self.skipWaiting();
  if (event.data?.type === "RUN") event.waitUntil(run(event.data.job));
});

self.addEventListener("sync", (event) => {
  const { tag } = event as SyncEvent;
  (event as SyncEvent).waitUntil(run(tag));
});

async function run(job: string): Promise<void> {
  if (Object.hasOwn(jobs, job)) await jobs[job]?.();
}
