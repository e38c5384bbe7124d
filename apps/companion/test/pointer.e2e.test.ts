import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CompanionProcess, type Page } from './support/companion-process.ts';
import { EventLog } from './support/event-log.ts';
import { key, stroke } from './support/layouts.ts';
import { until } from './support/until.ts';
import { Desktop } from './support/xvfb.ts';

let desktop: Desktop;
let companion: CompanionProcess;
let page: Page;
let log: EventLog;

beforeAll(async () => {
  desktop = await Desktop.open();
  log = new EventLog(desktop.start('xev', '-geometry', '1280x800+0+0'));
  companion = await CompanionProcess.start(desktop.env);
  page = await companion.pair();
  await companion.arm(page);
  await until('xev has its window', async () => {
    const ids = (await desktop.run('xdotool', 'search', '--name', 'Event Tester').catch(() => '')).trim();
    if (ids) page.input({ type: 'move', x: 0.4, y: Math.random() * 0.9 });
    return log.lines.some(line => line.startsWith('MotionNotify'));
  });
});
afterAll(async () => {
  await companion?.stop();
  await desktop?.close();
});
beforeEach(() => log.clear());

const at = { x: 0.5, y: 0.25 };
const place = '640,200';

describe('the expert’s mouse', () => {
  it('a fraction of the picture is that place on the screen, to its last pixel', async () => {
    for (const [x, y, expected] of [
      [0, 0, { x: 0, y: 0 }],
      [1, 1, { x: 1279, y: 799 }],
      [0.5, 0.25, { x: 640, y: 200 }],
    ] as const) {
      page.input({ type: 'move', x, y });
      await page.settled();
      expect(await desktop.pointer()).toEqual(expected);
    }
  });

  it('click, double click, right click and middle click are those buttons at that place', async () => {
    for (const button of [0, 0, 2, 1, 3, 4])
      for (const down of [true, false]) page.input({ type: 'button', ...at, button, down });
    await log.saw(`ButtonRelease 9 ${place}`);
    expect(log.lines.filter(line => line.startsWith('ButtonPress'))).toEqual(
      [1, 1, 3, 2, 8, 9].map(button => `ButtonPress ${String(button)} ${place}`),
    );
  });

  it('a drag holds its button from one place to the other', async () => {
    page.input({ type: 'button', x: 0.25, y: 0.25, button: 0, down: true });
    page.input({ type: 'move', x: 0.3, y: 0.3 });
    page.input({ type: 'button', x: 0.5, y: 0.5, button: 0, down: false });
    await log.saw('ButtonRelease 1 640,400');
    const lines = log.lines.filter(line => !line.startsWith('Motion') || line === 'MotionNotify 384,240');
    expect(lines).toEqual(['ButtonPress 1 320,200', 'MotionNotify 384,240', 'ButtonRelease 1 640,400']);
  });

  it('the wheel turns by whole notches in all four directions and collects parts of them', async () => {
    for (const [dx, dy] of [
      [0, 2],
      [0, -1],
      [1, 0],
      [-1, 0],
      [0, 0.4],
      [0, 0.4],
      [0, 0.4],
    ] as const)
      page.input({ type: 'wheel', ...at, dx, dy });
    page.input({ type: 'button', ...at, button: 2, down: true });
    page.input({ type: 'button', ...at, button: 2, down: false });
    await log.saw(`ButtonRelease 3 ${place}`);
    const presses = log.lines
      .filter(line => line.startsWith('ButtonPress'))
      .map(line => Number(line.split(' ')[1]));
    expect(presses).toEqual([5, 5, 4, 7, 6, 5, 3]);
  });

  it('a release of a button that is not down does nothing', async () => {
    page.input({ type: 'button', ...at, button: 0, down: false });
    page.input({ type: 'button', ...at, button: 2, down: true });
    page.input({ type: 'button', ...at, button: 2, down: false });
    await log.saw(`ButtonRelease 3 ${place}`);
    expect(log.lines).not.toContain(`ButtonRelease 1 ${place}`);
  });
});

describe('the expert’s keys without characters', () => {
  it('Shift with an arrow selects', async () => {
    page.input(key('ShiftLeft', 'Shift', true, { shift: true }));
    for (const event of stroke('ArrowLeft', 'ArrowLeft', { shift: true })) page.input(event);
    page.input(key('ShiftLeft', 'Shift', false));
    await log.saw('KeyRelease Shift_L shift');
    expect(log.lines.filter(line => line.startsWith('Key'))).toEqual([
      'KeyPress Shift_L',
      'KeyPress Left shift',
      'KeyRelease Left shift',
      'KeyRelease Shift_L shift',
    ]);
  });

  it('Alt stays down while Tab is pressed twice, and goes up when the expert lets it go', async () => {
    page.input(key('AltLeft', 'Alt', true, { alt: true }));
    for (const event of [...stroke('Tab', 'Tab', { alt: true }), ...stroke('Tab', 'Tab', { alt: true })])
      page.input(event);
    page.input(key('AltLeft', 'Alt', false));
    await log.saw('KeyRelease Alt_L alt');
    expect(log.lines.filter(line => line.startsWith('KeyPress'))).toEqual([
      'KeyPress Alt_L',
      'KeyPress Tab alt',
      'KeyPress Tab alt',
    ]);
  });

  it('a modifier that the event has and nobody holds is held for that key only', async () => {
    for (const event of stroke('Home', 'Home', { control: true })) page.input(event);
    await log.saw('KeyRelease Control_L control');
    expect(log.lines.filter(line => line.startsWith('KeyPress'))).toEqual([
      'KeyPress Control_L',
      'KeyPress Home control',
    ]);
    expect(desktop.keysDown).toEqual([]);
  });

  it('release-all lets every key and button go', async () => {
    page.input(key('ShiftLeft', 'Shift', true, { shift: true }));
    page.input({ type: 'button', ...at, button: 0, down: true });
    await page.settled();
    expect(desktop.keysDown).toHaveLength(1);
    page.input({ type: 'release-all' });
    await log.saw(`ButtonRelease 1 ${place}`);
    expect(desktop.keysDown).toEqual([]);
  });
});
