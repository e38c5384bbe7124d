/** Files, questions of either side, and being recognised, as the rooms show them, in a real browser. */
import { readFile } from 'node:fs/promises';
import type { InputEvent } from '@rendezvous/assist';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRoomPage, type RoomPage } from './harness/room-page.ts';

let room: RoomPage;
beforeAll(async () => {
  room = await openRoomPage();
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
});

const button = (name: string | RegExp) => room.page.getByRole('button', { name, exact: true });
const text = (name: string, content: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
});

/** Drags a file with this name over what the selector finds, and drops it there if wanted. */
async function drag(selector: string, drop: boolean): Promise<void> {
  await room.page.evaluate(
    ({ place, dropped }) => {
      const target = document.querySelector(place);
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['dropped'], 'dropped.txt'));
      const init = { bubbles: true, cancelable: true, dataTransfer };
      for (const type of ['dragenter', 'dragover', ...(dropped ? ['drop'] : [])]) {
        const event = new DragEvent(type, init);
        target?.dispatchEvent(event);
        document.body.dataset[type] = String(event.defaultPrevented);
      }
    },
    { place: selector, dropped: drop },
  );
}

describe('sending', () => {
  beforeEach(() => room.open('novice-seen'));

  it('takes several files that were chosen, in order, and the same ones again', async () => {
    for (const _ of [1, 2]) {
      const choosing = room.page.waitForEvent('filechooser');
      await button('Send a file…').click();
      const chooser = await choosing;
      expect(chooser.isMultiple()).toBe(true);
      await chooser.setFiles([text('a.txt', 'aa'), text('b.txt', 'bbb')]);
    }
    const [a, b] = [
      ['sendFile', 'a.txt', 2],
      ['sendFile', 'b.txt', 3],
    ];
    await expect.poll(() => room.calls('sendFile')).toEqual([a, b, a, b]);
  });

  it('takes what is dropped onto the panel, which says so while it is dragged', async () => {
    await drag('.chat-log', false);
    await room.page.getByText('Drop here to send to Emma Brandt').waitFor();
    await drag('.chat-log', true);
    expect(await room.calls('sendFile')).toEqual([['sendFile', 'dropped.txt', 7]]);
    await room.page.getByText('Drop here to send to Emma Brandt').waitFor({ state: 'hidden' });
  });

  it('takes nothing that is dropped beside it, and the page stays', async () => {
    await drag('.ladder', true);
    expect(await room.page.evaluate(() => document.body.dataset['drop'])).toBe('true');
    expect(await room.calls('sendFile')).toEqual([]);
  });

  it('takes nothing while a question is open', async () => {
    await room.open('novice-question-file');
    await drag('.chat-log', true);
    expect(await room.calls('sendFile')).toEqual([]);
  });

  it('is not possible before the two are connected', async () => {
    await room.open('novice-connecting');
    expect(await button('Send a file…').isDisabled()).toBe(true);
    await drag('.chat-log', true);
    expect(await room.calls('sendFile')).toEqual([]);
  });
});

