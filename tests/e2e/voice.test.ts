/** Two people talk: two browsers, two microphones, two ears, one sentence each, from the first set-up to the receipt. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  callConnections,
  keepCallBooks,
  microphoneTracks,
  sentRate,
  sentSoFar,
  voiceWords,
  type Word,
} from './support/call-books.ts';
import { ASK, type Assistance, endAssistance, invite, show } from './support/journey.ts';
import {
  befriendWithSound,
  buildPeopleWithSound,
  type PeopleWithSound,
} from './support/people-with-sound.ts';
import { isSilent } from './support/quality.ts';
import { until } from './support/resources.ts';
import { takePictures } from './support/screenshots.ts';
import { ALICE_SAYS, BOB_SAYS, type Sentence, speak } from './support/speech.ts';
import {
  allow,
  call,
  chooseQuality,
  hangUp,
  isHeard,
  isNotHeard,
  level,
  microphoneIsClosed,
  microphoneIsOpen,
  openSettings,
  panel,
  pressTalk,
  question,
  setUpSound,
  type Talker,
  wizard,
} from './support/talking.ts';
import { SAMPLE_RATE } from './support/wav.ts';

const LATER = {
  Alice: { ...ALICE_SAYS, text: 'Please move the blue window to the left.' },
  Bob: { ...BOB_SAYS, text: 'Now open the settings of the printer.' },
} as const;

let people: PeopleWithSound;
let assistance: Assistance;
/** The novice. */
let alice: Talker;
/** The expert. */
let bob: Talker;
/** How many words of each have been looked at. */
const seen = { alice: 0, bob: 0 };
/** When the present call came up, and how long they have talked before, in milliseconds. */
let upMs = 0;
let talkedMs = 0;

beforeAll(async () => {
  people = await buildPeopleWithSound();
  await Promise.all([people.alice, people.bob].map(({ context }) => keepCallBooks(context)));
  await befriendWithSound(people);
  assistance = await invite(people.alice, people.bob, ASK);
  alice = await talker('Alice', ALICE_SAYS);
  bob = await talker('Bob', BOB_SAYS);
});
afterEach(async ({ task }) => {
  const failed = task.result?.state === 'fail';
  await pictures(failed ? `failed ${task.name}` : task.name);
});
afterAll(async () => {
  await people.resources.dispose();
});

const pictures = (name: string): Promise<void> =>
  takePictures(name, { alice: people.alice, bob: people.bob });

async function talker(name: 'Alice' | 'Bob', says: Sentence): Promise<Talker> {
  const { sound } = name === 'Alice' ? people.alice : people.bob;
  return {
    name,
    page: name === 'Alice' ? assistance.novice : assistance.expert,
    sound,
    sentence: await speak(people.folder, name, says),
    short: await speak(people.folder, `${name} later`, LATER[name]),
    words: await speak(people.folder, `${name} in short`, { ...says, text: 'One, two, three.' }),
  };
}

/** What went over channel 71 since the last look, as each side says; waits for the other side's last word to come. */
async function expectWords(
  novice: readonly Word[],
  order: 'one after the other' | 'crossing' = 'one after the other',
): Promise<void> {
  const mirrored = novice.map(word =>
    word.startsWith('→') ? word.replace('→', '←') : word.replace('←', '→'),
  );
  const news = async (): Promise<{ novice: readonly Word[]; expert: readonly Word[] }> => ({
    novice: (await voiceWords(alice.page)).slice(seen.alice),
    expert: (await voiceWords(bob.page)).slice(seen.bob),
  });
  await until('all the words', async () => {
    const now = await news();
    return now.novice.length >= novice.length && now.expert.length >= novice.length;
  }).catch(() => undefined);
  const { novice: bySide, expert } = await news();
  seen.alice += bySide.length;
  seen.bob += expert.length;
  if (order === 'crossing') {
    expect(bySide.toSorted()).toEqual(novice.toSorted());
    expect(expert.toSorted()).toEqual(mirrored.toSorted());
  } else {
    expect(bySide).toEqual(novice);
    expect(expert).toEqual(mirrored);
  }
}

const ENDED_BY_NOVICE: readonly Word[] = ['→ PRESTART', '← PRESTARTYES'];
const ENDED_BY_EXPERT: readonly Word[] = ['← PRESTART', '→ PRESTARTYES'];

it('whose sound is not set up comes to the wizard instead of a call', async () => {
  await panel(alice.page).getByText('Your sound has not been set up on this computer yet.').waitFor();
  await panel(bob.page).getByText('Your sound is not set up on this computer yet.').waitFor();
  for (const [one, other] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    await pressTalk(one, other);
    await wizard(one.page).getByText('First let us hear whether your sound works.').waitFor();
  }
  await pictures('wizard microphone');
  await bob.page.keyboard.press('Escape');
  await wizard(bob.page).waitFor({ state: 'detached' });
  await microphoneIsClosed(bob);
  await expectWords([]);
});

