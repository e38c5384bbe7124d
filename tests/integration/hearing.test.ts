/** The ears of the voice tests: what they find, what they refuse, and how they measure, on sounds that are known. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clickTimes, clickTrack, delays } from '../e2e/support/clicks.ts';
import { find, SAME_SENTENCE } from '../e2e/support/hearing.ts';
import { isSilent, loudestDb, melCepstralDistance, spectrumFit } from '../e2e/support/quality.ts';
import { readWav, resample, SAMPLE_RATE, writeWav } from '../e2e/support/wav.ts';

/** Numbers in 0…1 that are the same in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Something like speech of about `seconds`: syllables of a voice of `pitch` hertz whose three formants glide, with
 * hisses and pauses between them. Another seed says something else.
 */
function babble(seed: number, seconds: number, pitch: number): Float32Array {
  const next = dice(seed);
  const samples = new Float32Array(Math.round(seconds * SAMPLE_RATE));
  let at = 0.1 * SAMPLE_RATE;
  while (at < samples.length - 0.3 * SAMPLE_RATE) {
    const length = Math.round((0.08 + 0.14 * next()) * SAMPLE_RATE);
    const kind = next();
    const formant = (low: number, high: number): readonly [number, number] => [
      low + (high - low) * next(),
      low + (high - low) * next(),
    ];
    const formants = [formant(250, 850), formant(900, 2_300), formant(2_400, 3_300)];
    const voice = pitch * (0.85 + 0.3 * next());
    if (kind < 0.75) voiced(samples, at, length, voice, formants);
    else if (kind < 0.9) for (let i = 0; i < length / 2; i += 1) samples[at + i] = 0.1 * (next() - next());
    at += length + (kind > 0.9 ? Math.round(0.12 * SAMPLE_RATE) : 0);
  }
  return samples;
}

function voiced(
  samples: Float32Array,
  at: number,
  length: number,
  voice: number,
  formants: readonly (readonly [number, number])[],
): void {
  for (let i = 0; i < length; i += 1) {
    const place = i / length;
    let sample = 0;
    for (let f = voice; f < 4_000; f += voice) {
      let gain = 0.005;
      for (const [from, to] of formants) gain += 1 / (1 + ((f - from - (to - from) * place) / 90) ** 2);
      sample += gain * Math.sin((2 * Math.PI * f * (at + i)) / SAMPLE_RATE);
    }
    samples[at + i] = 0.08 * sample * Math.sin(Math.PI * place);
  }
}

const SENT = babble(1, 3, 210);
const WRONG = [babble(2, 3, 210), babble(3, 3, 120)];

/** A recording in which the sound begins at `seconds`, quieter, with a little noise. */
function heardAt(seconds: number, sound: Float32Array, gain = 0.3): Float32Array {
  const next = dice(99);
  const recording = Float32Array.from(
    { length: sound.length + 4 * SAMPLE_RATE },
    () => 0.0005 * (next() - next()),
  );
  for (const [i, sample] of sound.entries()) {
    const place = i + Math.round(seconds * SAMPLE_RATE);
    recording[place] = (recording[place] ?? 0) + gain * sample;
  }
  return recording;
}

/** Narrow band, as the lowest bit rate makes it. */
const narrow = (sound: Float32Array): Float32Array =>
  resample(resample(sound, SAMPLE_RATE, 8_000), 8_000, SAMPLE_RATE);

/** A share of the pieces of `ms` milliseconds is lost. */
function lossy(sound: Float32Array, share: number, ms: number): Float32Array {
  const next = dice(7);
  const result = sound.slice();
  const step = (ms * SAMPLE_RATE) / 1_000;
  for (let at = 0; at < result.length; at += step) if (next() < share) result.fill(0, at, at + step);
  return result;
}

describe('finding a sentence', () => {
  it('finds it where it stands, at any volume', () => {
    const { atMs, fit } = find(SENT, heardAt(1.5, SENT, 0.05));
    expect(Math.abs(atMs - 1_500)).toBeLessThanOrEqual(20);
    expect(fit).toBeGreaterThan(0.9);
  });

  it.each([
    ['in a narrow band', narrow(SENT)],
    ['with 5 % of 60 ms lost', lossy(narrow(SENT), 0.05, 60)],
    ['with 20 % of 20 ms lost', lossy(SENT, 0.2, 20)],
    ['with 20 % of 60 ms lost', lossy(narrow(SENT), 0.2, 60)],
  ])('knows it %s, and no other', (_, sound) => {
    const recording = heardAt(1, sound);
    expect(find(SENT, recording).fit).toBeGreaterThan(SAME_SENTENCE + 0.1);
    for (const wrong of WRONG) expect(find(wrong, recording).fit).toBeLessThan(SAME_SENTENCE - 0.05);
  });

  it('follows a jitter buffer that puts silence in and takes sound out', () => {
    const [third, jump] = [Math.round(SENT.length / 3), Math.round(0.15 * SAMPLE_RATE)];
    const stretched = new Float32Array(SENT.length + jump);
    stretched.set(SENT.subarray(0, third));
    stretched.set(SENT.subarray(third), third + jump);
    const { fit, piecesMs } = find(SENT, heardAt(1, stretched));
    expect(fit).toBeGreaterThan(SAME_SENTENCE + 0.2);
    expect(
      Math.abs((piecesMs.at(-1) ?? 0) - (piecesMs[0] ?? 0) - 400 * (piecesMs.length - 1) - 150),
    ).toBeLessThanOrEqual(30);
  });

  it('finds nothing in silence, in noise and in a recording without sound', () => {
    const next = dice(5);
    expect(find(SENT, new Float32Array(SAMPLE_RATE)).fit).toBe(0);
    expect(find(SENT, new Float32Array(0)).fit).toBe(0);
    const noise = Float32Array.from({ length: 6 * SAMPLE_RATE }, () => next() - next());
    expect(find(SENT, noise).fit).toBeLessThan(0.4);
  });

  it('does not take half of a sentence for all of it', () => {
    const half = find(SENT, heardAt(1, SENT.subarray(0, SENT.length / 2))).fit;
    expect(half).toBeLessThan(find(SENT, heardAt(1, SENT)).fit - 0.2);
  });
});

