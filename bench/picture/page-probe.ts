/**
 * What watches the picture inside a page. One function without anything from outside, because it is sent into the page.
 * It reads the picture where a person sees it: the largest <video> or <canvas> on the page, each time the browser is about
 * to show a frame. All times are the page's `performance.now()`.
 */
import type { Rectangle } from './layout.ts';

/** Blocks in rows, see code.ts. */
export interface WatchedMark {
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly rows: number;
}

export interface Watched {
  readonly marks: readonly WatchedMark[];
  /** Text whose difference from the truth is measured. */
  readonly patches?: readonly Rectangle[];
}

/** Something seen: the blocks of all marks, `1`, `0` or `?`, as they became at a time. */
export interface Sight {
  readonly at: number;
  readonly blocks: string;
}

export interface Outcome {
  /** When the awaited blocks were all there. */
  readonly seen?: number | undefined;
  /** When the text beside them could be read, too. */
  readonly readable?: number | undefined;
}

export interface PictureProbe {
  /** Watches this, and nothing that was watched before. */
  watch(watched: Watched): void;
  stop(): void;
  /** From now on these blocks are awaited and, where given, this text. */
  expect(blocks: string, truth?: string): void;
  /** What has come of it, at the latest after `ms`. */
  outcome(ms: number): Promise<Outcome>;
  /** Everything seen since the last call. */
  sights(): Sight[];
  /** Notes when all these marks first show one and the same of these codes; looks for an element until then. */
  awaitFirst(marks: readonly WatchedMark[], codes: readonly string[]): void;
  readonly firstAt: number | undefined;
  /** When a key last went down in this page. */
  readonly keyAt: number | undefined;
  /** Kind, size in pixels and place of the picture in the page. */
  describe(): { kind: string; width: number; height: number; box: Rectangle } | undefined;
}

declare global {
  interface Window {
    pictureProbe?: PictureProbe;
  }
}

export interface ProbeOptions {
  readonly width: number;
  readonly height: number;
  readonly block: number;
  /** Mean difference of brightness (of 255) up to which text counts as readable. */
  readonly readable: number;
}

