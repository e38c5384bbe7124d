/** Whoever is in control of the other computer can press what is on it: that opens nobody's microphone. In a real browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRoomPage, type RoomPage } from './harness/room-page.ts';

let room: RoomPage;
beforeAll(async () => {
  room = await openRoomPage();
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
});

const button = (name: string) => room.page.getByRole('button', { name, exact: true });
const panel = () => room.page.getByRole('region', { name: 'Talk', exact: true });
const doubt = () => room.page.getByRole('alertdialog', { name: 'Was that you?' });
const names = async (): Promise<unknown[]> => (await room.calls()).map(([name]) => name);

const WAYS = [
  ['Talk', 'voice-controlled-off', () => button('Talk with Emma Brandt').click(), ['startVoice']],
  [
    'the Mute that is pressed',
    'voice-controlled-muted',
    () => panel().getByRole('button', { name: 'Mute', exact: true }).click(),
    ['setMuted', false],
  ],
  [
    'the Mute of the band',
    'voice-controlled-muted',
    () => button('Mute').first().click(),
    ['setMuted', false],
  ],
  [
    'Unmute beside the warning',
    'voice-controlled-muted',
    () => button('Unmute').click(),
    ['setMuted', false],
  ],
  [
    'the switch of push to talk',
    'voice-controlled-hold',
    async () => {
      await panel().getByText('Sound', { exact: true }).click();
      await room.page.locator('label', { hasText: 'Be heard only while you hold a button' }).click();
    },
    ['setPushToTalk', false],
  ],
] as const;

describe.each(WAYS)('by %s, while the other person is in control', (_what, state, press, done) => {
  it('nobody is heard until this person has said so with a hand of their own', async () => {
    await room.open(state);
    await press();
    await doubt().waitFor();
    // From here on the other hand rests.
    expect(await names()).toEqual(['hold']);
    const yes = button('Yes, Emma Brandt may hear me');
    await yes.click();
    await doubt().waitFor({ state: 'detached' });
    // The other hand moves again only when it is done.
    expect(await room.calls()).toEqual([['hold'], [...done], ['letGo']]);
  });

  it('a no, or Esc, changes nothing', async () => {
    for (const refuse of [() => button('No').click(), () => room.page.keyboard.press('Escape')]) {
      await room.open(state);
      await press();
      await doubt().waitFor();
      await refuse();
      await doubt().waitFor({ state: 'detached' });
      expect(await names()).toEqual(['hold', 'letGo']);
    }
  });
});

it('what the other hand had pressed before does not reach the yes', async () => {
  await room.open('voice-controlled-off');
  const disabledAtFirst = room.page.evaluate(
    () =>
      new Promise<boolean>(resolve => {
        new MutationObserver((_, observer) => {
          const buttons = document.querySelectorAll<HTMLButtonElement>('[role=alertdialog] button');
          const yes = [...buttons].find(one => one.textContent?.startsWith('Yes'));
          if (!yes) return;
          observer.disconnect();
          resolve(yes.disabled);
        }).observe(document.body, { childList: true, subtree: true });
      }),
  );
  await button('Talk with Emma Brandt').click();
  expect(await disabledAtFirst).toBe(true);
});

describe('the button to be held', () => {
  const hold = () => room.page.locator('.call-hold-button');

  it('is deaf to a hand that may be the other person’s', async () => {
    await room.open('voice-controlled-hold');
    await hold().hover();
    await room.page.mouse.down();
    await room.page.mouse.up();
    await hold().focus();
    await room.page.keyboard.press('Space');
    expect((await room.calls('hold')).filter(([, on]) => on === true)).toEqual([]);
  });

  it('takes the own hand as soon as it shows, and lets go with it', async () => {
    await room.open('voice-controlled-hold');
    await hold().focus();
    await room.page.keyboard.down('Space');
    expect((await room.calls('hold')).filter(([, on]) => on === true)).toEqual([]);
    await room.page.evaluate(() => window.harnessShow('voice-resting-hold'));
    await expect.poll(() => hold().getAttribute('aria-pressed')).toBe('true');
    // The own hand may keep still.
    await room.page.evaluate(() => window.harnessShow('voice-controlled-hold'));
    expect(await hold().getAttribute('aria-pressed')).toBe('true');
    await room.page.keyboard.up('Space');
    expect(await hold().getAttribute('aria-pressed')).toBe('false');
  });
});

it('muting, hanging up and push to talk ask nothing', async () => {
  await room.open('voice-novice-controlled');
  await panel().getByRole('button', { name: 'Mute', exact: true }).click();
  await panel().getByRole('button', { name: 'Hang up' }).click();
  await panel().getByText('Sound', { exact: true }).click();
  await room.page.locator('label', { hasText: 'Be heard only while you hold a button' }).click();
  expect(await room.calls()).toEqual([['setMuted', true], ['stopVoice'], ['setPushToTalk', true]]);
});

it('the expert, whose computer nobody controls, is not asked', async () => {
  await room.open('voice-expert-on');
  await room.page.evaluate(() => window.harnessSound({ muted: true }));
  await button('Mute').first().click();
  expect(await room.calls('setMuted')).toEqual([['setMuted', false]]);
});

it('nothing of all this was against the content security policy or made React complain', () => {
  expect(room.complaints).toEqual([]);
});