describe('the list of files', () => {
  beforeEach(() => room.open('novice-files'));

  it('says how far a file is, to the eye and to a screen reader, and cancels it', async () => {
    const bar = room.page.getByRole('progressbar', { name: 'Progress of driver.zip' });
    expect(await bar.getAttribute('aria-valuetext')).toBe('35%');
    await room.page.getByText('31 MB of 88 MB (35%)').waitFor();
    await button('Cancel driver.zip').click();
    await button('Cancel notes.txt').click();
    expect(await room.calls('cancelFile')).toEqual([
      ['cancelFile', 13],
      ['cancelFile', 14],
    ]);
  });

  it('saves a file under its safe name, and shows the name under which it was sent', async () => {
    const row = room.page.getByRole('listitem').filter({ hasText: 'invoice_exe.pdf' });
    await row.getByText(String.raw`../../invoice_\u{202E}fdp.exe`).waitFor();
    const downloading = room.page.waitForEvent('download');
    await row.getByRole('link', { name: 'Save invoice_exe.pdf' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('invoice_exe.pdf');
    expect(await readFile(await download.path(), 'utf8')).toBe('hello');
    await row.getByRole('link', { name: 'Save again: invoice_exe.pdf' }).waitFor();
    expect(await room.calls()).toEqual([]);
  });

  it('shows the check sum on demand: one of what arrived unharmed, both of what was damaged', async () => {
    const damaged = room.page.getByRole('listitem').filter({ hasText: 'Gebrauchsanweisung' });
    const sum = damaged.getByText(/^60303ae2/);
    expect(await sum.isVisible()).toBe(false);
    await damaged.getByText('Check sum (SHA-256)').click();
    await sum.waitFor();
    await damaged.getByText(/^9f86d081/).waitFor();
  });

  it('lets go of the bytes’ address when it is not on the page any more', async () => {
    await room.page.evaluate(() => {
      const revoke = URL.revokeObjectURL.bind(URL);
      URL.revokeObjectURL = url => {
        window.harnessCalls.push(['revoke', url]);
        revoke(url);
      };
    });
    const url = await room.page.getByRole('link', { name: /^Save/ }).getAttribute('href');
    expect(url).toMatch(/^blob:/);
    await room.page.evaluate(() => window.harnessShow('expert-paused'));
    await room.page.getByRole('link', { name: /^Save/ }).waitFor({ state: 'hidden' });
    expect(await room.calls('revoke')).toEqual([['revoke', url]]);
  });
});

it('what came in can still be saved after the end, and the page says that it goes with the window', async () => {
  await room.open('ended-files');
  await room.page.getByText('Save them before you close this window').waitFor();
  const downloading = room.page.waitForEvent('download');
  await room.page.getByRole('link', { name: 'Save invoice_exe.pdf' }).click();
  expect(await readFile(await (await downloading).path(), 'utf8')).toBe('hello');
  await room.page.getByText('All of them are saved.').waitFor();
});

describe('a question about a file', () => {
  it.each(['novice-question-file', 'expert-control-question-file'])(
    'gives the focus to Refuse in %s, names the file, and is answered',
    async state => {
      await room.open(state);
      const dialog = room.page.getByRole('alertdialog', { name: /wants to send you a file$/ });
      await dialog.getByText('invoice_exe.pdf').waitFor();
      await dialog.getByText('3.2 MB').waitFor();
      await dialog.getByText('never opened by itself').waitFor();
      await expect
        .poll(() => button('Refuse').evaluate(element => element === document.activeElement))
        .toBe(true);
      await button('Accept the file').click();
      expect(await room.calls('answer')).toEqual([['answer', 7, true]]);
      await room.page.keyboard.press('Escape');
      expect((await room.calls('answer')).at(-1)).toEqual(['answer', 7, false]);
    },
  );

  it('is not refused by what was being typed when it came up', async () => {
    await room.open('novice-seen');
    // At once: a busy machine may take longer than a reflex.
    const focused = await room.page.evaluate(() => {
      window.harnessShow('novice-question-file');
      const refuse = document.activeElement;
      for (const type of ['keydown', 'keyup'])
        refuse?.dispatchEvent(new KeyboardEvent(type, { key: ' ', code: 'Space', bubbles: true }));
      return refuse?.textContent;
    });
    expect(focused).toBe('Refuse');
    expect(await room.calls('answer')).toEqual([]);
    await expect.poll(() => button('Accept the file').isEnabled()).toBe(true);
    await button('Refuse').dispatchEvent('keydown', { key: ' ', code: 'Space' });
    await button('Refuse').dispatchEvent('keyup', { key: ' ', code: 'Space' });
    expect(await room.calls('answer')).toEqual([['answer', 7, false]]);
  });

  it('rests the expert’s hand: nothing that is typed or clicked goes to the other computer', async () => {
    await room.open('expert-in-control');
    const keyboard = room.page.getByLabel('Keyboard of Karl-Heinz Oberländer');
    const held = () => keyboard.evaluate(area => area === document.activeElement);
    await expect.poll(held).toBe(true);
    await room.page.keyboard.down('Shift');
    await room.page.evaluate(() => window.harnessShow('expert-control-question-file'));
    await room.page.getByRole('alertdialog').waitFor();
    const keys = async () => (await room.calls('sendInput')).map(call => call[1] as InputEvent);
    // What was held down comes up.
    await expect.poll(async () => (await keys()).at(-1)).toMatchObject({ type: 'release-all' });
    const before = (await keys()).length;
    await room.page.keyboard.up('Shift');
    await room.page.keyboard.type('secret');
    await room.page.mouse.click(300, 300);
    expect(await keys()).toHaveLength(before);
    // The keyboard is where it was before.
    await room.page.evaluate(() => window.harnessShow('expert-in-control'));
    await expect.poll(held).toBe(true);
    await room.page.keyboard.press('a');
    expect((await keys()).length).toBeGreaterThan(before);
  });

  it('leaves the keyboard to the chat when it was there before', async () => {
    await room.open('expert-in-control');
    const message = room.page.getByLabel('Message', { exact: true });
    await message.click();
    await room.page.evaluate(() => window.harnessShow('expert-control-question-file'));
    await room.page.getByRole('alertdialog').waitFor();
    await room.page.evaluate(() => window.harnessShow('expert-in-control'));
    await expect.poll(() => message.evaluate(area => area === document.activeElement)).toBe(true);
    await room.page.evaluate(() => window.harnessCalls.splice(0));
    await room.page.keyboard.type('for the chat');
    expect(await room.calls('sendInput')).toEqual([]);
    expect(await message.inputValue()).toBe('for the chat');
  });

  it('opens the panel where the file can be seen, when it is wanted', async () => {
    await room.open('expert-control-question-file');
    await room.page.setViewportSize({ width: 800, height: 800 });
    await room.open('expert-control-question-file');
    await room.page.getByRole('heading', { name: 'Files' }).waitFor({ state: 'hidden' });
    await button('Accept the file').click();
    await room.page.evaluate(() => window.harnessShow('expert-in-control'));
    await room.page.getByRole('heading', { name: 'Files' }).waitFor();
    await room.page.setViewportSize({ width: 1280, height: 800 });
  });
});

it('a question to talk says what a yes opens', async () => {
  await room.open('novice-question-voice');
  const dialog = room.page.getByRole('alertdialog', { name: 'Emma Brandt wants to talk with you' });
  await dialog.getByText('Your microphone opens only if you say yes.').waitFor();
  await button('Allow').click();
  expect(await room.calls('answer')).toEqual([['answer', 8, true]]);
});

describe('being recognised', () => {
  it('accepts another device only after the pictures were compared', async () => {
    await room.open('novice-changed');
    await room.page.getByText('comes from another device than before').waitFor();
    await room.page.getByText('Compare the pictures by voice first').waitFor();
    expect(await button('Remember this device of Emma Brandt').isDisabled()).toBe(true);
    await room.page.evaluate(() => window.harnessShow('novice-changed-compared'));
    await button('Remember this device of Emma Brandt').click();
    expect(await room.calls()).toEqual([['acceptChangedKey']]);
  });

  it('can be switched off, and stays so in this browser', async () => {
    const wish = () => room.page.getByRole('switch', { name: /Recognise each other next time/ });
    const unfold = () => room.page.getByText('Next time', { exact: true }).click();
    await room.open('novice-seen');
    await unfold();
    expect(await wish().isChecked()).toBe(true);
    await wish().press('Space');
    await room.open('novice-seen');
    await unfold();
    expect(await wish().isChecked()).toBe(false);
    await wish().press('Space');
    expect(await wish().isChecked()).toBe(true);
  });
});

it('nothing of all this was against the content security policy or made React complain', () => {
  expect(room.complaints).toEqual([]);
});
