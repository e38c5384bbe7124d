/**
 * What was heard: where a known sentence stands in a recording, and how surely it is that sentence. Pure: samples at
 * 48 kHz in, numbers out.
 */
import { COEFFICIENTS, FRAME_MS, type Frame, melCepstrum } from './mel.ts';

/** A sentence found in a recording, or the place where it would fit least badly. */
export interface Finding {
  /** Where it begins, in milliseconds from the recording's first sample; below 0 when its beginning is missing. */
  readonly atMs: number;
  /** Normalised cross-correlation of the cepstra, −1…1; see {@link SAME_SENTENCE}. */
  readonly fit: number;
  /** Where each piece of {@link PIECE_MS} begins, likewise: how a jitter buffer stretched the sentence. */
  readonly piecesMs: readonly number[];
}

/**
 * From this fit on it is the sentence. Measured with the sentences of speech.ts through Opus (opusenc and opusdec 0.2,
 * three runs each for the losses); as wrong sentences, the other one and three more texts in both voices:
 *
 * | Opus                | lost packets | right sentence | any wrong one |
 * |---------------------|--------------|----------------|---------------|
 * | 64 kbit/s, 20 ms    | none         | 1.00           | at most 0.36  |
 * |                     | 5 %          | 0.96 … 1.00    | at most 0.36  |
 * |                     | 20 %         | 0.91 … 0.94    | at most 0.36  |
 * | 6.4 kbit/s, 60 ms   | none         | 0.88 … 0.89    | at most 0.36  |
 * |                     | 5 %          | 0.85 … 0.87    | at most 0.36  |
 * |                     | 20 %         | 0.74 … 0.81    | at most 0.36  |
 *
 * Chromium's microphone and a call in it, with gain control and noise suppression: 0.86 … 0.95 on a loaded machine, no
 * wrong one over 0.26. The same words in the other voice fit by 0.71 … 0.96: this hears words, not people.
 */
export const SAME_SENTENCE = 0.5;

/** Frames of the sentence that move together, and how far they may move against those before them. */
const PIECE = 40;
const SLIP = 20;
/** Milliseconds of a piece. */
export const PIECE_MS = PIECE * FRAME_MS;

/** Frames one after the other, {@link COEFFICIENTS} numbers each. */
class Frames {
  readonly length: number;
  readonly values: Float64Array;

  constructor(length: number) {
    this.length = length;
    this.values = new Float64Array(length * COEFFICIENTS);
  }

  /** Frames with `silence` frames of digital silence on either side. */
  static of(frames: readonly Frame[], silence = 0): Frames {
    const result = new Frames(frames.length + 2 * silence);
    for (const [i, frame] of frames.entries()) result.values.set(frame, (i + silence) * COEFFICIENTS);
    return result;
  }

  at(frame: number, coefficient: number): number {
    return this.values[frame * COEFFICIENTS + coefficient] ?? 0;
  }

  /**
   * The mean of `count` frames from each place on, for every place. Less its mean, a sentence has lost what a
   * microphone, a codec or a room colours evenly.
   */
  means(count: number): Frames {
    const result = new Frames(this.length);
    for (let c = 0; c < COEFFICIENTS; c += 1) {
      let sum = 0;
      for (let i = this.length - 1; i >= 0; i -= 1) {
        sum += this.at(i, c) - this.at(i + count, c);
        result.values[i * COEFFICIENTS + c] = sum / count;
      }
    }
    return result;
  }
}

/** The sentence, centred, with weights that let every coefficient count alike: loudness would drown the colour. */
interface Sought {
  readonly frames: Frames;
  readonly weights: readonly number[];
}

function seek(sentence: Float32Array): Sought {
  const frames = Frames.of(melCepstrum(sentence));
  const means = frames.means(frames.length);
  const weights = Array.from({ length: COEFFICIENTS }, (_, c) => {
    let power = 0;
    for (let i = 0; i < frames.length; i += 1) {
      const value = frames.at(i, c) - means.at(0, c);
      frames.values[i * COEFFICIENTS + c] = value;
      power += value * value;
    }
    return power > 0 ? frames.length / power : 0;
  });
  return { frames, weights };
}

/** How well one piece fits at each place of the recording, and how much of the sentence's power is in it. */
interface PieceFit {
  readonly fits: Float64Array;
  readonly power: number;
}

function fitPiece({ frames, weights }: Sought, from: number, heard: Frames, means: Frames): PieceFit {
  // The last piece takes what is too short for one of its own.
  const rest = frames.length - from;
  const length = rest < 1.5 * PIECE ? rest : PIECE;
  const fits = new Float64Array(heard.length);
  let power = 0;
  for (let i = 0; i < length; i += 1)
    for (let c = 0; c < COEFFICIENTS; c += 1) power += (weights[c] ?? 0) * frames.at(from + i, c) ** 2;
  for (let place = 0; place + length <= heard.length; place += 1) {
    // Where the sentence would begin, whose mean counts.
    const begin = Math.max(0, place - from);
    let [both, theirs] = [0, 0];
    for (let i = 0; i < length; i += 1) {
      for (let c = 0; c < COEFFICIENTS; c += 1) {
        const value = heard.at(place + i, c) - means.at(begin, c);
        const weight = weights[c] ?? 0;
        both += weight * value * frames.at(from + i, c);
        theirs += weight * value * value;
      }
    }
    fits[place] = theirs > 0 ? both / Math.sqrt(power * theirs) : 0;
  }
  return { fits, power };
}

/**
 * Finds a sentence in a recording: the chain of its pieces of 0.4 s that fits best, where each may stand up to 0.2 s
 * early or late against the one before, as a jitter buffer moves them. Volume, colour and noise of a codec matter
 * little. What the recording lacks before its beginning and after its end is taken to be silence.
 */
export function find(sentence: Float32Array, recording: Float32Array): Finding {
  const sought = seek(sentence);
  const total = sought.frames.length;
  const heard = Frames.of(melCepstrum(recording), total);
  const means = heard.means(total);
  const froms: number[] = [];
  for (let from = 0; from === 0 || total - from >= PIECE / 2; from += PIECE) froms.push(from);
  let scores = new Float64Array(heard.length);
  let whole = 0;
  const before: Int32Array[] = [];
  for (const [i, from] of froms.entries()) {
    const { fits, power } = fitPiece(sought, from, heard, means);
    whole += power;
    const next = new Float64Array(heard.length);
    const origin = new Int32Array(heard.length);
    for (let place = 0; place < heard.length; place += 1) {
      let best = i === 0 ? place : -1;
      for (let slip = -SLIP; i > 0 && slip <= SLIP; slip += 1) {
        const previous = place - PIECE + slip;
        if (previous >= 0 && (best < 0 || (scores[previous] ?? -Infinity) > (scores[best] ?? -Infinity)))
          best = previous;
      }
      origin[place] = best;
      const base = i === 0 ? 0 : best < 0 ? -Infinity : (scores[best] ?? -Infinity);
      next[place] = base + power * (fits[place] ?? 0);
    }
    before.push(origin);
    scores = next;
  }
  let place = scores.reduce((best, score, at) => (score > (scores[best] ?? -Infinity) ? at : best), 0);
  const fit = whole > 0 ? (scores[place] ?? 0) / whole : 0;
  const pieces: number[] = [];
  for (const origin of before.toReversed()) {
    pieces.unshift((place - total) * FRAME_MS);
    place = origin[place] ?? 0;
  }
  return { atMs: pieces[0] ?? 0, fit, piecesMs: pieces };
}
