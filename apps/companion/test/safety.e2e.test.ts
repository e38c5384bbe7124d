import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Keymap } from '../src/platform/x11/keymap.ts';
import { keysymOf } from '../src/platform/x11/keysyms.ts';
import { CompanionProcess, Page } from './support/companion-process.ts';
import { key } from './support/layouts.ts';
import { until } from './support/until.ts';
import { Desktop } from './support/xvfb.ts';

let desktop: Desktop;
let companion: CompanionProcess;
let page: Page;
const SHIFT = 50;
const ESCAPE = 9;

beforeAll(async () => {
  desktop = await Desktop.open();
  companion = await CompanionProcess.start(desktop.env);
  page = await companion.pair();
});
afterAll(async () => {
  await companion?.stop();
  await desktop?.close();
});
afterEach(async () => {
  page.send({ type: 'disarm' });
  await page.settled();
  page.messages.length = 0;
  companion.output = '';
});

const pressShift = (): void => page.input(key('ShiftLeft', 'Shift', true, { shift: true }));
const moveTo = (x: number, y: number): void => page.input({ type: 'move', x, y });

/** Input that must not get through: the desktop is looked at after the companion has had it. */
async function nothingGetsThrough(): Promise<void> {
  const before = await desktop.pointer();
  pressShift();
  moveTo((before.x + 100) / 1280, (before.y + 100) / 800);
  await page.settled();
  expect(desktop.keysDown).toEqual([]);
  expect(await desktop.pointer()).toEqual(before);
}

/** A key pressed by somebody else's hand, from another connection, as fast as possible. */
function fakeKey(keycode: number, down: 0 | 1): void {
  const { x, pointer } = desktop.connection;
  x.XTestFakeKeyEvent(pointer, keycode, down, 0);
  x.XFlush(pointer);
}

describe('before, between and after', () => {
  it('nothing is injected before the yes, while the question stands, after a no, and after the page let go', async () => {
    await nothingGetsThrough();
    companion.ask(page);
    await page.next('asking');
    await nothingGetsThrough();
    companion.type('n');
    expect(await page.next('disarmed')).toEqual({ type: 'disarmed', reason: 'refused' });
    await nothingGetsThrough();
    companion.output = '';
    await companion.arm(page);
    pressShift();
    await page.settled();
    expect(desktop.keysDown).toEqual([SHIFT]);
    page.send({ type: 'disarm' });
    expect(await page.next('disarmed')).toEqual({ type: 'disarmed', reason: 'page' });
    expect(desktop.keysDown).toEqual([]);
    await nothingGetsThrough();
  });

  it('nothing is injected while a question is open on the page, and what was down goes up', async () => {
    await companion.arm(page);
    pressShift();
    await page.settled();
    expect(desktop.keysDown).toEqual([SHIFT]);
    page.send({ type: 'suspend', on: true });
    await page.settled();
    expect(desktop.keysDown).toEqual([]);
    await nothingGetsThrough();
    page.send({ type: 'suspend', on: false });
    pressShift();
    await page.settled();
    expect(desktop.keysDown).toEqual([SHIFT]);
  });

  it('nothing is injected when the time is over', async () => {
    await companion.arm(page, 0.01);
    pressShift();
    expect(await page.next('disarmed')).toEqual({ type: 'disarmed', reason: 'timeout' });
    expect(desktop.keysDown).toEqual([]);
    await nothingGetsThrough();
  });
});

describe('the panic key', () => {
  it('Esc pressed twice by another hand ends control, and what was down is up before the page is told', async () => {
    await companion.arm(page);
    pressShift();
    await page.settled();
    await desktop.run('xdotool', 'key', 'Escape', 'Escape');
    expect(await page.next('disarmed')).toEqual({ type: 'disarmed', reason: 'panic' });
    expect(desktop.keysDown).toEqual([]);
    await nothingGetsThrough();
  });

  it('Esc held by another hand ends control', async () => {
    await companion.arm(page);
    await desktop.run('xdotool', 'keydown', 'Escape');
    expect(await page.next('disarmed')).toEqual({ type: 'disarmed', reason: 'panic' });
    await desktop.run('xdotool', 'keyup', 'Escape');
    await nothingGetsThrough();
  });

  it('Esc pressed faster than a person can is a panic each time, and the first press releases already', async () => {
    await companion.arm(page);
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      pressShift();
      await page.settled();
      expect(desktop.keysDown).toEqual([SHIFT]);
      const start = performance.now();
      fakeKey(ESCAPE, 1);
      while (desktop.keysDown.includes(SHIFT)) expect(performance.now() - start).toBeLessThan(5_000);
      times.push(performance.now() - start);
      fakeKey(ESCAPE, 0);
      fakeKey(ESCAPE, 1);
      fakeKey(ESCAPE, 0);
      const told = await page.next('disarmed');
      times.push(performance.now() - start);
      expect(told.reason).toBe('panic');
      companion.output = '';
      if (round < 4) await companion.arm(page);
    }
    console.log(
      `panic: press → released, press → page told, ms: ${times.map(time => time.toFixed(1)).join(' ')}`,
    );
  });

  it('the expert’s own Esc is no panic and no hand', async () => {
    await companion.arm(page);
    for (let n = 0; n < 5; n++) {
      page.input(key('Escape', 'Escape', true));
      page.input(key('Escape', 'Escape', false));
    }
    await page.settled();
    moveTo(0.1, 0.1);
    await page.settled();
    expect(await desktop.pointer()).toEqual({ x: 128, y: 80 });
    expect(page.messages.filter(({ type }) => type === 'disarmed' || type === 'hand')).toEqual([]);
  });
});

