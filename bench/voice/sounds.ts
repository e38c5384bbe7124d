/** What is said in the bench: sentences, the same without a pause and with the pauses of a conversation, and bursts. */
import { join } from 'node:path';
import { clickTrack } from '../../tests/e2e/support/clicks.ts';
import { ALICE_SAYS, BOB_SAYS, type Sentence, type Speech, speak } from '../../tests/e2e/support/speech.ts';
import { SAMPLE_RATE, writeWav } from '../../tests/e2e/support/wav.ts';

const TEXTS = {
  alice: [
    ALICE_SAYS.text,
    'The printer in the hall says that it has no paper left.',
    'I cannot find the letter that I wrote last Sunday evening.',
    'There is a small yellow sign beside the clock now.',
    'It asks me whether I really want to throw these pictures away.',
    'My daughter gave me this computer when she bought a new one.',
  ],
  bob: [
    BOB_SAYS.text,
    'Click on the green button and wait until the light goes out.',
    'You will see a list with the names of all your friends.',
    'Do not worry, nothing is lost as long as the folder is there.',
    'Hold the key down and choose both of them with the mouse.',
    'That was all, and tomorrow it should start much faster.',
  ],
} as const;

/** What is quieter than this is a pause: 50 dB below full scale. */
const QUIET = 10 ** (-50 / 20);
/** Seconds of a pause between sentences, one after the other: over 40 % of the time, as between two people who talk. */
const PAUSES = [1.5, 4, 2, 3.5] as const;

/** A WAV file and how long it is. */
export interface Sound {
  readonly path: string;
  readonly seconds: number;
}

export interface Voice {
  readonly sentences: readonly Speech[];
  /** Speech without any pause. */
  readonly continuous: Sound;
  readonly natural: Sound;
  readonly clicks: Sound;
}

export interface Lengths {
  readonly sentences: number;
  /** Seconds of speech without and with pauses, at least. */
  readonly seconds: number;
  readonly clicks: number;
}

/** Without the silence before, after and inside that lasts longer than a stop consonant. */
export function withoutPauses(samples: Float32Array): Float32Array {
  const step = SAMPLE_RATE / 100;
  const kept: Float32Array[] = [];
  let quiet = 0;
  for (let at = 0; at < samples.length; at += step) {
    const part = samples.subarray(at, at + step);
    quiet = part.some(sample => Math.abs(sample) > QUIET) ? 0 : quiet + 1;
    if (quiet <= 8 && (quiet === 0 || kept.length > 0)) kept.push(part);
  }
  return joined(kept);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Parts over and over until there are so many seconds. */
function fill(parts: readonly Float32Array[], seconds: number): Float32Array {
  const all: Float32Array[] = [];
  let length = 0;
  for (let i = 0; length < seconds * SAMPLE_RATE; i += 1) {
    const part = parts[i % parts.length] ?? new Float32Array(SAMPLE_RATE);
    all.push(part);
    length += part.length;
  }
  return joined(all);
}

/** Makes all that one person says. */
export async function makeVoice(folder: string, who: 'alice' | 'bob', lengths: Lengths): Promise<Voice> {
  const own: Sentence = who === 'alice' ? ALICE_SAYS : BOB_SAYS;
  const sentences: Speech[] = [];
  for (const [i, text] of TEXTS[who].slice(0, lengths.sentences).entries())
    sentences.push(await speak(folder, `${who}-${String(i)}`, { ...own, text }));
  const write = (name: string, samples: Float32Array): Sound => {
    const path = join(folder, `${who}-${name}.wav`);
    writeWav(path, samples);
    return { path, seconds: samples.length / SAMPLE_RATE };
  };
  const bare = sentences.map(({ samples }) => withoutPauses(samples));
  const paused = bare.map((samples, i) =>
    joined([samples, new Float32Array((PAUSES[i % PAUSES.length] ?? 2) * SAMPLE_RATE)]),
  );
  return {
    sentences,
    continuous: write('continuous', fill(bare, lengths.seconds)),
    natural: write('natural', fill(paused, lengths.seconds)),
    clicks: write('clicks', clickTrack(lengths.clicks)),
  };
}
