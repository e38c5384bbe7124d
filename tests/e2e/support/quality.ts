/**
 * How good the sound of a sentence is after its way: mel-cepstral distance, spectrum and level. Pure.
 */
import { type Finding, PIECE_MS } from './hearing.ts';
import { COEFFICIENTS, FRAME_MS, type Frame, MEL_BANDS, melCepstrum, melSpectrum } from './mel.ts';
import { SAMPLE_RATE } from './wav.ts';

/** Milliseconds that a sound may stand early or late against the place where its piece was found. */
const SLACK_MS = 200;
const SLACK = SLACK_MS / FRAME_MS;
/** Frames whose loudness is within 30 dB of the loudest's are speech; what is in the pauses is nobody's quality. */
const SPEECH_DB = 30;

/**
 * Up to this distance a sentence counts as intelligible: what a telephone with bad loss still does. Measured as at
 * {@link SAME_SENTENCE}, in dB:
 *
 * | Opus              | no loss     | 5 % lost    | 20 % lost   |
 * |-------------------|-------------|-------------|-------------|
 * | 64 kbit/s, 20 ms  | 0.5         | 0.6 … 1.6   | 1.7 … 2.4   |
 * | 6.4 kbit/s, 60 ms | 4.4 … 5.0   | 4.5 … 5.1   | 5.0 … 5.9   |
 *
 * A wrong sentence is at 7.0 and more. Most of the low rate's distance is what lies above 4 kHz, which it leaves out.
 */
export const INTELLIGIBLE_DB = 6.5;

/** Meyda's coefficients are 2 Σ ln(power) cos(…) over the bands: this makes the loudness in dB of the zeroth. */
const DB_OF_LOUDNESS = 10 / Math.LN10 / (2 * MEL_BANDS);

/**
 * Decibels between two frames' spectra on the mel scale as twelve coefficients describe them, volume apart: the usual
 * mel-cepstral distance 10/ln 10 · √(2 Σ Δc²), where c are the coefficients of ln |S|, c = X / 2N for Meyda's X.
 */
function distance(mine: Frame, theirs: Frame): number {
  let sum = 0;
  for (let c = 1; c < COEFFICIENTS; c += 1) sum += ((mine[c] ?? 0) - (theirs[c] ?? 0)) ** 2;
  return (10 / Math.LN10) * Math.sqrt(sum / 2) * (1 / MEL_BANDS);
}

/** One place of the warping: the mean along the best way to it. */
interface Way {
  /** Sum of all costs on the way. */
  readonly cost: number;
  /** Sum and number of the distances at speech. */
  readonly sum: number;
  readonly count: number;
}
const FAR: Way = { cost: Infinity, sum: 0, count: 0 };
const nearest = (...ways: readonly (Way | undefined)[]): Way =>
  ways.reduce<Way>((a, b) => (b && b.cost < a.cost ? b : a), FAR);

/**
 * Mel-cepstral distance of a found sentence to what was sent, in dB, by dynamic time warping within ±0.2 s, over the
 * frames in which there is speech. 0 is the same sound; see {@link INTELLIGIBLE_DB}.
 */
export function melCepstralDistance(
  sentence: Float32Array,
  recording: Float32Array,
  { piecesMs }: Finding,
): number {
  const perMs = SAMPLE_RATE / 1_000;
  const begin = Math.min(...piecesMs) - SLACK_MS;
  const length = Math.max(...piecesMs) + PIECE_MS + SLACK_MS - begin;
  // Silence stands for what the recording lacks on either side.
  const from = Math.round(begin * perMs);
  const window = Float32Array.from({ length: length * perMs }, (_, i) => recording[from + i] ?? 0);
  const mine = melCepstrum(sentence);
  const heard = melCepstrum(window);
  const pieces = piecesMs.map(at => (at - begin - SLACK_MS) / FRAME_MS);
  /** The frame of the window that is tried first for one of the sentence: a slack before the place where it was found. */
  const firstFor = (i: number): number => {
    const piece = Math.max(0, Math.min(pieces.length - 1, Math.floor((i * FRAME_MS) / PIECE_MS)));
    return Math.round((pieces[piece] ?? 0) + i - (piece * PIECE_MS) / FRAME_MS);
  };
  const loudest = mine.reduce((max, frame) => Math.max(max, frame[0] ?? 0), 0);
  let before: Way[] = [];
  for (const [i, frame] of mine.entries()) {
    const speech = (loudest - (frame[0] ?? 0)) * DB_OF_LOUDNESS < SPEECH_DB;
    const row: Way[] = [];
    const first = firstFor(i);
    const moved = first - firstFor(i - 1);
    for (let slip = 0; slip <= 2 * SLACK; slip += 1) {
      const db = distance(frame, heard[first + slip] ?? []);
      // A step to the side repeats a frame of one of the two.
      const way =
        i === 0
          ? { cost: 0, sum: 0, count: 0 }
          : nearest(before[slip + moved - 1], before[slip + moved], row[slip - 1]);
      row.push({
        cost: way.cost + db,
        sum: way.sum + (speech ? db : 0),
        count: way.count + (speech ? 1 : 0),
      });
    }
    before = row;
  }
  const end = nearest(...before);
  return end.count === 0 ? Infinity : end.sum / end.count;
}

/**
 * How alike two sounds' mean spectra are between 140 Hz and 3.1 kHz, which every telephone carries: Pearson's
 * correlation of their mel bands in dB, −1…1. It knows a voice from a tone or a noise, not one voice from another.
 */
export function spectrumFit(one: Float32Array, other: Float32Array): number {
  // Of 26 mel bands up to 8 kHz these have their centres at 143 Hz … 3.06 kHz.
  const [a, b] = [melSpectrum(one).slice(1, 18), melSpectrum(other).slice(1, 18)];
  const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, mine, theirs] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const [p, q] = [x - meanA, (b[i] ?? 0) - meanB];
    both += p * q;
    mine += p * p;
    theirs += q * q;
  }
  return both / (Math.sqrt(mine * theirs) || 1);
}

/** The level of the loudest tenth of a second, in dB below full scale; −Infinity for digital silence. */
export function loudestDb(samples: Float32Array): number {
  const length = SAMPLE_RATE / 10;
  let loudest = 0;
  for (let at = 0; at < samples.length; at += length / 2) {
    const part = samples.subarray(at, at + length);
    loudest = Math.max(loudest, part.reduce((sum, x) => sum + x * x, 0) / Math.max(1, part.length));
  }
  return 10 * Math.log10(loudest);
}

/** Below this, nobody hears anything: comfort noise and dither stay below, the quietest speech of a test is 25 dB above. */
export const SILENCE_DB = -60;

export function isSilent(samples: Float32Array): boolean {
  return loudestDb(samples) < SILENCE_DB;
}
