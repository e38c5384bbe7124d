/** Our own product, as two people use it: by its picture path where it takes that, and by the video track. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Person } from '../../../tests/e2e/support/browser.ts';
import { ASK, type Assistance, grantControl, invite } from '../../../tests/e2e/support/journey.ts';
import { startCompanion, startServer } from '../../../tests/e2e/support/programs.ts';
import { until } from '../../../tests/e2e/support/resources.ts';
import { befriend } from '../../../tests/e2e/support/world.ts';
import { browserProcess, openExpert, openNovice } from '../browser.ts';
import { Probe } from '../probe.ts';
import type { Stage } from '../stage.ts';
import type { PictureSession, Way } from './way.ts';

declare global {
  interface Window {
    /** Every connection that a page has made, kept by the bench for its statistics. */
    benchConnections?: RTCPeerConnection[];
  }
}

/** What the novice's browser can do: everything, or only what Firefox and Safari can, where the product falls back to the track. */
export type Abilities = 'all' | 'no-picture-path';

/** Takes from the pages of a browser what the picture path begins with, and no other part of the product uses. */
async function takeAway({ context }: Person): Promise<void> {
  await context.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'MediaStreamTrackProcessor');
  });
}

/** Pages keep their connections where {@link statistics} finds them. */
async function keepConnections({ context }: Person): Promise<void> {
  await context.addInitScript(() => {
    const kept: RTCPeerConnection[] = [];
    window.benchConnections = kept;
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        kept.push(this);
      }
    };
  });
}

/** Bytes in all, and the codec of the video that comes in, if one does. */
async function statistics(page: Page): Promise<{ bytes: number; codec: string | undefined; frames: number }> {
  return page.evaluate(async () => {
    let bytes = 0;
    let codec: string | undefined;
    let frames = 0;
    for (const connection of window.benchConnections ?? []) {
      if (connection.connectionState === 'closed') continue;
      const report = await connection.getStats();
      for (const entry of report.values()) {
        if (entry.type === 'transport') bytes += Number(entry.bytesReceived ?? 0);
        if (entry.type !== 'inbound-rtp' || entry.kind !== 'video') continue;
        frames += Number(entry.framesDecoded ?? 0);
        codec = report.get(String(entry.codecId))?.mimeType;
      }
    }
    return { bytes, codec, frames };
  });
}

/** The product's programs and its two people, who know each other; the same for every session on a stage. */
export async function openPeople(
  stage: Stage,
  abilities: Abilities,
): Promise<{ novice: Person; expert: Person }> {
  const server = await startServer(stage.resources, join(stage.folder, 'data'), 0, 1000);
  await stage.network?.forward(server.port);
  const novice = await openNovice(stage);
  if (abilities === 'no-picture-path') await takeAway(novice);
  const expert = await openExpert(stage);
  await keepConnections(expert);
  await befriend({ server, novice, expert });
  return { novice, expert };
}

/** The novice shows the whole screen. */
export async function choose({ novice }: Assistance): Promise<void> {
  await novice.getByRole('button', { name: 'Choose what to show' }).click();
}

async function open(stage: Stage, abilities: Abilities, kind: string): Promise<PictureSession> {
  const { novice, expert } = await openPeople(stage, abilities);
  const assistance = await invite(novice, expert, ASK);
  await choose(assistance);
  const page = assistance.expert;
  const probe = await Probe.install(page);
  await probe.untilPicture();
  // A session may begin on the track and go over to the picture path.
  await until(`the product to show a <${kind}>`, async () => (await probe.describe())?.kind === kind);
  return {
    page,
    processes: { novice: [await browserProcess(novice)], expert: [await browserProcess(expert)] },
    bytes: async () => (await statistics(page)).bytes,
    async takeControl() {
      const companion = await startCompanion(stage.resources, stage.desktop);
      await grantControl(assistance, companion);
      const box = (await probe.describe())?.box;
      if (box) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    },
    async describe() {
      const { codec } = await statistics(page);
      const now = await probe.describe();
      const size = `${String(now?.width)}×${String(now?.height)}`;
      return now?.kind === 'canvas'
        ? `picture path, ${size}`
        : `video track, ${codec ?? 'no codec'}, ${size}`;
    },
  };
}

export const track: Way = {
  name: 'track',
  title: 'ours, WebRTC track',
  isRemote: true,
  abilities: 'no-picture-path',
  open: stage => open(stage, 'no-picture-path', 'video'),
};

export const screen: Way = {
  name: 'screen',
  title: 'ours, picture path',
  isRemote: true,
  abilities: 'all',
  open: stage => open(stage, 'all', 'canvas'),
};
