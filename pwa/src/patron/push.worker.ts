/** What a patron’s browser keeps of the library: it shows what it is told, and nothing else. */

declare const self: ServiceWorkerGlobalScope;

interface News {
  title: string;
  body: string;
  page: string;
}

// What is shown when the words cannot be read: browsers end the subscription of who shows nothing.
const said = new URL(self.location.href).searchParams;
const NEWS: News = { title: said.get("title") ?? "•", body: said.get("body") ?? "", page: "" };

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const { title, body, page } = read(event.data);
  const icon = "/app/icons/icon-192.png";
  // The newest word about a page takes the place of the one before, and is heard again.
  const options = { body, icon, tag: page || "news", renotify: true, data: page };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const page: unknown = event.notification.data;
  if (typeof page === "string" && page) event.waitUntil(open(page));
});

function read(data: PushMessageData | null): News {
  try {
    const { title, body, page } = data?.json() ?? {};
    return {
      title: typeof title === "string" && title ? title : NEWS.title,
      body: typeof body === "string" ? body : NEWS.body,
      page: typeof page === "string" && page.startsWith("/p/") ? page : "",
    };
  } catch {
    return NEWS;
  }
}

async function open(page: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((one) => new URL(one.url).pathname === page);
  // It may still show what was true before this news. A browser lets a worker lead only the pages
  // that it has in its hands.
  const shown = await there?.navigate(page).catch(() => null);
  await (shown ? shown.focus() : self.clients.openWindow(page));
}

export {};
