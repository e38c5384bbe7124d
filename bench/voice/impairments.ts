/** The same call on bad networks, alike in both directions. */
import { talks } from '../../tests/e2e/support/talking.ts';
import type { ConditionsInput } from '../../tests/network/conditions.ts';
import { type Heard, sentencesHeard } from './measure.ts';
import type { Rates } from './rates.ts';
import type { Mode, Stage } from './stage.ts';
import { isConnected } from './statistics.ts';

interface BadNetwork {
  readonly title: string;
  readonly conditions: ConditionsInput;
}

/** A delay drawn evenly from 0…200 ms for each packet by itself, so that packets overtake each other: what netem makes of `delay 100ms 100ms`. */
const JITTER = { delayMs: 100, jitterMs: 100, keepOrder: false } as const;

export const NETWORKS: readonly BadNetwork[] = [
  { title: 'unimpaired', conditions: {} },
  { title: '5 % loss', conditions: { loss: 0.05 } },
  { title: '20 % loss', conditions: { loss: 0.2 } },
  { title: '100 ± 100 ms jitter', conditions: JITTER },
  { title: '5 % loss and 100 ± 100 ms jitter', conditions: { ...JITTER, loss: 0.05 } },
];

/** Sentences of each that are said, and do not count, before the others. */
const SETTLING = 2;

export interface Impaired {
  readonly mode: Mode;
  readonly network: string;
  readonly line: string;
  readonly heard: readonly Heard[];
  readonly rates: Rates;
  /** At the end, by both pages and both browsers. */
  readonly isConnected: boolean;
}

/** @param sentences of each direction and network; before them both sides get used to it */
export async function measureImpairments(
  stage: Stage,
  mode: Mode,
  sentences: number,
  tell: (text: string) => void,
  failed: (what: string, error: unknown) => void,
): Promise<readonly Impaired[]> {
  const { lines, network, novice, expert, voices } = stage;
  await stage.choose(mode);
  const ways = [
    [lines[0], voices.alice],
    [lines[1], voices.bob],
  ] as const;
  const measured: Impaired[] = [];
  for (const { title, conditions } of NETWORKS) {
    tell(`${mode} mode, ${title} …`);
    await network.set(conditions);
    try {
      for (const [line, voice] of ways)
        for (const { path } of voice.sentences.slice(0, SETTLING)) await line.speaker.sound.say(path);
      for (const [line, voice] of ways) {
        let heard: readonly Heard[] = [];
        const rates = await line.during(async () => {
          heard = await sentencesHeard(line, voice.sentences.slice(0, sentences));
        });
        const isUp = await isStillUp(stage);
        measured.push({ mode, network: title, line: line.name, heard, rates, isConnected: isUp });
        tell(
          `  ${line.name}: fit and dB ${heard.map(it => `${it.fit.toFixed(2)}, ${it.db.toFixed(1)}`).join('; ')}`,
        );
      }
    } catch (error) {
      failed(`${mode} mode, ${title}`, error);
    }
  }
  await network.set({});
  await Promise.all([talks(novice, expert), talks(expert, novice)]);
  return measured;
}

async function isStillUp({ novice, expert }: Stage): Promise<boolean> {
  const said = await Promise.all([
    talks(novice, expert).then(
      () => true,
      () => false,
    ),
    talks(expert, novice).then(
      () => true,
      () => false,
    ),
    isConnected(novice.page),
    isConnected(expert.page),
  ]);
  return said.every(Boolean);
}
