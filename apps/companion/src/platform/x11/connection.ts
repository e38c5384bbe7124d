import { PlatformError } from '../platform.ts';
import { type DisplayPointer, EVENT_BYTES, loadX11, type XLibrary } from './library.ts';

/** `XEventsQueued` modes. */
const ALREADY = 0;
const AFTER_READING = 1;

/** Errors of single requests are expected (a key that went away): Xlib's own handler would end the process. */
let handlersSet = false;
function setErrorHandlers(x: XLibrary): void {
  if (handlersSet) return;
  handlersSet = true;
  x.XSetErrorHandler(x.onError(() => 0));
  x.XSetIOErrorHandler(x.onIoError(() => 0));
}

/** One connection to the X server, which notices when the server goes away instead of ending the process. */
export class XConnection {
  readonly x: XLibrary;
  readonly pointer: DisplayPointer;
  readonly root: number;
  readonly #event = new Uint8Array(EVENT_BYTES);
  #open = true;

  /**
   * @param onLost told once, on a later turn of the event loop, when the server has gone
   * @throws PlatformError `unable`
   */
  constructor(display: string, onLost: () => void) {
    const x = loadX11();
    setErrorHandlers(x);
    const pointer = x.XOpenDisplay(display);
    if (pointer === null) throw new PlatformError('unable', 'the display does not answer', 'no-display');
    this.x = x;
    this.pointer = pointer;
    this.root = x.XDefaultRootWindow(pointer);
    x.XSetIOErrorExitHandler?.(
      pointer,
      x.onIoErrorExit(() => {
        if (!this.#open) return;
        this.#open = false;
        setImmediate(onLost);
      }),
      null,
    );
  }

  /** False once it was closed or the server has gone; then no call may be made. */
  get alive(): boolean {
    return this.#open;
  }

  hasExtension(name: string): boolean {
    return this.x.XQueryExtension(this.pointer, name, [0], [0], [0]) !== 0;
  }

  /** Sends what is buffered. */
  flush(): void {
    if (this.#open) this.x.XFlush(this.pointer);
  }

  /** Waits until the server has done all that was asked; what it had to tell is then in the queue. */
  sync(): void {
    if (this.#open) this.x.XSync(this.pointer, 0);
  }

  /** Hands over every event that has arrived; the bytes are valid during the call only. */
  drain(handle: (event: Uint8Array) => void): void {
    let mode = AFTER_READING;
    while (this.#open && this.x.XEventsQueued(this.pointer, mode) > 0) {
      mode = ALREADY;
      this.x.XNextEvent(this.pointer, this.#event);
      handle(this.#event);
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.x.XCloseDisplay(this.pointer);
  }
}
