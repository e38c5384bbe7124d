/** What a way costs while nothing happens, while somebody types and while the screen scrolls; nobody watches meanwhile. */
import { processorSeconds } from '../processor-time.ts';
import type { Stage } from './stage.ts';
import type { PictureSession } from './ways/way.ts';

export interface Load {
  /** Processor seconds in 10 s of each side's processes. */
  readonly novice: number;
  readonly expert: number;
  /** Of the X server, which draws the scene and is asked for the picture. */
  readonly xServer: number;
  readonly megabits: number | undefined;
}

export const ACTIVITIES = ['idle', 'typing', 'scroll', 'film'] as const;
export type Activity = (typeof ACTIVITIES)[number];

const SETTLE_MS = 4_000;
/** Five keys a second: somebody who types well. */
const KEY_MS = 200;
const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

export async function measureLoad(
  stage: Stage,
  session: PictureSession,
  activity: Activity,
  seconds: number,
): Promise<Load> {
  const { scene } = stage;
  await scene.show(activity === 'scroll' || activity === 'film' ? activity : 'editor');
  const act = async (ms: number): Promise<void> => {
    if (activity !== 'typing') return sleep(ms);
    for (const end = performance.now() + ms; performance.now() < end; await sleep(KEY_MS))
      await scene.press();
  };
  const sum = (roots: readonly number[]): number =>
    roots.reduce((total, pid) => total + processorSeconds(pid), 0);
  const read = async () => ({
    at: performance.now(),
    novice: sum(session.processes.novice),
    expert: sum(session.processes.expert),
    xServer: sum([stage.xServer]),
    bytes: (await session.bytes()) ?? Number.NaN,
  });
  await act(SETTLE_MS);
  const before = await read();
  await act(seconds * 1000);
  const after = await read();
  const elapsed = (after.at - before.at) / 1000;
  const perTen = (what: 'novice' | 'expert' | 'xServer'): number =>
    ((after[what] - before[what]) * 10) / elapsed;
  const megabits = ((after.bytes - before.bytes) * 8) / 1e6 / elapsed;
  return {
    novice: perTen('novice'),
    expert: perTen('expert'),
    xServer: perTen('xServer'),
    megabits: Number.isNaN(megabits) ? undefined : megabits,
  };
}
