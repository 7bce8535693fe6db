// The service worker keeps the shell and what a person saw last (Today, the board, accounts) readable without a network.
// It answers from memory only when the network does not, says how old the answer is (Baton-Shown-As-Of), and keeps nothing
// of a person who signed out or was followed by another. Writes are never kept: they fail, and the page says so.
const SHELL = 'baton-shell-v1';
const PERSON = 'baton-person-';
const READABLE = [
  /^\/api\/v1\/session$/,
  /^\/api\/v1\/(today|board|organization|notices|promises|handoffs|demo\/state)$/,
  /^\/api\/v1\/handoffs\/\d+$/,
  /^\/api\/v1\/accounts(\/summary)?$/,
  /^\/api\/v1\/accounts\/\d+(\/(opportunities|activities))?$/,
];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(['/', '/icon.svg', '/theme.js'])));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  const forget = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith('baton-shell-') && name !== SHELL);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || url.pathname.startsWith('/c/')) return; // a client's page is no shell of ours
  if (request.method !== 'GET') {
    if (request.method === 'DELETE' && url.pathname.startsWith('/api/v1/session')) event.respondWith(signOut(request));
    return;
  }
  if (READABLE.some((path) => path.test(url.pathname))) event.respondWith(readable(request, url));
  else if (request.mode === 'navigate') event.respondWith(page(request));
  else if (/^\/(assets\/|icon|theme\.js)/.test(url.pathname)) event.respondWith(asset(request));
});

async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.headers.get('content-type')?.includes('html')) {
      const cache = await caches.open(SHELL);
      await cache.put('/', answer.clone());
    }
    return answer;
  } catch (error) {
    return (await caches.match('/')) ?? Promise.reject(error);
  }
}

// A name with a hash never changes what it names.
async function asset(request) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function forgetPeople(but) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PERSON) && name !== but);
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function personCache() {
  const name = (await caches.keys()).find((one) => one.startsWith(PERSON));
  return name ? caches.open(name) : null;
}

async function signOut(request) {
  await forgetPeople();
  return fetch(request);
}

async function keep(request, url, answer) {
  const body = await answer.clone().text();
  if (url.pathname === '/api/v1/session') {
    const name = PERSON + JSON.parse(body).person.id;
    await forgetPeople(name);
    await caches.open(name);
  }
  const cache = await personCache();
  const headers = new Headers(answer.headers);
  headers.set('Baton-Shown-As-Of', new Date().toISOString());
  await cache?.put(request, new Response(body, { status: answer.status, headers }));
}

async function readable(request, url) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await keep(request, url, answer);
    else if (answer.status === 401) await forgetPeople();
    return answer;
  } catch (error) {
    const cache = await personCache();
    return (await cache?.match(request)) ?? Promise.reject(error);
  }
}
