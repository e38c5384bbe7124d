/** What codes motion for a novice. */
import type { I420Picture } from '../i420/picture.ts';
import type { ColourSpace } from '../wire/message.ts';

export interface CodedVideo {
  /** Named when it is a key chunk. */
  readonly codec: string | undefined;
  readonly data: Uint8Array<ArrayBuffer>;
}

export interface VideoCoding {
  /** A codec is chosen and has not failed. */
  readonly ready: boolean;
  /** Chooses what both sides have; `false`: there is nothing, and tiles must do. */
  prepare(
    codecs: readonly string[],
    size: { readonly width: number; readonly height: number },
  ): Promise<boolean>;
  /**
   * The next chunk; `undefined` when the coder left this picture out or failed: the next one is then a key, or another codec.
   * One at a time.
   */
  encode(
    picture: I420Picture,
    options: { readonly colour: ColourSpace; readonly bitRate: number },
  ): Promise<CodedVideo | undefined>;
  /** The next chunk is a key: a fresh picture begins. */
  restart(): void;
  /** The expert cannot decode what is used: another codec from the next `prepare` on. */
  refuse(): void;
  close(): void;
}
