/** The expert's worker: joins what the page sends with an `ExpertPicture` on its canvas. */
import { ForwardedChannel, TransferredChannel } from '../channel/worker-channel.ts';
import { systemClock } from '../clock.ts';
import type { PictureError } from '../errors.ts';
import { decodableCodecs } from '../webcodecs/codecs.ts';
import { CanvasSurface } from './canvas-surface.ts';
import { ExpertPicture } from './expert-picture.ts';
import { BrowserVideoDecoder, type DecodedVideo } from './video-decoder.ts';
import type { FromExpertWorker, ToExpertWorker } from './worker-messages.ts';

const post = (message: FromExpertWorker, transfer: Transferable[] = []): void =>
  globalThis.postMessage(message, { transfer });
const tell =
  (type: 'problem' | 'failed') =>
  ({ code, message }: PictureError): void =>
    post({ type, code, message });

let picture: ExpertPicture<DecodedVideo> | undefined;
let forwarded: ForwardedChannel | undefined;

async function open({
  canvas,
  channel,
  maxMessage,
}: Extract<ToExpertWorker, { type: 'open' }>): Promise<void> {
  // What comes before the HELLO is the novice's HELLO, which asks for nothing: no piece is missed while codecs are looked up.
  const own = channel && new TransferredChannel(channel, maxMessage, bytes => picture?.receive(bytes));
  const passed = new ForwardedChannel(maxMessage, post);
  forwarded = passed;
  const [codecs] = await Promise.all([decodableCodecs(), own?.opened]);
  picture = new ExpertPicture({
    channel: own ?? passed,
    surface: new CanvasSurface(canvas),
    video: new BrowserVideoDecoder(systemClock),
    codecs,
    events: {
      painted: ({ config: { width, height, scale, generation }, frame, spentMs }) =>
        post({ type: 'painted', frame: { width, height, scale: scale / 1_000, generation, frame, spentMs } }),
      blanked: () => post({ type: 'blanked' }),
      cursorMoved: ({ visible, x, y }) => post({ type: 'cursor-moved', visible, x, y }),
      cursorChanged: shape => post({ type: 'cursor-changed', shape }),
      problem: tell('problem'),
      failed: tell('failed'),
    },
  });
}

function close(): void {
  picture?.close();
  globalThis.close();
}

function handle(message: ToExpertWorker): void | Promise<void> {
  switch (message.type) {
    case 'open':
      return open(message);
    case 'refresh':
      picture?.refresh();
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

/** What is said before the channel is open waits for it, in order. */
let done: Promise<void> = Promise.resolve();
globalThis.addEventListener('message', ({ data }: MessageEvent<ToExpertWorker>) => {
  // The end waits for nothing: the channel may never open.
  if (data.type === 'close') close();
  done = done
    .then(() => handle(data))
    .catch(() => post({ type: 'failed', code: 'video', message: 'the worker cannot paint on the canvas' }));
});
