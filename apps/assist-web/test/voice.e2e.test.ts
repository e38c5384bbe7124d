/** Beginning and ending a call, and why there is none, in a real browser, by keyboard and by name. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pressByKeyboard } from './harness/press.ts';
import { openRoomPage, type RoomPage } from './harness/room-page.ts';
import { REASON_NAMES } from './harness/voice-views.ts';

let room: RoomPage;
beforeAll(async () => {
  room = await openRoomPage();
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
});

const button = (name: string) => room.page.getByRole('button', { name, exact: true });
const panel = () => room.page.getByRole('region', { name: 'Talk', exact: true });
const wizard = () => room.page.getByRole('dialog', { name: 'Set up your sound' });
const press = (key: string) => room.page.keyboard.press(key);
const names = async (): Promise<unknown[]> => (await room.calls()).map(([name]) => name);
/** The words of what has the focus. */
const focused = () => room.page.evaluate(() => document.activeElement?.textContent ?? '');

describe('beginning and ending', () => {
  it('whose sound is set up asks at once', async () => {
    await room.open('voice-novice-off');
    await button('Talk with Emma Brandt').click();
    expect(await names()).toEqual(['startVoice']);
  });

  it('keeps the focus within the panel while its buttons change', async () => {
    await room.open('voice-novice-off');
    await pressByKeyboard(room.page, 'Talk with Emma Brandt');
    await room.page.evaluate(() => window.harnessShow('voice-novice-asking'));
    await expect.poll(focused).toBe('Cancel');
    await press('Enter');
    expect(await room.calls('stopVoice')).toHaveLength(1);
    await room.page.evaluate(() => window.harnessShow('voice-novice-connecting'));
    await expect.poll(focused).toBe('Mute');
    await room.page.evaluate(() => window.harnessShow('voice-novice-off'));
    await expect.poll(focused).toBe('Talk with Emma Brandt');
  });

  it('takes no focus from somebody who writes', async () => {
    await room.open('voice-novice-off');
    await button('Talk with Emma Brandt').click();
    await room.page.getByRole('textbox', { name: 'Message' }).click();
    await room.page.evaluate(() => window.harnessShow('voice-novice-asking'));
    await room.page.evaluate(() => window.harnessShow('voice-novice-on'));
    await button('Mute').last().waitFor();
    expect(await room.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  });

  it('rings while the question is open, and no longer', async () => {
    await room.open('voice-novice-ringing');
    await expect.poll(async () => (await room.calls('ring')).at(-1)).toEqual(['ring', true]);
    await room.page.evaluate(() => window.harnessShow('voice-novice-connecting'));
    await expect.poll(async () => (await room.calls('ring')).at(-1)).toEqual(['ring', false]);
  });

  it.each([
    ['the panel', 'voice-novice-on', () => panel().getByRole('button', { name: 'Hang up' })],
    [
      'the band',
      'voice-novice-on',
      () =>
        room.page
          .getByRole('region', { name: 'What the other person can do now' })
          .getByRole('button', { name: 'Hang up' }),
    ],
    ['the small bar', 'small-bar-call', () => button('Hang up')],
    ['the ladder', 'voice-novice-on', () => room.page.locator('.ladder label', { hasText: 'Talk' })],
    [
      'the expert’s bar',
      'voice-expert-on',
      () => room.page.getByRole('region', { name: 'Tools' }).getByRole('button', { name: 'Hang up' }),
    ],
  ] as const)('hangs up by %s', async (_where, state, hangUp) => {
    await room.open(state);
    await hangUp().click();
    expect(await room.calls('stopVoice')).toEqual([['stopVoice']]);
  });

  it('the ladder can end a call, never begin one', async () => {
    await room.open('voice-novice-off');
    const talk = room.page.getByRole('switch', { name: /^Talk/ });
    expect(await talk.isDisabled()).toBe(true);
    expect(await talk.isChecked()).toBe(false);
    await room.page.evaluate(() => window.harnessShow('voice-novice-on'));
    expect(await talk.isChecked()).toBe(true);
  });

  it('an expert who begins by the bar sees in the panel how it goes', async () => {
    await room.page.setViewportSize({ width: 800, height: 700 });
    await room.open('voice-expert-off');
    expect(await panel().count()).toBe(0);
    await room.page.getByRole('region', { name: 'Tools' }).getByRole('button', { name: 'Talk' }).click();
    await panel().waitFor();
    expect(await names()).toEqual(['startVoice']);
    await room.page.setViewportSize({ width: 1280, height: 800 });
  });
});

describe('an expert whose sound is not set up', () => {
  it('is told so with the question, and offered the way when no call came of the yes', async () => {
    await room.open('voice-expert-ringing-untuned');
    const dialog = room.page.getByRole('alertdialog', {
      name: 'Karl-Heinz Oberländer wants to talk with you',
    });
    await dialog.getByText('Your sound is not set up on this computer yet.').waitFor();
    await button('Allow').click();
    await room.page.evaluate(() => window.harnessShow('voice-end-not-tuned'));
    await panel().getByText('so no call began').waitFor();
    await button('Set up sound').click();
    await wizard().waitFor();
  });

  it('does not send keys to the other computer while the wizard is open', async () => {
    await room.open('voice-expert-ringing-untuned');
    await room.page.evaluate(() => window.harnessShow('expert-in-control'));
    await room.page.evaluate(() => window.harnessSound({ tuning: 'unknown' }));
    await button('Talk with Karl-Heinz Oberländer').click();
    await wizard().getByText('Say something').waitFor();
    await room.page.evaluate(() => window.harnessCalls.splice(0));
    await press('Tab');
    await press('Shift+Tab');
    expect(await room.calls('sendInput')).toEqual([]);
  });
});

describe.each(['en', 'de'])('without a call, in %s', language => {
  it('every reason is said, and there is a way on', async () => {
    for (const state of REASON_NAMES) {
      await room.open(state, { language });
      const words = await room.page.locator('#call-words').innerText();
      expect(words, state).toMatch(/^\p{Lu}.{8,}\.$/su);
      const talk = room.page.locator('.call-header button');
      expect(await talk.getAttribute('aria-describedby'), state).toBe('call-words');
      // Where it cannot be asked now, the words name another way.
      if (await talk.isDisabled()) expect(words, state).toMatch(/chat/i);
    }
  });
});

it('nothing of all this was against the content security policy or made React complain', () => {
  expect(room.complaints).toEqual([]);
});
