/** Setting up the sound, in a real browser, by keyboard and by name. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pressByKeyboard } from './harness/press.ts';
import { openRoomPage, type RoomPage } from './harness/room-page.ts';

let room: RoomPage;
beforeAll(async () => {
  room = await openRoomPage();
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
});

const button = (name: string) => room.page.getByRole('button', { name, exact: true });
const wizard = () => room.page.getByRole('dialog', { name: 'Set up your sound' });
const press = (key: string) => room.page.keyboard.press(key);
const names = async (): Promise<unknown[]> => (await room.calls()).map(([name]) => name);
/** The words of what has the focus. */
const focused = () => room.page.evaluate(() => document.activeElement?.textContent ?? '');

describe('somebody who has never set up the sound', () => {
  beforeEach(() => room.open('voice-novice-untuned'));

  it('is led through all of it by the keyboard alone, hears of each step, and then talks by one more press', async () => {
    await pressByKeyboard(room.page, 'Talk with Emma Brandt');
    await wizard().getByText('First let us hear whether your sound works').waitFor();
    await expect.poll(focused).toMatch(/^Step 1 of 4\s+Your microphone$/);
    await wizard().getByRole('meter', { name: 'How loud your microphone is' }).waitFor();
    await wizard().getByText('Your voice comes in.').waitFor();
    await pressByKeyboard(room.page, 'Next');
    await expect.poll(focused).toMatch(/^Step 2 of 4\s+Hear yourself$/);
    await pressByKeyboard(room.page, 'Record');
    await wizard().getByRole('status').getByText('Did you hear yourself?').waitFor();
    await pressByKeyboard(room.page, 'I heard myself');
    await expect.poll(focused).toMatch(/^Step 3 of 4\s+Your speaker$/);
    await pressByKeyboard(room.page, 'Play a tone');
    await pressByKeyboard(room.page, 'I hear it');
    await expect.poll(focused).toMatch(/^Step 4 of 4\s+Clear sound$/);
    await press('Tab');
    await press('Space');
    await pressByKeyboard(room.page, 'My sound works');
    await expect.poll(focused).toBe('Your sound works');
    await wizard().getByText('Your microphone is off again.').waitFor();
    expect(await names()).not.toContain('startVoice');
    await pressByKeyboard(room.page, 'Talk now');
    await wizard().waitFor({ state: 'detached' });
    const paired = ['openWizard', 'closeWizard', 'hold', 'letGo'];
    const calls = (await room.calls()).filter(([name]) => !paired.includes(String(name)));
    expect(calls).toEqual([
      ['hearBack', 4],
      ['tone'],
      ['setEchoCancellation', false],
      ['finish', true],
      ['tuned', true],
      ['startVoice'],
    ]);
    // What was opened is closed, and the other hand may move again.
    expect(await room.calls('closeWizard')).toHaveLength((await room.calls('openWizard')).length);
    expect(await room.calls('letGo')).toHaveLength((await room.calls('hold')).length);
    expect((await names()).at(-1)).toBe('letGo');
  });

  it('closes it with Esc, and the microphone with it', async () => {
    await button('Talk with Emma Brandt').click();
    await room.page.getByText('Your microphone is on, for you alone').first().waitFor();
    await press('Escape');
    await wizard().waitFor({ state: 'detached' });
    await expect.poll(() => room.page.getByText('Your microphone is on').count()).toBe(0);
    expect(await names()).toContain('closeWizard');
    expect(await names()).not.toContain('tuned');
    expect((await names()).at(-1)).toBe('letGo');
  });

  it('says that it does not work, and is told what to try; no call begins', async () => {
    await button('Talk with Emma Brandt').click();
    await button('It does not work').click();
    await wizard().getByText('Unplug the microphone or headset').waitFor();
    expect(await room.calls('finish')).toEqual([['finish', false]]);
    expect(await room.calls('tuned')).toEqual([['tuned', false]]);
    await button('Start over').click();
    await wizard().getByText('Say something. Does the bar move?').waitFor();
    await press('Escape');
    expect(await names()).not.toContain('startVoice');
  });
});

