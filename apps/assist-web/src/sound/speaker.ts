import { DEFAULT_DEVICE } from './device-list.ts';

/** Whether this browser lets a page choose where it plays. */
export function choosesSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

/** Where and how loud this page plays what people say: every element that does so comes from here. */
export class Speaker {
  readonly #refused: () => void;
  /** Each with the end of what is being done to it: one turn at a time, or the first could end last. */
  readonly #elements = new Map<HTMLAudioElement, Promise<void>>();
  #id = DEFAULT_DEVICE;
  #volume = 1;

  /** @param refused the browser does not play there; it plays on the system's default then */
  constructor(refused: () => void) {
    this.#refused = refused;
  }

  get inUse(): boolean {
    return this.#elements.size > 0;
  }

  /** The device that was asked for last; `''`: the system's default. */
  get id(): string {
    return this.#id;
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    for (const element of this.#elements.keys()) element.volume = volume;
  }

  /** Resolves when all play there, as far as the browser is ready for it, or has refused. */
  async choose(id: string): Promise<void> {
    this.#id = id;
    await Promise.all([...this.#elements.keys()].map(element => this.#turn(element)));
  }

  /** A new element, hidden in the page. `ready`: it plays where it should. */
  open(): { readonly element: HTMLAudioElement; readonly ready: Promise<void> } {
    const element = document.createElement('audio');
    element.hidden = true;
    element.volume = this.#volume;
    document.body.append(element);
    this.#elements.set(element, Promise.resolve());
    return { element, ready: this.#turn(element) };
  }

  /** Idempotent. */
  close(element: HTMLAudioElement): void {
    if (!this.#elements.delete(element)) return;
    element.pause();
    element.srcObject = null;
    element.removeAttribute('src');
    element.remove();
  }

  #turn(element: HTMLAudioElement): Promise<void> {
    const turned = (this.#elements.get(element) ?? Promise.resolve()).then(() => this.#turnNow(element));
    if (this.#elements.has(element)) this.#elements.set(element, turned);
    return turned;
  }

  /** Never rejects. */
  async #turnNow(element: HTMLAudioElement): Promise<void> {
    const id = this.#id;
    if (!choosesSpeaker() || element.sinkId === id || !this.#elements.has(element)) return;
    try {
      await turn(element, id);
    } catch {
      // Only the latest choice, and only what is still there, is worth more.
      if (id === DEFAULT_DEVICE || this.#id !== id || !this.#elements.has(element)) return;
      void this.choose(DEFAULT_DEVICE);
      this.#refused();
    }
  }
}

async function turn(element: HTMLAudioElement, id: string): Promise<void> {
  const stream = element.srcObject;
  try {
    await element.setSinkId(id);
  } catch (error) {
    if (stream === null || !(error instanceof DOMException) || error.name !== 'AbortError') throw error;
    // Chromium turns no element whose device has gone, nor one that has not begun: not while it holds a stream.
    element.srcObject = null;
    try {
      await element.setSinkId(id);
    } finally {
      // Unless it was closed, or got another stream, meanwhile.
      if (element.isConnected && element.srcObject === null) {
        element.srcObject = stream;
        // It played before; where it did not, whoever opened it knows.
        element.play().catch(() => undefined);
      }
    }
  }
}
