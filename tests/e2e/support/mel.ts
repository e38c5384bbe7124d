/**
 * How a sound is coloured over time: mel-frequency cepstral coefficients by Meyda, the features by which speech is
 * recognised, because they keep what the mouth does and little else.
 */
import { createRequire } from 'node:module';
import type meydaTypes from 'meyda';
import { resample, SAMPLE_RATE } from './wav.ts';

// Its declarations describe its ES module, what Node loads is the CommonJS one: its exports are the library itself.
const meyda: typeof meydaTypes.default = createRequire(import.meta.url)('meyda');

/** Hertz of what is analysed: up to 8 kHz, wide-band speech. */
const RATE = 16_000;
/** 32 ms of sound a frame: long enough for the pitch of a man, short enough for a consonant. */
const WINDOW = 512;
const HOP = 160;
/** Milliseconds from one frame to the next. */
export const FRAME_MS = (1_000 * HOP) / RATE;
export const MEL_BANDS = 26;
/** The zeroth is the loudness, the others are the colour from coarse to fine. */
export const COEFFICIENTS = 13;
/** Meyda takes log(power + 1): a sound is scaled so that this is the power of its loud frames, and 1 is some 50 dB below. */
const LOUD = 2e5;

// Meyda is one object with settings, and keeps its filter bank when they change: nobody else may use it here.
meyda.sampleRate = RATE;
meyda.bufferSize = WINDOW;
meyda.melBands = MEL_BANDS;
meyda.numberOfMFCCCoefficients = COEFFICIENTS;
meyda.windowingFunction = 'hanning';

/** One frame's coefficients. */
export type Frame = readonly number[];

function windows(samples: Float32Array): Float32Array[] {
  const sound = resample(samples, SAMPLE_RATE, RATE);
  const frames: Float32Array[] = [];
  for (let at = 0; at + WINDOW <= sound.length; at += HOP) frames.push(sound.slice(at, at + WINDOW));
  return frames;
}

function numbers(feature: 'mfcc' | 'melBands', window: Float32Array): readonly number[] {
  const found: unknown = meyda.extract(feature, window);
  if (!Array.isArray(found)) throw new Error('no features');
  return found.map(Number);
}

/** The power of a window's spectrum, by Parseval without one: half as many bins as samples, at a Hann window's 3/8. */
const powerOf = (window: Float32Array): number =>
  (window.reduce((sum, sample) => sum + sample * sample, 0) * 3 * WINDOW) / 16;

/** Scales all windows alike, so that the loud frames, the 20th loudest counted, have the same power in every sound. */
function levelled(frames: readonly Float32Array[]): readonly Float32Array[] {
  const powers = frames.map(powerOf).toSorted((a, b) => b - a);
  const power = powers[Math.min(19, powers.length - 1)] ?? 0;
  if (power === 0) return frames;
  const gain = Math.sqrt(LOUD / power);
  return frames.map(frame => frame.map(sample => sample * gain));
}

/** The coefficients every 10 ms, the same at any volume; what is 50 dB quieter than the loud parts counts as silence. */
export function melCepstrum(samples: Float32Array): readonly Frame[] {
  const known = cepstra.get(samples);
  if (known) return known;
  const frames = levelled(windows(samples)).map(window => numbers('mfcc', window));
  cepstra.set(samples, frames);
  return frames;
}
/** One recording is compared with several sentences, and this is the slow part. Nobody changes a recording. */
const cepstra = new WeakMap<Float32Array, readonly Frame[]>();

/** The mean power in each mel band up to 8 kHz, in dB below the loudest band's (0 and less, −50 at least). */
export function melSpectrum(samples: Float32Array): readonly number[] {
  const sums = Array.from({ length: MEL_BANDS }, () => 0);
  for (const window of levelled(windows(samples)))
    for (const [band, power] of numbers('melBands', window).entries())
      sums[band] = (sums[band] ?? 0) + Math.expm1(power);
  const loudest = Math.max(...sums, Number.MIN_VALUE);
  return sums.map(sum => Math.max(-50, 10 * Math.log10(Math.max(sum, Number.MIN_VALUE) / loudest)));
}
