/** Frames a second and processor time at full HD, with a still picture and with a terminal that scrolls without end. */
import { xdotool } from '../tests/e2e/support/desktop.ts';
import { ASK, invite, show } from '../tests/e2e/support/journey.ts';
import { start } from '../tests/e2e/support/resources.ts';
import { befriend, buildWorld } from '../tests/e2e/support/world.ts';
import { findProcess, processorSeconds } from './processor-time.ts';

export async function measureMotion(seconds: number): Promise<string[]> {
  const world = await buildWorld({ width: 1920, height: 1080 });
  try {
    await befriend(world);
    const assistance = await invite(world.novice, world.expert, ASK);
    await show(assistance);
    const { display } = world.desktop;
    const browser = /^\/usr\/lib\/chromium\/chromium (?!.*--type=)/;
    const novice = findProcess(
      (command, env) => browser.test(command) && env.includes(`DISPLAY=${display}\0`),
    );
    const expert = findProcess(command => browser.test(command) && command.includes('--headless'));
    const measure = async (what: string): Promise<string> => {
      const counters = () =>
        assistance.expert.evaluate(() => {
          const video = document.querySelector('video');
          return video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
        });
      const before = { frames: await counters(), at: performance.now() };
      const usedBefore = [novice, expert].map(pid => (pid ? processorSeconds(pid) : Number.NaN));
      await new Promise(resolve => setTimeout(resolve, seconds * 1000));
      const after = { frames: await counters(), at: performance.now() };
      const used = [novice, expert].map(
        (pid, i) => (pid ? processorSeconds(pid) : Number.NaN) - (usedBefore[i] ?? 0),
      );
      const elapsed = (after.at - before.at) / 1000;
      const per10 = used.map(value => ((value * 10) / elapsed).toFixed(1)).join(' + ');
      return `| ${what} | ${((after.frames - before.frames) / elapsed).toFixed(1)} | ${per10} |`;
    };
    const still = await measure('still');
    const scroll = [
      '-geometry',
      '150x50+0+0',
      '-fa',
      'DejaVu Sans Mono',
      '-fs',
      '9',
      '-T',
      'scroll',
      '-e',
      'sh',
      '-c',
    ];
    const script =
      'i=0; while :; do i=$((i+1)); echo "$i the quick brown fox jumps over the lazy dog and runs on"; sleep 0.03; done';
    world.resources.add(start('xterm', [...scroll, script], { env: world.desktop.env }), program =>
      program.stop(),
    );
    await xdotool(world.desktop, 'search', '--sync', '--name', '^scroll$', 'windowactivate', '--sync');
    const scrolling = await measure('a terminal scrolls (33 lines a second)');
    return [still, scrolling];
  } finally {
    await world.resources.dispose();
  }
}
