// Keeps the shell of the page without a connection, and the form of a cycle with its rules. Nothing of a person, no
// draft, no evidence passes through here: drafts are encrypted by the page itself.
"use strict";
const SETUP = {{ setup }};
const SHELL = "ikp-offline-{{ version }}", FORMS = "ikp-offline-forms", PATIENCE = 5000;
const FORM = /^\/api\/v1\/office\/cycles\/[^/]+\/submissions\/[^/]+\/form$/;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(SHELL);
    await cache.addAll(SETUP.parts);
    const page = await fetch(SETUP.page, { redirect: "manual" });
    if (page.ok) await cache.put(SETUP.page, page);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("ikp-offline-") && name !== SHELL && name !== FORMS) await caches.delete(name);
    await self.clients.claim();
  })());
});

// The network first; what was kept when it is silent, or leads to the sign-in.
async function fresh(request, name, key) {
  const cache = await caches.open(name);
  try {
    const answer = await fetch(request, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) { await cache.put(key, answer.clone()); return answer; }
    return (await cache.match(key)) || answer;
  } catch (fault) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw fault;
  }
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && address.pathname === SETUP.page) event.respondWith(fresh(SETUP.page, SHELL, SETUP.page));
  else if (SETUP.parts.includes(address.pathname)) event.respondWith(caches.open(SHELL).then(async (cache) => (await cache.match(address.pathname)) || fetch(event.request)));
  else if (FORM.test(address.pathname)) event.respondWith(fresh(event.request, FORMS, address.pathname + address.search));
});