export function installPictureProbe({ width, height, block, readable }: ProbeOptions): void {
  if (window.pictureProbe) return;
  type Picture = HTMLVideoElement | HTMLCanvasElement;
  const sizeOf = (picture: Picture): [number, number] =>
    picture instanceof HTMLVideoElement
      ? [picture.videoWidth, picture.videoHeight]
      : [picture.width, picture.height];
  const find = (): Picture | undefined => {
    let best: Picture | undefined;
    let largest = 10_000;
    for (const picture of document.querySelectorAll<Picture>('video, canvas')) {
      const box = picture.getBoundingClientRect();
      if (sizeOf(picture)[0] <= 2 || box.width * box.height <= largest) continue;
      if (picture instanceof HTMLVideoElement && picture.readyState < HTMLMediaElement.HAVE_CURRENT_DATA)
        continue;
      largest = box.width * box.height;
      best = picture;
    }
    return best;
  };
  const scratch = document.createElement('canvas');
  const context = scratch.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');

  /** The brightness of a part, through a small canvas: for canvases, and for videos that were scaled on their way. */
  const brightnessByCanvas = (picture: Picture, part: Rectangle): Uint8Array => {
    const [w, h] = sizeOf(picture);
    if (scratch.width < part.width) scratch.width = part.width;
    if (scratch.height < part.height) scratch.height = part.height;
    const [sx, sy] = [w / width, h / height];
    context.drawImage(
      picture,
      part.x * sx,
      part.y * sy,
      part.width * sx,
      part.height * sy,
      0,
      0,
      part.width,
      part.height,
    );
    const { data } = context.getImageData(0, 0, part.width, part.height);
    const out = new Uint8Array(part.width * part.height);
    for (let i = 0; i < out.length; i++)
      out[i] = 0.299 * (data[i * 4] ?? 0) + 0.587 * (data[i * 4 + 1] ?? 0) + 0.114 * (data[i * 4 + 2] ?? 0);
    return out;
  };
  /** The same out of the frame itself, which costs a video nothing: no conversion of the whole picture. */
  const brightnessByFrame = async (frame: VideoFrame, part: Rectangle): Promise<Uint8Array> => {
    const rect = part;
    const bytes = new Uint8Array(frame.allocationSize({ rect }));
    const [luma] = await frame.copyTo(bytes, { rect });
    const full = frame.colorSpace.fullRange === true;
    const out = new Uint8Array(part.width * part.height);
    for (let y = 0; y < part.height; y++) {
      for (let x = 0; x < part.width; x++) {
        const value = bytes[(luma?.offset ?? 0) + y * (luma?.stride ?? 0) + x] ?? 0;
        out[y * part.width + x] = full ? value : Math.max(0, Math.min(255, ((value - 16) * 255) / 219));
      }
    }
    return out;
  };
  const blocksIn = (brightness: Uint8Array, { columns, rows }: WatchedMark): string => {
    let blocks = '';
    for (let n = 0; n < columns * rows; n++) {
      const left = (n % columns) * block + block / 2 - 3;
      const top = Math.floor(n / columns) * block + block / 2 - 3;
      let sum = 0;
      for (let y = top; y < top + 6; y++)
        for (let x = left; x < left + 6; x++) sum += brightness[y * columns * block + x] ?? 0;
      blocks += sum / 36 > 170 ? '1' : sum / 36 < 85 ? '0' : '?';
    }
    return blocks;
  };
  const rectangle = ({ x, y, columns, rows }: WatchedMark): Rectangle => ({
    x,
    y,
    width: columns * block,
    height: rows * block,
  });

  let watched: Watched = { marks: [] };
  let round = 0;
  let sights: Sight[] = [];
  let last = '';
  let expected:
    | { blocks: string; truth: Uint8Array | undefined; seen?: number; readable?: number }
    | undefined;
  let done: (() => void) | undefined;
  let keyAt: number | undefined;
  let firstAt: number | undefined;

  const note = (at: number, blocks: string, text: readonly Uint8Array[]): void => {
    if (blocks !== last) sights.push({ at, blocks });
    last = blocks;
    if (!expected || expected.blocks !== blocks) return;
    expected.seen ??= at;
    const { truth } = expected;
    if (truth && expected.readable === undefined) {
      let difference = 0;
      let index = 0;
      for (const part of text)
        for (const value of part) difference += Math.abs(value - (truth[index++] ?? 0));
      if (difference / truth.length > readable) return;
      expected.readable = at;
    }
    done?.();
  };
  /** Reads what is watched out of a picture; `undefined` where it has none now. */
  const read = async (
    picture: Picture,
    { marks, patches = [] }: Watched,
  ): Promise<{ blocks: string; text: Uint8Array[] } | undefined> => {
    const [w, h] = sizeOf(picture);
    const parts = [...marks.map(rectangle), ...patches];
    let values: Uint8Array[];
    if (picture instanceof HTMLVideoElement && w === width && h === height && 'VideoFrame' in window) {
      const frame = new VideoFrame(picture);
      const planar = frame.format === 'I420' || frame.format === 'NV12';
      values = planar
        ? await Promise.all(parts.map(part => brightnessByFrame(frame, part)))
        : parts.map(part => brightnessByCanvas(picture, part));
      frame.close();
    } else values = parts.map(part => brightnessByCanvas(picture, part));
    const blocks = marks.map((mark, i) => blocksIn(values[i] ?? new Uint8Array(), mark)).join('');
    return { blocks, text: values.slice(marks.length) };
  };
  const look = (mine: number): void => {
    if (mine !== round) return;
    const at = performance.now();
    const picture = find();
    let looked = false;
    const again = (): void => {
      if (!looked) look(mine);
      looked = true;
    };
    if (picture instanceof HTMLVideoElement) {
      picture.requestVideoFrameCallback(again);
      // A video that is replaced by a canvas shows no further frame.
      setTimeout(again, 500);
    } else requestAnimationFrame(again);
    if (!picture) return;
    void read(picture, watched).then(
      found => {
        if (found && mine === round) note(at, found.blocks, found.text);
      },
      () => undefined, // A frame that went away meanwhile: the next one comes.
    );
  };

  addEventListener('keydown', () => (keyAt = performance.now()), true);
  window.pictureProbe = {
    watch(next) {
      watched = next;
      last = '';
      sights = [];
      expected = undefined;
      look(++round);
    },
    stop() {
      round++;
    },
    expect(blocks, truth) {
      expected = { blocks, truth: truth ? Uint8Array.from(atob(truth), c => c.charCodeAt(0)) : undefined };
      // What is there already may not come again.
      look(++round);
    },
    async outcome(ms) {
      const complete = (): boolean =>
        expected !== undefined && (expected.truth ? expected.readable : expected.seen) !== undefined;
      if (!complete()) {
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, ms);
          done = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        done = undefined;
      }
      return { seen: expected?.seen, readable: expected?.readable };
    },
    sights() {
      const all = sights;
      sights = [];
      return all;
    },
    awaitFirst(marks, codes) {
      const wanted = codes.map(code => code.repeat(marks.length));
      const search = (): void => {
        const at = performance.now();
        const picture = find();
        if (!picture) {
          requestAnimationFrame(search);
          return;
        }
        void read(picture, { marks }).then(
          found => {
            if (found && wanted.includes(found.blocks)) firstAt = at;
            else requestAnimationFrame(search);
          },
          () => requestAnimationFrame(search),
        );
      };
      search();
    },
    get firstAt() {
      return firstAt;
    },
    get keyAt() {
      return keyAt;
    },
    describe() {
      const picture = find();
      if (!picture) return undefined;
      const [w, h] = sizeOf(picture);
      const { x, y, width: boxWidth, height: boxHeight } = picture.getBoundingClientRect();
      return {
        kind: picture.localName,
        width: w,
        height: h,
        box: { x, y, width: boxWidth, height: boxHeight },
      };
    },
  };
}
