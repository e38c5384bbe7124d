/** What moves by itself: how many of its pictures the expert sees, and how old they are then. */
import { blockCount, decode, distance, type Mark, WRAP } from './code.ts';
import { MOTION_MARKS } from './layout.ts';
import type { Probe } from './probe.ts';
import type { Scene } from './scene/scene.ts';
import type { PictureSession } from './ways/way.ts';

export interface Motion {
  /** Pictures a second that the scene has drawn, and that the expert has seen. */
  readonly drawn: number;
  readonly seen: number;
  /** In ms, of every picture when it was first seen. */
  readonly ages: readonly number[];
  /** Undefined where nothing travels. */
  readonly megabits: number | undefined;
}

const SETTLE_MS = 3_000;
const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/**
 * The pictures in what was seen. A picture counts as seen when no part of the screen shows an older one: its time is the
 * older of the two that the scene has drawn into it.
 */
export function picturesIn(
  sights: readonly { readonly at: number; readonly blocks: string }[],
  marks: readonly Mark[],
): number[] {
  const ages: number[] = [];
  let last: number | undefined;
  for (const { at, blocks } of sights) {
    let start = 0;
    const times = marks.map(({ kind }) => decode(kind, blocks.slice(start, (start += blockCount(kind)))));
    const here = at % WRAP.time;
    const old = times.map(time => (time === undefined ? Number.NaN : distance('time', time, here)));
    const age = Math.max(...old);
    // Not all times could be read, or one is nonsense.
    if (!(age < WRAP.time / 2)) continue;
    const drawn = at - age;
    if (last !== undefined && drawn <= last + 0.5) continue;
    last = drawn;
    ages.push(age);
  }
  return ages;
}

export async function measureMotion(
  scene: Scene,
  probe: Probe,
  session: PictureSession,
  name: 'area' | 'scroll' | 'film',
  seconds: number,
): Promise<Motion> {
  const marks = MOTION_MARKS[name];
  await scene.show(name);
  await probe.watch(marks);
  await sleep(SETTLE_MS);
  await probe.sights();
  const before = { at: performance.now(), frames: await scene.frames(), bytes: await session.bytes() };
  await sleep(seconds * 1000);
  const sights = await probe.sights();
  const after = { at: performance.now(), frames: await scene.frames(), bytes: await session.bytes() };
  await probe.stop();
  const elapsed = (after.at - before.at) / 1000;
  const ages = picturesIn(sights, marks);
  return {
    drawn: (after.frames - before.frames) / elapsed,
    seen: ages.length / elapsed,
    ages,
    megabits:
      before.bytes === undefined || after.bytes === undefined
        ? undefined
        : ((after.bytes - before.bytes) * 8) / 1e6 / elapsed,
  };
}
