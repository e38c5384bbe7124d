/** The three ways to activate an application, each by the real thing of this package. */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import {
  acceptSession,
  connectToHost,
  type Launch,
  type LaunchedApplication,
  type LaunchKind,
  type LaunchManifest,
  launchModule,
  launchPage,
} from '../../src/index.ts';
import { type LaunchedProcess, launchProcess } from '../../src/stdio/index.ts';
import { ended } from '../stdio/support.ts';
import { FakeWindow } from '../support/fake-window.ts';
import type { PersonSide } from '../support/pair.ts';
import type { Note } from './scripted-application.ts';

/** What one launch has opened, and how the test learns of its end. */
export interface Activated {
  readonly launched: LaunchedApplication;
  /** Resolves when it is gone for good and everything that it has noted is there; with a program's exit code. */
  readonly gone: Promise<number | null>;
}

export interface Kind {
  readonly name: LaunchKind;
  readonly manifest: LaunchManifest;
  /** Whether it leaves as soon as it has nothing to do; a page stays until its person closes it. */
  readonly leaves: boolean;
  activate(launch: Launch, side: PersonSide, note: Note): Promise<Activated>;
  /** Ends whatever a failed test has left. */
  end(): Promise<void>;
}

const SCRIPTED = new URL('scripted-application.ts', import.meta.url).href;
const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));
const CHAT = 'https://chat.example/';
const PAGE = 'https://apps.example/remote-assistance/';

/** In the messenger's own process. */
export const inProcess = (): Kind => ({
  name: 'module',
  manifest: { kind: 'module', module: SCRIPTED },
  leaves: true,
  async activate({ token, signal, registration }, side, note) {
    const { clock } = side.pair;
    const load = async () => {
      const { ScriptedApplication } = await import('./scripted-application.ts');
      return { default: () => new ScriptedApplication(note) };
    };
    const launched = await launchModule({ load, token, signal, clock, name: registration.name });
    return { launched, gone: launched.closed.then(() => null) };
  },
  end: () => Promise.resolve(),
});

/** A page in a window of its own, and of another origin. */
export const onPage = (): Kind => {
  const ends: (() => void)[] = [];
  return {
    name: 'page',
    manifest: {
      kind: 'page',
      url: PAGE,
      placement: 'window',
      width: 800,
      height: 600,
      sandbox: [],
      permissions: [],
    },
    leaves: false,
    async activate({ token, signal }, side, note) {
      const { clock } = side.pair;
      const chat = new FakeWindow(CHAT);
      const opened = new FakeWindow('about:blank', chat);
      const connected = Promise.withResolvers<Promise<void>>();
      opened.script = window => {
        const run = async (): Promise<void> => {
          const { ScriptedApplication } = await import('./scripted-application.ts');
          const application = new ScriptedApplication(note);
          const host = await connectToHost(window, { clock });
          ends.push(() => host.channel.close());
          connected.resolve(host.channel.closed);
          await acceptSession({
            ...host,
            clock,
            application: { name: 'scripted page', version: '1' },
            setSession: session => application.setRendezvousSession(session),
          });
        };
        run().catch((error: unknown) => note('failed', String(error)));
      };
      const target = opened.seenBy(chat);
      const launched = await launchPage({ window: chat.window, target, url: PAGE, token, signal, clock });
      ends.push(() => launched.close());
      return { launched, gone: connected.promise.then(closed => closed).then(() => null) };
    },
    end: () => {
      for (const end of ends.splice(0)) end();
      return Promise.resolve();
    },
  };
};

const Noted = z.object({ what: z.string(), detail: z.unknown().optional() });

/** A program of its own, in its own process. */
export const asProgram = (): Kind => {
  const programs: LaunchedProcess[] = [];
  return {
    name: 'process',
    manifest: { kind: 'process', command: [process.execPath, PROGRAM], environment: [] },
    leaves: true,
    async activate({ token, signal, registration }, _side, note) {
      if (registration.launch.kind !== 'process') throw new Error('not a program');
      const onDiagnostics = (line: string): void => {
        const noted = Noted.safeParse(readJson(line));
        if (noted.success) note(noted.data.what, noted.data.detail);
        else note('failed', line);
      };
      const launched = await launchProcess({
        launch: registration.launch,
        token,
        signal,
        onDiagnostics,
      });
      programs.push(launched);
      return { launched, gone: launched.closed.then(async () => (await launched.exited).code) };
    },
    end: async () => {
      await Promise.all(programs.splice(0).map(ended));
    },
  };
};

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
