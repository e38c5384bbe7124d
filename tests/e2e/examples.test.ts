/** The examples as a stranger meets them: two chat windows on one page, and a board for two that opens from either. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type axe from 'axe-core';
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveExamples } from '../../examples/serve.ts';
import { type BrowserOptions, openBrowser, type Person } from './support/browser.ts';
import { Resources, until } from './support/resources.ts';
import { takePictures } from './support/screenshots.ts';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const GAME = 'Four in a row';

const resources = new Resources();
let url: string;
let first: Person;
let desk: Desk;

/** The page with the windows of Ada and Ben. */
class Desk {
  readonly person: Person;
  readonly ada: ChatWindow;
  readonly ben: ChatWindow;

  constructor(person: Person) {
    this.person = person;
    this.ada = new ChatWindow(person.page, 'ada', 'Ben');
    this.ben = new ChatWindow(person.page, 'ben', 'Ada');
  }

  static async open(options: BrowserOptions = {}): Promise<Desk> {
    const { locale = 'en-GB', viewport = { width: 1280, height: 800 }, colorScheme = 'light' } = options;
    const context = await first.browser.newContext({ locale, viewport, colorScheme });
    context.setDefaultTimeout(15_000);
    const desk = new Desk({ ...first, context, page: await context.newPage() });
    await desk.person.page.goto(url);
    await Promise.all([desk.ada.ready(), desk.ben.ready()]);
    return desk;
  }

  /** Both have the board open, and Ada, who has invited, begins. */
  async play(): Promise<void> {
    await this.ada.start.click();
    await this.ben.button('Accept').click();
    await this.ada.status(/Your turn\.|Sie sind am Zug\./);
    await this.ben.status(/Ada is thinking\.|Ada überlegt\./);
  }

  /** Plays columns, from 1, in turns; each waits until the other side has seen the disc. */
  async drop(by: 'ada' | 'ben', ...columns: number[]): Promise<void> {
    for (const [index, column] of columns.entries()) {
      const mover = index % 2 === 0 ? this[by] : this[by].other(this);
      await mover.column(column).click();
      await this.agree();
    }
  }

  /** Both boards show the same discs. */
  async agree(): Promise<string[]> {
    let ours: string[] = [];
    await until('both boards to be the same', async () => {
      const [ada, ben] = await Promise.all([this.ada.discs(), this.ben.discs()]);
      ours = ada;
      return ada.length === 42 && ada.join() === ben.join();
    });
    return ours;
  }
}

class ChatWindow {
  readonly #page: Page;
  readonly #name: 'ada' | 'ben';
  readonly chat: FrameLocator;
  readonly board: FrameLocator;
  readonly otherName: string;

  constructor(page: Page, name: 'ada' | 'ben', otherName: string) {
    this.#page = page;
    this.#name = name;
    this.otherName = otherName;
    this.chat = page.frameLocator(`iframe[name=${name}]`);
    this.board = this.chat.frameLocator('iframe');
  }

  other(of: Desk): ChatWindow {
    return this.#name === 'ada' ? of.ben : of.ada;
  }

  get start(): Locator {
    return this.chat.getByRole('button', { name: GAME });
  }

  get conversation(): Locator {
    return this.chat.getByRole('log');
  }

  button(name: string): Locator {
    return this.chat.getByRole('button', { name, exact: true });
  }

  column(number: number): Locator {
    return this.board.getByRole('button', { name: new RegExp(`^(Column|Spalte) ${String(number)},`) });
  }

  async ready(): Promise<void> {
    await this.start.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.chat.getByLabel(`Message to ${this.otherName}`).fill(text);
    await this.button('Send').click();
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.conversation.getByText(text).last().waitFor();
  }

  /** What the board says, aloud too. */
  async status(text: string | RegExp): Promise<void> {
    await this.board.getByRole('status').filter({ hasText: text }).waitFor();
  }

  /** Of every cell, whose disc it has. */
  discs(): Promise<string[]> {
    return this.board
      .locator('.board span')
      .evaluateAll(cells => cells.map(cell => cell.className.split(' ')[1] ?? ''));
  }

