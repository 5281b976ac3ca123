const REPEAT = 4000;

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
    }

    /** Call it from a tap. */
    unlock() {
        if (this.Context && !this.context) {
            this.context = new this.Context();
        }
        this.context?.resume?.();
    }

    /** @param {"new"|"lost"|null} kind what to ring for */
    ring(kind) {
        if (kind === this.wanted) {
            return;
        }
        this.wanted = kind;
        clearInterval(this.timer);
        this.timer = null;
        if (kind) {
            this._sound();
            this.timer = setInterval(() => this._sound(), REPEAT);
        }
    }

    stop() {
        this.ring(null);
    }

    _sound() {
        if (!this.context) {
            return;
        }
        const tones = this.wanted === "lost" ? [440, 330, 440, 330] : [880, 1175];
        tones.forEach((tone, index) => {
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
