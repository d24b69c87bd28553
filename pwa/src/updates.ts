import { signal } from "@preact/signals";

/** How long the newer version may take to start after the tap, in milliseconds. */
const PATIENCE = 4000;

const waiting = signal<ServiceWorker | null>(null);

/** True when a newer version is downloaded and can be started. */
export const updateReady = signal(false);

/** Registers the service worker, so that the app opens without a network, and looks for updates. */
export async function watchForUpdates(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  const registration = await navigator.serviceWorker.register("/app/service-worker.js", {
    scope: "/app/",
  });
  announceWaiting(registration);
  const follow = () =>
    registration.installing?.addEventListener("statechange", () => announceWaiting(registration));
  // It may be on its way already.
  follow();
  registration.addEventListener("updatefound", follow);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => undefined);
  });
}

/** Starts the newer version. Ask only where nobody is in the middle of something. */
export function startUpdate(): void {
  const reload = () => location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
  waiting.value?.postMessage({ type: "SKIP_WAITING" });
  // The older worker may be kept by something it has begun, or the newer one have started by
  // itself: then no change is to come.
  setTimeout(reload, PATIENCE);
}

function announceWaiting(registration: ServiceWorkerRegistration): void {
  // Without a controller this is the first visit: there is no older version to leave.
  if (!registration.waiting || !navigator.serviceWorker.controller) return;
  waiting.value = registration.waiting;
  updateReady.value = true;
}
