/** A picture through the browser's own coders, canvases, workers and data channels: what the unit tests cannot show. */
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type * as Screen from '../src/index.ts';
import type * as PageBench from './support/page-bench.ts';
import type * as Synthetic from './support/synthetic-screen.ts';

declare global {
  var screenPackage: typeof Screen & typeof Synthetic & typeof PageBench;
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
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}packages/screen/test/blank.html`);
  await page.waitForFunction(() => 'screenPackage' in globalThis);
});

afterEach(async () => {
  await page?.context().close();
});

describe('a picture in a real browser', () => {
  it('INVARIANT: is exact, byte for byte, soon after the screen is still, over random editing, scrolling, windows and film', async () => {
    const seen = await page.evaluate(async () => {
      const { joinOnPage, SyntheticScreen, randomSource, SCREEN_ACTS, show, isSame, canvasError, until } =
        globalThis.screenPackage;
      const turns = { nothing: 0, tiles: 0, video: 0, fresh: 0 };
      const stills: number[] = [];
      const errors: string[] = [];
      let largest = 0;
      for (let seed = 1; seed <= 12; seed += 1) {
        const random = randomSource(seed);
        // Odd sizes as well: windows have them.
        const screen = new SyntheticScreen(300 + random(500), 200 + random(400), seed);
        const sides = await joinOnPage();
        for (let step = 0; step < 30; step += 1) {
          const act = SCREEN_ACTS[random(SCREEN_ACTS.length)] ?? 'type';
          for (let time = act === 'scroll' ? 1 : 1 + random(3); time > 0; time -= 1) screen.act(act);
          if (random(25) === 0) sides.expert.refresh();
          // One frame in five never reaches the picture.
          if (random(5) > 0) show(sides, screen.picture);
          await new Promise(resolve => setTimeout(resolve, random(3) * 12));
        }
        show(sides, screen.picture);
        try {
          stills.push(await until(() => isSame(sides.surface.picture, screen.picture)));
        } catch {
          const { layout, bytes } = screen.picture;
          const shown = sides.surface.picture?.bytes;
          const wrong = [...bytes.keys()].filter(at => bytes[at] !== shown?.[at]);
          const stats = JSON.stringify(sides.novice.stats);
          throw new Error(
            `seed ${seed}: ${wrong.length} bytes differ, the first at ${wrong[0]}; ${JSON.stringify(layout)}; ${stats}; ${sides.errors.join('; ')}`,
          );
        }
        largest = Math.max(largest, canvasError(sides.canvas, screen.picture).largest);
        for (const kind of ['nothing', 'tiles', 'video', 'fresh'] as const)
          turns[kind] += sides.novice.stats.turns[kind];
        errors.push(...sides.errors);
        sides.close();
      }
      return { turns, stills, errors, largest };
    });
    console.log('turns', seen.turns, 'still after ms', seen.stills.map(Math.round), 'canvas', seen.largest);
    expect(seen.errors).toEqual([]);
    expect(Math.min(seen.turns.tiles, seen.turns.video)).toBeGreaterThan(20);
    // 500 ms are the aim; a machine that does other things as well needs more.
    expect(Math.max(...seen.stills)).toBeLessThan(3_000);
  });

  it('shows a film with each codec that both sides have, and exactly when it stops', async () => {
    const seen = await page.evaluate(async () => {
      const { joinOnPage, SyntheticScreen, decodableCodecs, show, isSame, until } = globalThis.screenPackage;
      const results: { codec: string; video: number; errors: string[] }[] = [];
      for (const codec of await decodableCodecs()) {
        const sides = await joinOnPage({ codecs: [codec] });
        const screen = new SyntheticScreen(641, 479, 3);
        for (let step = 0; step < 8; step += 1) {
          screen.film({ x: 40, y: 40, width: 560, height: 400 });
          show(sides, screen.picture);
          const count = sides.painted.length;
          await until(() => sides.painted.length > count);
        }
        await until(() => isSame(sides.surface.picture, screen.picture));
        results.push({ codec, video: sides.novice.stats.turns.video, errors: sides.errors });
        sides.close();
      }
      return results;
    });
    expect(seen.map(({ codec }) => codec.slice(0, 3))).toEqual(['avc', 'vp8', 'vp0', 'av0']);
    for (const { video, errors } of seen) {
      expect(video).toBeGreaterThan(3);
      expect(errors).toEqual([]);
    }
  });

  it('reads frames that are captured as NV12 or RGB', async () => {
    const seen = await page.evaluate(async () => {
      const { joinOnPage, screenFrameOf, until } = globalThis.screenPackage;
      const size = { codedWidth: 64, codedHeight: 48, timestamp: 0 };
      const interleaved = new Uint8Array(64 * 48 * 1.5).fill(180, 0, 64 * 48);
      for (let at = 64 * 48; at < interleaved.length; at += 2) interleaved.set([100, 160], at);
      const red = new Uint8Array(64 * 48 * 4);
      for (let at = 0; at < red.length; at += 4) red.set([255, 0, 0, 255], at);
      const samples: (number | undefined)[][] = [];
      for (const frame of [
        new VideoFrame(interleaved, { ...size, format: 'NV12' }),
        new VideoFrame(red, { ...size, format: 'RGBA' }),
        new VideoFrame(red, { ...size, format: 'BGRX' }),
      ]) {
        const sides = await joinOnPage({ codecs: [] });
        sides.novice.show(screenFrameOf(frame));
        await until(() => sides.painted.length > 0);
        const picture = sides.surface.picture;
        samples.push(
          [0, picture?.layout.uOffset ?? 0, picture?.layout.vOffset ?? 0].map(at => picture?.bytes[at]),
        );
        const [r, g, b] = sides.canvas.getContext('2d')?.getImageData(9, 9, 1, 1).data ?? [];
        samples.push([r, g, b]);
        sides.close();
      }
      return samples;
    });
    expect(seen[0]).toEqual([180, 100, 160]);
    const [, , yuv, rgb, , other] = seen;
    expect(yuv).toEqual([82, 90, 240]);
    expect([(rgb?.[0] ?? 0) > 240, (rgb?.[1] ?? 255) < 16, (rgb?.[2] ?? 255) < 16]).toEqual([
      true,
      true,
      true,
    ]);
    expect([(other?.[2] ?? 0) > 240, (other?.[0] ?? 255) < 16]).toEqual([true, true]);
  });

  it('goes from a track to a canvas through two workers and a real data channel, handed over or kept', async () => {
    const seen = await page.evaluate(async () => {
      const { NovicePage, ExpertPage, pictureCapability, until } = globalThis.screenPackage;
      const results: unknown[] = [];
      for (const way of ['transfer', 'keep'] as const) {
        const [a, b] = [new RTCPeerConnection(), new RTCPeerConnection()];
        const options = { negotiated: true, id: 0 };
        const [mine, theirs] = [
          a.createDataChannel('picture', options),
          b.createDataChannel('picture', options),
        ];
        mine.binaryType = 'arraybuffer';
        theirs.binaryType = 'arraybuffer';
        const source = document.createElement('canvas');
        Object.assign(source, { width: 640, height: 400 });
        const context = source.getContext('2d');
        if (!context) throw new Error('no context');
        let step = 0;
        const paint = setInterval(() => {
          step += 1;
          context.fillStyle = step % 2 ? '#0a0' : '#0b0';
          context.fillRect(0, 0, 640, 400);
          context.fillStyle = '#fff';
          context.fillRect((step * 8) % 600, 40, 40, 20);
        }, 40);
        const errors: string[] = [];
        const events = {
          failed: (error: Error) => void errors.push(error.message),
          problem: (error: Error) => void errors.push(error.message),
        };
        const channelOf = (channel: RTCDataChannel) =>
          way === 'transfer'
            ? { transfer: channel, maxMessage: 65_536 }
            : {
                keep: {
                  maxMessage: 65_536,
                  send: (bytes: Uint8Array<ArrayBuffer>) => channel.send(bytes),
                  get bufferedAmount() {
                    return channel.bufferedAmount;
                  },
                },
              };
        const canvas = document.createElement('canvas');
        document.body.append(canvas);
        const open = new Promise(resolve => mine.addEventListener('open', resolve));
        let frames = 0;
        let blanks = 0;
        const ready = async () => {
          await a.setLocalDescription();
          await until(() => a.iceGatheringState === 'complete');
          await b.setRemoteDescription(a.localDescription as RTCSessionDescription);
          await b.setLocalDescription();
          await until(() => b.iceGatheringState === 'complete');
          await a.setRemoteDescription(b.localDescription as RTCSessionDescription);
        };
        const begin = () => {
          const expert = new ExpertPage({
            channel: channelOf(theirs),
            canvas,
            events: { ...events, painted: () => void (frames += 1), blanked: () => void (blanks += 1) },
          });
          const novice = new NovicePage({ channel: channelOf(mine), events });
          return { expert, novice };
        };
        if (way === 'keep') await Promise.all([ready(), open, until(() => theirs.readyState === 'open')]);
        const { expert, novice } = begin();
        if (way === 'transfer') await ready();
        if (way === 'keep') {
          theirs.onmessage = ({ data }) => expert.receive(new Uint8Array(data));
          mine.onmessage = ({ data }) => novice.receive(new Uint8Array(data));
        }
        const [track] = source.captureStream(30).getVideoTracks();
        novice.showTrack(track ?? null);
        await until(() => frames > 10).catch(() => {
          const { stats } = novice;
          throw new Error(
            JSON.stringify({ way, frames, errors, stats, link: [a.connectionState, b.connectionState] }),
          );
        });
        const { shown } = expert;
        const copy = document.createElement('canvas');
        Object.assign(copy, { width: 640, height: 400 });
        const copied = copy.getContext('2d');
        let green = 0;
        // What a worker painted is on the page's canvas with its next picture.
        await until(() => {
          copied?.drawImage(canvas, 0, 0);
          green = copied?.getImageData(320, 300, 1, 1).data[1] ?? 0;
          return green > 140;
        });
        novice.pause();
        await until(() => blanks > 0);
        await until(() => novice.stats !== undefined);
        results.push({
          way,
          size: [shown?.width, shown?.height],
          green: green > 140,
          errors,
          capability: pictureCapability(),
        });
        clearInterval(paint);
        novice.close();
        novice.close();
        expert.close();
        a.close();
        b.close();
      }
      return results;
    });
    const expected = {
      size: [640, 400],
      green: true,
      errors: [],
      capability: { novice: true, expert: true },
    };
    expect(seen).toEqual([
      { way: 'transfer', ...expected },
      { way: 'keep', ...expected },
    ]);
  });

  it('survives messages of a hostile novice: words, a fresh picture, or the end', async () => {
    const seen = await page.evaluate(async () => {
      const { joinOnPage, SyntheticScreen, randomSource, show, isSame, until, encodeMessage } =
        globalThis.screenPackage;
      const random = randomSource(99);
      const kinds = new Map<string, number>();
      const count = (kind: string) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      for (let round = 0; round < 12; round += 1) {
        const sides = await joinOnPage();
        const screen = new SyntheticScreen(320, 240, round);
        show(sides, screen.picture);
        await until(() => isSame(sides.surface.picture, screen.picture));
        for (let at = 0; at < 40; at += 1) {
          const data = new Uint8Array(1 + random(60)).map(() => random(256));
          const rectangle = {
            x: random(160) * 2,
            y: random(120) * 2,
            width: 2 + random(30) * 2,
            height: 2 + random(30) * 2,
          };
          const frame = 1 + random(4);
          const message = [
            () =>
              encodeMessage({
                type: 'video',
                frame,
                last: true,
                codec: 'avc1.42e028',
                boxes: [rectangle],
                data,
              }),
            () =>
              encodeMessage({ type: 'video', frame, last: true, codec: undefined, boxes: [rectangle], data }),
            () =>
              encodeMessage({ type: 'tiles', frame, last: random(2) === 0, rectangles: [rectangle], data }),
            () => data,
          ][random(4)]?.();
          if (message) sides.expert.receive(new Uint8Array([0, ...message]));
          if (at % 10 === 0) await new Promise(resolve => setTimeout(resolve, 10));
        }
        screen.page();
        show(sides, screen.picture);
        const over = () => sides.errors.some(each => each.startsWith('failed'));
        await until(() => over() || isSame(sides.surface.picture, screen.picture));
        count(over() ? 'gave up' : 'mended');
        for (const error of sides.errors) count(error.split(':')[0] ?? '');
        sides.close();
      }
      return Object.fromEntries(kinds);
    });
    console.log('hostile', seen);
    expect((seen.mended ?? 0) + (seen['gave up'] ?? 0)).toBe(12);
    expect(seen.mended).toBeGreaterThan(0);
  });
});
