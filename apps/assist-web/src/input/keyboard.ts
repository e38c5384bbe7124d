import type { InputEvent, Modifiers } from '@rendezvous/assist';
import { type KeyInput, KeyTranslator, type Platform } from './key-translator.ts';

/** Which system's keyboard habits apply, as far as a page can know. */
export function platformOf(userAgent: string): Platform {
  if (/Windows/.test(userAgent)) return 'windows';
  return /Macintosh|iPhone|iPad/.test(userAgent) ? 'mac' : 'other';
}

function modifiersOf(event: KeyboardEvent): Modifiers {
  return {
    shift: event.shiftKey,
    control: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    altGraph: event.getModifierState('AltGraph'),
  };
}

function inputOf(event: KeyboardEvent): KeyInput {
  return {
    code: event.code,
    key: event.key,
    repeat: event.repeat,
    // 229: some browsers name no composition, but give every key of it this number.
    composing: event.isComposing || event.keyCode === 229,
    modifiers: modifiersOf(event),
  };
}

/**
 * The expert's keyboard, while a text area off the screen has the focus: only an editable element gets dead keys,
 * input methods and emoji pickers from the system. Nothing stays in it.
 */
export class KeyboardCapture {
  readonly #area: HTMLTextAreaElement;
  readonly #send: (event: InputEvent) => void;
  readonly #translator: KeyTranslator;
  readonly #stop = new AbortController();

  /** @param onLeave the person pressed Ctrl+Shift+F6, the way out that needs no mouse */
  constructor(area: HTMLTextAreaElement, send: (event: InputEvent) => void, onLeave: () => void) {
    this.#area = area;
    this.#send = send;
    this.#translator = new KeyTranslator(platformOf(navigator.userAgent));
    const { signal } = this.#stop;
    area.addEventListener(
      'keydown',
      event => {
        if (event.code === 'F6' && event.ctrlKey && event.shiftKey) {
          event.preventDefault();
          this.releaseAll();
          onLeave();
          return;
        }
        const { send: events, prevent } = this.#translator.down(inputOf(event));
        if (prevent) event.preventDefault();
        this.#sendAll(events);
      },
      { signal },
    );
    area.addEventListener(
      'keyup',
      event => {
        const { send: events, prevent } = this.#translator.up(inputOf(event));
        if (prevent) event.preventDefault();
        this.#sendAll(events);
      },
      { signal },
    );
    area.addEventListener(
      'compositionend',
      event => {
        this.#sendAll(this.#translator.text(event.data));
        area.value = '';
      },
      { signal },
    );
    area.addEventListener(
      'input',
      event => {
        if (!(event instanceof InputEventOfPlatform) || event.isComposing) return;
        // What came by a composition has been sent at its end; what came without a key (an emoji picker) is sent here.
        if (event.inputType === 'insertText' && event.data) this.#sendAll(this.#translator.text(event.data));
        area.value = '';
      },
      { signal },
    );
    area.addEventListener('blur', () => this.releaseAll(), { signal });
    window.addEventListener('blur', () => this.releaseAll(), { signal });
    document.addEventListener('visibilitychange', () => this.releaseAll(), { signal });
    // A key that comes up while the pointer is over another window may never be told to us.
    document.documentElement.addEventListener(
      'mouseleave',
      event => {
        if (event.buttons === 0 && this.#translator.holding) this.releaseAll();
      },
      { signal },
    );
  }

  focus(): void {
    this.#area.focus({ preventScroll: true });
  }

  releaseAll(): void {
    this.#sendAll(this.#translator.releaseAll());
  }

  /** Idempotent. */
  close(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.releaseAll();
    this.#area.value = '';
  }

  #sendAll(events: readonly InputEvent[]): void {
    for (const event of events) this.#send(event);
  }
}

/** The platform's class, whose name our own event type shadows. */
const InputEventOfPlatform = globalThis.InputEvent;
