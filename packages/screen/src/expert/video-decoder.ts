/** The browser's video decoder, one chunk at a time. */
import type { Clock } from '../clock.ts';
import { PictureError } from '../errors.ts';
import { I420Picture } from '../i420/picture.ts';
import { colourInit } from '../webcodecs/colour.ts';
import { readFrame } from '../webcodecs/read-frame.ts';
import type { VideoChunk, VideoDecoding } from './surface.ts';

export interface DecodedVideo {
  readonly frame: VideoFrame;
  /** Its planes, when whoever made the decoder asked for them. */
  readonly planes: I420Picture | undefined;
}

/** A decoder that has not given a picture after so long keeps it until the next chunk, which may never come. */
const DECODE_MS = 2_000;

interface Pending {
  readonly resolve: (frame: VideoFrame) => void;
  readonly reject: (error: PictureError) => void;
}

export class BrowserVideoDecoder implements VideoDecoding<DecodedVideo> {
  readonly #clock: Clock;
  readonly #withPlanes: boolean;
  #decoder: VideoDecoder | undefined;
  #pending: Pending | undefined;
  #timestamp = 0;

  /** @param withPlanes for tests: decoded pictures are read back as I420 as well */
  constructor(clock: Clock, withPlanes = false) {
    this.#clock = clock;
    this.#withPlanes = withPlanes;
  }

  async decode(chunk: VideoChunk): Promise<DecodedVideo> {
    const frame = await this.#frame(chunk);
    try {
      const { width, height } = frame.visibleRect ?? { width: 0, height: 0 };
      if (width < chunk.width || height < chunk.height)
        throw new PictureError('video', 'a decoded picture has another size');
      return { frame, planes: this.#withPlanes ? await planesOf(frame) : undefined };
    } catch (error) {
      frame.close();
      throw error;
    }
  }

  release({ frame }: DecodedVideo): void {
    frame.close();
  }

  reset(): void {
    const decoder = this.#decoder;
    this.#decoder = undefined;
    if (decoder && decoder.state !== 'closed') decoder.close();
    this.#fail('the decoder was set back');
  }

  close(): void {
    this.reset();
  }

  async #frame(chunk: VideoChunk): Promise<VideoFrame> {
    const { promise, resolve, reject } = Promise.withResolvers<VideoFrame>();
    this.#fail('another chunk came first');
    this.#pending = { resolve, reject };
    const cancel = this.#clock.after(DECODE_MS, () => this.#fail('the decoder gave no picture'));
    try {
      const decoder = chunk.codec === undefined ? this.#decoder : this.#begin(chunk, chunk.codec);
      if (!decoder) throw new PictureError('video', 'video began without a key');
      this.#timestamp += 1;
      const type = chunk.codec === undefined ? 'delta' : 'key';
      decoder.decode(new EncodedVideoChunk({ type, timestamp: this.#timestamp, data: chunk.data }));
    } catch (error) {
      reject(error instanceof PictureError ? error : videoError('the decoder refused a chunk', error));
    }
    try {
      return await promise;
    } finally {
      cancel();
    }
  }

  #begin({ colour }: VideoChunk, codec: string): VideoDecoder {
    const old = this.#decoder;
    if (old && old.state !== 'closed') old.close();
    const decoder = new VideoDecoder({
      output: frame => {
        const pending = this.#decoder === decoder ? this.#pending : undefined;
        this.#pending = pending ? undefined : this.#pending;
        if (pending) pending.resolve(frame);
        else frame.close();
      },
      error: error => {
        if (this.#decoder === decoder) this.#fail('the decoder failed', error);
      },
    });
    // The colour of the tiles: what a coder writes into its stream differs from browser to browser.
    decoder.configure({ codec, optimizeForLatency: true, colorSpace: colourInit(colour) });
    this.#decoder = decoder;
    return decoder;
  }

  #fail(message: string, cause?: unknown): void {
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.reject(videoError(message, cause));
  }
}

function videoError(message: string, cause: unknown): PictureError {
  return new PictureError('video', message, { cause });
}

async function planesOf(frame: VideoFrame): Promise<I420Picture> {
  const rectangle = frame.visibleRect;
  const picture = new I420Picture(rectangle?.width ?? 0, rectangle?.height ?? 0);
  await readFrame(frame, picture);
  return picture;
}
