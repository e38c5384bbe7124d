/** The measurements of one direction of a call; each is one person speaking and the other one silent. */
import { setTimeout } from 'node:timers/promises';
import { delays } from '../../tests/e2e/support/clicks.ts';
import { find, SAME_SENTENCE } from '../../tests/e2e/support/hearing.ts';
import { INTELLIGIBLE_DB, melCepstralDistance } from '../../tests/e2e/support/quality.ts';
import type { Speech } from '../../tests/e2e/support/speech.ts';
import type { Line } from './line.ts';
import type { Rates } from './rates.ts';
import type { Sound } from './sounds.ts';

/** Seconds that speech may be under way, at least, when the mouth is closed. */
const UNDER_WAY = 0.5;
/** Seconds at both ends of speech without pauses that are not counted: nobody speaks yet, or any more. */
const EDGE = 1.5;

/** While somebody speaks without a pause. */
export async function speechRates(line: Line, { path, seconds }: Sound): Promise<Rates> {
  const said = line.speaker.sound.say(path);
  await setTimeout(EDGE * 1_000);
  const rates = await line.during(() => setTimeout((seconds - 2 * EDGE) * 1_000));
  await said;
  return rates;
}

/** While somebody speaks, pauses included. */
export function talkRates(line: Line, { path }: Sound): Promise<Rates> {
  return line.during(() => line.speaker.sound.say(path));
}

/** Milliseconds from the mouth to the ear, burst by burst. */
export interface Delays {
  readonly heard: readonly number[];
  /** Bursts that were not heard. */
  readonly missed: number;
}

export async function mouthToEar(
  { speaker, listener }: Pick<Line, 'speaker' | 'listener'>,
  { path }: Sound,
): Promise<Delays> {
  const mouth = await speaker.sound.overhear();
  const ear = await listener.sound.listen();
  await speaker.sound.say(path);
  await ear.more(UNDER_WAY);
  await ear.settled();
  const [said, heard] = [await mouth.stop(), await ear.stop()];
  const measured = delays(
    { samples: said, startedAt: mouth.startedAt },
    { samples: heard, startedAt: ear.startedAt },
  );
  const times = measured.filter(delay => delay !== undefined);
  return { heard: times, missed: measured.length - times.length };
}

/** How one sentence came over. */
export interface Heard {
  /** How surely it is this sentence, −1…1. */
  readonly fit: number;
  /** Mel-cepstral distance in dB. */
  readonly db: number;
}

export const isIntelligible = ({ fit, db }: Heard): boolean => SAME_SENTENCE <= fit && db <= INTELLIGIBLE_DB;

/** Says sentences one after the other, and listens at the other end. */
export async function sentencesHeard(
  { speaker, listener }: Line,
  sentences: readonly Speech[],
): Promise<readonly Heard[]> {
  const heard: Heard[] = [];
  for (const { path, samples } of sentences) {
    const ear = await listener.sound.listen();
    await speaker.sound.say(path);
    await ear.more(UNDER_WAY);
    await ear.settled();
    const recording = await ear.stop();
    const finding = find(samples, recording);
    heard.push({ fit: finding.fit, db: melCepstralDistance(samples, recording, finding) });
  }
  return heard;
}
