/**
 * Let the page come up without a network from now on. Browsers allow that over HTTPS
 * and on the machine itself only; elsewhere the screen needs the network to come up.
 */
export async function keepForOffline() {
    if (!navigator.serviceWorker) {
        return;
    }
    try {
        await navigator.serviceWorker.register("/kitchen/service-worker.js", {
            scope: "/kitchen",
        });
        const { active } = await navigator.serviceWorker.ready;
        // Read before there was a worker that could keep them.
        const parts = performance
            .getEntriesByType("resource")
            .map((entry) => entry.name)
            .filter((address) => address.startsWith(window.location.origin));
        active.postMessage({ parts });
    } catch {
        // A browser that keeps nothing works as long as there is a network.
    }
}
