/** Whose hand is at the novice's machine: the expert's through the page, and what is held down there. */
import { expect } from 'vitest';
import { type Desktop, xdotool } from './desktop.ts';
import { type Assistance, clickOn } from './journey.ts';
import { type Program, start, until } from './resources.ts';
import { IN_TERMINAL, type World } from './world.ts';

/** The expert clicks into the terminal, when the novice's own hand has rested; the control must be on. */
async function expertClicks({ novice, expert }: Assistance): Promise<void> {
  // The expert's page learns of it later.
  await novice.getByText('Bob can use your mouse and keyboard', { exact: true }).first().waitFor();
  await clickOn(expert, IN_TERMINAL.x, IN_TERMINAL.y);
  await expert.getByText('Keep my keyboard here').waitFor();
}

/** Types a line into the terminal by the expert's hand. */
export async function expertTypes(assistance: Assistance, line: string): Promise<void> {
  const { expert } = assistance;
  await expertClicks(assistance);
  await expert.keyboard.type(line);
  await expert.keyboard.press('Enter');
}

/** The codes of the keys that are down for the programs on the desktop; those that the companion presses are XTEST's. */
export async function keysDown({ env }: Desktop): Promise<readonly number[]> {
  const program: Program = start('xinput', ['query-state', 'Virtual core XTEST keyboard'], { env });
  const code = await new Promise<number | null>(resolve => program.child.once('close', resolve));
  if (code !== 0) throw new Error(`xinput: ${program.output()}`);
  return [...program.output().matchAll(/key\[(\d+)\]=down/g)].map(match => Number(match[1]));
}

/** The expert presses a key and does not let it go; resolves when it is down at the machine. */
export async function expertHolds(assistance: Assistance, key: string, desktop: Desktop): Promise<void> {
  await expertClicks(assistance);
  await assistance.expert.keyboard.down(key);
  await until('a key to be down', async () => (await keysDown(desktop)).length > 0);
}

/** Waits until nothing is held down at the machine any more. */
export async function allReleased(desktop: Desktop, ms?: number): Promise<void> {
  await until('every key to be up', async () => (await keysDown(desktop)).length === 0, ms);
}

/**
 * What the terminal's file must hold: a line of the own hand, typed after everything a test has tried, stands directly
 * behind what was there before, so nothing else came through.
 */
export class TerminalFile {
  readonly #world: World;
  #expected = '';
  #markers = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** This line has been typed. */
  async gains(line: string): Promise<void> {
    this.#expected += `${line}\n`;
    await this.#compare();
  }

  /** Nothing has been typed since; proved by a line of the own hand. */
  async gainsNothing(): Promise<void> {
    this.#markers += 1;
    const marker = `own hand ${String(this.#markers)}`;
    await this.#world.ownHandTypes(`${marker}\n`);
    await this.gains(marker);
  }

  async #compare(): Promise<void> {
    const { terminal } = this.#world;
    const expected = this.#expected;
    await until('the file', () => terminal.read() === expected).catch(() => undefined);
    const found = terminal.read();
    // One test that fails leaves the next ones a chance.
    this.#expected = found;
    expect(found).toBe(expected);
  }
}

/** Where the pointer is on the desktop. */
export async function pointerAt(desktop: Desktop): Promise<{ readonly x: number; readonly y: number }> {
  const [, x, y] = /x:(\d+) y:(\d+)/.exec(await xdotool(desktop, 'getmouselocation')) ?? [];
  return { x: Number(x), y: Number(y) };
}
