/** The derivation of a token, 100,000 times SHA-1: how long it takes, and how long a page is deaf meanwhile. */
import { createHash } from 'node:crypto';
import { deriveToken } from '@rendezvous/msra';
import { chromium, type Page } from 'playwright-core';
import { ensureDebianPackages } from '../../scripts/debian-packages.ts';
import { row } from '../statistics.ts';
import { serveSources } from './serve.ts';

const INPUT = {
  role: 'novice',
  password: 'ABCDEF',
  connectionString: `<E><A ID="${'x'.repeat(64)}"/><C><T ID="1" SID="0"><L P="49749" N="172.31.250.64"/></T></C></E>`,
} as const;

const timed = (act: () => unknown): number => {
  const began = performance.now();
  act();
  return performance.now() - began;
};

const nodeSha1 = (bytes: Uint8Array): Uint8Array => createHash('sha1').update(bytes).digest();

export function measureInNode(runs: number): string[] {
  const derive = (): number => timed(() => deriveToken(INPUT));
  const withNode = (): number => timed(() => deriveToken({ ...INPUT, sha1: nodeSha1 }));
  derive();
  return [
    row('Node: a token, at one go', Array.from({ length: runs }, derive)),
    row('Baseline: the same with the SHA-1 of node:crypto', Array.from({ length: runs }, withNode)),
  ];
}

/** What one run in the page has measured, in milliseconds. */
interface InPage {
  readonly atOneGo: number;
  readonly inSlices: number;
  /** The longest time between two turns of the event loop while it derives in slices. */
  readonly deaf: number;
  readonly subtle: number;
}

async function runInPage(page: Page, withSubtle: boolean): Promise<InPage> {
  return page.evaluate(
    async ({ input, subtleToo }) => {
      const path = '/src/messages/authorization-token.ts';
      const { deriveToken: derive, deriveTokenInSlices: slices } = (await import(path)) as {
        deriveToken: (input: object) => Uint8Array;
        deriveTokenInSlices: (input: object) => Generator<number, Uint8Array, void>;
      };
      const turn = (): Promise<void> =>
        new Promise(resolve => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve();
          port2.postMessage(0);
        });
      let began = performance.now();
      derive(input);
      const atOneGo = performance.now() - began;
      await turn();

      let deaf = 0;
      began = performance.now();
      const work = slices(input);
      for (let last = began; ; ) {
        const { done } = work.next();
        await turn();
        const now = performance.now();
        deaf = Math.max(deaf, now - last);
        last = now;
        if (done) break;
      }
      const inSlices = performance.now() - began;

      let subtle = 0;
      if (subtleToo) {
        const bytes = new Uint8Array(400);
        began = performance.now();
        for (let round = 0; round < 100_000; round += 1)
          bytes.set(new Uint8Array(await crypto.subtle.digest('SHA-1', bytes)), 380);
        subtle = performance.now() - began;
      }
      return { atOneGo, inSlices, deaf, subtle };
    },
    { input: INPUT, subtleToo: withSubtle },
  );
}

export async function measureInChromium(runs: number): Promise<{ rows: string[]; version: string }> {
  ensureDebianPackages();
  const server = await serveSources();
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(server.origin);
    await runInPage(page, false);
    const samples: InPage[] = [];
    for (let run = 0; run < runs; run += 1) samples.push(await runInPage(page, run < 3));
    const of = (key: keyof InPage): number[] => samples.map(sample => sample[key]);
    return {
      version: browser.version(),
      rows: [
        row('Chromium: a token, at one go', of('atOneGo')),
        row('Chromium: a token, in slices', of('inSlices')),
        row('Chromium: longest time that the thread of the page was deaf meanwhile', of('deaf'), { p95: 16 }),
        row(
          'Baseline: 100,000 times crypto.subtle.digest',
          of('subtle').filter(ms => ms > 0),
        ),
      ],
    };
  } finally {
    await browser.close();
    server.close();
  }
}