describe('the quality of what was heard', () => {
  const distanceOf = (recording: Float32Array): number =>
    melCepstralDistance(SENT, recording, find(SENT, recording));

  it('is 0 dB for the same sound and grows with what is lost', () => {
    expect(distanceOf(SENT)).toBe(0);
    const clean = distanceOf(heardAt(1, SENT));
    const loss5 = distanceOf(heardAt(1, lossy(SENT, 0.05, 20)));
    const loss20 = distanceOf(heardAt(1, lossy(SENT, 0.2, 20)));
    expect(clean).toBeLessThan(loss5);
    expect(loss5).toBeLessThan(loss20);
    for (const wrong of WRONG) expect(distanceOf(heardAt(1, wrong))).toBeGreaterThan(loss20 + 2);
  });

  it('tells a voice from a tone by its spectrum', () => {
    const tone = Float32Array.from({ length: 2 * SAMPLE_RATE }, (_, i) => 0.3 * Math.sin(i / 20));
    expect(spectrumFit(SENT, heardAt(1, SENT))).toBeGreaterThan(0.95);
    expect(spectrumFit(SENT, tone)).toBeLessThan(0.5);
  });

  it('knows silence', () => {
    expect(isSilent(new Float32Array(SAMPLE_RATE))).toBe(true);
    expect(isSilent(new Float32Array(0))).toBe(true);
    expect(loudestDb(Float32Array.from({ length: SAMPLE_RATE }, () => 0.1))).toBeCloseTo(-20, 1);
    // One syllable in a minute of nothing is not silence.
    const recording = new Float32Array(60 * SAMPLE_RATE);
    recording.set(SENT.subarray(0, SAMPLE_RATE / 2), 30 * SAMPLE_RATE);
    expect(isSilent(recording)).toBe(false);
  });
});

describe('mouth to ear', () => {
  const track = clickTrack(8);
  const said = { samples: track, startedAt: 1_000 };

  it('finds every burst', () => {
    const times = clickTimes(track);
    expect(times).toHaveLength(8);
    expect(times[0]).toBe(500);
    expect(times[1]).toBe(500 + 80 + 1_300);
  });

  it.each([3, 140, 1_050])('measures a delay of %d ms, through a codec and from another start', ms => {
    const heard = narrow(heardAt(0.2 + ms / 1_000, track));
    for (const delay of delays(said, { samples: heard, startedAt: 800 })) {
      expect(Math.abs((delay ?? Infinity) - ms)).toBeLessThanOrEqual(3);
    }
  });

  it('follows a delay that jumps by a second in the middle', () => {
    const jumped = new Float32Array(track.length + SAMPLE_RATE);
    jumped.set(track.subarray(0, 5.2 * SAMPLE_RATE));
    jumped.set(track.subarray(5.2 * SAMPLE_RATE), 6.2 * SAMPLE_RATE);
    const measured = delays(said, { samples: heardAt(0.1, jumped), startedAt: 1_000 });
    const expected = clickTimes(track).map(time => (time < 5_200 ? 100 : 1_100));
    expect(new Set(expected).size).toBe(2);
    expect(measured.map(delay => Math.round((delay ?? 0) / 10) * 10)).toEqual(expected);
  });

  it('says which bursts were lost', () => {
    const heard = heardAt(0.2, track).fill(0, 1.5 * SAMPLE_RATE, 2.5 * SAMPLE_RATE);
    const measured = delays(said, { samples: heard, startedAt: 1_000 });
    expect(measured.map(delay => delay !== undefined)).toEqual([
      true,
      false,
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(delays(said, { samples: new Float32Array(SAMPLE_RATE), startedAt: 0 })).toEqual(
      Array.from({ length: 8 }, () => undefined),
    );
  });
});

describe('sound as numbers', () => {
  it('changes the rate without a delay and without what the new rate cannot hold', () => {
    const tone = (hertz: number, rate: number): Float32Array =>
      Float32Array.from({ length: rate }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));
    const error = (a: Float32Array, b: Float32Array): number =>
      a.subarray(2_000, 12_000).reduce((max, x, i) => Math.max(max, Math.abs(x - (b[i + 2_000] ?? 0))), 0);
    expect(error(resample(tone(1_000, 22_050), 22_050, 48_000), tone(1_000, 48_000))).toBeLessThan(0.001);
    expect(error(resample(tone(1_000, 48_000), 48_000, 16_000), tone(1_000, 16_000))).toBeLessThan(0.001);
    expect(error(resample(tone(10_000, 48_000), 48_000, 16_000), new Float32Array(16_000))).toBeLessThan(
      0.01,
    );
  });

  it('reads from a file what was written into it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rendezvous-wav-'));
    try {
      const path = join(folder, 'sound.wav');
      writeWav(path, SENT);
      const read = readWav(path);
      expect(read).toHaveLength(SENT.length);
      expect(read.every((sample, i) => Math.abs(sample - (SENT[i] ?? 0)) < 1e-4)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
