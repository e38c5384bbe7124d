/** What the novice can do, by keyboard and by name, in a real browser. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRoomPage, type RoomPage } from './harness/room-page.ts';

let room: RoomPage;
beforeAll(async () => {
  room = await openRoomPage();
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
});

const button = (name: string) => room.page.getByRole('button', { name, exact: true });

describe('a question', () => {
  beforeEach(() => room.open('novice-question'));

  it('gives the focus to Refuse, and Enter refuses', async () => {
    await expect
      .poll(() => button('Refuse').evaluate(element => element === document.activeElement))
      .toBe(true);
    await room.page.keyboard.press('Enter');
    await expect.poll(() => room.calls('answer')).toEqual([['answer', 1, false]]);
  });

  it('is refused by Esc', async () => {
    await button('Refuse').waitFor();
    await room.page.keyboard.press('Escape');
    await expect.poll(() => room.calls('answer')).toEqual([['answer', 1, false]]);
  });

  it('names the person with the address, in an alert dialog', async () => {
    const dialog = room.page.getByRole('alertdialog', {
      name: 'Emma Brandt asks to use your mouse and keyboard',
    });
    await dialog.getByText('emma@chat.example').waitFor();
  });

  it('cannot be allowed by a press that was meant for what was there before', async () => {
    // Typed at once: the page has had no time to show anything.
    await room.page.evaluate(() => {
      const allow = [...document.querySelectorAll('button')].find(element => element.textContent === 'Allow');
      allow?.click();
    });
    expect(await room.calls('answer')).toEqual([]);
    await button('Allow').click();
    expect(await room.calls('answer')).toEqual([['answer', 1, true]]);
  });

  it('leaves Stop in reach, and a press outside is no answer', async () => {
    await room.page.mouse.click(20, 700);
    await button('Stop').click();
    expect(await room.calls()).toEqual([['end']]);
  });

  it('keeps the focus among its own buttons and Stop', async () => {
    await button('Refuse').waitFor();
    for (let step = 0; step < 8; step++) {
      await room.page.keyboard.press('Tab');
      const where = await room.page.evaluate(
        () => document.activeElement?.closest('[role=alertdialog], .band') !== null,
      );
      expect(where).toBe(true);
    }
  });
});

describe('a question that cannot be allowed yet', () => {
  it('lets the companion be paired within it, and Refuse has the focus again when that is done', async () => {
    await room.open('novice-question-companion');
    await room.page.getByRole('textbox', { name: 'Code of the companion' }).fill('  1234-5678 ');
    await room.page.keyboard.press('Enter');
    await expect.poll(() => room.calls('pairCompanion')).toEqual([['pairCompanion', '1234-5678']]);
    expect(await button('Allow').isDisabled()).toBe(true);
    await room.page.evaluate(() => window.harnessShow('novice-question'));
    await expect
      .poll(() => button('Refuse').evaluate(element => element === document.activeElement))
      .toBe(true);
    await expect.poll(() => button('Allow').isEnabled()).toBe(true);
  });

  it('says what is wrong with the code', async () => {
    await room.open('novice-question-wrong-code');
    await room.page.getByRole('alert').getByText('That is not the code').waitFor();
  });
});

describe('taking back', () => {
  beforeEach(() => room.open('novice-controlled'));

  it('works by Esc pressed twice', async () => {
    await room.page.keyboard.press('Escape');
    expect(await room.calls('panic')).toEqual([]);
    await room.page.keyboard.press('Escape');
    expect(await room.calls('panic')).toEqual([['panic']]);
  });

  it('works by Esc held', async () => {
    await room.page.keyboard.down('Escape');
    await expect.poll(() => room.calls('panic')).toEqual([['panic']]);
    await room.page.keyboard.up('Escape');
  });

  it('works by the switch, the band and Stop', async () => {
    await room.page.getByRole('switch', { name: /Control/ }).press('Space');
    await button('Take control back').click();
    await button('15 more minutes').click();
    await button('Pause').click();
    await button('Stop').click();
    expect((await room.calls()).map(call => call[0])).toEqual([
      'stopControl',
      'stopControl',
      'renewControl',
      'pause',
      'end',
    ]);
  });

  it('never moves Stop, whatever the state', async () => {
    const places = new Set<string>();
    for (const state of [
      'novice-choosing',
      'novice-seen',
      'novice-controlled',
      'novice-paused',
      'novice-question',
    ]) {
      await room.open(state);
      const box = await button('Stop').boundingBox();
      places.add(`${String(Math.round(box?.x ?? -1))},${String(Math.round(box?.y ?? -1))}`);
    }
    expect([...places]).toHaveLength(1);
  });
});

describe('the small bar on top', () => {
  it('has the name, the state and Stop, takes Esc, and ends control when it is closed', async () => {
    await room.open('novice-controlled');
    const opening = room.page.context().waitForEvent('page');
    await button('Keep a small bar on top').click();
    const bar = await opening;
    await bar.getByText('Emma Brandt can use your mouse and keyboard').waitFor();
    await bar.getByRole('button', { name: 'Stop' }).waitFor();
    await bar.keyboard.press('Escape');
    await bar.keyboard.press('Escape');
    expect(await room.calls()).toEqual([['panic']]);
    await bar.close();
    await expect.poll(() => room.calls()).toEqual([['panic'], ['stopControl']]);
    await button('Keep a small bar on top').waitFor();
  });
});

describe('the room', () => {
  it('tells the state by the title of its window', async () => {
    await room.open('novice-controlled');
    await expect
      .poll(() => room.page.title())
      .toBe('Emma Brandt can use your mouse and keyboard – Remote Assistance');
  });

  it('says so when nothing was chosen', async () => {
    await room.open('novice-choosing');
    await button('Choose what to show').click();
    await room.page.getByText('Nothing was chosen, so nothing is shown').waitFor();
    expect(await room.calls('chooseScreen')).toHaveLength(1);
  });

  it('has no control to switch on: it begins with a question only', async () => {
    await room.open('novice-seen');
    expect(await room.page.getByRole('switch', { name: /Control/ }).isDisabled()).toBe(true);
  });

  it('sends what is written by Enter, and a new line by Shift and Enter', async () => {
    await room.open('novice-seen');
    const message = room.page.getByLabel('Message', { exact: true });
    await message.fill('one');
    await message.press('Shift+Enter');
    await message.pressSequentially('two');
    await message.press('Enter');
    expect(await room.calls('sendChat')).toEqual([['sendChat', 'one\ntwo']]);
    expect(await message.inputValue()).toBe('');
  });
});
