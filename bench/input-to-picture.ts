/**
 * From a key on the expert's page to the colour that a program on the novice's desktop shows in answer, on the expert's page.
 * The baseline is the same program, key and capture without us: a key injected at the desktop, watched in a local video
 * of `getDisplayMedia` in the novice's browser. What is above it is input path, encoding, network and decoding.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { xdotool } from '../tests/e2e/support/desktop.ts';
import { ASK, clickOn, endAssistance, grantControl, invite, show } from '../tests/e2e/support/journey.ts';
import { start } from '../tests/e2e/support/resources.ts';
import { befriend, buildWorld, type World } from '../tests/e2e/support/world.ts';
import { changeAt, forgetChange, installProbes, watchPixel } from './probes.ts';
import { row } from './statistics.ts';

const BLOCK = { x: 1300, y: 650 };

/** A terminal that changes its whole colour at each key. */
async function startBlock({ resources, desktop, folder }: World): Promise<void> {
  const script = join(folder, 'block.sh');
  writeFileSync(
    script,
    'i=0; while IFS= read -rsn1 key; do i=$((1 - i)); printf "\\e[4%dm\\e[2J" $((2 + i * 3)); done\n',
  );
  const args = ['-T', 'block', '-geometry', '50x12+1050+540', '-e', 'bash', script];
  resources.add(start('xterm', args, { env: desktop.env }), program => program.stop());
  await xdotool(desktop, 'search', '--sync', '--name', '^block$', 'windowactivate', '--sync');
}

async function throughTheProduct(world: World, samples: number): Promise<number[]> {
  const assistance = await invite(world.novice, world.expert, ASK);
  await show(assistance);
  await grantControl(assistance, world.companion);
  await xdotool(world.desktop, 'search', '--name', '^block$', 'windowactivate', '--sync');
  const { expert } = assistance;
  await clickOn(expert, BLOCK.x, BLOCK.y);
  await watchPixel(expert, BLOCK.x, BLOCK.y);
  const took: number[] = [];
  // The first keys warm the encoder up.
  for (let n = -5; n < samples; n++) {
    await forgetChange(expert);
    await expert.keyboard.press('a');
    const { key, change } = await changeAt(expert);
    if (n >= 0) took.push(change - key);
    // Keys fall at no fixed place between two frames.
    await new Promise(resolve => setTimeout(resolve, 150 + Math.random() * 100));
  }
  await endAssistance(assistance);
  return took;
}

async function withoutTheProduct(world: World, samples: number): Promise<number[]> {
  const page = await world.novice.context.newPage();
  await page.goto(world.server.url);
  await page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 30 } });
    const video = document.createElement('video');
    video.srcObject = stream;
    video.muted = true;
    document.body.replaceChildren(video);
    await video.play();
  });
  await xdotool(world.desktop, 'search', '--name', '^block$', 'windowactivate', '--sync');
  await watchPixel(page, BLOCK.x, BLOCK.y);
  const took: number[] = [];
  for (let n = -2; n < samples; n++) {
    await forgetChange(page);
    // A terminal in raw mode reads the key from xdotool; the time starts when xdotool has been started and sends.
    const before = performance.timeOrigin + performance.now();
    await xdotool(world.desktop, 'key', 'a');
    const { change } = await changeAt(page);
    if (n >= 0) took.push(change - before);
    await new Promise(resolve => setTimeout(resolve, 150 + Math.random() * 100));
  }
  await page.close();
  return took;
}

export async function measureInputToPicture(samples: number): Promise<string[]> {
  const world = await buildWorld();
  try {
    await installProbes(world.novice.context);
    await installProbes(world.expert.context);
    await befriend(world);
    await startBlock(world);
    const local = await withoutTheProduct(world, Math.ceil(samples / 3));
    const product = await throughTheProduct(world, samples);
    return [
      row(
        'Baseline: key at the desktop → local capture in the same browser (with the start of xdotool)',
        local,
      ),
      row('Input → picture, through the product', product, { p50: 80, p95: 150 }),
    ];
  } finally {
    await world.resources.dispose();
  }
}