describe('the wizard', () => {
  it('says how to allow a microphone that was refused, and tries again', async () => {
    await room.open('wizard-denied');
    await wizard().getByText('Press the icon beside the address').waitFor();
    const before = (await room.calls('openWizard')).length;
    await button('Try again').click();
    await expect.poll(async () => (await room.calls('openWizard')).length).toBe(before + 1);
  });

  it('lets the microphone and the speaker be chosen', async () => {
    await room.open('wizard-microphone');
    await room.page.getByLabel('Microphone', { exact: true }).selectOption('built-in');
    expect(await room.calls('chooseMicrophone')).toEqual([['chooseMicrophone', 'built-in']]);
    await room.open('wizard-speaker');
    await room.page.getByLabel('Speaker', { exact: true }).selectOption('headset-out');
    expect(await room.calls('chooseSpeaker')).toEqual([['chooseSpeaker', 'headset-out']]);
  });

  it('looks for the speaker first when nothing was heard, then lets the person hear again', async () => {
    await room.open('wizard-heard');
    await button('I heard nothing').click();
    await wizard().getByText('Then let us find the right speaker first.').waitFor();
    await button('Play a tone').click();
    await button('I hear it').click();
    await wizard().getByRole('heading', { name: 'Hear yourself' }).waitFor();
  });

  it('says that there was no voice in the recording', async () => {
    await room.open('wizard-heard-nothing');
    await wizard().getByText('There was no voice in it.').waitFor();
  });

  it('in mid-call warns nobody of a silence that is the wizard’s own', async () => {
    await room.open('wizard-in-call');
    // What is recorded is kept from the other person; nobody is muted.
    await room.page.evaluate(() => window.harnessSound({ mutedSpeech: true }));
    expect(await room.page.getByText(/does not hear you/).count()).toBe(0);
    await room.page.evaluate(() => window.harnessSound({ muted: true }));
    expect(await room.page.getByText(/You are muted/).count()).toBeGreaterThan(0);
  });

  it('in mid-call leaves the news of the call to a screen reader', async () => {
    await room.open('wizard-in-call');
    await room.page.evaluate(() => window.harnessSound({ notice: 'microphone-lost' }));
    const news = room.page.getByRole('status').filter({ hasText: 'Your microphone is gone' });
    await news.waitFor();
    // What a dialog makes inert is not spoken.
    expect(await news.evaluate(one => one.closest('[inert], [aria-hidden="true"]'))).toBeNull();
  });

  it('opens in mid-call, hangs nothing up, and offers no second call', async () => {
    await room.open('wizard-in-call');
    await wizard().getByText('Your call goes on meanwhile').waitFor();
    for (const name of ['Next', 'Record', 'I heard myself', 'Play a tone', 'I hear it', 'My sound works'])
      await button(name).click();
    await wizard().getByText('Your sound works').waitFor();
    expect(await button('Talk now').count()).toBe(0);
    // It is not off: one talks.
    expect(await wizard().getByText('Your microphone is off again.').count()).toBe(0);
    await wizard().getByRole('button', { name: 'Close' }).click();
    expect(await names()).not.toContain('stopVoice');
    expect(await names()).not.toContain('startVoice');
  });

  it('opens the microphone again when a call that ended has closed it', async () => {
    await room.open('wizard-microphone');
    await room.page.evaluate(() => window.harnessSound({ microphone: 'closed', use: 'none' }));
    await wizard().getByText('Your microphone was closed in between.').waitFor();
    await button('Open the microphone').click();
    await wizard().getByText('Say something.').waitFor();
  });
});

it('nothing of all this was against the content security policy or made React complain', () => {
  expect(room.complaints).toEqual([]);
});
