/** From the press of Accept to the first frame of the novice's screen on the expert's page; whole sessions, one after the other. */
import { ASK, endAssistance, invite } from '../tests/e2e/support/journey.ts';
import { befriend, buildWorld } from '../tests/e2e/support/world.ts';
import { acceptedAt, firstFrameAt, installProbes } from './probes.ts';
import { row } from './statistics.ts';

export async function measureAcceptToFirstFrame(samples: number): Promise<string[]> {
  const world = await buildWorld({ invitationsPerMinute: 1000 });
  try {
    await installProbes(world.novice.context);
    await installProbes(world.expert.context);
    await befriend(world);
    const took: number[] = [];
    while (took.length < samples) {
      const { novice, expert } = await invite(world.novice, world.expert, ASK);
      // The person is quick: the button is pressed as soon as it is there, and the picker answers by itself.
      await novice.getByRole('button', { name: 'Choose what to show' }).click();
      const frame = await firstFrameAt(expert);
      const accepted = await acceptedAt(world.expert.page);
      if (accepted !== undefined) took.push(frame - accepted);
      await endAssistance({ novice, expert });
    }
    return [row('Accept → first frame', took, { p50: 700 })];
  } finally {
    await world.resources.dispose();
  }
}
