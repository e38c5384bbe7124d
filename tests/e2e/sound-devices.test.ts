/** The means of the voice tests, proved without the product: a real browser, a real microphone, what was really heard. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clickTrack, delays } from './support/clicks.ts';
import { find, SAME_SENTENCE } from './support/hearing.ts';
import { openPersonWithSound, type PersonWithSound } from './support/people-with-sound.ts';
import { INTELLIGIBLE_DB, isSilent, melCepstralDistance, spectrumFit } from './support/quality.ts';
import { Resources, until } from './support/resources.ts';
import { ALICE_SAYS, BOB_SAYS, type Speech, speak } from './support/speech.ts';
import { writeWav } from './support/wav.ts';

const resources = new Resources();
let folder: string;
let alice: PersonWithSound;
let sentence: Speech;
let wrong: Speech;

beforeAll(async () => {
  folder = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-hearing-')), path =>
    rmSync(path, { recursive: true, force: true }),
  );
  sentence = await speak(folder, 'alice', ALICE_SAYS);
  wrong = await speak(folder, 'bob', BOB_SAYS);
  const pages = resources.add(
    createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<!doctype html>')),
    server => server.close(),
  );
  await new Promise<void>(resolve => pages.listen(0, '127.0.0.1', resolve));
  const { port } = pages.address() as AddressInfo;
  alice = await openPersonWithSound(resources, { port, url: `http://localhost:${String(port)}/` }, 'Alice');
  await alice.page.goto(alice.url);
});
afterAll(() => resources.dispose());

/** The microphone goes through two peer connections of the page, and comes out of the speaker. */
async function loop({ page }: PersonWithSound): Promise<void> {
  await page.evaluate(async () => {
    // What the ear hears is what the mouth says: echo cancellation would take it for its own echo, and thin it out.
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false } });
    const [there, here] = [new RTCPeerConnection(), new RTCPeerConnection()];
    there.onicecandidate = ({ candidate }) => void here.addIceCandidate(candidate ?? undefined);
    here.onicecandidate = ({ candidate }) => void there.addIceCandidate(candidate ?? undefined);
    const audio = new Audio();
    const heard = new Promise<void>(resolve => {
      here.ontrack = ({ streams: [received] }) => {
        audio.srcObject = received ?? null;
        void audio.play().then(resolve);
      };
    });
    for (const track of stream.getTracks()) there.addTrack(track, stream);
    await there.setLocalDescription();
    if (there.localDescription) await here.setRemoteDescription(there.localDescription);
    await here.setLocalDescription();
    if (here.localDescription) await there.setRemoteDescription(here.localDescription);
    await heard;
    Object.assign(globalThis, { stream, connections: [there, here], audio });
  });
}

/** Calls what {@link loop} left in the page. */
const muted = ({ page }: PersonWithSound, on: boolean): Promise<void> =>
  page.evaluate(value => {
    const { stream } = globalThis as unknown as { stream: MediaStream };
    for (const track of stream.getTracks()) track.enabled = !value;
  }, on);

const labels = ({ page }: PersonWithSound): Promise<readonly string[]> =>
  page.evaluate(async () => (await navigator.mediaDevices.enumerateDevices()).map(({ label }) => label));

it('hears the sentence that was said, no other, and nothing from a muted microphone', async () => {
  await loop(alice);
  expect(await alice.sound.microphoneUses()).toBe(1);
  const ear = await alice.sound.listen();
  await alice.sound.say(sentence.path);
  await ear.settled();
  const heard = ear.samples();
  const finding = find(sentence.samples, heard);
  expect(finding.fit).toBeGreaterThan(SAME_SENTENCE);
  expect(find(wrong.samples, heard).fit).toBeLessThan(SAME_SENTENCE);
  expect(melCepstralDistance(sentence.samples, heard, finding)).toBeLessThan(INTELLIGIBLE_DB);
  expect(spectrumFit(sentence.samples, heard)).toBeGreaterThan(0.8);

  await muted(alice, true);
  await ear.settled();
  const mark = ear.length;
  await alice.sound.say(sentence.path);
  expect(isSilent(ear.samples(mark))).toBe(true);
  await muted(alice, false);
  await ear.stop();
});

/** Delays of three bursts: between two recordings of the mouth, and from the mouth to the ear. */
async function measure({ sound }: PersonWithSound): Promise<Record<'own' | 'way', readonly number[]>> {
  const path = join(folder, 'clicks.wav');
  writeWav(path, clickTrack(3));
  const [mouth, again, ear] = [await sound.overhear(), await sound.overhear(), await sound.listen()];
  await sound.say(path);
  await ear.settled();
  const [said, same, heard] = await Promise.all(
    [mouth, again, ear].map(async recording => {
      const samples = await recording.stop();
      return { samples, startedAt: recording.startedAt };
    }),
  );
  if (!said || !same || !heard) throw new Error('a recording is missing');
  const known = (list: readonly (number | undefined)[]): readonly number[] =>
    list.filter(delay => delay !== undefined);
  return { own: known(delays(said, same)), way: known(delays(said, heard)) };
}

it('measures the way from mouth to ear on one clock, and tells a long one from a short one', async () => {
  // Of a way without the browser, for only that one's length is known.
  await alice.page.reload();
  for (const [latency, expected] of [
    [60, 40],
    [360, 310],
  ] as const) {
    const end = await alice.sound.loop(latency);
    const { own, way } = await measure(alice);
    await end();
    expect(own).toHaveLength(3);
    expect(way).toHaveLength(3);
    // On a quiet machine both are true to a few milliseconds; here only that the one is not taken for the other.
    for (const delay of own) expect(Math.abs(delay)).toBeLessThan(100);
    for (const delay of way) expect(Math.abs(delay - expected)).toBeLessThan(100);
  }
});

it('plugs and unplugs a headset, and the page is told', async () => {
  await alice.page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { seen });
    navigator.mediaDevices.addEventListener('devicechange', () => seen.push(1));
  });
  const told = (): Promise<number> =>
    alice.page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen.length);
  const headset = await alice.sound.plug();
  await until('the event of a new device', async () => (await told()) > 0);
  expect(await labels(alice)).toContain(headset.microphone);
  await alice.page.evaluate(async label => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const exact = devices.find(device => device.label === label)?.deviceId ?? '';
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { deviceId: { exact } } });
    Object.assign(globalThis, { stream });
  }, headset.microphone);
  expect(await alice.sound.microphoneUses(headset)).toBe(1);
  const before = await told();
  await alice.sound.unplug(headset);
  await alice.page.waitForFunction(() => {
    const { stream } = globalThis as unknown as { stream: MediaStream };
    return stream.getTracks().every(({ readyState }) => readyState === 'ended');
  });
  await until('the event of a lost device', async () => (await told()) > before);
  expect(await labels(alice)).not.toContain(headset.microphone);
});

it('fails to open a microphone that is busy, and one that the person denied', async () => {
  const open = (): Promise<string> =>
    alice.page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: { deviceId: 'default' } }).then(
        stream => {
          for (const track of stream.getTracks()) track.stop();
          return 'opened';
        },
        (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
      ),
    );
  await alice.page.reload();
  await until('the microphone to be closed', async () => (await alice.sound.microphoneUses()) === 0);
  const free = await alice.sound.occupyMicrophone();
  expect(await open()).toBe('NotReadableError');
  await free();
  expect(await open()).toBe('opened');
  await alice.allowMicrophone('denied');
  expect(await open()).toBe('NotAllowedError');
});
