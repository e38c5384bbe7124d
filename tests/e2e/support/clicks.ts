/** From mouth to ear: bursts that survive a speech codec, and the time of each in two recordings of one clock. Pure. */
import { SAMPLE_RATE } from './wav.ts';

/** Milliseconds of a burst. */
const BURST_MS = 80;
/** The pauses are unlike each other, so that the pattern fits in one place only and a burst is never taken for another. */
const PAUSES_MS = [500, 1_300, 700, 1_700, 900, 400, 1_500] as const;
/** Milliseconds: a longer delay is not looked for. */
export const LONGEST_DELAY_MS = 3_000;
/**
 * Milliseconds of change between two bursts' delays that one burst is worth: one is rather lost than heard with a
 * delay that far from its neighbours'; but a jitter buffer may jump further, when all that follow go with it.
 */
const WORTH_MS = 400;
/** Hertz of the voice that says them, and of its harmonics what a telephone carries. */
const VOICE = 220;
const HIGHEST = 3_000;
/** A burst begins where the level first comes to this share of its loudest millisecond. */
const ONSET = 0.25;
/** A burst is at least this share as loud as the usual one; gain control makes the first ones louder than the others. */
const LOUD = 0.15;

/**
 * Bursts like a short "ah" with a hard beginning, for a noise suppressor and a codec of speech keep those, and would
 * swallow a click of one sample. Begins with a pause.
 */
export function clickTrack(count: number): Float32Array {
  const perMs = SAMPLE_RATE / 1_000;
  const starts: number[] = [];
  let length = 0;
  for (let i = 0; i < count; i += 1) {
    length += (PAUSES_MS[i % PAUSES_MS.length] ?? 1_000) * perMs;
    starts.push(length);
    length += BURST_MS * perMs;
  }
  const track = new Float32Array(length + 500 * perMs);
  for (const start of starts) {
    for (let i = 0; i < BURST_MS * perMs; i += 1) {
      let sample = 0;
      for (let f = VOICE; f <= HIGHEST; f += VOICE)
        sample += Math.sin((2 * Math.PI * f * i) / SAMPLE_RATE) / f;
      // Half a millisecond of rise; a fall over the whole length.
      const shape = Math.min(1, i / (0.5 * perMs)) * (1 - i / (BURST_MS * perMs));
      track[start + i] = 0.45 * VOICE * sample * shape;
    }
  }
  return track;
}

/** The level of every millisecond: the root of its mean power. */
function levels(samples: Float32Array): Float32Array {
  const step = SAMPLE_RATE / 1_000;
  const result = new Float32Array(Math.floor(samples.length / step));
  for (let i = 0; i < result.length; i += 1) {
    let sum = 0;
    for (let k = i * step; k < (i + 1) * step; k += 1) sum += (samples[k] ?? 0) ** 2;
    result[i] = Math.sqrt(sum / step);
  }
  return result;
}

/** The beginnings of the bursts in a recording, in milliseconds from its first sample; to one millisecond. */
export function clickTimes(samples: Float32Array): readonly number[] {
  const level = levels(samples);
  // The middle of the loudest milliseconds, so that one crack does not hide all bursts.
  const sorted = level.toSorted((a, b) => b - a);
  const usual = sorted[Math.min(sorted.length - 1, 20)] ?? 0;
  const times: number[] = [];
  if (usual === 0) return times;
  for (let i = 0; i < level.length; i += 1) {
    if ((level[i] ?? 0) < LOUD * usual) continue;
    // What was just before may be its beginning already: go to where it rose.
    const burst = level.subarray(i, i + BURST_MS);
    const loudest = burst.reduce((a, b) => Math.max(a, b), 0);
    let onset = burst.findIndex(value => value >= ONSET * loudest) + i;
    while (onset > 0 && (level[onset - 1] ?? 0) >= ONSET * loudest) onset -= 1;
    times.push(onset);
    i += BURST_MS + 120;
  }
  return times;
}

/** A recording and when its first sample was heard. */
export interface Timed {
  readonly samples: Float32Array;
  /** Milliseconds on a clock that both recordings share. */
  readonly startedAt: number;
}

/** A burst said and one heard that may be the same, and the best chain of such pairs that ends with this one. */
interface Pair {
  readonly said: number;
  readonly heard: number;
  readonly delay: number;
  readonly worth: number;
  readonly before: Pair | undefined;
}

/**
 * Milliseconds from the mouth to the ear for each burst that was said; undefined for one that was not heard. Bursts
 * keep their order; which is which is told by the pattern, where delays change least.
 */
export function delays(mouth: Timed, ear: Timed): readonly (number | undefined)[] {
  const saidTimes = clickTimes(mouth.samples).map(time => mouth.startedAt + time);
  const heardTimes = clickTimes(ear.samples).map(time => ear.startedAt + time);
  const pairs: Pair[] = [];
  for (const [said, at] of saidTimes.entries()) {
    for (const [heard, time] of heardTimes.entries()) {
      const delay = time - at;
      // Two recordings of one sound may differ by a fraction of a millisecond, either way.
      if (delay < -5 || delay > LONGEST_DELAY_MS) continue;
      const chains = pairs
        .filter(pair => pair.said < said && pair.heard < heard)
        .map(pair => ({ pair, worth: pair.worth + WORTH_MS - Math.abs(delay - pair.delay) }));
      const best = chains.reduce<{ pair: Pair | undefined; worth: number }>(
        (a, b) => (b.worth > a.worth ? b : a),
        { pair: undefined, worth: WORTH_MS },
      );
      pairs.push({ said, heard, delay, worth: best.worth, before: best.pair });
    }
  }
  const result: (number | undefined)[] = saidTimes.map(() => undefined);
  let pair = pairs.reduce<Pair | undefined>(
    (a, b) => (a === undefined || b.worth > a.worth ? b : a),
    undefined,
  );
  for (; pair; pair = pair.before) result[pair.said] = pair.delay;
  return result;
}
