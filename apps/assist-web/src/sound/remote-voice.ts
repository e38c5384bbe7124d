import type { Speaker } from './speaker.ts';

/** The other person's voice, played. Chromium gives it to an analyser only while an element plays it. */
export class RemoteVoice {
  readonly stream: MediaStream;
  readonly #speaker: Speaker;
  readonly #element: HTMLAudioElement;
  readonly #blocked: (blocked: boolean) => void;
  #track: MediaStreamTrack | undefined;

  /** @param blocked the browser waits for a gesture before it plays, and then {@link resume}; or does so no more */
  constructor(stream: MediaStream, speaker: Speaker, blocked: (blocked: boolean) => void) {
    this.stream = stream;
    this.#speaker = speaker;
    this.#blocked = blocked;
    this.#element = speaker.open().element;
    this.follow();
  }

  /** What is played now. */
  get track(): MediaStreamTrack | undefined {
    return this.#track;
  }

  /**
   * Plays what the stream holds now. A script that adds a track to a stream makes no event, and Chromium plays nothing of
   * a stream that was empty when it got it.
   */
  follow(): void {
    const track = this.stream.getAudioTracks()[0];
    if (track === this.#track) return;
    this.#track = track;
    this.#element.srcObject = track ? new MediaStream([track]) : null;
    void this.resume();
  }

  /** To be called in a gesture. Resolves when it plays, or still does not. */
  async resume(): Promise<void> {
    if (this.#track === undefined) return;
    try {
      await this.#element.play();
      this.#blocked(false);
    } catch (error) {
      // Closing ends a play that has not begun, which is no news.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#blocked(true);
    }
  }

  /** Idempotent. The stream is somebody else's. */
  close(): void {
    this.#speaker.close(this.#element);
  }
}