  /** The frame that the board is in. */
  boardFrame(): Frame {
    const found = this.#page.frames().find(frame => frame.parentFrame()?.name() === this.#name);
    if (found === undefined) throw new Error('there is no board');
    return found;
  }

  async reloadBoard(): Promise<void> {
    await this.boardFrame().evaluate(() => location.reload());
  }

  /** The result in the conversation. */
  async summary(line: string): Promise<void> {
    await this.conversation.locator('.card').filter({ hasText: GAME }).filter({ hasText: line }).waitFor();
  }
}

/** One line for each thing that axe finds wrong in any frame. Colours are looked at in both schemes. */
async function findings(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const frame of page.frames()) {
      await frame.evaluate(AXE);
      const lines = await frame.evaluate(async () => {
        // A frame that is out of sight is not drawn, so that its animations would be waited for in vain.
        for (const animation of document.getAnimations()) animation.finish();
        const { violations } = await window.axe.run(document, {
          resultTypes: ['violations'],
          iframes: false,
        });
        return violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
        );
      });
      found.push(...lines.map(line => `${colorScheme}, ${new URL(frame.url()).pathname}: ${line}`));
    }
  }
  return found;
}

async function isAccessible(state: string): Promise<void> {
  expect.soft(await findings(desk.person.page), state).toEqual([]);
  await desk.person.page.emulateMedia({ colorScheme: 'light' });
}

beforeAll(async () => {
  const served = await serveExamples();
  resources.add(served.server, server => {
    server.close();
    server.closeAllConnections();
  });
  url = served.url;
  first = await openBrowser(resources);
});
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePictures(`failed ${task.name}`, { desk: desk.person });
  await desk.person.context.close();
});
afterAll(async () => {
  await resources.dispose();
});

describe('a messenger of one’s own', () => {
  it('carries a chat and a game to its end, and both find the result in their chats', async () => {
    await desk.ada.say('A quick game before lunch?');
    await desk.ben.reads('A quick game before lunch?');
    await desk.ben.say('Gladly!');
    await desk.ada.reads('Gladly!');
    await isAccessible('chat');

    await desk.ada.start.click();
    await desk.ada.reads(`Ben sees your invitation to ${GAME}.`);
    await desk.ben.reads(`Ada invites you to ${GAME}.`);
    await desk.ben.reads('You and Ada play on one board, and Ada begins.');
    await isAccessible('invitation');
    await takePictures('examples invitation', { desk: desk.person });
    await desk.ben.button('Accept').click();
    await desk.ada.status('Your turn.');
    await isAccessible('board');

    await desk.drop('ada', 4, 5, 4);
    await desk.ben.status('Ada chose column 4. Your turn.');
    await desk.drop('ben', 5, 4, 5, 4);
    await desk.ada.status('Four in a row! You won this round.');
    await desk.ben.status('Four in a row! Ada won this round.');
    await isAccessible('round over');
    await takePictures('examples round over', { desk: desk.person });

    // The second round is Ben's to open, and he is quicker: Ada still looks at the first one.
    await desk.ben.board.getByRole('button', { name: 'Another round' }).click();
    await desk.ben.status('Your turn.');
    await desk.drop('ben', 1);
    await desk.ada.status('Ben chose column 1. Your turn.');
    await desk.drop('ada', 2, 1, 2, 1, 2, 1);
    await desk.ada.status('Ben won this round.');

    await desk.ada.board.getByRole('button', { name: 'Another round' }).click();
    await desk.drop('ada', 4, 5, 4, 5, 4, 5, 4);
    await desk.ben.status('Ada won this round.');
    await desk.ben.board.getByRole('button', { name: 'Finish' }).click();
    await desk.ben.status('You have finished the game. Ada won 2 : 1. You can close this board.');
    await desk.ada.status('Ben has finished the game. You won 2 : 1. You can close this board.');
    await desk.ada.summary('You won 2 : 1.');
    await desk.ben.summary('Ada won 2 : 1.');
    await isAccessible('game over');
    await takePictures('examples game over', { desk: desk.person });

    await desk.ada.button('Close').click();
    await desk.ada.chat.locator('iframe').waitFor({ state: 'detached' });
  });

  it('takes a no for an answer, and takes an invitation back', async () => {
    await desk.ada.start.click();
    await desk.ben.button('Decline').click();
    await desk.ada.reads(`Ben declined ${GAME}.`);
    await desk.ben.reads(`You declined ${GAME}.`);
    await desk.ben.start.click();
    await desk.ada.button('Decline').waitFor();
    await desk.ben.button('Take back').click();
    await desk.ada.reads(`Ben ended ${GAME}.`);
    expect(await desk.person.page.locator('iframe').count()).toBe(2);
    expect(desk.person.page.frames()).toHaveLength(3);
    await isAccessible('declined');
  });

  it('ends the game of both when it is ended in the chat, and begins another one', async () => {
    await desk.play();
    await desk.drop('ada', 4);
    await desk.ben.button('End').click();
    await desk.ada.status('Ben has finished the game.');
    await desk.ben.summary('Nobody has won a round.');
    await desk.ada.summary('Nobody has won a round.');
    await desk.ben.start.click();
    await desk.ada.button('Accept').click();
    await desk.ben.status('Your turn.');
    await desk.ada.status('Ben is thinking.');
  });

  it('tells the other one when a board is gone', async () => {
    await desk.play();
    await desk.ben.chat.locator('iframe').evaluate(frame => frame.remove());
    await desk.ada.status('The connection to Ben is gone. Nobody has won a round.');
    await desk.ada.summary('Nobody has won a round.');
    await desk.ada.reads(`${GAME} was closed.`);
  });
});

