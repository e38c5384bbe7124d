/** The browser's video encoder, one picture at a time. */
import type { Clock } from '../clock.ts';
import type { I420Picture } from '../i420/picture.ts';
import { isWorthSetting } from '../pace/video-rate.ts';
import { encodableCodec, encoderConfig } from '../webcodecs/codecs.ts';
import { colourInit } from '../webcodecs/colour.ts';
import type { ColourSpace } from '../wire/message.ts';
import type { CodedVideo, VideoCoding } from './video-coding.ts';

/** A realtime coder leaves a picture out now and then; after so long it has. */
const ENCODE_MS = 1_000;
/** So many pictures without a chunk in a row, and the codec is not used any more. */
const SILENT_PICTURES = 3;

interface Running {
  readonly encoder: VideoEncoder;
  readonly size: { readonly width: number; readonly height: number };
  bitRate: number;
}

export class BrowserVideoEncoder implements VideoCoding {
  readonly #clock: Clock;
  readonly #refused = new Set<string>();
  #codec: string | undefined;
  #running: Running | undefined;
  #needsKey = true;
  #silent = 0;
  #timestamp = 0;
  #settle: ((coded: CodedVideo | undefined) => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get ready(): boolean {
    return this.#codec !== undefined;
  }

  /** The codec in use, for the quality line. */
  get codec(): string | undefined {
    return this.#codec;
  }

  async prepare(
    codecs: readonly string[],
    size: { readonly width: number; readonly height: number },
  ): Promise<boolean> {
    this.#codec = await encodableCodec(codecs, this.#refused, size);
    this.#stop();
    return this.#codec !== undefined;
  }

  async encode(
    picture: I420Picture,
    options: { readonly colour: ColourSpace; readonly bitRate: number },
  ): Promise<CodedVideo | undefined> {
    const { promise, resolve } = Promise.withResolvers<CodedVideo | undefined>();
    this.#settle?.(undefined);
    this.#settle = resolve;
    const cancel = this.#clock.after(ENCODE_MS, () => resolve(undefined));
    try {
      this.#start(picture, options.bitRate, options.colour);
    } catch {
      // A coder that refuses a picture is a coder that failed.
      this.#silent = SILENT_PICTURES;
      resolve(undefined);
    }
    const coded = await promise;
    cancel();
    if (this.#settle === resolve) this.#settle = undefined;
    this.#silent = coded ? 0 : this.#silent + 1;
    if (!coded) this.#stop();
    if (SILENT_PICTURES <= this.#silent) this.refuse();
    return coded;
  }

  restart(): void {
    this.#needsKey = true;
  }

  refuse(): void {
    if (this.#codec !== undefined) this.#refused.add(this.#codec);
    this.#codec = undefined;
    this.#stop();
  }

  close(): void {
    this.#codec = undefined;
    this.#stop();
  }

  #stop(): void {
    const encoder = this.#running?.encoder;
    this.#running = undefined;
    this.#needsKey = true;
    if (encoder && encoder.state !== 'closed') encoder.close();
    this.#settle?.(undefined);
    this.#settle = undefined;
  }

  #start(picture: I420Picture, bitRate: number, colour: ColourSpace): void {
    const codec = this.#codec;
    if (codec === undefined) {
      this.#settle?.(undefined);
      return;
    }
    const running = this.#running ?? this.#begin(codec, picture.layout, bitRate);
    this.#running = running;
    if (isWorthSetting(running.bitRate, bitRate)) {
      running.encoder.configure(encoderConfig(codec, running.size, bitRate));
      running.bitRate = bitRate;
    }
    this.#timestamp += 1;
    const frame = frameOf(picture, this.#timestamp * 33_333, colour);
    running.encoder.encode(frame, { keyFrame: this.#needsKey });
    frame.close();
    this.#needsKey = false;
  }

  #begin(codec: string, size: { readonly width: number; readonly height: number }, bitRate: number): Running {
    const encoder = new VideoEncoder({
      output: chunk => {
        if (this.#running?.encoder !== encoder) return;
        const data = new Uint8Array(chunk.byteLength);
        chunk.copyTo(data);
        this.#settle?.({ codec: chunk.type === 'key' ? codec : undefined, data });
      },
      error: () => {
        if (this.#running?.encoder !== encoder) return;
        this.#silent = SILENT_PICTURES;
        this.#settle?.(undefined);
      },
    });
    encoder.configure(encoderConfig(codec, size, bitRate));
    return { encoder, size, bitRate };
  }
}

/** The picture with its own strides; an odd last row or column is coded with the padding beside it. */
function frameOf({ bytes, layout }: I420Picture, timestamp: number, colour: ColourSpace): VideoFrame {
  return new VideoFrame(bytes, {
    format: 'I420',
    codedWidth: (layout.width + 1) & ~1,
    codedHeight: (layout.height + 1) & ~1,
    timestamp,
    layout: [
      { offset: 0, stride: layout.stride },
      { offset: layout.uOffset, stride: layout.chromaStride },
      { offset: layout.vOffset, stride: layout.chromaStride },
    ],
    colorSpace: colourInit(colour),
  });
}
