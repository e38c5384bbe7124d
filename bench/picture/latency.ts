/** From a key to the picture that it brings about: one press after the other, each waited for. */

import { CARET, PAGE_MARKS, type SceneName } from './layout.ts';
import type { Probe } from './probe.ts';
import { Scene } from './scene/scene.ts';

export interface Latency {
  /** In ms, one for each press that was seen. */
  readonly seen: readonly number[];
  /** In ms, until the text of the page could be read; only where pages change. */
  readonly readable: readonly number[];
  /** Presses whose picture did not come in time. */
  readonly missed: number;
}

/** After this long a picture that has not come does not come. */
const PATIENCE_MS = 5_000;
const WARM_UP = 5;

export interface Series {
  readonly scene: Exclude<SceneName, 'scroll'>;
  readonly count: number;
  /** Between a picture and the next key, in ms; keys fall at no fixed place between two frames. */
  readonly pause: readonly [least: number, most: number];
  /** Presses the key and gives the machine's time; by default the hand at the desktop. */
  readonly press?: () => Promise<number>;
}

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** Shows the scene, and waits until the expert has it. @throws Error when it does not come */
async function begin(scene: Scene, probe: Probe, name: Series['scene']): Promise<void> {
  await scene.show(name);
  if (name === 'pages') await probe.watchPages(PAGE_MARKS);
  else await probe.watch([CARET]);
  await probe.expect(blocks(name, await scene.presses()));
  if ((await probe.outcome(15_000)).whole === undefined)
    throw new Error(`the expert's picture does not show the scene ${name}`);
}

/** What the marks of a scene look like after so many presses. */
const blocks = (name: Series['scene'], presses: number): string =>
  Scene.count(presses).repeat(name === 'pages' ? PAGE_MARKS.length : 1);

export async function measureLatency(scene: Scene, probe: Probe, series: Series): Promise<Latency> {
  const press = series.press ?? (() => scene.press());
  await begin(scene, probe, series.scene);
  const seen: number[] = [];
  const readable: number[] = [];
  let missed = 0;
  // The first presses warm encoders and caches up, if there are more than a few.
  for (let n = series.count > WARM_UP ? -WARM_UP : 0; n < series.count; n++) {
    const [least, most] = series.pause;
    await sleep(least + Math.random() * (most - least));
    const next = (await scene.presses()) + 1;
    const truth = series.scene === 'pages' ? scene.truth(next) : undefined;
    await probe.expect(blocks(series.scene, next), truth);
    const at = await press();
    const outcome = await probe.outcome(PATIENCE_MS);
    if (n < 0) continue;
    if (outcome.whole === undefined) missed++;
    else seen.push(outcome.whole - at);
    if (outcome.readable !== undefined) readable.push(outcome.readable - at);
  }
  await probe.stop();
  return { seen, readable, missed };
}
