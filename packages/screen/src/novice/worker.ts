/** The novice's worker: joins what the page sends with a `NovicePicture`. */
import { ForwardedChannel, TransferredChannel } from '../channel/worker-channel.ts';
import { systemClock } from '../clock.ts';
import type { PictureError } from '../errors.ts';
import { FrameReader } from './frame-reader.ts';
import { NovicePicture } from './novice-picture.ts';
import { framesOf } from './track-frames.ts';
import { BrowserVideoEncoder } from './video-encoder.ts';
import type { FromNoviceWorker, ToNoviceWorker } from './worker-messages.ts';

/** How often the page hears how it goes. */
const STATS_MS = 500;

const post = (message: FromNoviceWorker, transfer: Transferable[] = []): void =>
  globalThis.postMessage(message, { transfer });
const tell =
  (type: 'problem' | 'failed') =>
  ({ code, message }: PictureError): void =>
    post({ type, code, message });

let picture: NovicePicture | undefined;
let forwarded: ForwardedChannel | undefined;
let reader: FrameReader | undefined;

function read(frames: ReadableStream<VideoFrame>): void {
  reader?.stop();
  reader = new FrameReader(
    frames,
    frame => (picture ? picture.show(frame) : frame.close()),
    () => post({ type: 'ended' }),
  );
}

async function open({ channel, maxMessage }: Extract<ToNoviceWorker, { type: 'open' }>): Promise<void> {
  const passed = new ForwardedChannel(maxMessage, post);
  forwarded = passed;
  const own = channel && new TransferredChannel(channel, maxMessage, bytes => picture?.receive(bytes));
  await own?.opened;
  picture = new NovicePicture({
    channel: own ?? passed,
    video: new BrowserVideoEncoder(systemClock),
    events: {
      rate: framesPerSecond => post({ type: 'rate', framesPerSecond }),
      problem: tell('problem'),
      failed: tell('failed'),
    },
  });
  setInterval(() => picture && post({ type: 'stats', stats: picture.stats }), STATS_MS);
}

function close(): void {
  reader?.stop();
  picture?.close();
  globalThis.close();
}

function handle(message: ToNoviceWorker): void | Promise<void> {
  switch (message.type) {
    case 'open':
      return open(message);
    case 'frames':
      read(message.frames);
      return;
    case 'track': {
      const frames = framesOf(message.track);
      if (frames) read(frames);
      else post({ type: 'failed', code: 'capture', message: 'the frames of the screen cannot be read here' });
      return;
    }
    case 'no-frames':
      reader?.stop();
      return;
    case 'activity':
      picture?.activity();
      return;
    case 'pause':
      picture?.pause();
      return;
    case 'resume':
      picture?.resume();
      return;
    case 'scale':
      picture?.setScale(message.scale);
      return;
    case 'receive':
      picture?.receive(message.bytes);
      return;
    case 'taken':
      forwarded?.taken(message);
      return;
    case 'close':
      close();
  }
}

/** What is said before the channel is open waits for it, in order: a pause above all. */
let done: Promise<void> = Promise.resolve();
globalThis.addEventListener('message', ({ data }: MessageEvent<ToNoviceWorker>) => {
  // The end waits for nothing: the channel may never open.
  if (data.type === 'close') close();
  done = done
    .then(() => handle(data))
    .catch(() => post({ type: 'failed', code: 'capture', message: 'the worker failed' }));
});
