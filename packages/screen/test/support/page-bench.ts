/** Both sides in one page, with the browser's own coders and a canvas, joined by memory. */
import {
  BrowserVideoDecoder,
  BrowserVideoEncoder,
  CanvasSurface,
  type DecodedVideo,
  decodableCodecs,
  ExpertPicture,
  type I420Picture,
  KeptSurface,
  NovicePicture,
  type PictureChannel,
  type PictureError,
  screenFrameOf,
  systemClock,
} from '../../src/index.ts';

export interface PageSides {
  readonly novice: NovicePicture;
  readonly expert: ExpertPicture<DecodedVideo>;
  readonly surface: KeptSurface<DecodedVideo>;
  readonly canvas: OffscreenCanvas;
  readonly errors: string[];
  readonly painted: number[];
  sentBytes: number;
  close(): void;
}

export async function joinOnPage(options: { readonly codecs?: readonly string[] } = {}): Promise<PageSides> {
  const canvas = new OffscreenCanvas(16, 16);
  const surface = new KeptSurface<DecodedVideo>(decoded => decoded.planes, new CanvasSurface(canvas));
  const errors: string[] = [];
  const painted: number[] = [];
  const events = {
    problem: (error: PictureError) =>
      void errors.push(`${error.code}: ${error.message}: ${String(error.cause)}`),
    failed: (error: PictureError) => void errors.push(`failed, ${error.code}: ${error.message}`),
  };
  const ports: MessagePort[] = [];
  // A port keeps the order, which timers of zero milliseconds do not.
  const join = (receive: (bytes: Uint8Array<ArrayBuffer>) => void): PictureChannel => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    port2.onmessage = ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => receive(data);
    return { bufferedAmount: 0, maxMessage: 65_536, send: bytes => port1.postMessage(bytes) };
  };
  const toExpert = join(bytes => {
    sides.sentBytes += bytes.length;
    expert.receive(bytes);
  });
  const novice = new NovicePicture({
    channel: toExpert,
    video: new BrowserVideoEncoder(systemClock),
    events,
  });
  const expert = new ExpertPicture({
    channel: join(bytes => novice.receive(bytes)),
    surface,
    video: new BrowserVideoDecoder(systemClock, true),
    codecs: options.codecs ?? (await decodableCodecs()),
    events: { ...events, painted: () => void painted.push(performance.now()) },
  });
  const sides: PageSides = {
    novice,
    expert,
    surface,
    canvas,
    errors,
    painted,
    sentBytes: 0,
    close() {
      novice.close();
      expert.close();
      for (const port of ports) port.close();
    },
  };
  return sides;
}

/** What a browser's capture would give. */
export function videoFrameOf(picture: I420Picture): VideoFrame {
  const { layout, bytes } = picture;
  return new VideoFrame(bytes, {
    format: 'I420',
    codedWidth: layout.stride,
    codedHeight: layout.rows * 32,
    visibleRect: { x: 0, y: 0, width: layout.width, height: layout.height },
    displayWidth: layout.width,
    displayHeight: layout.height,
    timestamp: 0,
    colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
  });
}

export const show = (sides: PageSides, picture: I420Picture): void =>
  sides.novice.show(screenFrameOf(videoFrameOf(picture)));

export function isSame(a: I420Picture | undefined, b: I420Picture): boolean {
  if (a?.bytes.length !== b.bytes.length) return false;
  return a.words.every((word, at) => word === b.words[at]);
}

/** How far the canvas is from the picture drawn as a whole by the browser: the largest difference, and its mean. */
export function canvasError(
  canvas: OffscreenCanvas,
  picture: I420Picture,
): { largest: number; mean: number } {
  const { width, height } = picture.layout;
  const whole = new OffscreenCanvas(width, height).getContext('2d', { alpha: false });
  const shown = canvas.getContext('2d');
  if (!whole || !shown) throw new Error('a canvas has no context');
  const frame = videoFrameOf(picture);
  whole.drawImage(frame, 0, 0);
  frame.close();
  const [a, b] = [whole, shown].map(each => each.getImageData(0, 0, width, height).data);
  if (!a || !b) throw new Error('a canvas has no pixels');
  let largest = 0;
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) {
    const difference = Math.abs((a[at] ?? 0) - (b[at] ?? 0));
    if (difference > largest) largest = difference;
    sum += difference;
  }
  return { largest, mean: sum / a.length };
}

export async function until(condition: () => boolean, ms = 10_000): Promise<number> {
  const began = performance.now();
  while (!condition()) {
    if (performance.now() - began > ms) throw new Error('the condition did not come true');
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  return performance.now() - began;
}
