/** Two people who help each other more than once: their browsers say whether it is the device of last time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type Person } from './support/browser.ts';
import {
  ALICE,
  ASK,
  type Assistance,
  anotherPerson,
  BOB,
  endAssistance,
  invite,
  OFFER,
  openChat,
  show,
  signIn,
} from './support/journey.ts';
import { type Server, startServer } from './support/programs.ts';
import { Resources } from './support/resources.ts';
import { takePictures } from './support/screenshots.ts';
import { befriend } from './support/world.ts';

const resources = new Resources();
let server: Server;
let alice: Person;
let bob: Person;
/** Another browser of Bob's, or of somebody who knows his password. */
let elsewhere: Person;

/** The page shows a picture of its own as if it were the screen: without a desktop there is none to choose. */
function paintedScreen(): void {
  navigator.mediaDevices.getDisplayMedia = () => {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d');
    setInterval(() => context?.fillRect(Math.random() * 100, 0, 10, 10), 100);
    return Promise.resolve(canvas.captureStream(10));
  };
}

beforeAll(async () => {
  const data = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-recognised-')), path =>
    rmSync(path, { recursive: true, force: true }),
  );
  server = await startServer(resources, data);
  alice = await openBrowser(resources);
  bob = await anotherPerson(alice);
  for (const { context } of [alice, bob]) await context.addInitScript(paintedScreen);
  await befriend({ server, novice: alice, expert: bob });
});
afterEach(async ({ task }) => {
  const failed = task.result?.state === 'fail';
  await takePictures(failed ? `failed ${task.name}` : task.name, { alice, bob, elsewhere });
  for (const { context, page } of [alice, bob, elsewhere].filter(Boolean)) {
    for (const window of context.pages()) if (window !== page) await window.close();
  }
});
afterAll(async () => {
  await resources.dispose();
});

const BEFORE = { new: 'from these devices before', same: 'Same device as before' } as const;

const both = ({ novice, expert }: Assistance): readonly Page[] => [novice, expert];

/** One invites the other, and shows something: with that the session exists, and contacts may be exchanged. */
async function assist(
  inviter: Person,
  invitee: Person,
  application: typeof ASK | typeof OFFER = ASK,
): Promise<Assistance> {
  const assistance = await invite(inviter, invitee, application);
  await show(assistance);
  return assistance;
}

/** The wish to be recognised, as whoever is at this page has it. */
async function wish(page: Page, wanted: boolean): Promise<void> {
  await page.getByText('Next time', { exact: true }).click();
  const control = page.getByRole('switch', { name: /Recognise each other next time/ });
  if ((await control.isChecked()) !== wanted) await control.press('Space');
  expect(await control.isChecked()).toBe(wanted);
}

describe('two people', () => {
  it('are told the first time that they have not helped each other before', async () => {
    const assistance = await assist(alice, bob);
    for (const page of both(assistance)) await page.getByText(BEFORE.new).waitFor();
    await endAssistance(assistance);
  });

  it('are recognised the second time, whoever helps whom', async () => {
    const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date());
    for (const application of [ASK, OFFER] as const) {
      const assistance = await assist(alice, bob, application);
      for (const page of both(assistance)) {
        await page.getByText(BEFORE.same).waitFor();
        await page.getByText(`since ${today}.`).waitFor();
      }
      await takePictures('recognised', { alice, bob });
      await endAssistance(assistance);
    }
  });

  it('keep private keys that no script of the page can read', async () => {
    const found = await alice.page.evaluate(
      () =>
        new Promise<unknown>((resolve, reject) => {
          const opening = indexedDB.open('rendezvous.recognition');
          opening.addEventListener('error', () => reject(new Error('no database')));
          opening.addEventListener('success', () => {
            const reading = opening.result.transaction('own').objectStore('own').get('keys');
            reading.addEventListener('success', () => {
              const { keys } = reading.result as { readonly keys: CryptoKeyPair };
              crypto.subtle.exportKey('jwk', keys.privateKey).then(
                () => resolve('read'),
                (error: unknown) => resolve((error as Error).name),
              );
              opening.result.close();
            });
          });
        }),
    );
    expect(found).toBe('InvalidAccessError');
  });

  it('are told when one of them does not want to be recognised', async () => {
    const first = await assist(alice, bob);
    await wish(first.expert, false);
    await endAssistance(first);
    const second = await assist(alice, bob);
    await second.expert.getByText('Recognition is off in this browser').waitFor();
    await second.novice.getByText('Bob does not want to be recognised the next time.').waitFor();
    // Alice knows a device of Bob's: who leaves it out may be somebody else.
    await second.novice.getByText('The device of Bob was not recognised').waitFor();
    await wish(second.expert, true);
    await endAssistance(second);
  });

  it('are warned when one comes from another device, and accept it after they have compared the pictures', async () => {
    elsewhere = await anotherPerson(alice);
    // Whoever is invited answers on one device; here the other one is closed.
    await bob.page.goto('about:blank');
    await signIn(elsewhere.page, server.url, BOB);
    await openChat(elsewhere.page, ALICE);
    const first = await assist(alice, elsewhere);
    const warning = first.novice.getByText('Bob comes from another device than before');
    await warning.waitFor();
    const remember = first.novice.getByRole('button', { name: 'Remember this device of Bob' });
    expect(await remember.isDisabled()).toBe(true);
    await takePictures('another device', { alice, elsewhere });
    await endAssistance(first);

    // Nothing was remembered over it by itself.
    const second = await assist(alice, elsewhere);
    await warningIn(second.novice).waitFor();
    await second.novice.getByRole('button', { name: 'They are the same' }).click();
    await second.novice.getByRole('button', { name: 'Remember this device of Bob' }).click();
    await warningIn(second.novice).waitFor({ state: 'hidden' });
    await endAssistance(second);

    const third = await assist(alice, elsewhere);
    for (const page of both(third)) await page.getByText(BEFORE.same).waitFor();
    await endAssistance(third);
  });
});

const warningIn = (page: Page) => page.getByText('Bob comes from another device than before');

describe('a browser that keeps nothing', () => {
  it('is helped all the same, and nobody is recognised', async () => {
    const forgetful = await anotherPerson(alice);
    await forgetful.context.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('not in this window', 'SecurityError');
      };
    });
    await elsewhere.page.goto('about:blank');
    await signIn(forgetful.page, server.url, BOB);
    await openChat(forgetful.page, ALICE);
    const assistance = await assist(alice, forgetful);
    await assistance.novice.getByText('Bob does not want to be recognised the next time.').waitFor();
    await assistance.expert.getByRole('button', { name: 'Send a file…' }).waitFor();
    await endAssistance(assistance);
    await forgetful.context.close();
  });
});
