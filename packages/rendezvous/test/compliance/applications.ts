/** Our own applications of each kind as fixtures of the suite, and a way to break them. */
import { join } from 'node:path';
import type { ApplicationFixture, CheckedApplication } from '../../src/compliance/index.ts';
import {
  acceptSession,
  type Channel,
  launchModule,
  memoryChannelPair,
  messagePortChannel,
  type RendezvousApplicationFactory,
} from '../../src/index.ts';
import { launchProcess, type ProcessDeadlines } from '../../src/stdio/index.ts';
import type { Message } from './hosts.ts';

/** Says something when it is connected, answers whatever it hears once, and ends with its session. */
const module: RendezvousApplicationFactory = () => ({
  setRendezvousSession(session, messenger) {
    const lease = session.hold();
    const say = (text: string): void => void session.sendContextData(text).catch(() => undefined);
    session.addEventListener('statechange', ({ state }) => {
      if (state === 'connected') say('hello');
    });
    session.addEventListener('contextdata', ({ seq }) => {
      if (seq === 1) say('heard you');
    });
    void session.ended.then(async () => {
      await messenger.finished().catch(() => undefined);
      lease[Symbol.dispose]();
    });
  },
});

export const moduleFixture: ApplicationFixture = {
  launch: token => launchModule({ factory: module, token, name: 'test' }),
  watchMs: 30,
};

/** What runs in an application's page, over a real `MessagePort`. */
export const pageFixture: ApplicationFixture = {
  launch: token => {
    const { port1, port2 } = new MessageChannel();
    const page = messagePortChannel(port2);
    void (async () => {
      const application = await acceptSession({
        channel: page,
        token,
        application: { name: 'page', version: '1' },
        setSession: given => {
          given.addEventListener('statechange', ({ state }) => {
            if (state === 'connected') void given.sendContextData('hello').catch(() => undefined);
          });
        },
      });
      await application.session.ended;
      await application.finished();
    })().catch(() => page.close());
    const channel = messagePortChannel(port1);
    return Promise.resolve({ channel, closed: page.closed, close: () => channel.close() });
  },
  watchMs: 30,
};

export const processFixture = (
  program: string,
  deadlines: Partial<ProcessDeadlines> = {},
): ApplicationFixture => ({
  launch: token =>
    launchProcess({
      launch: {
        kind: 'process',
        command: [process.execPath, join(import.meta.dirname, 'programs', program)],
        environment: [],
      },
      token,
      deadlines,
    }),
  process: true,
  watchMs: 50,
});

/** What a broken application does to its messages. */
export interface Mutation {
  /** A message of the application on its way to the host: what arrives instead, in its order. */
  readonly fromApplication?: (message: Message) => readonly unknown[];
  /** A message of the host on its way to the application; `say` is said to the host. */
  readonly fromHost?: (message: Message, say: (message: unknown) => void) => readonly unknown[];
  /** It is gone when it hears this. */
  readonly diesOf?: (message: unknown) => boolean;
  /** The host is never told that its channel was closed. */
  readonly stays?: boolean;
}

/** The module above behind whatever is broken. */
export function brokenFixture(mutation: () => Mutation): ApplicationFixture {
  return {
    launch: async token => {
      const launched = await moduleFixture.launch(token);
      const [channel, end] = memoryChannelPair();
      relay(launched.channel, end, mutation());
      const application: CheckedApplication = {
        channel,
        closed: launched.closed,
        close: () => {
          end.close();
          launched.close();
        },
      };
      return application;
    },
    watchMs: 30,
    patienceMs: 700,
  };
}

function relay(application: Channel, host: Channel, mutation: Mutation): void {
  const { fromApplication, fromHost, diesOf, stays = false } = mutation;
  const send = (to: Channel, messages: readonly unknown[]): void => {
    for (const message of messages) {
      try {
        to.send(message);
      } catch {
        // It has closed meanwhile.
      }
    }
  };
  void (async () => {
    for await (const raw of application.messages) send(host, fromApplication?.(raw as Message) ?? [raw]);
    if (!stays) host.close();
  })();
  void (async () => {
    for await (const raw of host.messages) {
      if (diesOf?.(raw) === true) host.close();
      const say = (message: unknown): void => send(host, [message]);
      // What is no object has nothing to be broken.
      const broken = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? fromHost : undefined;
      send(application, broken?.(raw as Message, say) ?? [raw]);
    }
    application.close();
  })();
}
