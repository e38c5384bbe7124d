/** The emulated network under real browsers: what benches measure on it is worth as much as this. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EmulatorProcess } from '../network/emulator-process.ts';
import { type Network, type Side, startNetwork } from '../network/namespaces.ts';
import { Resources, start, until } from './support/resources.ts';

declare global {
  interface Window {
    /** What the test keeps in the page. */
    call: {
      readonly link: RTCPeerConnection;
      /** Ordered, reliable: every message comes back. */
      readonly echo: RTCDataChannel;
      /** Neither: what is lost stays lost. */
      readonly lossy: RTCDataChannel;
      /** Messages that came on `lossy`. */
      lossyCount: number;
    };
  }
}

const ONE_WAY_MS = 40;
/**
 * Few and small, one by one: the congestion window must not fill under loss, or SCTP would cut messages into
 * several packets, of which none may get lost.
 */
const MESSAGES = 500;
const MESSAGE_BYTES = 100;
const EVERY_MS = 10;

/** A server on loopback, in the test's own namespace. @returns its port */
async function serve(resources: Resources, page: string): Promise<number> {
  const server: Server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html').setHeader('connection', 'close').end(page);
  });
  resources.add(server, it => it.close());
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** What networks of a process have left on this machine. */
function leftBy(pid: number | undefined): readonly string[] {
  const namespaces = execFileSync('ip', ['netns', 'list']).toString().split('\n');
  return [...namespaces, ...readdirSync(tmpdir())].filter(name =>
    name.startsWith(`rendezvous-net-${String(pid)}-`),
  );
}

async function openPage(resources: Resources, side: Side, url: string): Promise<Page> {
  const browser: Browser = await chromium.launch({
    executablePath: await side.wrap('/usr/bin/chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
    ],
  });
  resources.add(browser, it => it.close());
  const page = await browser.newPage();
  await page.goto(url);
  return page;
}

/** Makes the connection of a page; the channels have numbers, so neither page must wait for the other's. */
async function prepare(page: Page, answers: boolean): Promise<void> {
  await page.evaluate(echoes => {
    const link = new RTCPeerConnection();
    const echo = link.createDataChannel('echo', { negotiated: true, id: 0 });
    const lossy = link.createDataChannel('lossy', {
      negotiated: true,
      id: 1,
      ordered: false,
      maxRetransmits: 0,
    });
    window.call = { link, echo, lossy, lossyCount: 0 };
    lossy.addEventListener('message', () => (window.call.lossyCount += 1));
    if (echoes) echo.addEventListener('message', event => echo.send(String(event.data)));
  }, answers);
}

/** Sets a description, the other's or (without one) the own, and gives the own with its candidates inside. */
async function describeSelf(
  page: Page,
  theirs?: RTCSessionDescriptionInit,
): Promise<RTCSessionDescriptionInit> {
  return page.evaluate(async other => {
    const { link } = window.call;
    if (other) await link.setRemoteDescription(other);
    if (other?.type === 'answer') return other;
    await link.setLocalDescription();
    while (link.iceGatheringState !== 'complete') {
      await new Promise(resolve => link.addEventListener('icegatheringstatechange', resolve, { once: true }));
    }
    const { type, sdp } = link.localDescription ?? {};
    return { type: type ?? 'offer', sdp: sdp ?? '' };
  }, theirs);
}

/** Whether a message comes back, and how long it takes, in ms; undefined when it does not within `ms`. */
async function roundTrip(page: Page, ms = 10_000): Promise<number | undefined> {
  return page.evaluate(async deadlineMs => {
    const { echo } = window.call;
    const sent = performance.now();
    const text = String(sent);
    return new Promise<number | undefined>(resolve => {
      const give = (result: number | undefined): void => {
        echo.removeEventListener('message', hear);
        clearTimeout(timer);
        resolve(result);
      };
      const hear = (event: MessageEvent): void => {
        if (event.data === text) give(performance.now() - sent);
      };
      const timer = setTimeout(() => give(undefined), deadlineMs);
      echo.addEventListener('message', hear);
      echo.send(text);
    });
  }, ms);
}

/** The middle one of several round trips, in ms. */
async function usualRoundTrip(page: Page): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i < 15; i++) all.push((await roundTrip(page)) ?? Infinity);
  return all.sort((a, b) => a - b)[7] ?? Infinity;
}

