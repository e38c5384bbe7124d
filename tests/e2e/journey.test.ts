/** The journey of two people, from two accounts to a controlled desktop and a receipt: for Ask and for Offer. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { xdotool } from './support/desktop.ts';
import {
  ALICE,
  ASK,
  type Assistance,
  BOB,
  clickOn,
  colourAt,
  fileBecomes,
  grantControl,
  invite,
  OFFER,
  pointOn,
  reads,
  say,
  show,
} from './support/journey.ts';
import { startServer } from './support/programs.ts';
import { until } from './support/resources.ts';
import { takePictures } from './support/screenshots.ts';
import { befriend, buildWorld, IN_TERMINAL, WHITE, type World } from './support/world.ts';

let world: World;
let assistance: Assistance;
/** What the terminal's file must hold by now. */
let written = '';

beforeAll(async () => {
  world = await buildWorld();
});
afterEach(async ({ task }) => {
  const name = task.result?.state === 'fail' ? `failed ${task.name}` : task.name;
  await takePictures(name, { novice: world.novice, expert: world.expert });
  if (task.result?.state === 'fail') {
    console.error(
      `The companion said: ${world.companion.program.output()}\n${world.companionTalk
        .filter(line => !line.endsWith('input key'))
        .slice(-60)
        .join('\n')}`,
    );
  }
});
afterAll(async () => {
  await world?.resources.dispose();
});

/** Types into the terminal by the expert's hand; the line's end makes `cat` write it. */
async function expertTypes(text: string): Promise<void> {
  await clickOn(assistance.expert, IN_TERMINAL.x, IN_TERMINAL.y);
  await assistance.expert.keyboard.type(text);
  await assistance.expert.keyboard.press('Enter');
}

async function becomes(line: string): Promise<void> {
  written += `${line}\n`;
  await fileBecomes(world.terminal.read, written);
}

