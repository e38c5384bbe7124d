/** The expert's side for a page: a canvas that a worker paints. */
import { ChannelForwarder } from '../channel/worker-channel.ts';
import { PictureError } from '../errors.ts';
import type { PageChannel } from '../novice/novice-page.ts';
import type { ExpertPictureEvents } from './expert-picture.ts';
import type { FromExpertWorker, PaintedFrame, ToExpertWorker } from './worker-messages.ts';

export interface ExpertPageEvents extends Omit<ExpertPictureEvents, 'painted'> {
  painted?(frame: PaintedFrame): void;
}

export interface ExpertPageOptions {
  readonly channel: PageChannel;
  /** Is handed to the worker: it can be used for one `ExpertPage` alone, and the page cannot draw on it. */
  readonly canvas: HTMLCanvasElement;
  readonly events?: ExpertPageEvents;
}

export class ExpertPage {
  readonly #worker: Worker;
  readonly #events: ExpertPageEvents;
  readonly #forwarder: ChannelForwarder | undefined;
  #closed = false;
  /** The last frame on the canvas; `undefined` before the first and while nothing is shown. */
  shown: PaintedFrame | undefined;

  constructor({ channel, canvas, events = {} }: ExpertPageOptions) {
    this.#events = events;
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      type: 'module',
      name: 'screen-expert',
    });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromExpertWorker>) => this.#hear(data));
    this.#worker.addEventListener('error', () => this.#failed('video', 'the worker failed'));
    const offscreen = canvas.transferControlToOffscreen();
    if ('keep' in channel) {
      const { keep } = channel;
      this.#forwarder = new ChannelForwarder(keep, message => this.#post(message));
      const { maxMessage } = keep;
      this.#post({ type: 'open', canvas: offscreen, channel: undefined, maxMessage }, [offscreen]);
    } else {
      const { transfer, maxMessage } = channel;
      this.#post({ type: 'open', canvas: offscreen, channel: transfer, maxMessage }, [offscreen, transfer]);
    }
  }

  /** One piece, when the channel stays on the page. */
  receive(bytes: Uint8Array<ArrayBuffer>): void {
    this.#post({ type: 'receive', bytes }, [bytes.buffer]);
  }

  /** Asks for a fresh picture. */
  refresh(): void {
    this.#post({ type: 'refresh' });
  }

  /** Idempotent. What the canvas shows stays. */
  close(): void {
    if (this.#closed) return;
    this.#post({ type: 'close' });
    this.#closed = true;
    this.#forwarder?.close();
  }

  #hear(message: FromExpertWorker): void {
    if (this.#closed) return;
    const events = this.#events;
    switch (message.type) {
      case 'send':
        try {
          this.#forwarder?.send(message);
        } catch {
          this.#failed('channel', 'the channel takes no messages');
        }
        return;
      case 'painted':
        this.shown = message.frame;
        events.painted?.(message.frame);
        return;
      case 'blanked':
        this.shown = undefined;
        events.blanked?.();
        return;
      case 'cursor-moved':
        events.cursorMoved?.(message);
        return;
      case 'cursor-changed':
        events.cursorChanged?.(message.shape);
        return;
      case 'problem':
        events.problem?.(new PictureError(message.code, message.message));
        return;
      case 'failed':
        this.#failed(message.code, message.message);
    }
  }

  #failed(code: PictureError['code'], message: string): void {
    if (this.#closed) return;
    this.close();
    this.#events.failed?.(new PictureError(code, message));
  }

  #post(message: ToExpertWorker, transfer: Transferable[] = []): void {
    if (!this.#closed) this.#worker.postMessage(message, transfer);
  }
}
