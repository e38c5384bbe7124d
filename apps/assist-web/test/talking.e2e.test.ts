/** While two people talk: muted, held, chosen, told, in a real browser. */
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
const wizard = () => room.page.getByRole('dialog', { name: 'Set up your sound' });
const press = (key: string) => room.page.keyboard.press(key);
const spoken = () =>
  room.page.evaluate(() => [...document.querySelectorAll('output')].map(one => one.textContent).join('|'));

describe('while talking', () => {
  it('shows in words that the microphone is on, wherever one looks', async () => {
    await room.open('voice-novice-on');
    expect(await room.page.getByText('Your microphone is on', { exact: true }).count()).toBe(2);
    await room.open('voice-expert-on');
    const tools = room.page.getByRole('region', { name: 'Tools' });
    await tools.getByText('Your microphone is on', { exact: true }).waitFor();
    await room.open('small-bar-call');
    await room.page.getByText('Your microphone is on', { exact: true }).waitFor();
    await room.open('voice-novice-off');
    expect(await room.page.getByText(/microphone is on/).count()).toBe(0);
  });

  it('mutes by a button that stays pressed, and the words agree', async () => {
    await room.open('voice-novice-on');
    const mute = panel().getByRole('button', { name: 'Mute', exact: true });
    expect(await mute.getAttribute('aria-pressed')).toBe('false');
    await mute.click();
    expect(await mute.getAttribute('aria-pressed')).toBe('true');
    expect(await room.calls('setMuted')).toEqual([['setMuted', true]]);
    await panel().getByText('Your microphone is on, but muted').waitFor();
  });

  it('tells who speaks while muted, once, and unmutes', async () => {
    await room.open('voice-novice-on');
    await panel().getByRole('button', { name: 'Mute', exact: true }).click();
    await room.page.evaluate(() => window.harnessSound({ mutedSpeech: true }));
    expect((await spoken()).split('You are muted: Emma Brandt does not hear you.')).toHaveLength(2);
    await button('Unmute').click();
    expect(await room.calls('setMuted')).toEqual([
      ['setMuted', true],
      ['setMuted', false],
    ]);
  });

  it.each([' ', 'Enter'])('is heard while the key %j is held, and no longer', async key => {
    await room.open('voice-novice-hold');
    await button('Hold to speak').focus();
    await room.page.keyboard.down(key);
    await button('You are heard. Let go to be silent.').waitFor();
    await room.page.keyboard.up(key);
    await button('Hold to speak').waitFor();
    expect(await room.calls('hold')).toEqual([
      ['hold', true],
      ['hold', false],
    ]);
  });

  it('is heard while the pointer holds the button, even if it slides off', async () => {
    await room.open('voice-novice-hold');
    await button('Hold to speak').hover();
    await room.page.mouse.down();
    await room.page.mouse.move(300, 300);
    await expect.poll(() => room.calls('hold')).toEqual([['hold', true]]);
    await room.page.mouse.up();
    await expect
      .poll(() => room.calls('hold'))
      .toEqual([
        ['hold', true],
        ['hold', false],
      ]);
  });

  it.each([
    ['the button loses the focus', () => room.page.getByRole('textbox', { name: 'Message' }).focus()],
    ['the window does', () => room.page.evaluate(() => window.dispatchEvent(new Event('blur')))],
    ['the call ends', () => room.page.evaluate(() => window.harnessShow('voice-novice-off'))],
  ])('is no longer heard when %s', async (_when, happens) => {
    await room.open('voice-novice-hold');
    await button('Hold to speak').focus();
    await room.page.keyboard.down('Enter');
    await happens();
    await expect.poll(async () => (await room.calls('hold')).at(-1)).toEqual(['hold', false]);
    await room.page.keyboard.up('Enter');
  });

  it('a screen reader, which cannot hold, switches by its press', async () => {
    await room.open('voice-novice-hold');
    const hold = room.page.locator('.call-hold-button');
    await hold.evaluate((one: HTMLButtonElement) => one.click());
    expect(await hold.getAttribute('aria-pressed')).toBe('true');
    await hold.evaluate((one: HTMLButtonElement) => one.click());
    expect(await hold.getAttribute('aria-pressed')).toBe('false');
  });

  it('chooses quality and loudness by the keyboard, and says what is heard now', async () => {
    await room.open('voice-novice-settings');
    await room.page.getByLabel('Sound quality').selectOption({ label: 'Save data' });
    expect(await room.calls('setVoiceRate')).toEqual([['setVoiceRate', 'low']]);
    await panel().getByText('You hear Emma Brandt in best quality now.').waitFor();
    await room.page.getByRole('slider', { name: 'How loud you hear Emma Brandt' }).focus();
    await press('ArrowLeft');
    expect(await room.calls('setVolume')).toEqual([['setVolume', 0.75]]);
    await room.page.locator('label', { hasText: 'Be heard only while you hold a button' }).click();
    await button('Hold to speak').waitFor();
  });

  it('keeps the wish to hide the address in this browser', async () => {
    await room.open('voice-novice-settings');
    const kept = () => room.page.evaluate(() => localStorage.getItem('rendezvous.addresses'));
    const wish = room.page.locator('label', { hasText: 'Hide your network address' });
    await wish.click();
    expect(await kept()).toBe('hidden');
    await room.open('voice-novice-settings');
    expect(await wish.getByRole('switch').isChecked()).toBe(true);
    await wish.click();
    expect(await kept()).toBeNull();
  });

  it('says what happened to the devices, once more to a screen reader, and offers the next step', async () => {
    await room.open('voice-novice-on');
    await room.page.evaluate(() => window.harnessSound({ notice: 'blocked-playback' }));
    expect(await spoken()).toContain('The browser does not play the voice of Emma Brandt');
    await button('Play sound').click();
    expect(await room.calls('resumePlayback')).toHaveLength(1);
    await room.page.evaluate(() => window.harnessSound({ notice: 'microphone-changed' }));
    await button('Understood').click();
    expect(await room.calls('dismissNotice')).toHaveLength(1);
    await room.page.evaluate(() =>
      window.harnessSound({ notice: 'microphone-lost', microphone: 'closed', use: 'none' }),
    );
    expect(await room.page.getByText('Your microphone is on', { exact: true }).count()).toBe(0);
    await button('Sound settings…').first().click();
    await wizard().waitFor();
  });

  it('tells the other side when other devices with another result come into use', async () => {
    await room.open('voice-novice-on');
    await room.page.evaluate(() => window.harnessSound({ tuning: 'bad' }));
    await expect.poll(() => room.calls('tuned')).toEqual([['tuned', false]]);
  });

  it('sends a quick reply as a line of the chat, in the language of whoever sends it', async () => {
    await room.open('voice-novice-on', { language: 'de' });
    await button('Ich kann Sie nicht hören').click();
    expect(await room.calls()).toEqual([['sendChat', 'Ich kann Sie nicht hören']]);
    await room.open('voice-novice-off');
    expect(await button('I can’t hear you').count()).toBe(0);
  });

  it('tells a screen reader who speaks, and how the call stands', async () => {
    await room.open('voice-expert-asking');
    await room.page.evaluate(() => window.harnessSound({ microphone: 'open', use: 'call' }));
    await room.page.evaluate(() => window.harnessShow('voice-expert-on'));
    expect(await spoken()).toContain('You are talking with Karl-Heinz Oberländer. Your microphone is on.');
    await room.page.evaluate(() => window.harnessSound({ speaking: { mine: true, theirs: true } }));
    expect(await spoken()).not.toContain('is speaking');
    await expect.poll(spoken, { timeout: 5000 }).toContain('Karl-Heinz Oberländer is speaking');
    expect(await spoken()).not.toMatch(/You are speaking/);
    await room.page.evaluate(() => window.harnessShow('voice-end-media-lost'));
    await expect.poll(spoken).toContain('The call broke off. Try again.');
  });
});

it('nothing of all this was against the content security policy or made React complain', () => {
  expect(room.complaints).toEqual([]);
});
