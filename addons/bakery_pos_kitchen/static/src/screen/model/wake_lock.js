/** Keeps a tablet awake while its page is seen; where that is not allowed, it sleeps. */
export class WakeLock {
    constructor() {
        this.lock = null;
    }

    /** Call it again whenever the page comes back: the browser takes the lock away. */
    async take() {
        try {
            this.lock = await navigator.wakeLock?.request("screen");
        } catch {
            this.lock = null;
        }
    }

    release() {
        this.lock?.release().catch(() => {});
    }
}
