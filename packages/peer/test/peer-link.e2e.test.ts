/** Two links in one real Chromium: what the unit tests cannot show. */
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type * as Peer from '../src/index.ts';
import type { LinkChannel, PeerLink, PeerLinkOptions } from '../src/index.ts';

/** What the page below keeps for the tests. */
interface Bench {
  open(change?: {
    first?: Partial<PeerLinkOptions>;
    second?: Partial<PeerLinkOptions>;
    expectWrong?: boolean;
  }): Promise<{ a: PeerLink; b: PeerLink; errors: unknown[] }>;
  next(channel: LinkChannel): Promise<unknown>;
  until(probe: () => unknown): Promise<void>;
}
declare global {
  var bench: Bench;
  var peer: typeof Peer;
}

let server: ViteDevServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', hmr: false },
  });
  await server.listen();
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}packages/peer/test/blank.html`);
  await page.waitForFunction(() => 'peer' in globalThis);
  await page.evaluate(() => {
    const { PeerLink } = globalThis.peer;
    const channels = [
      { name: 'RC_CTL', id: 0 },
      { name: '70', id: 1 },
    ];
    const until: Bench['until'] = async probe => {
      while (!probe()) await new Promise(requestAnimationFrame);
    };
    globalThis.bench = {
      until,
      async next(channel) {
        for await (const message of channel.messages) return message;
        return 'ended';
      },
      async open(change = {}) {
        const common = { RTCPeerConnection, crypto, iceServers: [], channels };
        const video = { codecs: ['video/AV1', 'video/VP8'], maxBitrate: 8_000_000, startKbps: 3000 };
        const a = await PeerLink.open({
          ...common,
          polite: false,
          offersFirst: true,
          video,
          ...change.first,
        });
        const b = await PeerLink.open({ ...common, polite: true, offersFirst: false, ...change.second });
        a.expectFingerprint(b.fingerprint);
        b.expectFingerprint(change.expectWrong ? a.fingerprint.replace(/^../, 'zz') : a.fingerprint);
        const errors: unknown[] = [];
        const route = async (from: PeerLink, to: PeerLink): Promise<void> => {
          for await (const signal of from.signals)
            to.accept(signal).catch((error: { code?: unknown }) => errors.push(error.code));
        };
        void route(a, b);
        void route(b, a);
        await a.start();
        return { a, b, errors };
      },
    };
  });
});

describe('a link between two peers in a real browser', () => {
  it('opens its channels with the first description, carries texts and bytes both ways, and checks the certificate in use', async () => {
    const heard = await page.evaluate(async () => {
      const { a, b } = await bench.open();
      await Promise.all([a.channel('70').opened, b.channel('RC_CTL').opened]);
      a.channel('70').send('grüß dich');
      b.channel('RC_CTL').send(new Uint8Array([1, 2, 3]));
      const text = await bench.next(b.channel('70'));
      const bytes = (await bench.next(a.channel('RC_CTL'))) as Uint8Array;
      await a.verifyRemoteCertificate();
      await b.verifyRemoteCertificate();
      return { text, bytes: [...bytes], states: [a.state, b.state], path: (await a.stats()).path };
    });
    expect(heard).toEqual({
      text: 'grüß dich',
      bytes: [1, 2, 3],
      states: ['connected', 'connected'],
      path: 'direct',
    });
  });

  it('refuses a description with another fingerprint and never opens', async () => {
    const seen = await page.evaluate(async () => {
      const { a, b, errors } = await bench.open({ expectWrong: true });
      await bench.until(() => errors.length > 0);
      return {
        error: errors[0],
        open: [a.channel('70').open, b.channel('70').open],
        stream: b.remoteStream === undefined,
      };
    });
    expect(seen).toEqual({ error: 'fingerprint', open: [false, false], stream: true });
  });

  it('shows a picture that begins and stops without a new description', async () => {
    const seen = await page.evaluate(async () => {
      const { a, b } = await bench.open();
      await b.channel('70').opened;
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: 640, height: 360 });
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      let frame = 0;
      const paint = setInterval(() => {
        context.fillStyle = frame++ % 2 ? '#0a0' : '#0b0';
        context.fillRect(0, 0, 640, 360);
      }, 40);
      const [track] = canvas.captureStream(30).getVideoTracks();
      await a.showTrack(track ?? null);
      const video = document.createElement('video');
      video.muted = true;
      video.srcObject = b.remoteStream ?? null;
      await video.play();
      await bench.until(() => video.videoWidth === 640);
      const sample = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
      sample.drawImage(video, 0, 0, 640, 360);
      const [red, green, blue] = sample.getImageData(100, 100, 1, 1).data;
      await a.showTrack(null);
      const stats = await b.stats();
      clearInterval(paint);
      return { green: (green ?? 0) > 120 && (red ?? 255) < 60 && (blue ?? 255) < 60, codec: stats.codec };
    });
    expect(seen).toEqual({ green: true, codec: 'AV1' });
  });

  it('ends on both sides when one closes, and closing again is harmless', async () => {
    const ends = await page.evaluate(async () => {
      const { a, b } = await bench.open();
      await b.channel('70').opened;
      a.close();
      a.close();
      await Promise.all([a.closed, a.channel('70').closed, b.channel('70').closed]);
      let refused: unknown;
      try {
        a.channel('70').send('late');
      } catch (error) {
        refused = (error as { code: unknown }).code;
      }
      return { state: a.state, refused, ended: await bench.next(b.channel('70')) };
    });
    expect(ends).toEqual({ state: 'closed', refused: 'closed', ended: 'ended' });
  });

  it('mends its way by an ICE restart while it is connected', async () => {
    const mended = await page.evaluate(async () => {
      const { a, b } = await bench.open();
      await Promise.all([a.channel('70').opened, b.channel('70').opened]);
      a.restartIce();
      b.restartIce();
      await bench.until(() => a.state === 'connected' && b.state === 'connected');
      a.channel('70').send('still here');
      return bench.next(b.channel('70'));
    });
    expect(mended).toBe('still here');
  });

  it('opens further channels on demand, both ways, without a new description, and refuses what is not on its list', async () => {
    const seen = await page.evaluate(async () => {
      const lists = { names: ['RA_FX'], max: 1 };
      const { a, b } = await bench.open({
        first: { onDemand: { names: ['RA_FX', 'other'], max: 1 } },
        second: { onDemand: lists },
      });
      await Promise.all([a.channel('70').opened, b.channel('70').opened]);
      const take = async (link: PeerLink): Promise<LinkChannel> => {
        for await (const channel of link.incomingChannels) return channel;
        throw new Error('the link is closed');
      };
      const stranger = a.openChannel('other');
      await stranger.closed;
      const mine = a.openChannel('RA_FX');
      await mine.opened;
      mine.send('first of all');
      const there = await take(b);
      const text = await bench.next(there);
      there.send(new Uint8Array([7]));
      const answer = [...((await bench.next(mine)) as Uint8Array)];
      const tooMany = a.openChannel('RA_FX');
      await tooMany.closed;
      mine.close();
      await there.closed;
      const back = b.openChannel('RA_FX');
      await back.opened;
      back.send('the other way');
      const other = await bench.next(await take(a));
      return { text, answer, other, refused: [a.refusedChannels, b.refusedChannels] };
    });
    expect(seen).toEqual({ text: 'first of all', answer: [7], other: 'the other way', refused: [0, 2] });
  });

  it('loses nothing of a file when the side that takes it closes the channel, and keeps a sender waiting', async () => {
    const seen = await page.evaluate(async () => {
      const onDemand = { names: ['RA_FX'], max: 1, queue: 100_000, maxMessage: 1024 };
      const { a, b } = await bench.open({ first: { onDemand }, second: { onDemand } });
      await b.channel('70').opened;
      const out = a.openChannel('RA_FX');
      await out.opened;
      const block = new Uint8Array(1024);
      const blocks = 20_000;
      const started = performance.now();
      let highest = 0;
      const send = async (): Promise<void> => {
        for (let i = 0; i < blocks; i += 1) {
          await out.drained();
          out.send(block);
          highest = Math.max(highest, out.bufferedAmount);
        }
        out.send('end');
      };
      const sending = send();
      let bytes = 0;
      for await (const channel of b.incomingChannels) {
        for await (const message of channel.messages) {
          if (message === 'end') break;
          bytes += message.length;
        }
        channel.close();
        break;
      }
      await sending;
      await out.closed;
      const seconds = (performance.now() - started) / 1000;
      return { bytes, highest, mebibytesPerSecond: bytes / 1024 / 1024 / seconds };
    });
    console.log('RA_FX in one browser', Math.round(seen.mebibytesPerSecond), 'MiB/s');
    expect(seen.bytes).toBe(20_000 * 1024);
    expect(seen.highest).toBeLessThanOrEqual(1024 * 1024 + 1024);
  });
});
