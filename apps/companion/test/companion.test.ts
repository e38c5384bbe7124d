import { request as httpRequest } from 'node:http';
import type { CompanionMessage, PageMessage } from '@rendezvous/assist';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Companion, startCompanion } from '../src/companion.ts';
import { ListenError } from '../src/loopback-server.ts';
import { AllowedOrigins } from '../src/origins.ts';
import { PlatformError, type PlatformEvents } from '../src/platform/platform.ts';
import { NO_MODIFIERS, Page } from './support/companion-process.ts';
import { FakePlatform } from './support/fake-platform.ts';
import { until } from './support/until.ts';

let companion: Companion;
let platform: FakePlatform;
let platformEvents: PlatformEvents;
let said: string[];
let guardReports: (readonly string[])[];
const opened: { close(): void }[] = [];

const options = (): Parameters<typeof startCompanion>[0] => ({
  ports: [0],
  origins: new AllowedOrigins(['https://chat.example']),
  language: 'en',
  ask: () => Promise.resolve(true),
  openPlatform: events => {
    platformEvents = events;
    return Promise.resolve(platform);
  },
  startGuard: () => ({
    ready: () => Promise.resolve(),
    report: codes => guardReports.push(codes),
    close: () => undefined,
  }),
  say: words => said.push(words),
});

beforeEach(async () => {
  platform = new FakePlatform();
  said = [];
  guardReports = [];
  companion = await startCompanion(options());
});
afterEach(async () => {
  for (const page of opened.splice(0)) page.close();
  await companion.stop();
});

async function open(origin?: string): Promise<Page> {
  const page = await Page.open(companion.port, origin);
  opened.push(page);
  return page;
}
async function pair(): Promise<{ page: Page; token: string }> {
  const page = await open();
  page.send({ type: 'pair', code: companion.code ?? '' });
  return { page, token: (await page.next('paired')).token };
}
const arm: PageMessage = {
  type: 'arm',
  helper: { name: 'Eva', address: 'eva@chat.example' },
  screenId: 'left',
  minutes: 15,
  language: 'de-AT',
};
const refusal = (page: Page): Promise<CompanionMessage> => page.next('refused');

/** The HTTP status that a WebSocket handshake gets. */
function handshake(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest({
      host: '127.0.0.1',
      port: companion.port,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        ...headers,
      },
    })
      .on('response', response => {
        response.resume();
        resolve(response.statusCode);
      })
      .on('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response.statusCode);
      })
      .on('error', reject)
      .end();
  });
}

