/** Two people who can talk: each with a desktop, a browser process and sound devices of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser, type Person } from './browser.ts';
import { type Desktop, startDesktop } from './desktop.ts';
import {
  ALICE,
  ASK,
  type Assistance,
  BOB,
  followLink,
  invite,
  makeLink,
  type OFFER,
  openChat,
  show,
  signUp,
} from './journey.ts';
import { type Server, startServer } from './programs.ts';
import { Resources } from './resources.ts';
import { SoundDevices } from './sound-devices.ts';

/** What the browser answers when a page wants the microphone; `prompt` leaves its question open on the desktop. */
export type MicrophonePermission = 'granted' | 'denied' | 'prompt';

export interface PersonWithSoundOptions {
  readonly locale?: string;
  /** More arguments for Chromium. */
  readonly args?: readonly string[];
  readonly microphone?: MicrophonePermission;
  /** Runs the browser by another command, as `['ip', 'netns', 'exec', 'alice']` does. */
  readonly prefix?: readonly string[];
  /** The messenger's address as this person reaches it, from the server's port; `http://localhost:…` when not given. */
  readonly url?: (port: number) => string;
}

export interface PersonWithSound extends Person {
  readonly desktop: Desktop;
  readonly sound: SoundDevices;
  /** The messenger's address as this person reaches it. */
  readonly url: string;
  /** Changes what the browser answers from now on. */
  allowMicrophone(permission: MicrophonePermission): Promise<void>;
}

export interface PeopleWithSoundOptions {
  readonly alice?: PersonWithSoundOptions;
  readonly bob?: PersonWithSoundOptions;
  /** The server's limit for an account; a benchmark invites more often than a person. */
  readonly invitationsPerMinute?: number;
}

export interface PeopleWithSound {
  readonly resources: Resources;
  readonly folder: string;
  readonly server: Server;
  readonly alice: PersonWithSound;
  readonly bob: PersonWithSound;
}

/** Makes everything, down to two open browsers; nobody has an account yet, see {@link befriendWithSound}. */
export async function buildPeopleWithSound(options: PeopleWithSoundOptions = {}): Promise<PeopleWithSound> {
  const resources = new Resources();
  try {
    const folder = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-voice-')), path =>
      rmSync(path, { recursive: true, force: true }),
    );
    const server = await startServer(resources, join(folder, 'data'), 0, options.invitationsPerMinute);
    const alice = await openPersonWithSound(resources, server, 'Alice', options.alice);
    const bob = await openPersonWithSound(resources, server, 'Bob', options.bob);
    return { resources, folder, server, alice, bob };
  } catch (error) {
    await resources.dispose();
    throw error;
  }
}

/** One more person, also for a test that needs a single browser; `label` goes before the names of the devices. */
export async function openPersonWithSound(
  resources: Resources,
  server: Pick<Server, 'port' | 'url'>,
  label: string,
  options: PersonWithSoundOptions = {},
): Promise<PersonWithSound> {
  const prefix = options.prefix ? { prefix: options.prefix } : {};
  const desktop = await startDesktop(resources);
  const sound = await SoundDevices.start(resources, { label, ...prefix });
  const person = await openBrowser(resources, {
    desktop,
    windowSize: [1100, 760],
    env: sound.env,
    ...prefix,
    ...(options.locale === undefined ? {} : { locale: options.locale }),
    ...(options.args ? { args: options.args } : {}),
  });
  const url = options.url?.(server.port) ?? server.url;
  const allowMicrophone = await microphonePermission(person, new URL(url).origin);
  await allowMicrophone(options.microphone ?? 'granted');
  return { ...person, desktop, sound, url, allowMicrophone };
}

/**
 * The browser's own setting for this person and one origin, as its settings page would change it. Not by the switch
 * that fakes the browser's questions: that one cannot say no.
 */
async function microphonePermission(
  { browser, context, page }: Person,
  origin: string,
): Promise<(setting: MicrophonePermission) => Promise<void>> {
  const target = await context.newCDPSession(page);
  const { targetInfo } = await target.send('Target.getTargetInfo');
  await target.detach();
  const { browserContextId } = targetInfo;
  // Stays attached: a setting is forgotten with the session that made it.
  const session = await browser.newBrowserCDPSession();
  return async setting => {
    const whose = browserContextId === undefined ? {} : { browserContextId };
    await session.send('Browser.setPermission', {
      permission: { name: 'microphone' },
      setting,
      origin,
      ...whose,
    });
  };
}

/** Alice and Bob make accounts and become contacts; both have the chat open. */
export async function befriendWithSound({
  alice,
  bob,
}: Pick<PeopleWithSound, 'alice' | 'bob'>): Promise<void> {
  await signUp(alice.page, alice.url, ALICE);
  await signUp(bob.page, bob.url, BOB);
  const link = new URL(await makeLink(alice.page, 'A new contact'));
  await followLink(bob.page, new URL(`${link.pathname}${link.search}${link.hash}`, bob.url).href, ALICE);
  await openChat(alice.page, BOB);
}

/** Alice is the novice and shows her screen, Bob the expert sees it: Alice asks, or Bob offers. */
export async function assistWithSound(
  { alice, bob }: Pick<PeopleWithSound, 'alice' | 'bob'>,
  application: typeof ASK | typeof OFFER = ASK,
): Promise<Assistance> {
  const assistance =
    application === ASK ? await invite(alice, bob, application) : await invite(bob, alice, application);
  await show(assistance);
  return assistance;
}
