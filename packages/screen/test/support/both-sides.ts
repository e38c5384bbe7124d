/** A novice and an expert in Node, joined by memory, with a coder that loses detail and a clock that runs ahead. */
import {
  type Clock,
  type CodedVideo,
  ExpertPicture,
  type ExpertPictureEvents,
  I420Picture,
  KeptSurface,
  NovicePicture,
  type NovicePictureEvents,
  type PictureChannel,
  PictureError,
  type ScreenFrame,
  type VideoChunk,
  type VideoCoding,
  type VideoDecoding,
} from '../../src/index.ts';

export const COLOUR = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } as const;

/** Time that jumps to the next timer whenever the process has nothing else to do. */
export class JumpingClock implements Clock {
  #now = 1_000;
  #timers: { readonly at: number; readonly callback: () => void }[] = [];
  #ticking = false;

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    this.#tick();
    return () => {
      this.#timers = this.#timers.filter(each => each !== timer);
    };
  }

  #tick(): void {
    if (this.#ticking) return;
    this.#ticking = true;
    setTimeout(() => {
      this.#ticking = false;
      const next = this.#timers.toSorted((a, b) => a.at - b.at)[0];
      if (!next) return;
      this.#timers = this.#timers.filter(each => each !== next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      if (this.#timers.length > 0) this.#tick();
    }, 0);
  }
}

/** What the coder below leaves of a byte. */
const coarse = (byte: number): number => byte & 0xf0;

/** "Codes" by a number; the pictures travel beside the channel. Deltas must come in order, as with a real coder. */
export class LossyVideo implements VideoCoding, VideoDecoding<I420Picture> {
  readonly #pictures = new Map<number, I420Picture>();
  #encoded = 0;
  #decoded = 0;
  #key = true;
  ready = false;
  released = 0;
  given = 0;
  /** Pictures that the coder leaves out: one of so many; 0: none. */
  readonly #leavesOut: number;

  constructor(leavesOut = 0) {
    this.#leavesOut = leavesOut;
  }

  async prepare(codecs: readonly string[]): Promise<boolean> {
    this.ready = codecs.includes('vp8');
    this.#key = true;
    return this.ready;
  }

  async encode(picture: I420Picture): Promise<CodedVideo | undefined> {
    this.#encoded += 1;
    const id = this.#encoded;
    if (this.#leavesOut && id % this.#leavesOut === 0) {
      this.#key = true;
      return undefined;
    }
    const copy = new I420Picture(picture.layout.width, picture.layout.height);
    copy.bytes.set(picture.bytes.map(coarse));
    await new Promise(resolve => setImmediate(resolve));
    this.#pictures.set(id, copy);
    const codec = this.#key ? 'vp8' : undefined;
    this.#key = false;
    return { codec, data: new Uint8Array(new Uint32Array([id]).buffer) };
  }

  restart(): void {
    this.#key = true;
  }

  refuse(): void {
    this.ready = false;
  }

  async decode(chunk: VideoChunk): Promise<I420Picture> {
    const id = new DataView(chunk.data.buffer, chunk.data.byteOffset).getUint32(0, true);
    await new Promise(resolve => setImmediate(resolve));
    const picture = this.#pictures.get(id);
    const isNext = chunk.codec !== undefined || id === this.#decoded + 1;
    if (!picture || !isNext || picture.layout.width !== chunk.width)
      throw new PictureError('video', 'a chunk does not follow the one before it');
    this.#decoded = id;
    this.given += 1;
    return picture;
  }

  release(): void {
    this.released += 1;
  }

  reset(): void {
    this.#decoded = -1;
  }

  close(): void {
    this.ready = false;
  }
}

export interface BothSides {
  readonly novice: NovicePicture;
  readonly expert: ExpertPicture<I420Picture>;
  readonly surface: KeptSurface<I420Picture>;
  readonly video: LossyVideo;
  readonly problems: PictureError[];
  readonly failures: PictureError[];
  readonly rates: number[];
  readonly painted: number[];
  /** Bytes that went to the expert, piece by piece. */
  readonly sent: Uint8Array<ArrayBuffer>[];
  /** Waits for the condition, for ten seconds at most. */
  until(condition: () => boolean): Promise<void>;
  close(): void;
}

export function joinBothSides(
  options: {
    readonly codecs?: readonly string[];
    readonly leavesOut?: number;
    readonly maxMessage?: number;
    /** What becomes of a piece on its way to the expert. */
    readonly damage?: (piece: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
    readonly maxPixels?: number;
  } = {},
): BothSides {
  const clock = new JumpingClock();
  const video = new LossyVideo(options.leavesOut);
  const surface = new KeptSurface<I420Picture>(decoded => decoded);
  const problems: PictureError[] = [];
  const failures: PictureError[] = [];
  const rates: number[] = [];
  const painted: number[] = [];
  const sent: Uint8Array<ArrayBuffer>[] = [];
  const maxMessage = options.maxMessage ?? 65_536;
  let closed = false;
  const later = (act: () => void) => setImmediate(() => closed || act());
  const toExpert: PictureChannel = {
    bufferedAmount: 0,
    maxMessage,
    send(piece) {
      if (piece.length > maxMessage) throw new TypeError('a piece is too large');
      sent.push(piece);
      const arrives = options.damage?.(piece.slice()) ?? piece.slice();
      later(() => expert.receive(arrives));
    },
  };
  const toNovice: PictureChannel = {
    bufferedAmount: 0,
    maxMessage,
    send: piece => void later(() => novice.receive(piece.slice())),
  };
  const common = {
    problem: (error: PictureError) => void problems.push(error),
    failed: (error: PictureError) => void failures.push(error),
  };
  const noviceEvents: NovicePictureEvents = { ...common, rate: rate => void rates.push(rate) };
  const expertEvents: ExpertPictureEvents = { ...common, painted: ({ frame }) => void painted.push(frame) };
  const novice = new NovicePicture({ channel: toExpert, video, clock, events: noviceEvents });
  const expert = new ExpertPicture({
    channel: toNovice,
    surface,
    video,
    codecs: options.codecs ?? ['vp8'],
    events: expertEvents,
    now: () => clock.now(),
    ...(options.maxPixels !== undefined && { maxPixels: options.maxPixels }),
  });
  return {
    novice,
    expert,
    surface,
    video,
    problems,
    failures,
    rates,
    painted,
    sent,
    async until(condition) {
      const deadline = performance.now() + 10_000;
      while (!condition()) {
        if (performance.now() > deadline) throw new Error('the condition did not come true');
        await new Promise(resolve => setTimeout(resolve, 1));
      }
    },
    close() {
      closed = true;
      novice.close();
      expert.close();
    },
  };
}

/** A frame with a copy of the picture as it is now. */
export function frameOf(picture: I420Picture, closed?: { count: number }): ScreenFrame {
  const bytes = picture.bytes.slice();
  const { width, height } = picture.layout;
  return {
    width,
    height,
    colour: COLOUR,
    read: async target => target.bytes.set(bytes),
    close() {
      if (closed) closed.count += 1;
    },
  };
}

/** Byte for byte, the padding included, which nobody writes. */
export function isEqual(a: I420Picture | undefined, b: I420Picture): boolean {
  return a !== undefined && Buffer.compare(a.bytes, b.bytes) === 0;
}
