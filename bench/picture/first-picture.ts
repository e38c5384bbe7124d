/** From the press of Accept to the first whole picture of the novice's screen; whole sessions of the product, one after the other. */
import { ASK, endAssistance, invite } from '../../tests/e2e/support/journey.ts';
import { acceptedAt, chooseAtOnce, installProbes } from '../probes.ts';
import { PAGE_MARKS } from './layout.ts';
import { Probe } from './probe.ts';
import { buildStage } from './stage.ts';
import { type Abilities, openPeople } from './ways/product.ts';

/** In ms. The novice chooses at once: what a person takes to choose is not in it. */
export async function measureFirstPicture(abilities: Abilities, count: number): Promise<readonly number[]> {
  const stage = await buildStage(false);
  try {
    const { novice, expert } = await openPeople(stage, abilities);
    await installProbes(expert.context);
    await expert.page.reload();
    await chooseAtOnce(novice.context);
    await Probe.awaitFirst(expert.context, PAGE_MARKS);
    const took: number[] = [];
    // The first session fills the browsers' caches, as the first of a day does; it is not counted.
    for (let n = -1; n < count; n++) {
      await stage.scene.show('pages');
      const assistance = await invite(novice, expert, ASK);
      await assistance.expert.waitForFunction(() => window.pictureProbe?.firstAt !== undefined);
      const first = await assistance.expert.evaluate(
        () => performance.timeOrigin + (window.pictureProbe?.firstAt ?? Number.NaN),
      );
      const accepted = await acceptedAt(expert.page);
      if (accepted !== undefined && n >= 0) took.push(first - accepted);
      await endAssistance(assistance);
    }
    return took;
  } finally {
    await stage.resources.dispose();
  }
}
