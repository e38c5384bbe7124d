/** The steps of people who talk, by the names that are on screen. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { find, SAME_SENTENCE } from './hearing.ts';
import { isSilent, spectrumFit } from './quality.ts';
import { until } from './resources.ts';
import type { Headset, SoundDevices } from './sound-devices.ts';
import type { Speech } from './speech.ts';

/** Somebody in an assistance, with mouth and ear. */
export interface Talker {
  readonly name: string;
  /** The window of the assistance. */
  readonly page: Page;
  readonly sound: SoundDevices;
  /** What this one says, and nobody else does. */
  readonly sentence: Speech;
  /** The same for later, with half as many words. */
  readonly short: Speech;
  /** A few short words, where it does not matter which. */
  readonly words: Speech;
}

export const panel = (page: Page): Locator => page.getByRole('region', { name: 'Talk', exact: true });
export const wizard = (page: Page): Locator => page.getByRole('dialog', { name: 'Set up your sound' });
export const question = (page: Page): Locator => page.getByRole('alertdialog');
const microphoneSign = (page: Page): Locator => page.getByText(/^Your microphone is (being switched )?on\b/);

/** Presses Talk; where the sound is not set up, that opens the wizard. */
export async function pressTalk({ page }: Talker, other: Talker): Promise<void> {
  await panel(page)
    .getByRole('button', { name: `Talk with ${other.name}` })
    .click();
}

/** One calls and the other says yes; both hear of it. `ringing`: what to do while the question is open. */
export async function call(caller: Talker, callee: Talker, ringing?: () => Promise<void>): Promise<void> {
  await pressTalk(caller, callee);
  await panel(caller.page).getByText(`Ringing at ${callee.name}…`).waitFor();
  await allow(callee, caller, ringing);
  await Promise.all([talks(caller, callee), talks(callee, caller)]);
}

/** Says yes to a call. */
export async function allow({ page }: Talker, caller: Talker, ringing?: () => Promise<void>): Promise<void> {
  await page.getByRole('alertdialog', { name: `${caller.name} wants to talk with you` }).waitFor();
  await ringing?.();
  await question(page).getByRole('button', { name: 'Allow' }).click();
}

export async function talks({ page }: Talker, other: Talker): Promise<void> {
  await panel(page)
    .getByRole('heading', { name: `You are talking with ${other.name}` })
    .waitFor();
}

/** Hangs up, and both sides say so. */
export async function hangUp({ name, page }: Talker, other: Talker): Promise<void> {
  await panel(page).getByRole('button', { name: 'Hang up' }).click();
  await panel(page).getByText('You hung up.').waitFor();
  await panel(other.page).getByText(`${name} hung up.`).waitFor();
}

/** What the person hears while `act` goes on, and behind it until it is silent. */
export async function hearing(
  { sound }: Talker,
  act: () => Promise<unknown>,
  expected: 'a sound' | 'silence' = 'a sound',
): Promise<Float32Array> {
  const ear = await sound.listen();
  await act();
  // On a busy machine all of it may still be under way.
  if (expected === 'a sound') await until('something to be heard', () => !isSilent(ear.samples()));
  await ear.settled();
  return await ear.stop();
}

/** A sentence is said so often at most: sound is made on time or not at all, and a busy machine leaves gaps. */
const TIMES = 3;

/** The speaker says the own sentence, and the other one's ear hears that one and not what the listener would say. */
export async function isHeard(
  speaker: Talker,
  listener: Talker,
  which: 'sentence' | 'short' = 'short',
  at?: Headset,
): Promise<void> {
  const [said, notSaid] = [speaker[which], listener[which]];
  await isUnderstood(said, notSaid, () => hearing(listener, () => speaker.sound.say(said.path, at)));
}

/** Who is not understood says it once more, as people do; what was not said must not be heard any time. */
async function isUnderstood(said: Speech, notSaid: Speech, say: () => Promise<Float32Array>): Promise<void> {
  for (let time = 1; ; time += 1) {
    const heard = await say();
    expect(find(notSaid.samples, heard).fit).toBeLessThan(SAME_SENTENCE);
    const { fit } = find(said.samples, heard);
    if (fit < SAME_SENTENCE && time < TIMES) continue;
    expect(fit).toBeGreaterThan(SAME_SENTENCE);
    expect(spectrumFit(said.samples, heard)).toBeGreaterThan(0.7);
    return;
  }
}