it('the novice sets up the sound, and calls an expert who has not: that ends in words', async () => {
  await setUpSound(alice, bob.short);
  await pressTalk(alice, bob);
  await question(bob.page).getByText('Your sound is not set up on this computer yet.').waitFor();
  await pictures('asked without sound');
  await allow(bob, alice);
  await panel(alice.page).getByText('It did not work on the computer of Bob.').waitFor();
  await panel(bob.page).getByText('Your sound is not set up yet, so no call began.').waitFor();
  await expectWords(['→ PRESTART', '← PRESTARTYES', '→ VOIPPREGO', '← VOIPGONO']);
  await microphoneIsClosed(alice);
  await microphoneIsClosed(bob);
  expect(await callConnections(bob.page)).toEqual({ all: 0, open: 0 });
});

it('the expert sets up the sound, hears the own voice and a tone, and says that it works', async () => {
  await panel(bob.page).getByRole('button', { name: 'Set up sound' }).click();
  await setUpSound(bob, alice.short);
  // What is known of the devices is said to a session, which begins with the screen.
  await expectWords([]);
});

it('the expert calls before anything is shown: it rings, the novice says yes, and each hears the other one’s sentence', async () => {
  const ear = await alice.sound.listen();
  await call(bob, alice, async () => {
    await until('the ringing', () => !isSilent(ear.samples()));
    await pictures('ringing');
    expect((await microphoneTracks(alice.page)).live).toBe(0);
  });
  upMs = performance.now();
  await ear.stop();
  await expectWords(['← PRESTART', '→ PRESTARTYES', '← VOIPPREGO', '→ VOIPGO']);
  await microphoneIsOpen(alice);
  await microphoneIsOpen(bob);
  for (const [speaker, listener] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    const said = listener.page.getByText(`${speaker.name} is speaking`, { exact: true });
    await Promise.all([
      isHeard(speaker, listener, 'sentence'),
      said.waitFor({ state: 'attached' }),
      until('the bars', async () => {
        const [own, other] = [await level(speaker, 'own'), await level(listener, speaker)];
        const listens = await level(listener, 'own');
        return own > 0.3 && other > 0.3 && listens < 0.2;
      }),
    ]);
  }
  await pictures('talking');
});

it('with Save data both are heard with a tenth of the bits, and with Best as before', async () => {
  await chooseQuality(alice, 'Save data');
  await chooseQuality(bob, 'Save data');
  await expectWords(['→ BANDWTOLOW', '← BANDWTOLOW']);
  for (const { page } of [alice, bob])
    await panel(page)
      .getByText(/hears you with little data now/)
      .waitFor();
  for (const [speaker, listener] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    const before = await sentSoFar(speaker.page);
    await isHeard(speaker, listener);
    const { bits, packets } = await sentRate(speaker.page, before);
    expect(bits).toBeLessThan(6_400);
    expect(packets).toBeLessThan(20);
  }
  await pictures('little data');
  await chooseQuality(alice, 'Best');
  await chooseQuality(bob, 'Automatic');
  await expectWords(['→ BANDWTOHIGH', '← BANDWTOHIGH']);
  for (const { page } of [alice, bob])
    await panel(page)
      .getByText(/hears you in best quality now/)
      .waitFor();
  const high = await Promise.all([alice, bob].map(({ page }) => sentSoFar(page)));
  await Promise.all([alice, bob].map(({ sound, words }) => sound.say(words.path)));
  for (const [i, { page }] of [alice, bob].entries()) {
    const { bits, packets } = await sentRate(page, high[i]);
    expect(bits).toBeGreaterThan(20_000);
    expect(bits).toBeLessThan(64_000);
    expect(packets).toBeGreaterThan(40);
  }
});

it('who is muted is not heard, and is told so on speaking', async () => {
  const mute = panel(alice.page).getByRole('button', { name: 'Mute', exact: true });
  await mute.click();
  await panel(alice.page).getByText('Your microphone is on, but muted').waitFor();
  await isNotHeard(alice, bob, async () => {
    await panel(alice.page).getByText('You are muted: Bob does not hear you.').waitFor();
    await pictures('muted');
  });
  await mute.click();
  await microphoneIsOpen(alice);
});

it('who has to hold a button is heard as long as it is held', async () => {
  await openSettings(alice);
  const setting = panel(alice.page).getByText('Be heard only while you hold a button');
  await setting.click();
  await panel(alice.page).getByText('Your microphone is on, but silent').waitFor();
  await isNotHeard(alice, bob, () =>
    panel(alice.page).getByText('Bob does not hear you. Hold the button while you speak.').waitFor(),
  );
  await panel(alice.page).getByRole('button', { name: 'Hold to speak' }).hover();
  await alice.page.mouse.down();
  await panel(alice.page).getByRole('button', { name: 'You are heard. Let go to be silent.' }).waitFor();
  await isHeard(alice, bob);
  await alice.page.mouse.up();
  await isNotHeard(alice, bob);
  await setting.click();
  await microphoneIsOpen(alice);
});

