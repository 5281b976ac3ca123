const REPEAT = 4000;
const TONES = {
    new: [880, 1175],
    lost: [440, 330, 440, 330],
    ready: [660, 990],
};

/**
 * Rings until what is new has been seen, and in another tone while nothing is heard of
 * the server. A browser lets a page make sounds only after it was touched once.
 */
export class Alarm {
    constructor(Context = globalThis.AudioContext) {
        this.Context = Context;
        this.context = null;
        this.wanted = null;
        this.timer = null;
        this.waking = null;
    }

    /** Call it from a tap, and when the tablet wakes up. */
    unlock() {
        if (this.Context && !this.context) {
            this.context = new this.Context();
        }
        this.context?.resume?.()?.catch?.(() => {});
    }

    /** @param {"new"|"lost"|null} kind what to ring for, again and again */
    ring(kind) {
        if (kind === this.wanted) {
            return;
        }
        this.wanted = kind;
        clearInterval(this.timer);
        this.timer = null;
        if (kind) {
            this._sound(kind);
            this.timer = setInterval(() => this._sound(kind), REPEAT);
        }
    }

    /** @param {"ready"} kind what to ring for once */
    chime(kind) {
        if (!this.wanted) {
            this._sound(kind);
        }
    }

    stop() {
        this.ring(null);
    }

    _sound(kind) {
        if (!this.context) {
            return;
        }
        if (this.context.state === "running") {
            this._play(kind);
            return;
        }
        // The clock of sound stands still while a tablet sleeps: whatever is set for
        // "now" would be heard all at once when it wakes up. So one waits for it, alone,
        // as long as it is wanted.
        this.waking ||= Promise.resolve(this.context.resume())
            .then(() => {
                const isWanted = kind === this.wanted || kind === "ready";
                if (isWanted && this.context.state === "running") {
                    this._play(kind);
                }
            })
            .catch(() => {})
            .finally(() => {
                this.waking = null;
            });
    }

    _play(kind) {
        TONES[kind].forEach((tone, index) => {
            const start = this.context.currentTime + index * 0.2;
            const oscillator = this.context.createOscillator();
            const volume = this.context.createGain();
            oscillator.frequency.value = tone;
            volume.gain.setValueAtTime(0.4, start);
            volume.gain.exponentialRampToValueAtTime(0.01, start + 0.18);
            oscillator.connect(volume).connect(this.context.destination);
            oscillator.start(start);
            oscillator.stop(start + 0.2);
        });
    }
}
