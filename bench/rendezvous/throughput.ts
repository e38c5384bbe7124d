/** Context data through two hosts, 1 KiB at a time. */
import { memoryChannelPair } from '@rendezvous/rendezvous';
import { percentile, row } from '../statistics.ts';
import { type Connected, HostPair } from './pair.ts';

const DATA = 'x'.repeat(1024);
/** Sends that wait for their answer at once: as many as a busy application has, well below the limit. */
const WINDOW = 128;

/** One string after the other, there and back. In milliseconds each. */
async function roundTrips({ inviter, invitee }: Connected, count: number): Promise<number[]> {
  if (inviter === undefined || invitee === undefined) throw new Error('the applications have no session');
  const echo = (event: { readonly data: string }): void => void invitee.sendContextData(event.data);
  invitee.addEventListener('contextdata', echo);
  const samples: number[] = [];
  let back: () => void = () => undefined;
  const listen = (): void => back();
  inviter.addEventListener('contextdata', listen);
  for (let index = 0; index < count; index += 1) {
    const began = performance.now();
    const arrived = new Promise<void>(resolve => {
      back = resolve;
    });
    await inviter.sendContextData(DATA);
    await arrived;
    samples.push(performance.now() - began);
  }
  inviter.removeEventListener('contextdata', listen);
  invitee.removeEventListener('contextdata', echo);
  return samples;
}

/** As many strings as it takes, from one application to the other; strings a second. */
async function stream({ inviter, invitee }: Connected, count: number): Promise<number> {
  if (inviter === undefined || invitee === undefined) throw new Error('the applications have no session');
  let arrived = 0;
  const all = new Promise<void>(resolve => {
    invitee.addEventListener('contextdata', () => {
      arrived += 1;
      if (arrived === count) resolve();
    });
  });
  const began = performance.now();
  for (let sent = 0; sent < count; sent += WINDOW) {
    const batch = Array.from({ length: Math.min(WINDOW, count - sent) }, () => inviter.sendContextData(DATA));
    await Promise.all(batch);
  }
  await all;
  return (count * 1000) / (performance.now() - began);
}

/** The same strings over one bare channel, without hosts, checks, numbers and answers. */
async function bareStream(count: number): Promise<number> {
  const [one, other] = memoryChannelPair();
  const began = performance.now();
  const reading = (async () => {
    let arrived = 0;
    for await (const _ of other.messages) {
      arrived += 1;
      if (arrived === count) return;
    }
  })();
  for (let sent = 0; sent < count; sent += WINDOW) {
    for (let each = 0; each < Math.min(WINDOW, count - sent); each += 1) one.send({ data: DATA });
    await new Promise<void>(resolve => setImmediate(resolve));
  }
  await reading;
  one.close();
  return (count * 1000) / (performance.now() - began);
}

const rate = (what: string, samples: readonly number[], goal?: number): string => {
  const median = percentile(samples, 0.5);
  const cells = [percentile(samples, 0.5), percentile(samples, 0.05), Math.min(...samples)].map(value =>
    Math.round(value).toLocaleString('en'),
  );
  const verdict =
    goal === undefined ? '' : `goal ≥ ${goal.toLocaleString('en')}: ${median >= goal ? 'met' : 'NOT met'}`;
  return `| ${what} | ${String(samples.length)} | ${cells.join(' | ')} | ${verdict} |`;
};

export async function measureThroughput(trips: number, strings: number, runs: number) {
  const pair = new HostPair('module');
  const trip = await pair.connect();
  await roundTrips(trip, Math.ceil(trips / 10));
  const samples = await roundTrips(trip, trips);
  const p99 = percentile(samples, 0.99);
  const streams: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    bare.push(await bareStream(strings));
    streams.push(await stream(await pair.connect(run + 1), strings));
  }
  pair.close();
  return {
    latency: [
      row(`Round trip of 1 KiB between two in-process applications (p99 ${p99.toFixed(2)} ms)`, samples),
    ],
    rates: [
      rate('Baseline: strings a second over one bare memory channel', bare),
      rate('Context data a second, one way, through two in-process hosts', streams, 50_000),
    ],
  };
}
