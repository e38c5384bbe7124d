/** Frames of a track to a picture: each is handed on at once, and the picture keeps the newest. */
import { type ScreenFrame, screenFrameOf } from './screen-frame.ts';

export class FrameReader {
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>;
  #stopped = false;

  /** @param ended the track ended or its frames cannot be read any more; not after `stop` */
  constructor(frames: ReadableStream<VideoFrame>, show: (frame: ScreenFrame) => void, ended: () => void) {
    this.#reader = frames.getReader();
    void this.#run(show, ended);
  }

  stop(): void {
    this.#stopped = true;
    this.#reader.cancel().catch(() => undefined);
  }

  /** Never rejects. */
  async #run(show: (frame: ScreenFrame) => void, ended: () => void): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await this.#reader.read();
        if (done) break;
        if (this.#stopped) value.close();
        else show(screenFrameOf(value));
      }
    } catch {
      // The capture was taken away: the same as its end.
    }
    if (!this.#stopped) ended();
  }
}