describe('the journey', () => {
  it('lets two people make accounts, become contacts by a single-use link, and chat', async () => {
    await befriend(world);
    await say(world.novice.page, BOB, 'My printer makes faces at me.');
    await reads(world.expert.page, ALICE, 'My printer makes faces at me.');
    await say(world.expert.page, ALICE, 'Let me look.');
    await reads(world.novice.page, BOB, 'Let me look.');
  });

  it('shows both applications in the chat, loads nothing of them before acceptance, and connects the two after it', async () => {
    for (const person of [world.novice, world.expert]) {
      await person.page.getByRole('button', { name: ASK }).waitFor();
      await person.page.getByRole('button', { name: OFFER }).waitFor();
    }
    const loaded: string[] = [];
    for (const { context } of [world.novice, world.expert]) {
      context.on('request', request => {
        if (/\/apps\/remote-assistance\/(?!icons\/)/.test(request.url())) loaded.push(request.url());
      });
    }
    const opening = world.novice.context.waitForEvent('page');
    await world.novice.page.getByRole('button', { name: ASK }).click();
    const lobby = await opening;
    await world.expert.page.getByText('Alice invites you').first().waitFor();
    await lobby.getByText('Ringing').first().waitFor();
    expect(loaded).toEqual([]);
    const accepted = world.expert.context.waitForEvent('page');
    await world.expert.page.getByRole('button', { name: 'Accept' }).click();
    assistance = { expert: await accepted, novice: lobby };
    await lobby.getByRole('button', { name: 'Choose what to show' }).waitFor();
    expect(loaded.length).toBeGreaterThan(0);
  });

  it('shows the expert the real desktop after the novice picked it, and takes the messenger out of the path', async () => {
    await show(assistance);
    await world.raiseTerminal();
    await xdotool(world.desktop, 'mousemove', '5', '895');
    await until('the colour of the terminal in the video', async () =>
      (await colourAt(assistance.expert, WHITE.x, WHITE.y)).every(part => part > 230),
    );
    expect(await assistance.novice.getByText('Bob sees your screen').first().isVisible()).toBe(true);
    await world.novice.page.getByText('Connected').first().waitFor();
  });

  it('injects nothing before the yes', async () => {
    await expertTypes('before the yes');
    await world.ownHandTypes('own hand 1\n');
    await becomes('own hand 1');
  });

  it('lets the novice refuse, and nothing is injected after the no', async () => {
    await assistance.expert.getByRole('button', { name: 'Ask for control' }).click();
    const question = assistance.novice.getByRole('alertdialog');
    await question.getByText('Bob asks to use your mouse and keyboard').first().waitFor();
    const focused = () => assistance.novice.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toBe('Refuse');
    await assistance.novice.keyboard.press('Enter');
    await assistance.expert.getByText('Alice refused control.').first().waitFor();
    await expertTypes('after the no');
    await world.ownHandTypes('own hand 2\n');
    await becomes('own hand 2');
  });

  it('gives control after a yes in the page and a yes at the machine, and the click and the keys arrive byte for byte', async () => {
    await grantControl(assistance, world.companion);
    await world.raiseTerminal();
    await expertTypes('Hello, World! 0123456789 ~`!@#$%^&*()_+-={}|[]\\:";\'<>?,./ ABCXYZ abcxyz');
    await becomes('Hello, World! 0123456789 ~`!@#$%^&*()_+-={}|[]\\:";\'<>?,./ ABCXYZ abcxyz');
  });

  it('types what a German keyboard types, and what no keyboard has', async () => {
    const { expert } = assistance;
    await clickOn(expert, IN_TERMINAL.x, IN_TERMINAL.y);
    const keyboard = await expert.context().newCDPSession(expert);
    const key = async (code: string, value: string, modifiers = 0): Promise<void> => {
      const common = {
        code,
        key: value,
        modifiers,
        windowsVirtualKeyCode: value.toUpperCase().charCodeAt(0),
      };
      await keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', text: value, ...common });
      await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
    };
    for (const [code, value] of [
      ['Quote', 'ä'],
      ['Semicolon', 'ö'],
      ['BracketLeft', 'ü'],
      ['Minus', 'ß'],
      ['KeyY', 'z'],
      ['KeyZ', 'y'],
      ['KeyE', '€'],
    ] as const) {
      await key(code, value);
    }
    for (const value of ['Ä', 'Ö', 'Ü']) await key('Quote', value, 8);
    await expert.keyboard.insertText('🦊é漢');
    await expert.keyboard.press('Enter');
    await becomes('äöüßzy€ÄÖÜ🦊é漢');
  });

  it('carries shortcuts: Ctrl+U empties the line that was typed', async () => {
    await clickOn(assistance.expert, IN_TERMINAL.x, IN_TERMINAL.y);
    await assistance.expert.keyboard.type('not this');
    await assistance.expert.keyboard.press('Control+u');
    await assistance.expert.keyboard.type('but this');
    await assistance.expert.keyboard.press('Enter');
    await becomes('but this');
  });

  it('puts the pointer where the expert points', async () => {
    const point = await pointOn(assistance.expert, 1234, 321);
    await assistance.expert.mouse.move(point.x, point.y);
    const place = await until('the pointer to arrive', async () => {
      const [, x = '', y = ''] =
        /x:(\d+) y:(\d+)/.exec(await xdotool(world.desktop, 'getmouselocation')) ?? [];
      return Math.abs(Number(x) - 1234) <= 2 && Math.abs(Number(y) - 321) <= 2 ? { x, y } : undefined;
    });
    expect(place).toBeDefined();
  });

  it('lets the own hand of the novice win, and rests the control of the expert meanwhile', async () => {
    await world.ownHandTypes('o');
    await assistance.expert.getByText('Yours rests for a moment').first().waitFor();
    await assistance.expert.getByText('You are in control').first().waitFor();
    await world.ownHandTypes('wn hand 3\n');
    await becomes('own hand 3');
    await assistance.expert.getByText('You are in control').first().waitFor();
  });

  it('takes control back by Esc pressed twice, before the expert is told, and nothing is injected after it', async () => {
    await world.raiseTerminal();
    await xdotool(world.desktop, 'key', '--delay', '30', 'Escape', 'Escape');
    await assistance.expert.getByText('Alice took control back with Esc.').first().waitFor();
    await expertTypes('after the panic key');
    await world.ownHandTypes('\nown hand 4\n');
    await until('the marker', () => world.terminal.read().includes('own hand 4'));
    expect(world.terminal.read()).not.toContain('after the panic key');
    written = world.terminal.read();
  });

  it('lets the two type to each other inside the session', async () => {
    const { novice, expert } = assistance;
    const box = expert.getByRole('textbox', { name: 'Message' });
    if (!(await box.isVisible())) await expert.getByRole('button', { name: /^Chat/ }).click();
    await box.fill('Turn it off and on again?');
    await expert.keyboard.press('Enter');
    await novice.getByText('Turn it off and on again?').first().waitFor();
    await novice.getByRole('textbox', { name: 'Message' }).fill('Öffne ich gleich 😀');
    await novice.keyboard.press('Enter');
    await expert.getByText('Öffne ich gleich 😀').first().waitFor();
  });

  it('pauses to a blank page and resumes', async () => {
    await assistance.novice.getByRole('button', { name: 'Pause' }).first().click();
    await assistance.expert.getByText('Alice has paused').first().waitFor();
    expect(
      await assistance.expert.evaluate(() => document.querySelector('video')?.srcObject ?? null),
    ).toBeNull();
    await assistance.novice.getByRole('button', { name: 'Resume' }).first().click();
    await assistance.expert.getByText('Alice has paused').first().waitFor({ state: 'hidden' });
    await until('the picture to be back', async () => {
      const [r, g, b] = await colourAt(assistance.expert, WHITE.x, WHITE.y).catch(() => [0, 0, 0]);
      return r + g + b > 600;
    });
  });

  it('goes on without the messenger: the server is stopped, the chat of the expert is loaded again, and control still works', async () => {
    await world.server.program.stop();
    await world.novice.page.getByText('No connection to the server').first().waitFor();
    await grantControl(assistance, world.companion);
    await world.raiseTerminal();
    await expertTypes('without the server');
    written = `${written}without the server\n`;
    await fileBecomes(world.terminal.read, written);
    await startServer(world.resources, world.data, world.server.port);
    await world.expert.page.reload();
    await world.novice.page.getByText('No connection to the server').first().waitFor({ state: 'hidden' });
    await reads(world.expert.page, ALICE, 'My printer makes faces at me.');
  });

  it('ends with a reason on both sides, injects nothing after the end, and leaves a receipt in both chats', async () => {
    const { novice, expert } = assistance;
    await novice.getByRole('button', { name: 'Stop', exact: true }).first().click();
    await novice.getByText('You ended it.').first().waitFor();
    await expert.getByText('Alice ended it.').first().waitFor();
    await expert.keyboard.type('after the end');
    await world.ownHandTypes('own hand 5\n');
    await until('the marker', () => world.terminal.read().endsWith('own hand 5\n'));
    expect(world.terminal.read()).toBe(`${written}own hand 5\n`);
    written = world.terminal.read();
    for (const [person, other] of [
      [world.novice, BOB],
      [world.expert, ALICE],
    ] as const) {
      const messages = person.page.getByRole('region', { name: `Messages with ${other.name}` });
      await messages
        .getByText(/Remote assistance, /)
        .first()
        .waitFor();
      await messages
        .getByText(/saw the screen|was seen/)
        .first()
        .waitFor();
    }
    await Promise.all([novice.close(), expert.close()]);
  });

  it('works the other way round: Bob offers, Alice accepts, shows and grants', async () => {
    assistance = await invite(world.expert, world.novice, OFFER);
    await show(assistance);
    await grantControl(assistance, world.companion);
    await world.raiseTerminal();
    await expertTypes('offered help');
    await becomes('offered help');
    await assistance.expert.getByRole('button', { name: 'Leave' }).click();
    await assistance.expert.getByText('You ended it.').first().waitFor();
    await assistance.novice.getByText('Bob ended it.').first().waitFor();
  });
});
