/** From the press of Accept to the first frame of the novice's screen on the expert's page; whole sessions, one after the other. */
import { ASK, endAssistance, invite } from '../tests/e2e/support/journey.ts';
import { befriend, buildWorld } from '../tests/e2e/support/world.ts';
import { acceptedAt, chooseAtOnce, firstFrameAt, installProbes } from './probes.ts';
import { row } from './statistics.ts';

export async function measureAcceptToFirstFrame(samples: number): Promise<string[]> {
  const world = await buildWorld({ invitationsPerMinute: 1000 });
  try {
    await installProbes(world.novice.context);
    await installProbes(world.expert.context);
    await chooseAtOnce(world.novice.context);
    await befriend(world);
    const took: number[] = [];
    // The first session fills the browsers' caches, as the first of a day does; it is not counted.
    for (let n = -1; n < samples; n++) {
      const { novice, expert } = await invite(world.novice, world.expert, ASK);
      const frame = await firstFrameAt(expert);
      const accepted = await acceptedAt(world.expert.page);
      if (accepted !== undefined && n >= 0) took.push(frame - accepted);
      await endAssistance({ novice, expert });
    }
    return [row('Accept → first frame', took, { p50: 700 })];
  } finally {
    await world.resources.dispose();
  }
}
