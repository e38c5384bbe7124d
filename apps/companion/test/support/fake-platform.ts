import type { CompanionScreen } from '@rendezvous/assist';
import type { Clock } from '../../src/clock.ts';
import type { HandActivity, KeyEvent, Platform } from '../../src/platform/platform.ts';
import type { Steps } from '../../src/pump.ts';

export const SCREEN: CompanionScreen = {
  id: 'left',
  name: 'Left',
  x: 100,
  y: 50,
  width: 1000,
  height: 500,
  scale: 1,
  primary: true,
};

/** A desktop that only writes down what it is told. */
export class FakePlatform implements Platform {
  readonly name = 'x11';
  /** In the order in which it happened; `release` stands for everything going up. */
  readonly acts: string[] = [];
  readonly down = new Set<string>();
  hand: ((activity: HandActivity) => void) | undefined;
  closed = false;
  fails = false;

  screens(): readonly CompanionScreen[] {
    return [SCREEN];
  }

  movePointer(x: number, y: number): void {
    if (this.fails) throw new Error('the desktop does not answer');
    this.acts.push(`move ${String(x)},${String(y)}`);
  }

  button(button: number, down: boolean): void {
    this.acts.push(`button ${String(button)} ${down ? 'down' : 'up'}`);
    if (down) this.down.add(`b${String(button)}`);
    else this.down.delete(`b${String(button)}`);
  }

  scroll(dx: number, dy: number): void {
    this.acts.push(`scroll ${String(dx)},${String(dy)}`);
  }

  key(event: KeyEvent): Steps | undefined {
    this.acts.push(`key ${event.key} ${event.down ? 'down' : 'up'}`);
    if (event.down) this.down.add(event.code);
    else this.down.delete(event.code);
    return undefined;
  }

  *text(text: string): Steps {
    for (const character of text) {
      this.acts.push(`type ${character}`);
      yield 10;
    }
  }

  releaseAll(): void {
    this.acts.push('release');
    this.down.clear();
  }

  watchHand(listener: (activity: HandActivity) => void): () => void {
    this.hand = listener;
    return () => {
      this.hand = undefined;
    };
  }

  close(): void {
    this.releaseAll();
    this.closed = true;
  }
}

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  #nowMs = 1_000_000;
  readonly #timers = new Set<{ readonly atMs: number; readonly run: () => void }>();

  now(): number {
    return this.#nowMs;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { atMs: this.#nowMs + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Runs what falls due, in its order, each at its own time. */
  pass(ms: number): void {
    const end = this.#nowMs + ms;
    for (;;) {
      const next = [...this.#timers].filter(({ atMs }) => atMs <= end).sort((a, b) => a.atMs - b.atMs)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
    }
    this.#nowMs = end;
  }
}