/** The speaker says something, and nothing of it is heard. `meanwhile`: what is so while the words are said. */
export async function isNotHeard(
  speaker: Talker,
  listener: Talker,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const heard = await hearing(
    listener,
    () => Promise.all([speaker.sound.say(speaker.words.path), meanwhile()]),
    'silence',
  );
  expect(isSilent(heard)).toBe(true);
}

/** Nobody listens to this person: not the page by its own words, and not the browser by the sound system's. */
export async function microphoneIsClosed({ name, page, sound }: Talker): Promise<void> {
  await until(`the microphone of ${name} to be closed`, async () => (await sound.microphoneUses()) === 0);
  expect(await microphoneSign(page).count()).toBe(0);
}

/** The page's own sign, and the sound system's word. */
export async function microphoneIsOpen({ name, page, sound }: Talker): Promise<void> {
  await panel(page).getByText('Your microphone is on', { exact: true }).waitFor();
  await until(`the microphone of ${name} to be open`, async () => (await sound.microphoneUses()) > 0);
}

/** Through the wizard that is open, as a person who hears and speaks; the microphone is closed at its end. */
export async function setUpSound(talker: Talker, notSaid: Speech): Promise<void> {
  const { page, sound, short, words } = talker;
  const dialog = wizard(page);
  const press = (name: string): Promise<void> => dialog.getByRole('button', { name, exact: true }).click();
  const step = async (name: string): Promise<void> => dialog.getByRole('heading', { name }).waitFor();
  await step('Step 1 of 4 Your microphone');
  await dialog.getByText('Your microphone is on, for you alone').waitFor();
  await dialog.getByText('Nothing is to be heard yet.').waitFor();
  await sound.say(words.path);
  await dialog.getByText('Your voice comes in.').waitFor();
  await press('Next');

  await step('Step 2 of 4 Hear yourself');
  await isUnderstood(short, notSaid, () =>
    hearing(talker, async () => {
      await dialog.getByRole('button', { name: /^Record/ }).click();
      await dialog.getByText('Speak now…').waitFor();
      await sound.say(short.path);
      await dialog.getByRole('button', { name: 'I heard myself' }).waitFor();
    }),
  );
  await press('I heard myself');

  await step('Step 3 of 4 Your speaker');
  const tone = await hearing(talker, async () => {
    await press('Play a tone');
    await dialog.getByRole('button', { name: 'I hear it' }).waitFor();
  });
  expect(isSilent(tone)).toBe(false);
  await press('I hear it');

  await step('Step 4 of 4 Clear sound');
  await press('My sound works');
  await step('Your sound works');
  await dialog.getByText('Your microphone is off again.').waitFor();
  await microphoneIsClosed(talker);
  await press('Close');
  await dialog.waitFor({ state: 'detached' });
}

/** Opens what the panel keeps folded. */
export async function openSettings({ page }: Talker): Promise<void> {
  const details = panel(page).getByRole('group').filter({ hasText: 'Sound' });
  if (!(await details.evaluate(element => (element as HTMLDetailsElement).open)))
    await details.getByText('Sound', { exact: true }).click();
}

/** How the person wishes to hear the other one. */
export async function chooseQuality(
  talker: Talker,
  quality: 'Automatic' | 'Save data' | 'Best',
): Promise<void> {
  await openSettings(talker);
  await panel(talker.page).getByLabel('Sound quality').selectOption({ label: quality });
}

/** The bars of the panel, 0…1 now. */
export function level({ page }: Talker, of: Talker | 'own'): Promise<number> {
  const name = of === 'own' ? 'How loud you are' : `How loud ${of.name} is`;
  return panel(page)
    .getByRole('meter', { name })
    .evaluate(element => (element as HTMLMeterElement).value);
}