describe('who may speak', () => {
  it.each([
    ['http://localhost:8080', 101],
    ['https://localhost', 101],
    ['http://127.0.0.1:3000', 101],
    ['https://chat.example', 101],
    ['https://evil.example', 403],
    ['https://chat.example.evil.example', 403],
    ['https://chat.example:444', 403],
    ['http://chat.example', 403],
    ['http://localhost.evil.example', 403],
    ['null', 403],
    ['file://', 403],
    ['chrome-extension://abcdef', 403],
  ])('a page of %s gets %d', async (origin, status) => {
    const host = `127.0.0.1:${String(companion.port)}`;
    expect(await handshake({ origin, host })).toBe(status);
  });

  it('a program that names no origin is refused', async () => {
    expect(await handshake({ host: `127.0.0.1:${String(companion.port)}` })).toBe(403);
  });

  it('a name that was bound to this machine by a stranger is refused', async () => {
    const origin = 'http://localhost:1';
    expect(await handshake({ origin, host: `evil.example:${String(companion.port)}` })).toBe(421);
    expect(await handshake({ origin, host: '127.0.0.1:1' })).toBe(421);
  });

  it('serves nothing to a browser that merely looks', async () => {
    const response = await fetch(`http://127.0.0.1:${String(companion.port)}/`);
    expect(response.status).toBe(426);
    expect(await response.text()).toBe('');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('lets only a few wait unpaired', async () => {
    for (let n = 0; n < 8; n++) await open();
    await expect(open()).rejects.toThrow('503');
  });

  it('takes the next port when one is taken, and fails when all are', async () => {
    const other = await startCompanion({ ...options(), ports: [companion.port, 0] });
    expect(other.port).not.toBe(companion.port);
    await other.stop();
    await expect(startCompanion({ ...options(), ports: [companion.port] })).rejects.toThrow(ListenError);
  });
});

describe('pairing', () => {
  it('tells the page which screens there are and gives it a token for a reload', async () => {
    const page = await open();
    page.send({
      type: 'pair',
      code: ` ${companion.code?.slice(0, 3) ?? ''} ${companion.code?.slice(3) ?? ''}`,
    });
    const paired = await page.next('paired');
    expect(paired.platform).toBe('x11');
    expect(paired.screens).toEqual(platform.screens());
    expect(paired.unable).toBeUndefined();
    page.close();
    const again = await open();
    again.send({ type: 'resume', token: paired.token });
    expect((await again.next('paired')).token).toBe(paired.token);
  });

  it('a reload may knock before the old page has gone', async () => {
    const { page, token } = await pair();
    const again = await open();
    again.send({ type: 'resume', token });
    page.close();
    expect((await again.next('paired')).token).toBe(token);
  });

  it('a second page is told that it is busy while the first one stays', async () => {
    const { token } = await pair();
    const second = await open();
    second.send({ type: 'resume', token });
    expect(await refusal(second)).toEqual({ type: 'refused', reason: 'busy' });
  });

  it('a code is spent by its first use, and a new one is printed when the page has gone', async () => {
    const code = companion.code ?? '';
    const { page } = await pair();
    expect(companion.code).toBeUndefined();
    page.close();
    const printed = await until('a new code is printed', () => /code: (\d{6})/.exec(said.join('\n'))?.[1]);
    const second = await open();
    if (printed !== code) {
      second.send({ type: 'pair', code });
      expect(await refusal(second)).toEqual({ type: 'refused', reason: 'wrong-code' });
    }
    second.send({ type: 'pair', code: printed });
    expect((await second.next('paired')).type).toBe('paired');
  });

  it('five wrong codes lock it for good and end it', async () => {
    const wrong = String((Number(companion.code) + 1) % 1_000_000).padStart(6, '0');
    const page = await open();
    for (let n = 0; n < 4; n++) {
      page.send({ type: 'pair', code: wrong });
      expect(await refusal(page)).toEqual({ type: 'refused', reason: 'wrong-code' });
    }
    page.send({ type: 'pair', code: wrong });
    expect(await refusal(page)).toEqual({ type: 'refused', reason: 'locked' });
    expect(await companion.ended).toBe('locked');
    expect(companion.code).toBeUndefined();
    expect(platform.closed).toBe(true);
  });

  it('a wrong token is refused and no help in guessing the code', async () => {
    const page = await open();
    page.send({ type: 'resume', token: 'x'.repeat(43) });
    expect(await refusal(page)).toEqual({ type: 'refused', reason: 'wrong-token' });
    page.send({ type: 'pair', code: companion.code ?? '' });
    expect((await page.next('paired')).type).toBe('paired');
  });

  it('whoever speaks before pairing is hung up on', async () => {
    const page = await open();
    page.send(arm);
    expect(await until('it is closed', () => page.closed)).toBe(1008);
    expect(platform.acts).toEqual([]);
  });
});

describe('a paired page', () => {
  it('arms after the yes, injects, and lets everything go when it closes', async () => {
    const { page } = await pair();
    page.send(arm);
    await page.next('asking');
    await page.next('armed');
    page.input({ type: 'button', x: 0, y: 0, button: 0, down: true });
    await page.settled();
    expect([...platform.down]).toEqual(['b0']);
    page.close();
    await until('the button goes up', () => platform.down.size === 0);
    expect(said).toContain('The page has gone: control is off.');
  });

  it('is not listened to when a frame is malformed, and hung up on when it sends many of them', async () => {
    const { page } = await pair();
    for (const frame of [
      '',
      '{',
      '[]',
      'null',
      '{"type":"input"}',
      '{"type":"input","event":{"type":"move","x":2,"y":0}}',
    ])
      page.socket.send(frame);
    page.socket.send(Buffer.from('{"type":"disarm"}'), { binary: true });
    await page.settled();
    expect(platform.acts).toEqual([]);
    for (let n = 0; n < 60; n++) page.socket.send('{}');
    expect(await until('it is closed', () => page.closed)).toBe(1008);
  });

  it('is hung up on for a frame that is too large', async () => {
    const { page } = await pair();
    page.socket.send(`{"type":"ping","sentAt":1,"x":"${'x'.repeat(10_000)}"}`);
    expect(await until('it is closed', () => page.closed)).toBe(1009);
  });

  it('loses events that come too fast, and then nothing stays down', async () => {
    const { page } = await pair();
    page.send(arm);
    await page.next('armed');
    const key = {
      type: 'key',
      code: 'ShiftLeft',
      key: 'Shift',
      repeat: false,
      modifiers: NO_MODIFIERS,
    } as const;
    page.input({ ...key, down: true });
    for (let n = 0; n < 3_000; n++) page.input({ type: 'move', x: 0, y: 0 });
    page.input({ ...key, down: false });
    await page.settled();
    expect(platform.acts.filter(act => act.startsWith('move')).length).toBeLessThan(2_500);
    expect(platform.down.size).toBe(0);
  });

  it('hears of changed screens', async () => {
    const { page } = await pair();
    platformEvents.screensChanged();
    expect((await page.next('screens')).screens).toEqual(platform.screens());
  });

  it('is told why when the desktop goes away', async () => {
    const { page } = await pair();
    page.send(arm);
    await page.next('armed');
    platformEvents.lost(new PlatformError('lost', 'the display has gone'));
    expect(await page.next('disarmed')).toEqual({ type: 'disarmed', reason: 'failed' });
    expect(await companion.ended).toBe('lost');
  });
});

describe('a machine that takes no input', () => {
  it('says so to the page and to the person, and arms nothing', async () => {
    const unable = await startCompanion({
      ...options(),
      openPlatform: () => Promise.reject(new PlatformError('unable', 'wayland', 'wayland')),
    });
    expect(unable.unable).toBe('wayland');
    const page = await Page.open(unable.port);
    page.send({ type: 'pair', code: unable.code ?? '' });
    expect(await page.next('paired')).toMatchObject({ platform: 'none', screens: [], unable: 'wayland' });
    page.send(arm);
    expect(await page.next('disarmed')).toEqual({ type: 'disarmed', reason: 'failed' });
    page.close();
    await unable.stop();
  });
});

it('stopping is idempotent, tells the page and closes its socket', async () => {
  const { page } = await pair();
  page.send(arm);
  await page.next('armed');
  await Promise.all([companion.stop(), companion.stop()]);
  expect(await page.next('disarmed')).toEqual({ type: 'disarmed', reason: 'stopped' });
  await until('the socket is closed', () => page.socket.readyState === WebSocket.CLOSED);
  expect(platform.closed).toBe(true);
});
