const files = ["/bare/", "/bare/bare.css", "/bare/bare.js"];

addEventListener("install", (event) =>
  event.waitUntil(caches.open("bare").then((cache) => cache.addAll(files))),
);
addEventListener("fetch", (event) =>
  event.respondWith(
    caches.match(event.request).then((cached) => cached ?? fetch(event.request)),
  ),
);
