import { Held } from '../held.ts';
import type { HeldCodes } from '../platform.ts';
import type { XConnection } from './connection.ts';
import { type HandWatch, RAW } from './hand-watch.ts';

/**
 * What we do to keys and buttons: every fake event goes through here, so that it is expected by the one who watches
 * the person's own hand, and so that what is down is known.
 */
export class Desk {
  readonly #connection: XConnection;
  readonly #watch: HandWatch;
  readonly held: Held;

  /** @param more what else the watchdog is to put right */
  constructor(
    connection: XConnection,
    watch: HandWatch,
    report: (codes: HeldCodes) => void,
    more: () => Iterable<string>,
  ) {
    this.#connection = connection;
    this.#watch = watch;
    this.held = new Held(report, more);
  }

  /** One key event that is undone before the next flush, or is in `held`. */
  fakeKey(keycode: number, down: boolean): void {
    if (!this.#connection.alive) return;
    this.#watch.expect(down ? RAW.keyPress : RAW.keyRelease, keycode);
    this.#connection.x.XTestFakeKeyEvent(this.#connection.pointer, keycode, down ? 1 : 0, 0);
  }

  tapKey(keycode: number): void {
    this.fakeKey(keycode, true);
    this.fakeKey(keycode, false);
  }

  holdKey(keycode: number): void {
    if (this.held.press(`k${String(keycode)}`)) this.fakeKey(keycode, true);
  }

  letKey(keycode: number): void {
    if (this.held.release(`k${String(keycode)}`)) this.fakeKey(keycode, false);
  }

  holdButton(button: number): void {
    if (this.held.press(`b${String(button)}`)) this.#fakeButton(button, true);
  }

  letButton(button: number): void {
    if (this.held.release(`b${String(button)}`)) this.#fakeButton(button, false);
  }

  clickButton(button: number): void {
    this.#fakeButton(button, true);
    this.#fakeButton(button, false);
  }

  movePointer(x: number, y: number): void {
    if (!this.#connection.alive) return;
    this.#watch.expect(RAW.motion, 0);
    this.#connection.x.XTestFakeMotionEvent(this.#connection.pointer, -1, x, y, 0);
  }

  releaseAll(): void {
    for (const code of this.held.takeAll()) {
      const number = Number(code.slice(1));
      if (code.startsWith('k')) this.fakeKey(number, false);
      else this.#fakeButton(number, false);
    }
  }

  /** Sends what was done; what the person's own hand did meanwhile is told before this returns. */
  flush(): void {
    if (this.#watch.watching) {
      this.#connection.sync();
      this.held.report();
      this.#watch.settle();
    } else {
      this.#connection.sync();
      this.held.report();
    }
  }

  #fakeButton(button: number, down: boolean): void {
    if (!this.#connection.alive) return;
    this.#watch.expect(down ? RAW.buttonPress : RAW.buttonRelease, button);
    this.#connection.x.XTestFakeButtonEvent(this.#connection.pointer, button, down ? 1 : 0, 0);
  }
}
