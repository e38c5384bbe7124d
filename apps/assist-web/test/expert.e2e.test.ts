/** The expert's hand on the picture, in a real browser: what is done there, and only there, is sent. */
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

async function sent(): Promise<InputEvent[]> {
  return (await room.calls('sendInput')).map(call => call[1] as InputEvent);
}

async function forget(): Promise<void> {
  await room.page.evaluate(() => window.harnessCalls.splice(0));
}

/** The picture itself, without the black bars: it is 1280 × 720. */
async function picture(): Promise<{ x: number; y: number; width: number; height: number }> {
  const video = room.page.getByLabel('Screen of Karl-Heinz Oberländer');
  const box = await video.boundingBox();
  if (!box) throw new Error('the picture is not to be seen');
  const scale = Math.min(box.width / 1280, box.height / 720);
  const [width, height] = [1280 * scale, 720 * scale];
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

async function openInControl(): Promise<void> {
  await room.open('expert-in-control');
  await room.page.waitForFunction(() => 0 < (document.querySelector('video')?.videoWidth ?? 0));
  await expect
    .poll(() =>
      room.page
        .getByLabel('Keyboard of Karl-Heinz Oberländer')
        .evaluate(area => area === document.activeElement),
    )
    .toBe(true);
  await forget();
}

describe('the mouse', () => {
  beforeEach(openInControl);

  it('arrives at the same place of the picture, whatever its size and its black bars', async () => {
    const { x, y, width, height } = await picture();
    await room.page.mouse.click(x + width * 0.25, y + height * 0.75, { button: 'right' });
    const events = (await sent()).filter(event => event.type === 'button');
    expect(events.map(event => [event.button, event.down])).toEqual([
      [2, true],
      [2, false],
    ]);
    for (const event of events) {
      expect(event.x).toBeCloseTo(0.25, 2);
      expect(event.y).toBeCloseTo(0.75, 2);
    }
  });

  it('does nothing on the black bars', async () => {
    const { x, y } = await picture();
    await room.page.mouse.click(x + 100, y - 20);
    expect((await sent()).filter(event => event.type === 'button')).toEqual([]);
  });

  it('goes on dragging outside the picture, at its edge, and lets go there', async () => {
    const { x, y, width, height } = await picture();
    await room.page.mouse.move(x + width / 2, y + height / 2);
    await room.page.mouse.down();
    await room.page.mouse.move(x + width / 2, y - 15, { steps: 3 });
    await room.page.mouse.up();
    const buttons = (await sent()).filter(event => event.type === 'button');
    expect(buttons.map(event => event.down)).toEqual([true, false]);
    expect(buttons[1]).toMatchObject({ y: 0 });
  });

  it('presses two buttons at once, and both come up', async () => {
    const { x, y, width, height } = await picture();
    await room.page.mouse.move(x + width / 2, y + height / 2);
    await room.page.mouse.down({ button: 'left' });
    await room.page.mouse.down({ button: 'right' });
    await room.page.mouse.up({ button: 'left' });
    await room.page.mouse.up({ button: 'right' });
    const buttons = (await sent()).filter(event => event.type === 'button');
    expect(buttons.map(event => [event.button, event.down])).toEqual([
      [0, true],
      [2, true],
      [0, false],
      [2, false],
    ]);
  });

  it('turns the wheel downwards by positive numbers', async () => {
    const { x, y, width, height } = await picture();
    await room.page.mouse.move(x + width / 2, y + height / 2);
    await room.page.mouse.wheel(0, 120);
    await expect.poll(async () => (await sent()).filter(event => event.type === 'wheel').length).toBe(1);
    const wheel = (await sent()).find(event => event.type === 'wheel');
    expect(wheel?.dx).toBe(0);
    expect(wheel?.dy).toBeGreaterThan(0);
  });

  it('shows none of the page’s own menus', async () => {
    const { x, y, width, height } = await picture();
    // The listener stands before the press: its answer is asked for afterwards.
    await room.page.evaluate(() =>
      addEventListener('contextmenu', event => {
        document.body.dataset['menuPrevented'] = String(event.defaultPrevented);
      }),
    );
    await room.page.mouse.click(x + width / 2, y + height / 2, { button: 'right' });
    await expect.poll(() => room.page.evaluate(() => document.body.dataset['menuPrevented'])).toBe('true');
  });
});

describe('the keyboard', () => {
  beforeEach(openInControl);

  it('sends keys with code, name and modifiers, and keeps the browser from acting on them', async () => {
    await room.page.keyboard.press('Control+KeyS');
    await room.page.keyboard.press('Tab');
    const keys = (await sent()).map(
      event => event.type === 'key' && [event.code, event.down, event.modifiers.control],
    );
    expect(keys).toEqual([
      ['ControlLeft', true, true],
      ['KeyS', true, true],
      ['KeyS', false, true],
      ['ControlLeft', false, false],
      ['Tab', true, false],
      ['Tab', false, false],
    ]);
  });

  it('sends what an input method composes as text, once', async () => {
    const client = await room.page.context().newCDPSession(room.page);
    await client.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    await client.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    await client.send('Input.insertText', { text: '日本' });
    await expect.poll(sent).toEqual([{ type: 'text', text: '日本' }]);
  });

  it('sends an emoji that came from no key as text', async () => {
    await room.page.keyboard.insertText('🎉');
    await expect.poll(sent).toEqual([{ type: 'text', text: '🎉' }]);
  });

  it('lets go of everything when it loses the focus', async () => {
    await room.page.keyboard.down('Shift');
    await forget();
    await room.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    expect(await sent()).toContainEqual({ type: 'release-all' });
  });

  it('can be left without a mouse by Ctrl+Shift+F6, and with it by a button', async () => {
    await room.page.keyboard.press('Control+Shift+F6');
    await room.page.getByRole('button', { name: 'Click the picture to type there' }).click();
    await room.page.getByRole('button', { name: 'Keep my keyboard here' }).click();
    await forget();
    await room.page.keyboard.press('KeyA');
    expect(await sent()).toEqual([]);
  });

  it('goes to the chat while the chat is written in', async () => {
    await room.page.getByLabel('Message', { exact: true }).click();
    await forget();
    await room.page.keyboard.type('hello');
    expect(await sent()).toEqual([]);
  });
});

describe('the keys menu', () => {
  beforeEach(openInControl);

  it('sends what this computer would keep for itself', async () => {
    await room.page.getByRole('button', { name: 'Keys' }).click();
    await room.page.getByRole('menuitem', { name: 'Alt + Tab' }).click();
    const keys = (await sent()).flatMap(event => (event.type === 'key' ? [[event.code, event.down]] : []));
    expect(keys).toEqual([
      ['AltLeft', true],
      ['Tab', true],
      ['Tab', false],
      ['AltLeft', false],
    ]);
  });

  it('types a text as a whole', async () => {
    await room.page.getByRole('button', { name: 'Keys' }).click();
    await room.page.getByRole('menuitem', { name: 'Type text…' }).click();
    await room.page.getByLabel('Text', { exact: true }).fill('Grüße, 世界 🎉');
    await room.page.getByRole('button', { name: 'Type it' }).click();
    expect((await sent()).filter(event => event.type === 'text')).toEqual([
      { type: 'text', text: 'Grüße, 世界 🎉' },
    ]);
  });
});

describe('without control', () => {
  it.each(['expert-looking', 'expert-requested', 'expert-paused'])(
    'nothing is sent in the state %s',
    async state => {
      await room.open(state);
      await room.page.mouse.move(400, 400);
      await room.page.mouse.click(420, 420);
      await room.page.keyboard.type('abc');
      expect(await sent()).toEqual([]);
    },
  );

  it('nothing is sent any more after control has ended, and what was down has been let go before', async () => {
    await openInControl();
    await room.page.keyboard.down('Shift');
    await room.page.evaluate(() => window.harnessShow('expert-rejected'));
    await room.page.getByText('Karl-Heinz Oberländer refused control.').waitFor();
    expect((await sent()).at(-1)).toEqual({ type: 'release-all' });
    await forget();
    await room.page.mouse.click(420, 420);
    await room.page.keyboard.type('abc');
    expect(await sent()).toEqual([]);
  });
});

describe('a pause', () => {
  it('takes the picture away instead of freezing it', async () => {
    await openInControl();
    await room.page.evaluate(() => window.harnessShow('expert-paused'));
    await room.page.getByText('has paused. The picture comes back').waitFor();
    expect(await room.page.evaluate(() => document.querySelector('video')?.srcObject)).toBeNull();
  });
});