describe('the own hand', () => {
  it.each([
    ['a movement', ['mousemove_relative', '30', '30']],
    ['a click', ['click', '1']],
    ['a key', ['key', 'a']],
  ])('%s rests injection for a second and releases what is down', async (_, act) => {
    await companion.arm(page);
    pressShift();
    moveTo(0.9, 0.9);
    await page.settled();
    expect(desktop.keysDown).toEqual([SHIFT]);
    await desktop.run('xdotool', ...act);
    expect(await page.next('hand')).toEqual({ type: 'hand', restMs: 1000 });
    expect(desktop.keysDown).toEqual([]);
    await nothingGetsThrough();
    await until('the rest is over', async () => (await page.next('hand')).restMs === 0);
    moveTo(0.5, 0.5);
    await page.settled();
    expect(await desktop.pointer()).toEqual({ x: 640, y: 400 });
  });

  it('fast movements, clicks and text of the expert are never taken for a hand', async () => {
    await companion.arm(page);
    for (let n = 0; n < 200; n++) {
      moveTo(n / 200, (n % 20) / 20);
      if (n % 10 === 0) {
        page.input({ type: 'button', x: 0.5, y: 0.5, button: 0, down: true });
        page.input({ type: 'button', x: 0.5, y: 0.5, button: 0, down: false });
        page.input({ type: 'wheel', x: 0.5, y: 0.5, dx: 0, dy: 3 });
      }
    }
    page.input({ type: 'text', text: 'naïve 😀 text, ß' });
    await page.settled();
    pressShift();
    page.input(key('ShiftLeft', 'Shift', false));
    await page.settled();
    expect(page.messages.filter(({ type }) => type === 'hand')).toEqual([]);
  });
});

describe('the end', () => {
  let ending: CompanionProcess;
  let itsPage: Page;

  beforeEach(async () => {
    ending = await CompanionProcess.start(desktop.env);
    itsPage = await ending.pair();
    await ending.arm(itsPage);
    itsPage.input(key('ShiftLeft', 'Shift', true, { shift: true }));
    await itsPage.settled();
    expect(desktop.keysDown).toEqual([SHIFT]);
  });
  afterEach(() => ending.stop());

  it('a page that goes away lets everything go, and may come back with its token only', async () => {
    itsPage.close();
    await until('the key goes up', () => desktop.keysDown.length === 0);
    await ending.says(/The page has gone: control is off/);
    const stranger = await Page.open(ending.port);
    stranger.send({ type: 'pair', code: ending.code });
    expect(await stranger.next('refused')).toEqual({ type: 'refused', reason: 'wrong-code' });
    stranger.close();
  });

  it('a signal releases, tells the page and ends cleanly', async () => {
    ending.child.kill('SIGTERM');
    expect(await itsPage.next('disarmed')).toEqual({ type: 'disarmed', reason: 'stopped' });
    expect(desktop.keysDown).toEqual([]);
    expect(await ending.exit).toBe(0);
    expect(ending.output).toContain('Everything is released');
  });

  it('what is down when it is killed goes up all the same, and lent keys are given back', async () => {
    itsPage.input({ type: 'button', x: 0.5, y: 0.5, button: 0, down: true });
    itsPage.input({ type: 'text', text: '漢' });
    await itsPage.settled();
    const buttons = (): Promise<string> => desktop.run('xinput', 'query-state', 'Virtual core XTEST pointer');
    expect(await buttons()).toContain('button[1]=down');
    const lent = (): boolean => {
      const keymap = new Keymap(desktop.connection);
      return [...keymap.keycodes].some(keycode => keymap.plainKeysym(keycode) === keysymOf('漢'));
    };
    await until('a key is lent', lent);
    ending.child.kill('SIGKILL');
    await until('the watchdog lets go', () => desktop.keysDown.length === 0 && !lent());
    expect(await buttons()).toContain('button[1]=up');
  });

  it('a display that goes away ends it with words', async () => {
    const other = await Desktop.open();
    const lonely = await CompanionProcess.start(other.env);
    const lonelyPage = await lonely.pair();
    await lonely.arm(lonelyPage);
    await other.close();
    expect(await lonely.exit).toBe(4);
    expect(lonely.output).toContain('The desktop went away');
  });
});
