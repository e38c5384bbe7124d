import type { CompanionScreen, InputEvent } from '@rendezvous/assist';
import type { Clock } from './clock.ts';
import { LIMITS } from './limits.ts';
import type { Platform } from './platform/platform.ts';
import { Pump, type Steps } from './pump.ts';

/** Turns events of the expert's hand into acts on one screen, in order, on any platform. */
export class Injector {
  readonly #platform: Platform;
  readonly #pump: Pump;
  #screen: CompanionScreen | undefined;
  #wheelX = 0;
  #wheelY = 0;

  /** @param fail told when a platform refuses in the middle of typing text */
  constructor(platform: Platform, clock: Clock, fail: (error: unknown) => void) {
    this.#platform = platform;
    this.#pump = new Pump(clock, LIMITS.waitingEvents, fail);
  }

  /** The screen that fractions are parts of; without one nothing is injected. */
  set screen(screen: CompanionScreen | undefined) {
    this.#screen = screen;
  }

  /** @throws PlatformError `lost` */
  inject(event: InputEvent): void {
    if (event.type === 'release-all') return this.releaseAll();
    if (!this.#pump.push(() => this.#carryOut(event))) this.releaseAll();
  }

  /** Drops what waits and releases everything that is down, before it returns. */
  releaseAll(): void {
    this.#pump.clear();
    this.#wheelX = 0;
    this.#wheelY = 0;
    this.#platform.releaseAll();
  }

  #carryOut(event: InputEvent): Steps | undefined {
    switch (event.type) {
      case 'move':
        this.#point(event.x, event.y);
        return undefined;
      case 'button':
        this.#point(event.x, event.y);
        this.#platform.button(event.button, event.down);
        return undefined;
      case 'wheel':
        this.#point(event.x, event.y);
        this.#scroll(event.dx, event.dy);
        return undefined;
      case 'key':
        return this.#platform.key(event);
      case 'text':
        return this.#platform.text(event.text);
      case 'release-all':
        return undefined;
    }
  }

  #point(x: number, y: number): void {
    const screen = this.#screen;
    if (!screen) return;
    this.#platform.movePointer(
      screen.x + Math.min(screen.width - 1, Math.floor(x * screen.width)),
      screen.y + Math.min(screen.height - 1, Math.floor(y * screen.height)),
    );
  }

  #scroll(dx: number, dy: number): void {
    this.#wheelX += dx;
    this.#wheelY += dy;
    const x = Math.trunc(this.#wheelX);
    const y = Math.trunc(this.#wheelY);
    this.#wheelX -= x;
    this.#wheelY -= y;
    const notches = (n: number): number =>
      Math.max(-LIMITS.notchesPerEvent, Math.min(LIMITS.notchesPerEvent, n));
    if (x !== 0 || y !== 0) this.#platform.scroll(notches(x), notches(y));
  }
}
