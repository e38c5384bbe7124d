/** All that is measured of one direction of a call on a good network. */
import type { Line } from './line.ts';
import { type Delays, type Heard, mouthToEar, sentencesHeard, speechRates, talkRates } from './measure.ts';
import type { Rates } from './rates.ts';
import type { Voice } from './sounds.ts';
import type { Mode } from './stage.ts';

/** One direction, in one of the product's modes or in a plain call. */
export interface LineFigures {
  readonly line: string;
  readonly speech: Rates;
  readonly talk: Rates;
  readonly delays: Delays;
  readonly heard: readonly Heard[];
}

export type ModeFigures = Readonly<Record<Mode | 'plain', readonly LineFigures[]>>;

export async function measureLine(line: Line, voice: Voice): Promise<LineFigures> {
  return {
    line: line.name,
    speech: await speechRates(line, voice.continuous),
    talk: await talkRates(line, voice.natural),
    delays: await mouthToEar(line, voice.clicks),
    heard: await sentencesHeard(line, voice.sentences),
  };
}
