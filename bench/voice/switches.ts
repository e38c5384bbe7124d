/** What is lost when the bit rate changes in mid-call, while somebody speaks without a pause. */
import { setTimeout } from 'node:timers/promises';
import type { Line } from './line.ts';
import type { Rates } from './rates.ts';
import type { Sound } from './sounds.ts';
import { chooseMode, type Mode, type Stage } from './stage.ts';

/** Seconds after a change in which its trouble shows. */
const AFTER = 2;

export interface Switch {
  readonly line: string;
  /** `undefined`: nothing was changed, for comparison. */
  readonly to: Mode | undefined;
  readonly rates: Rates;
}

/** Speaks until the returned function is called; that resolves when the mouth is closed. */
function speakOn({ speaker }: Line, { path }: Sound): () => Promise<void> {
  let isOver = false;
  const done = (async () => {
    while (!isOver) await speaker.sound.say(path);
  })();
  return async () => {
    isOver = true;
    await done;
  };
}

/** Begins and ends in high mode. @param changes of each direction; even */
export async function measureSwitches(stage: Stage, changes: number): Promise<readonly Switch[]> {
  const { novice, expert, lines, voices } = stage;
  await stage.choose('high');
  const switches: Switch[] = [];
  for (const [line, voice, listener, speaker] of [
    [lines[0], voices.alice, expert, novice],
    [lines[1], voices.bob, novice, expert],
  ] as const) {
    const stop = speakOn(line, voice.continuous);
    await setTimeout(AFTER * 1_000);
    for (let i = 0; i < changes; i += 1) {
      const calm = await line.during(() => setTimeout(AFTER * 1_000));
      switches.push({ line: line.name, to: undefined, rates: calm });
      const to = i % 2 === 0 ? 'low' : 'high';
      const rates = await line.during(async () => {
        await chooseMode(listener, speaker, to);
        await setTimeout(AFTER * 1_000);
      });
      switches.push({ line: line.name, to, rates });
    }
    await stop();
  }
  return switches;
}