describe('two browsers on the emulated network', () => {
  const resources = new Resources();
  let network: Network;
  let novice: Page;
  let expert: Page;

  beforeAll(async () => {
    const port = await serve(resources, '<!doctype html><title>page</title>');
    network = await startNetwork(resources);
    await network.forward(port);
    const url = `http://127.0.0.1:${String(port)}/`;
    novice = await openPage(resources, network.novice, url);
    expert = await openPage(resources, network.expert, url);
    await prepare(novice, false);
    await prepare(expert, true);
    const offer = await describeSelf(novice);
    const answer = await describeSelf(expert, offer);
    await describeSelf(novice, answer);
    await until('both channels to open', () =>
      novice.evaluate(() => [window.call.echo, window.call.lossy].every(it => it.readyState === 'open')),
    );
  });
  afterAll(async () => {
    await resources.dispose();
    expect(leftBy(process.pid)).toEqual([]);
  });
  beforeEach(async () => {
    await network.mend();
    await network.set({});
  });

  it('are secure contexts that find each other only through it', async () => {
    expect(await novice.evaluate(() => window.isSecureContext)).toBe(true);
    const addresses = await novice.evaluate(async () => {
      const report = await window.call.link.getStats();
      const of = (type: string) => [...report.values()].filter(stat => stat.type === type);
      const pair = of('candidate-pair').find(stat => stat.nominated === true);
      const address = (id: unknown): unknown => report.get(String(id))?.address;
      return {
        used: [address(pair?.localCandidateId), address(pair?.remoteCandidateId)],
        offered: [...of('local-candidate'), ...of('remote-candidate')].map(stat => String(stat.address)),
      };
    });
    expect(addresses.used).toEqual([network.novice.address, network.expert.address]);
    // Without permission for the microphone, Chromium offers the address "any" too.
    const known = [network.novice.address, network.expert.address, '0.0.0.0', '::'];
    expect(addresses.offered.filter(address => !known.includes(address))).toEqual([]);
  });

  it('have a round trip that is longer by the delay of both directions', async () => {
    const before = await usualRoundTrip(novice);
    await network.set({ delayMs: ONE_WAY_MS });
    const both = (await usualRoundTrip(novice)) - before;
    expect(both).toBeGreaterThan(2 * ONE_WAY_MS - 3);
    expect(both).toBeLessThan(2 * ONE_WAY_MS + 15);
    await network.set({}, 'toNovice');
    const one = (await usualRoundTrip(novice)) - before;
    expect(one).toBeGreaterThan(ONE_WAY_MS - 3);
    expect(one).toBeLessThan(ONE_WAY_MS + 15);
  });

  it('lose about the share of messages that was set', async () => {
    await network.set({ loss: 0.1 }, 'toExpert');
    const before = await network.counters();
    await novice.evaluate(
      async ([count, bytes, everyMs]) => {
        for (let sent = 0; sent < count; sent++) {
          window.call.lossy.send(new Uint8Array(bytes));
          await new Promise(resolve => setTimeout(resolve, everyMs));
        }
      },
      [MESSAGES, MESSAGE_BYTES, EVERY_MS] as const,
    );
    await until('everything to be sent', () => novice.evaluate(() => window.call.lossy.bufferedAmount === 0));
    // It comes back after everything that was sent before it has arrived or been given up.
    await until('a message to come back', () => roundTrip(novice, 5_000), 30_000);
    const lost = 1 - (await expert.evaluate(() => window.call.lossyCount)) / MESSAGES;
    expect(lost).toBeGreaterThan(0.05);
    expect(lost).toBeLessThan(0.15);

    const { toExpert } = await network.counters();
    const offered = toExpert.offered.packets - before.toExpert.offered.packets;
    const dropped = toExpert.lost.packets - before.toExpert.lost.packets;
    expect(Math.abs(dropped / offered - 0.1)).toBeLessThan(0.03);
    const largest = toExpert.flows.toSorted((a, b) => b.offered.bytes - a.offered.bytes)[0];
    expect(largest?.protocol).toBe('udp');
    expect(largest?.offered.bytes).toBeGreaterThan(MESSAGES * MESSAGE_BYTES);
    expect(largest?.delivered.bytes).toBeLessThan(largest?.offered.bytes ?? 0);
  });

  it('hear nothing of each other while it is cut, and each other again when it is mended', async () => {
    expect(await roundTrip(novice)).toBeDefined();
    await network.cut();
    expect(await roundTrip(novice, 1_500)).toBeUndefined();
    await network.mend();
    // The reliable channel sends again what was lost, at intervals that have grown.
    expect(await roundTrip(novice, 20_000)).toBeDefined();
    const { toExpert } = await network.counters();
    expect(toExpert.cut.packets).toBeGreaterThan(0);
  });
});

describe('the emulated network', () => {
  const resources = new Resources();
  afterAll(() => resources.dispose());

  it('reaches a server over the impaired way when that is wished', async () => {
    const port = await serve(resources, 'over there');
    const network = await startNetwork(resources);
    await network.forward(port, 'impaired');
    await network.set({ delayMs: ONE_WAY_MS });
    const load = async (side: Side): Promise<number> => {
      const script = `
        const began = performance.now();
        const answer = await fetch('http://127.0.0.1:${String(port)}/');
        console.log(await answer.text(), performance.now() - began);`;
      const loader = resources.add(side.start(process.execPath, ['--input-type=module', '-e', script]), it =>
        it.stop(),
      );
      return Number((await loader.says(/^over there ([\d.]+)$/m))[1]);
    };
    // The connection and the request: two round trips. The novice's own way stays clear.
    expect(await load(network.expert)).toBeGreaterThan(4 * ONE_WAY_MS);
    expect(await load(network.novice)).toBeLessThan(4 * ONE_WAY_MS);
  });

  it('is cleared away by the next one when its process dies', async () => {
    const script = `
      import { startNetwork } from ${JSON.stringify(new URL('../network/namespaces.ts', import.meta.url).href)};
      import { Resources } from ${JSON.stringify(new URL('support/resources.ts', import.meta.url).href)};
      await startNetwork(new Resources());
      console.log('stands');
      setInterval(() => {}, 1000);`;
    const owner = resources.add(start(process.execPath, ['--input-type=module', '-e', script]), it =>
      it.stop(),
    );
    await owner.says(/^stands$/m);
    const { pid } = owner.child;
    expect(leftBy(pid)).toHaveLength(3);
    await owner.stop('SIGKILL');
    await startNetwork(resources);
    expect(leftBy(pid)).toEqual([]);
  });

  it('says why it cannot be made', async () => {
    await expect(EmulatorProcess.open(['a-name-that-is-far-too-long', 'x'], 1)).rejects.toThrow(/too long/);
  });
});
