/** Both sides of an assistance in one real Chromium: what the memory link cannot show. */
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {} from './support/browser.ts';

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
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}packages/assist/test/blank.html`);
  await page.waitForFunction(() => 'assistBench' in globalThis);
});

describe('over WebRTC', () => {
  it.each([
    ['Ask', true],
    ['Offer', false],
  ])(
    '%s comes from CONNECTED to a picture, sharp-tuned, with nothing before it was verified',
    async (_, ask) => {
      const result = await page.evaluate(async inviterIsNovice => {
        const { open, until, pixel } = globalThis.assistBench;
        const { novice, expert, video } = open(inviterIsNovice);
        await novice.session.chooseScreen();
        const started = performance.now();
        for (const { application } of [novice, expert]) application.session.connect();
        await until(() => expert.session.view.stage === 'session');
        await until(() => video.videoWidth > 0 && (pixel(video)[1] ?? 0) > 150);
        const firstFrameMs = performance.now() - started;
        const sender = novice.connections[0]?.getSenders().find(({ track }) => track?.kind === 'video');
        const receiver = expert.connections[0]?.getReceivers()[0];
        await until(() => expert.session.view.quality.codec !== undefined);
        return {
          firstFrameMs,
          pixel: pixel(video),
          emoji: [novice, expert].map(({ session }) => session.view.verification?.emoji.join('')),
          maxBitrate: sender?.getParameters().encodings[0]?.maxBitrate,
          jitterBufferTarget: receiver?.jitterBufferTarget,
          quality: expert.session.view.quality,
          terminations: [novice, expert].map(({ application }) => application.session.terminations.length),
        };
      }, ask);
      console.log('CONNECTED to first frame', Math.round(result.firstFrameMs), 'ms');
      expect(result.pixel[1]).toBeGreaterThan((result.pixel[0] ?? 255) + 80);
      expect(result.emoji[0]).toBe(result.emoji[1]);
      expect(result.maxBitrate).toBe(8_000_000);
      expect(result.jitterBufferTarget).toBe(0);
      expect(result.quality).toMatchObject({ width: 640, height: 360, path: 'direct' });
      expect(result.terminations).toEqual(ask ? [1, 0] : [0, 1]);
    },
  );

  it('carries control, chat, pause and the end', async () => {
    const result = await page.evaluate(async () => {
      const { open, until } = globalThis.assistBench;
      const { novice, expert, companion } = open(true);
      await novice.session.chooseScreen();
      for (const { application } of [novice, expert]) application.session.connect();
      await until(() => expert.session.view.stage === 'session');
      await novice.session.pairCompanion(companion.code);
      expert.session.requestControl();
      await until(() => novice.session.view.question);
      novice.session.answer(novice.session.view.question?.id ?? 0, true);
      await until(() => expert.session.view.control.name === 'on');
      for (let i = 0; i <= 10; i += 1) expert.session.sendInput({ type: 'move', x: i / 10, y: 0 });
      expert.session.sendInput({ type: 'text', text: 'Größe 🙂' });
      await until(() => companion.injected.length >= 2);
      await until(() => companion.injected.at(-1)?.type === 'text');
      novice.session.panic();
      await until(() => expert.session.view.control.name === 'off');
      expert.session.sendChat('ä');
      await until(() => novice.session.view.chat.length === 1);
      novice.session.pause();
      await until(() => expert.session.view.screen.name === 'paused');
      await expert.session.end();
      const receipt = await novice.session.ended;
      return {
        injected: companion.injected,
        last: expert.session.view.control,
        causes: [novice, expert].map(({ session }) => session.view.ended?.cause),
        seen: receipt.seen.length,
        controlled: receipt.controlled.length,
        states: [novice, expert].map(({ connections }) => connections[0]?.connectionState),
      };
    });
    expect(result.injected.at(-1)).toEqual({ type: 'text', text: 'Größe 🙂' });
    expect(result.injected.at(-2)).toEqual({ type: 'move', x: 1, y: 0 });
    expect(result.causes).toEqual(['remote-user', 'local-user']);
    expect(result).toMatchObject({ seen: 1, controlled: 1, states: ['closed', 'closed'] });
  });

  it('tells a side whose peer is simply gone', async () => {
    const cause = await page.evaluate(async () => {
      const { open, until } = globalThis.assistBench;
      const { novice, expert } = open(true);
      await novice.session.chooseScreen();
      for (const { application } of [novice, expert]) application.session.connect();
      await until(() => expert.session.view.stage === 'session');
      expert.connections[0]?.close();
      return (await novice.session.ended).cause;
    });
    expect(cause).toBe('remote-gone');
  });

  it('mends itself by an ICE restart whose signals travel on the link', async () => {
    const result = await page.evaluate(async () => {
      const { open, until } = globalThis.assistBench;
      const { novice, expert } = open(true);
      await novice.session.chooseScreen();
      for (const { application } of [novice, expert]) application.session.connect();
      await until(() => expert.session.view.stage === 'session');
      const ufrag = (): string | undefined =>
        /a=ice-ufrag:(\S+)/.exec(expert.connections[0]?.currentRemoteDescription?.sdp ?? '')?.[1];
      const before = ufrag();
      novice.connections[0]?.restartIce();
      await until(() => ufrag() !== before && novice.connections[0]?.signalingState === 'stable');
      expert.session.sendChat('still here');
      await until(() => novice.session.view.chat.length === 1);
      return [novice, expert].map(({ session }) => session.view.ended?.cause);
    });
    expect(result).toEqual([undefined, undefined]);
  });

  it('carries files both ways, refuses one, breaks one off, and recognises the other by key', async () => {
    const result = await page.evaluate(async () => {
      const { open, until, fileOf, contactsOf } = globalThis.assistBench;
      const contacts = [await contactsOf('Anna'), await contactsOf('Ben')];
      const { novice, expert } = open(true, contacts);
      await novice.session.chooseScreen();
      for (const { application } of [novice, expert]) application.session.connect();
      await until(() => expert.session.view.stage === 'session');
      await until(() => [novice, expert].every(({ session }) => session.view.recognised.name === 'new'));
      const answer = async (side: typeof novice, yes: boolean): Promise<void> => {
        await until(() => side.session.view.question?.kind === 'file');
        side.session.answer(side.session.view.question?.id ?? 0, yes);
      };
      const over = (side: typeof novice, index: number): boolean =>
        ['done', 'ended'].includes(side.session.view.files[index]?.state.name ?? '');
      // Larger than the window, so that the other side's progress counts.
      const large = fileOf('large.bin', 6 * 1024 * 1024 + 1);
      const started = performance.now();
      expert.session.sendFile(large);
      await answer(novice, true);
      await until(() => over(expert, 0) && over(novice, 0));
      const seconds = (performance.now() - started) / 1000;
      novice.session.sendFile(fileOf('small.txt', 100));
      await answer(expert, true);
      await until(() => over(expert, 1) && over(novice, 1));
      expert.session.sendFile(fileOf('unwanted.exe', 100));
      await answer(novice, false);
      await until(() => over(expert, 2) && over(novice, 2));
      expert.session.sendFile(fileOf('endless.bin', 40 * 1024 * 1024));
      await answer(novice, true);
      await until(() => novice.session.view.files[3]?.state.name === 'moving');
      novice.session.cancelFile(4);
      await until(() => over(expert, 3) && over(novice, 3));
      await novice.session.end();
      await expert.session.ended;
      return {
        megabytesPerSecond: 6.3 / seconds,
        states: [novice, expert].map(({ session }) => session.view.files.map(({ state }) => state)),
        outcomes: novice.platform.sinks.map(({ name, outcome }) => [name, outcome]),
        small: [...expert.platform.sink.bytes].length,
        receipts: [novice, expert].map(({ session }) => session.view.receipt?.files),
      };
    });
    console.log('a file between two sides on one page', result.megabytesPerSecond.toFixed(1), 'MB/s');
    const [novice, expert] = result.states;
    expect(novice?.map(state => (state.name === 'ended' ? state.cause : state.name))).toEqual([
      'done',
      'done',
      'refused',
      'cancelled-here',
    ]);
    expect(expert?.map(state => (state.name === 'ended' ? state.cause : state.name))).toEqual([
      'done',
      'done',
      'refused',
      'cancelled-there',
    ]);
    expect(novice?.slice(0, 2)).toEqual(expert?.slice(0, 2));
    expect(result.outcomes).toEqual([
      ['large.bin', 'closed'],
      ['endless.bin', 'aborted'],
    ]);
    expect(result.small).toBe(100);
    expect(result.receipts[0]).toEqual([
      { direction: 'in', bytes: 6 * 1024 * 1024 + 1 },
      { direction: 'out', bytes: 100 },
    ]);
    expect(result.receipts[1]).toHaveLength(3);
  });

  it.each(['novice', 'expert'] as const)(
    'the two hear each other when the %s asks, at either rate, and nothing is open after',
    async by => {
      const result = await page.evaluate(async asks => {
        const { open, until, NOTES } = globalThis.assistBench;
        const { novice, expert } = open(true);
        const sides = [novice, expert];
        const [asking, asked] = asks === 'novice' ? [novice, expert] : [expert, novice];
        await novice.session.chooseScreen();
        for (const { application } of sides) application.session.connect();
        await until(() => expert.session.view.stage === 'session');
        const hears = ({ sound }: typeof novice, hz: number): boolean =>
          Math.abs((sound.heardHz ?? 0) - hz) < 25;
        const hearEachOther = () => until(() => hears(novice, NOTES.expert) && hears(expert, NOTES.novice));
        const call = async (): Promise<void> => {
          asking.session.startVoice();
          await until(() => asked.session.view.question?.kind === 'voice');
          asked.session.answer(asked.session.view.question?.id ?? 0, true);
          await until(() => sides.every(({ session }) => session.view.voice.name === 'on'));
        };
        await call();
        await hearEachOther();
        expert.session.setVoiceRate('low');
        await until(() => {
          const { voice } = novice.session.view;
          return voice.name === 'on' && voice.sending === 'low';
        });
        await hearEachOther();
        asked.session.stopVoice();
        await until(() => sides.every(({ session }) => session.view.voice.name === 'off'));
        const lasts = sides.map(({ session: { view } }) => view.voice.name === 'off' && view.voice.last);
        const live = sides.map(({ sound }) => sound.live);
        const quiet = sides.map(({ sound }) => sound.heardHz);
        // The next one works, and ends with the assistance.
        await call();
        await hearEachOther();
        await novice.session.end();
        const receipts = await Promise.all(sides.map(({ session }) => session.ended));
        return {
          lasts,
          live,
          quiet,
          liveAtTheEnd: sides.map(({ sound }) => sound.live),
          open: sides.flatMap(({ connections }) => connections).filter(c => c.connectionState !== 'closed')
            .length,
          made: sides.map(({ connections }) => connections.length),
          talked: receipts.map(({ talked }) => talked.length),
        };
      }, by);
      expect(result.lasts).toEqual(
        by === 'novice' ? ['peer-stopped', 'stopped'] : ['stopped', 'peer-stopped'],
      );
      expect(result.live).toEqual([false, false]);
      expect(result.quiet).toEqual([undefined, undefined]);
      expect(result.liveAtTheEnd).toEqual([false, false]);
      expect(result.open).toBe(0);
      // The link, and one for each call.
      expect(result.made).toEqual([3, 3]);
      expect(result.talked).toEqual([2, 2]);
    },
  );
});
