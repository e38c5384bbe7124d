/**
 * Esc pressed twice at the novice's machine while the expert holds a key down there: how soon that key is up on the X server,
 * and how soon after the second press the novice's own page says that control is off.
 */
import { ASK, clickOn, endAssistance, grantControl, invite, show } from '../tests/e2e/support/journey.ts';
import { start } from '../tests/e2e/support/resources.ts';
import { befriend, buildWorld, IN_TERMINAL } from '../tests/e2e/support/world.ts';
import { row } from './statistics.ts';

/** X keycode of the left Shift key: what the expert holds. */
const SHIFT_KEYCODE = '50';

export async function measurePanic(samples: number): Promise<string[]> {
  const world = await buildWorld();
  try {
    await befriend(world);
    const assistance = await invite(world.novice, world.expert, ASK);
    await show(assistance);
    const { novice, expert } = assistance;
    const released: number[] = [];
    const off: number[] = [];
    while (off.length < samples) {
      await grantControl(assistance, world.companion);
      await world.raiseTerminal();
      await clickOn(expert, IN_TERMINAL.x, IN_TERMINAL.y);
      const said = novice.evaluate(
        () =>
          new Promise<number>(resolve => {
            const look = (): void => {
              if (!document.body.textContent.includes('You took control back with Esc')) return;
              watch.disconnect();
              resolve(performance.timeOrigin + performance.now());
            };
            const watch = new MutationObserver(look);
            watch.observe(document.body, { childList: true, subtree: true, characterData: true });
          }),
      );
      const probe = start(process.execPath, ['bench/panic-probe.ts', SHIFT_KEYCODE], {
        env: world.desktop.env,
      });
      await expert.keyboard.down('Shift');
      const [, after = '', second = ''] = await probe.says(/released after ([\d.]+) ms, second at ([\d.]+)/);
      off.push((await said) - Number(second));
      released.push(Number(after));
      await expert.keyboard.up('Shift');
      await probe.stop();
    }
    await endAssistance(assistance);
    return [
      row('First Esc at the machine → the key that the expert holds is up', released, { p50: 50, p95: 50 }),
      row("Second Esc → control is off and the novice's page says so", off, { p50: 50, p95: 50 }),
    ];
  } finally {
    await world.resources.dispose();
  }
}
