// @odoo-module ignore
/* global VERSION, FILES, self */
/* eslint-disable no-restricted-globals */

// Lets a paired screen come up without a network. The server puts two constants before
// this file: VERSION, a hash of the page's assets, and FILES, their addresses. With other
// assets this is another worker, which takes its place and removes what was kept.
//
// Only the page and what it is made of are kept. Orders lie in the page's own database,
// and the token in a cookie that no script and no cache can read.

const PREFIX = "bakery-kitchen-";
const CACHE = PREFIX + VERSION;
const PAGE = "/kitchen";
// A network that answers after so long is as good as none.
const PATIENCE = 6000;

const isPart = (path) => path.startsWith("/web/assets/") || path.includes("/static/");
// Where there is a website, words have another address.
const isWords = (path) =>
    path === "/web/webclient/translations" || path === "/website/translations";

async function keep(request, response) {
    if (response.ok && !response.redirected) {
        const cache = await caches.open(CACHE);
        await cache.put(request, response.clone());
    }
    return response;
}

async function kept(request, options) {
    const cache = await caches.open(CACHE);
    return cache.match(request, options);
}

/** The server's answer; what was kept where there is none, or it is not well. */
async function networkFirst(request, key, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
        const response = await fetch(request, { signal: stop.signal });
        if (response.status < 500) {
            return await keep(key, response);
        }
        return (await kept(key, options)) || response;
    } catch (error) {
        const answer = await kept(key, options);
        if (!answer) {
            throw error;
        }
        return answer;
    } finally {
        clearTimeout(timer);
    }
}

async function keptFirst(request) {
    return (await kept(request)) || keep(request, await fetch(request));
}

self.addEventListener("install", (event) => {
    const fill = async () => {
        const cache = await caches.open(CACHE);
        await cache.addAll([PAGE, ...FILES]);
        await self.skipWaiting();
    };
    event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
    const tidy = async () => {
        const names = await caches.keys();
        const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
        await Promise.all(old.map((name) => caches.delete(name)));
        await self.clients.claim();
    };
    event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== "GET" || origin !== self.location.origin) {
        return;
    }
    if (request.mode === "navigate" && pathname === PAGE) {
        event.respondWith(networkFirst(request, PAGE));
    } else if (isWords(pathname)) {
        // The hash of the words the page has already is in the address.
        event.respondWith(networkFirst(request, request, { ignoreSearch: true }));
    } else if (isPart(pathname)) {
        event.respondWith(keptFirst(request));
    }
});

// What the page had read before this worker was there.
self.addEventListener("message", (event) => {
    const fill = async () => {
        const cache = await caches.open(CACHE);
        for (const address of event.data?.parts || []) {
            const { origin, pathname } = new URL(address, self.location.origin);
            const wanted = isPart(pathname) || isWords(pathname);
            if (origin === self.location.origin && wanted) {
                await cache.add(address).catch(() => {});
            }
        }
        event.ports[0]?.postMessage("kept");
    };
    event.waitUntil(fill());
});
