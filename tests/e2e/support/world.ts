/** Everything one journey needs: a server, a desktop with a terminal, two people in two browsers, a companion. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPANION_PORTS } from '@rendezvous/assist';
import { openBrowser, type Person } from './browser.ts';
import { type Desktop, startDesktop, startTerminal, type Terminal, xdotool } from './desktop.ts';
import { ALICE, BOB, followLink, makeLink, openChat, signUp } from './journey.ts';
import { type CompanionProgram, type Server, startCompanion, startServer } from './programs.ts';
import { Resources } from './resources.ts';

export interface World {
  readonly resources: Resources;
  readonly folder: string;
  readonly server: Server;
  /** The server's data folder. */
  readonly data: string;
  readonly desktop: Desktop;
  readonly terminal: Terminal;
  /** Alice, at the desktop. */
  readonly novice: Person;
  /** Bob, elsewhere. */
  readonly expert: Person;
  readonly companion: CompanionProgram;
  /** What the novice's page and the companion said to each other, without the input itself. */
  readonly companionTalk: readonly string[];
  /** Alice's own hand types in the terminal, at the machine. */
  ownHandTypes(text: string): Promise<void>;
  /** Puts the terminal above the browser's windows, as a person would. */
  raiseTerminal(): Promise<void>;
}

/** The size of the novice's desktop, and where its terminal stands. */
export const DESKTOP = { width: 1600, height: 900 } as const;
export const TERMINAL = { x: 1000, y: 100, title: 'terminal' } as const;
/** A point inside the terminal that is white: beside its first lines. */
export const WHITE = { x: 1400, y: 142 } as const;
/** A point inside the terminal to click on. */
export const IN_TERMINAL = { x: 1300, y: 380 } as const;

export interface WorldOptions {
  readonly width?: number;
  readonly height?: number;
  /** The server's limit for an account; a benchmark invites more often than a person. */
  readonly invitationsPerMinute?: number;
}

export async function buildWorld(options: WorldOptions = {}): Promise<World> {
  const resources = new Resources();
  try {
    const folder = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-e2e-')), path =>
      rmSync(path, { recursive: true, force: true }),
    );
    const data = join(folder, 'data');
    const server = await startServer(resources, data, 0, options.invitationsPerMinute);
    const desktop = await startDesktop(
      resources,
      options.width ?? DESKTOP.width,
      options.height ?? DESKTOP.height,
    );
    const place = `60x18+${String(TERMINAL.x)}+${String(TERMINAL.y)}`;
    const terminal = await startTerminal(resources, desktop, folder, place, TERMINAL.title);
    const companion = await startCompanion(resources, desktop);
    const novice = await openBrowser(resources, { desktop, windowSize: [900, 860] });
    const expert = await openBrowser(resources);
    const companionTalk = listenToCompanion(novice);
    const window = (await xdotool(desktop, 'search', '--sync', '--name', `^${TERMINAL.title}$`)).trim();
    const raiseTerminal = async (): Promise<void> => {
      await xdotool(desktop, 'windowactivate', '--sync', window);
    };
    return {
      resources,
      folder,
      server,
      data,
      desktop,
      terminal,
      novice,
      expert,
      companion,
      companionTalk,
      raiseTerminal,
      async ownHandTypes(text) {
        await raiseTerminal();
        await xdotool(desktop, 'type', '--delay', '2', text);
      },
    };
  } catch (error) {
    await resources.dispose();
    throw error;
  }
}

/** Collects the frames of the page's socket to the companion; only the kinds of input events, never what they hold. */
function listenToCompanion({ context }: Person): readonly string[] {
  const talk: string[] = [];
  const note = (direction: string, payload: string | Buffer): void => {
    const text = String(payload);
    if (/"type":"(ping|pong|pair|paired|resume)"/.test(text)) return;
    const input = /"type":"input","event":\{"type":"([\w-]+)"/.exec(text);
    talk.push(
      `${(performance.now() / 1000).toFixed(2)} ${direction} ${input ? `input ${input[1] ?? ''}` : text.slice(0, 150)}`,
    );
  };
  context.on('page', page =>
    page.on('websocket', socket => {
      if (!COMPANION_PORTS.includes(Number(new URL(socket.url()).port))) return;
      socket.on('framesent', frame => note('→', frame.payload));
      socket.on('framereceived', frame => note('←', frame.payload));
    }),
  );
  return talk;
}

/** Alice and Bob make accounts and become contacts by a single-use link; both have the chat open. */
export async function befriend({
  server,
  novice,
  expert,
}: Pick<World, 'server' | 'novice' | 'expert'>): Promise<void> {
  await signUp(novice.page, server.url, ALICE);
  await signUp(expert.page, server.url, BOB);
  await followLink(expert.page, await makeLink(novice.page, 'A new contact'), ALICE);
  await openChat(novice.page, BOB);
}