it('the novice hangs up: silence, no track, no connection, no open microphone', async () => {
  await expectWords([]);
  await hangUp(alice, bob);
  talkedMs += performance.now() - upMs;
  await expectWords(ENDED_BY_NOVICE);
  const ears = await Promise.all([alice, bob].map(({ sound }) => sound.listen()));
  for (const one of [alice, bob]) {
    await microphoneIsClosed(one);
    const tracks = await microphoneTracks(one.page);
    expect(tracks.all).toBeGreaterThan(0);
    expect(tracks.live).toBe(0);
    expect(await callConnections(one.page)).toEqual({ all: 1, open: 0 });
  }
  await Promise.all([alice, bob].map(({ sound, words }) => sound.say(words.path)));
  for (const ear of ears) {
    await ear.more(2 - ear.length / SAMPLE_RATE);
    expect(isSilent(await ear.stop())).toBe(true);
  }
  await pictures('hung up');
});

it('the session begins, and each says that the sound works', async () => {
  await show(assistance);
  await expectWords(['← WIZARDGOOD', '→ WIZARDGOOD'], 'crossing');
});

it('the novice calls during the session: each hears the other one’s sentence, also while a file comes', async () => {
  await call(alice, bob);
  upMs = performance.now();
  await expectWords(['→ PRESTART', '← PRESTARTYES', '→ VOIPPREGO', '← VOIPPREGO2', '→ VOIPGO']);
  const path = join(people.folder, 'letter.txt');
  writeFileSync(path, 'Dear Bob');
  const choosing = alice.page.waitForEvent('filechooser');
  await alice.page.getByRole('button', { name: 'Send a file…' }).click();
  await (await choosing).setFiles([path]);
  await Promise.all([
    isHeard(bob, alice),
    question(bob.page).getByRole('button', { name: 'Accept the file' }).click(),
  ]);
  await alice.page.getByRole('listitem').getByText('Bob has it, unharmed.').waitFor();
  await isHeard(alice, bob);
});

it('who cannot hear the other one says so with one press', async () => {
  await bob.page.getByRole('group', { name: 'Quick replies' }).getByText('I can’t hear you').click();
  await alice.page.getByRole('log', { name: 'Chat' }).getByText('I can’t hear you').waitFor();
});

it('a headset is unplugged in mid-call: the call goes on with the other microphone, and says so', async () => {
  const headset = await alice.sound.plug();
  await openSettings(alice);
  await panel(alice.page).getByRole('button', { name: 'Sound settings…' }).click();
  await wizard(alice.page).getByText('Your call goes on meanwhile.').waitFor();
  await wizard(alice.page)
    .getByLabel('Microphone', { exact: true })
    .selectOption({ label: headset.microphone });
  await until('the headset to be used', async () => (await alice.sound.microphoneUses(headset)) > 0);
  await until('the other one to be left', async () => (await alice.sound.microphoneUses()) === 0);
  await pictures('wizard in a call');
  await alice.page.keyboard.press('Escape');
  await isHeard(alice, bob, 'short', headset);
  await alice.sound.unplug(headset);
  await panel(alice.page).getByText('Another microphone is in use now.').waitFor();
  await pictures('headset unplugged');
  await until('the built-in microphone', async () => (await alice.sound.microphoneUses()) > 0);
  await isHeard(alice, bob);
});

it('the expert hangs up, and the receipt tells how long they talked', async () => {
  await expectWords([]);
  await bob.page.getByRole('region', { name: 'Tools' }).getByRole('button', { name: 'Hang up' }).click();
  await panel(alice.page).getByText('Bob hung up.').waitFor();
  talkedMs += performance.now() - upMs;
  await expectWords(ENDED_BY_EXPERT);
  await Promise.all([microphoneIsClosed(alice), microphoneIsClosed(bob)]);
  await endAssistance(assistance);
  for (const [{ page }, other] of [
    [people.alice, 'Bob'],
    [people.bob, 'Alice'],
  ] as const) {
    await page.getByText('Details', { exact: true }).click();
    const line = page.getByText(`There was a voice call with ${other} 2 times`);
    await line.first().waitFor();
    const [, count, unit] =
      /2 times, (\d+) (second|minute)s? in all/.exec((await line.first().textContent()) ?? '') ?? [];
    // A minute or more is told in whole minutes.
    const [step, inexact] = unit === 'minute' ? [60, 35] : [1, 5];
    expect(Math.abs(Number(count) * step - talkedMs / 1_000)).toBeLessThan(inexact);
  }
  await pictures('receipt');
});