describe('the board', () => {
  it('is kept apart in a frame with an origin of its own, and needs no module of anybody', async () => {
    await desk.play();
    const frame = desk.ada.chat.locator('iframe');
    expect(await frame.getAttribute('sandbox')).toBe('allow-scripts');
    expect(await frame.getAttribute('allow')).toBe('');
    expect(await desk.ada.boardFrame().evaluate(() => window.origin)).toBe('null');
    expect(await desk.ada.boardFrame().evaluate(() => location.hash)).toBe('');
    const page = readFileSync(
      join(import.meta.dirname, '../../examples/shared-board/dist/index.html'),
      'utf8',
    );
    expect(page).not.toMatch(/type="module"|crossorigin|(src|href)="\//);
  });

  it('goes on where it was after a reload in the middle of a game, on either side', async () => {
    await desk.play();
    await desk.drop('ada', 4, 4, 3);
    await desk.ada.reloadBoard();
    await desk.ada.status('Ben is thinking.');
    const before = await desk.agree();
    expect(before.filter(Boolean)).toHaveLength(3);
    await desk.drop('ben', 3, 5);
    // This time the other one moves while the page is away.
    await desk.drop('ben', 5);
    await Promise.all([desk.ben.reloadBoard(), desk.ada.column(2).click()]);
    await desk.ben.status('Ada');
    await until('both to see seven discs', async () => (await desk.agree()).filter(Boolean).length === 7);
    await desk.ada.status('Four in a row! You won this round.');
    await desk.ben.status('Ada won this round.');
    await desk.ben.reads(`${GAME} is open.`);
  });

  it('agrees with the other one again when both are loaded again at once, and the game goes on', async () => {
    await desk.play();
    await desk.drop('ada', 4, 4, 3);
    await Promise.all([desk.ada.reloadBoard(), desk.ben.reloadBoard()]);
    await desk.ada.status(/^(Your turn\.|Ben is thinking\.)$/);
    await desk.ben.status(/^(Your turn\.|Ada is thinking\.)$/);
    const before = (await desk.agree()).filter(Boolean).length;
    const adaMoves = (await desk.ada.board.getByRole('status').textContent()) === 'Your turn.';
    await desk.drop(adaMoves ? 'ada' : 'ben', 7);
    await until(
      'the new disc on both',
      async () => (await desk.agree()).filter(Boolean).length === before + 1,
    );
  });

  it('is played with the keyboard alone', async () => {
    const { page } = desk.person;
    const focused = (locator: Locator): Promise<boolean> =>
      locator.evaluate(element => element === document.activeElement && document.hasFocus());
    const tabTo = async (target: Locator): Promise<void> => {
      await target.waitFor();
      for (let presses = 0; presses < 40 && !(await focused(target)); presses += 1)
        await page.keyboard.press('Tab');
      expect(await focused(target), `the keyboard reaches ${String(target)}`).toBe(true);
      const outline = await target.evaluate(element => getComputedStyle(element).outlineStyle);
      expect(outline, `the focus of ${String(target)} is seen`).not.toBe('none');
    };
    await tabTo(desk.ada.start);
    await page.keyboard.press('Enter');
    await tabTo(desk.ben.button('Accept'));
    await page.keyboard.press('Enter');
    await desk.ada.status('Your turn.');
    // One stop for the whole board, in its middle; arrows move between the columns.
    await tabTo(desk.ada.column(4));
    await page.keyboard.press('ArrowRight');
    expect(await focused(desk.ada.column(5))).toBe(true);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await desk.ben.status('Ada chose column 1. Your turn.');
    // Not twice in a row.
    await page.keyboard.press('Enter');
    await tabTo(desk.ben.column(4));
    await page.keyboard.press('7');
    await desk.ada.status('Ben chose column 7. Your turn.');
    expect((await desk.agree()).filter(Boolean)).toHaveLength(2);
    const names = await desk.ada.board
      .locator('.board button')
      .evaluateAll(all => all.map(one => one.ariaLabel));
    expect(names.slice(0, 2)).toEqual(['Column 1, from below: You', 'Column 2, empty']);
    expect(names[6]).toBe('Column 7, from below: Ben');
  });

  it('ends the game when the other board forges a disc', async () => {
    await desk.play();
    await desk.person.page.evaluate(() => {
      const network = new BroadcastChannel('bring-your-own-im');
      network.addEventListener('message', (event: MessageEvent<Record<string, Record<string, unknown>>>) => {
        const { rendezvous } = event.data;
        if (rendezvous?.['type'] !== 'data') return;
        const [sessionId, seq] = [rendezvous['sessionId'], Number(rendezvous['seq']) + 1];
        // Ben's first disc was dropped by nobody.
        const data = JSON.stringify({ moves: [3, 3, 3] });
        network.postMessage({ from: 'ada@example', rendezvous: { type: 'data', sessionId, seq, data } });
      });
    });
    await desk.ada.column(4).click();
    for (const side of [desk.ada, desk.ben]) {
      await side.status('The two boards do not agree, so the game has ended.');
      await side.summary('Nobody has won a round.');
    }
  });

  it('speaks the language of the messenger', async () => {
    await desk.person.context.close();
    desk = await Desk.open({ locale: 'de-DE' });
    await desk.play();
    await desk.drop('ada', 4);
    await desk.ben.status('Ada hat Spalte 4 gewählt. Sie sind am Zug.');
    expect(await desk.ben.boardFrame().evaluate(() => document.documentElement.lang)).toBe('de');
    expect(await desk.ben.boardFrame().title()).toBe('Vier gewinnt');
    await isAccessible('Spielbrett');
    await desk.ada.board.getByRole('button', { name: 'Beenden' }).click();
    await desk.ben.status('Ada hat das Spiel beendet. Niemand hat eine Runde gewonnen.');
  });

  it('fits a small telephone and a large desk, in the dark too', async () => {
    for (const [width, height] of [
      [320, 568],
      [1600, 1000],
    ] as const) {
      await desk.person.context.close();
      desk = await Desk.open({ viewport: { width, height }, colorScheme: 'dark' });
      await desk.play();
      await desk.drop('ada', 4, 4, 3);
      for (const frame of desk.person.page.frames()) {
        const wide = await frame.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wide, `${frame.url()} at ${String(width)}`).toBeLessThanOrEqual(0);
      }
      await takePictures(`examples ${String(width)}`, { desk: desk.person });
      await isAccessible(`at ${String(width)}`);
    }
  });

  it('says what it is for when nobody has opened it from a chat', async () => {
    const { page } = desk.person;
    await page.goto(`${url}/apps/shared-board/`);
    await page.getByText('This board is for two. Open it from a chat').waitFor();
    await isAccessible('alone');
  });
});
