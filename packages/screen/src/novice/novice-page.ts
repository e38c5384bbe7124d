/** The novice's side for a page: the work is done in a worker, the page keeps the track. */
import type { PictureChannel } from '../channel/picture-channel.ts';
import { ChannelForwarder } from '../channel/worker-channel.ts';
import { PictureError } from '../errors.ts';
import type { NovicePictureEvents, NoviceStats } from './novice-options.ts';
import { framesOf } from './track-frames.ts';
import type { FromNoviceWorker, ToNoviceWorker } from './worker-messages.ts';

export interface NovicePageEvents extends Omit<NovicePictureEvents, 'rate'> {
  /** The track ended, or its frames cannot be read any more. */
  ended?(): void;
}

/** Either a data channel, which is handed to the worker, or a channel that stays on the page. */
export type PageChannel =
  | { readonly transfer: RTCDataChannel; readonly maxMessage: number }
  | { readonly keep: PictureChannel };

export interface NovicePageOptions {
  readonly channel: PageChannel;
  readonly events?: NovicePageEvents;
}

export class NovicePage {
  readonly #worker: Worker;
  readonly #events: NovicePageEvents;
  readonly #forwarder: ChannelForwarder | undefined;
  #track: MediaStreamTrack | undefined;
  #framesPerSecond: number | undefined;
  #closed = false;
  /** Half a second old at most; `undefined` in the beginning. */
  stats: NoviceStats | undefined;

  constructor({ channel, events = {} }: NovicePageOptions) {
    this.#events = events;
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      type: 'module',
      name: 'screen-novice',
    });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromNoviceWorker>) => this.#hear(data));
    this.#worker.addEventListener('error', () => this.#failed('capture', 'the worker failed'));
    if ('keep' in channel) {
      const { keep } = channel;
      this.#forwarder = new ChannelForwarder(keep, message => this.#post(message));
      this.#post({ type: 'open', channel: undefined, maxMessage: keep.maxMessage });
    } else {
      const { transfer, maxMessage } = channel;
      this.#post({ type: 'open', channel: transfer, maxMessage }, [transfer]);
    }
  }

  /** What is shown from now on; `null`: nothing new, the picture stays (see `pause`). The track is not stopped here. */
  showTrack(track: MediaStreamTrack | null): void {
    if (this.#closed) return;
    this.#track = track ?? undefined;
    if (!track) {
      this.#post({ type: 'no-frames' });
      return;
    }
    const frames = framesOf(track);
    if (frames) this.#post({ type: 'frames', frames }, [frames]);
    else this.#handOver(track);
    this.#applyRate();
  }

  /** Input from the expert arrived: the capture speeds up before the screen is painted. */
  activity(): void {
    this.#post({ type: 'activity' });
  }

  /** The expert sees nothing. */
  pause(): void {
    this.#post({ type: 'pause' });
  }

  resume(): void {
    this.#post({ type: 'resume' });
  }

  /** Device pixels to a pixel of the page. */
  setScale(scale: number): void {
    this.#post({ type: 'scale', scale });
  }

  /** One piece, when the channel stays on the page. */
  receive(bytes: Uint8Array<ArrayBuffer>): void {
    this.#post({ type: 'receive', bytes });
  }

  /** Idempotent. The track goes on. */
  close(): void {
    if (this.#closed) return;
    this.#post({ type: 'close' });
    this.#closed = true;
    this.#track = undefined;
    this.#forwarder?.close();
  }

  #hear(message: FromNoviceWorker): void {
    if (this.#closed) return;
    switch (message.type) {
      case 'send':
        try {
          this.#forwarder?.send(message);
        } catch {
          this.#failed('channel', 'the channel takes no messages');
        }
        return;
      case 'rate':
        this.#framesPerSecond = message.framesPerSecond;
        this.#applyRate();
        return;
      case 'stats':
        this.stats = message.stats;
        return;
      case 'problem':
        this.#events.problem?.(new PictureError(message.code, message.message));
        return;
      case 'failed':
        this.#failed(message.code, message.message);
        return;
      case 'ended':
        this.#events.ended?.();
    }
  }

  #failed(code: PictureError['code'], message: string): void {
    if (this.#closed) return;
    this.close();
    this.#events.failed?.(new PictureError(code, message));
  }

  /** A browser that reads tracks in workers alone hands them over. */
  #handOver(track: MediaStreamTrack): void {
    try {
      // The clone is the worker's.
      const own = track.clone();
      this.#worker.postMessage({ type: 'track', track: own }, [own]);
    } catch {
      this.#failed('capture', 'the frames of the screen cannot be read here');
    }
  }

  #applyRate(): void {
    const track = this.#track;
    if (!track || this.#framesPerSecond === undefined) return;
    // A source that cannot change its rate goes on as it is.
    track.applyConstraints({ frameRate: this.#framesPerSecond }).catch(() => undefined);
  }

  #post(message: ToNoviceWorker, transfer: Transferable[] = []): void {
    if (!this.#closed) this.#worker.postMessage(message, transfer);
  }
}
