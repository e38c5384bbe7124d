import type { InputEvent } from '@rendezvous/assist';
import { type Box, contentBox, fractionIn, isInside, type Point } from './geometry.ts';
import { buttonChanges, wheelNotches } from './pointer-events.ts';

/** Chromium's and Safari's additions to the standard event. */
interface LegacyWheel {
  readonly wheelDeltaX?: number;
  readonly wheelDeltaY?: number;
}

/**
 * The expert's mouse over the picture. A press begins only on the picture itself; once it has begun, the drag goes on
 * outside, at the nearest edge, until the last button is up.
 */
export class PointerCapture {
  readonly #video: HTMLVideoElement;
  readonly #send: (event: InputEvent) => void;
  readonly #stop = new AbortController();
  #buttons = 0;
  #at: Point = { x: 0, y: 0 };
  #frame: number | undefined;
  #next: Point | undefined;

  constructor(video: HTMLVideoElement, send: (event: InputEvent) => void) {
    this.#video = video;
    this.#send = send;
    const listen = <K extends keyof HTMLElementEventMap>(
      type: K,
      listener: (event: HTMLElementEventMap[K]) => void,
    ): void => video.addEventListener(type, listener, { signal: this.#stop.signal, passive: false });
    listen('pointerdown', event => this.#press(event));
    listen('pointermove', event => this.#move(event));
    listen('pointerup', event => this.#change(event));
    listen('pointercancel', () => this.releaseAll());
    listen('lostpointercapture', () => this.releaseAll());
    listen('wheel', event => this.#wheel(event));
    // The page's own menus, middle-click scrolling, dragging the picture and the back button all stay out of the way.
    for (const type of ['contextmenu', 'mousedown', 'mouseup', 'auxclick', 'dragstart'] as const)
      listen(type, event => event.preventDefault());
  }

  /** Lets go of the buttons that are down; also called when the window loses the focus. */
  releaseAll(): void {
    this.#flushMove();
    for (const change of buttonChanges(this.#buttons, 0))
      this.#send({ type: 'button', ...this.#at, ...change });
    this.#buttons = 0;
  }

  /** Idempotent. */
  close(): void {
    this.releaseAll();
    this.#stop.abort();
  }

  #box(): Box | undefined {
    const { videoWidth, videoHeight } = this.#video;
    return contentBox(this.#video.getBoundingClientRect(), { width: videoWidth, height: videoHeight });
  }

  #press(event: PointerEvent): void {
    const box = this.#box();
    if (box === undefined || !isInside({ x: event.clientX, y: event.clientY }, box)) return;
    this.#video.setPointerCapture(event.pointerId);
    this.#change(event);
  }

  #move(event: PointerEvent): void {
    const box = this.#box();
    const point = { x: event.clientX, y: event.clientY };
    if (box === undefined || (this.#buttons === 0 && !isInside(point, box))) return;
    // A second button of a chord comes as a move; a button that was pressed elsewhere is not ours.
    if (this.#buttons !== 0 && event.buttons !== this.#buttons) return this.#change(event);
    this.#queueMove(fractionIn(point, box));
  }

  #change(event: PointerEvent): void {
    const box = this.#box();
    if (box === undefined) return;
    this.#flushMove();
    this.#at = fractionIn({ x: event.clientX, y: event.clientY }, box);
    for (const change of buttonChanges(this.#buttons, event.buttons))
      this.#send({ type: 'button', ...this.#at, ...change });
    this.#buttons = event.buttons;
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const box = this.#box();
    const point = { x: event.clientX, y: event.clientY };
    if (box === undefined || !isInside(point, box)) return;
    this.#flushMove();
    const { wheelDeltaX, wheelDeltaY } = event as WheelEvent & LegacyWheel;
    const { dx, dy } = wheelNotches({
      deltaX: event.deltaX,
      deltaY: event.deltaY,
      deltaMode: event.deltaMode,
      ...(wheelDeltaX === undefined ? {} : { wheelDeltaX }),
      ...(wheelDeltaY === undefined ? {} : { wheelDeltaY }),
    });
    if (dx !== 0 || dy !== 0) this.#send({ type: 'wheel', ...fractionIn(point, box), dx, dy });
  }

  /** The first move goes at once; more within the same frame are only worth their last. */
  #queueMove(at: Point): void {
    if (at.x === this.#at.x && at.y === this.#at.y) return;
    if (this.#frame !== undefined) {
      this.#next = at;
      return;
    }
    this.#at = at;
    this.#send({ type: 'move', ...at });
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      const next = this.#next;
      this.#next = undefined;
      if (next !== undefined) this.#queueMove(next);
    });
  }

  #flushMove(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    const next = this.#next;
    this.#next = undefined;
    if (next === undefined) return;
    this.#at = next;
    this.#send({ type: 'move', ...next });
  }
}
