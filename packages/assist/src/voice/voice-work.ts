/** What is under way at the port: begun only when what was before is cleaned up, and not heard of any more once it is released. */
import type { VoiceInput } from './voice-machine.ts';
import type { VoiceEvents, VoicePort } from './voice-port.ts';

type Failure = 'client-failed' | 'server-failed' | 'media-failed';

export interface VoiceWorkOptions {
  readonly port: VoicePort | undefined;
  readonly feed: (input: VoiceInput) => void;
  /** Why something has failed; what is fed follows. */
  readonly failed: (error: unknown) => void;
  readonly unstable: (on: boolean) => void;
}

export class VoiceWork {
  readonly #options: VoiceWorkOptions;
  #generation = 0;
  #released: Promise<void> = Promise.resolve();

  constructor(options: VoiceWorkOptions) {
    this.#options = options;
  }

  /** Feeds what `run` gives, or `failure`. */
  begin(run: (port: VoicePort, events: VoiceEvents) => Promise<VoiceInput>, failure: Failure): void {
    const { port, feed, failed, unstable } = this.#options;
    const generation = this.#generation;
    const ifHeld = (then: () => void): void => {
      if (this.#generation === generation) then();
    };
    const fail = (type: Failure, error: unknown): void =>
      ifHeld(() => {
        failed(error);
        feed({ type });
      });
    const events: VoiceEvents = {
      // What was begun is heard of first: a call that fails at once may be faster.
      connected: () => void work.then(() => ifHeld(() => feed({ type: 'media-connected' }))),
      failed: error => void work.then(() => fail('media-failed', error)),
      unstable: on => ifHeld(() => unstable(on)),
      lost: () => ifHeld(() => feed({ type: 'media-lost' })),
    };
    const begun = this.#released.then(async () => {
      if (!port || this.#generation !== generation) throw new Error('it was released before it began');
      return await run(port, events);
    });
    const work = begun.then(
      input => ifHeld(() => feed(input)),
      (error: unknown) => fail(failure, error),
    );
  }

  /** Lets go of everything at once; feeds `released` when it is done. */
  release(): void {
    const { port, feed } = this.#options;
    this.#generation += 1;
    const generation = this.#generation;
    // Whatever it was, there is nothing more to be done about it.
    this.#released = (port?.release() ?? Promise.resolve()).catch(() => undefined);
    void this.#released.then(() => {
      if (this.#generation === generation) feed({ type: 'released' });
    });
  }
}
