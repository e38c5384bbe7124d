/** Rendezvous over the real messenger: two hosts, two applications, one server; only the windows are missing. */
import { connectHost, createHostDriver, loadApplications } from '@rendezvous/im';
import {
  type Application,
  acceptSession,
  type HostSession,
  memoryChannelPair,
  type Registration,
  RendezvousHost,
} from '@rendezvous/rendezvous';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cable } from './support/cable.ts';
import { befriend, newPerson, type Tab, until } from './support/people.ts';
import { type Home, openHome } from './support/server.ts';

let home: Home;
let registrations: readonly Registration[];
beforeAll(async () => {
  home = await openHome();
  registrations = await loadApplications(home.url);
});
afterAll(() => home[Symbol.asyncDispose]());

/** A messenger with a host, whose launcher runs the application in this process. */
class Messenger implements AsyncDisposable {
  readonly tab: Tab;
  readonly host: RendezvousHost;
  readonly applications: Application[] = [];
  readonly incoming: HostSession[] = [];
  readonly #wiring: Disposable;

  constructor(tab: Tab) {
    this.tab = tab;
    this.host = new RendezvousHost({
      driver: createHostDriver(tab.client, { language: 'en', name: 'Rendezvous' }),
      registrations: () => registrations,
      launch: ({ token }) => {
        const [ours, theirs] = memoryChannelPair();
        const application = { name: 'Test', version: '1' };
        void acceptSession({ channel: theirs, token, application }).then(launched =>
          this.applications.push(launched),
        );
        return Promise.resolve({ channel: ours, closed: theirs.closed, close: () => ours.close() });
      },
    });
    this.host.addEventListener('incoming', event => this.incoming.push(event.session));
    this.#wiring = connectHost(tab.client, this.host);
  }

  stages(other: Tab): string[] {
    return this.tab
      .conversation(other)
      .messages.flatMap(message => (message.kind === 'invitation' ? [message.stage] : []));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#wiring[Symbol.dispose]();
    await this.tab.client.stop();
  }
}

async function two(one: string, other: string): Promise<[Messenger, Messenger]> {
  const pair: [Messenger, Messenger] = [
    new Messenger(await newPerson(home.url, one)),
    new Messenger(await newPerson(home.url, other)),
  ];
  await befriend(pair[0].tab, pair[1].tab);
  return pair;
}
function invite(from: Messenger, to: Messenger): HostSession {
  const [ask] = registrations;
  return from.host.invite({ address: to.tab.address, name: 'whoever' }, ask?.id ?? '');
}
async function connected(from: Messenger, to: Messenger): Promise<HostSession> {
  const session = invite(from, to);
  await until(() => to.incoming.length === 1);
  to.incoming[0]?.accept();
  await until(() => from.applications.length === 1 && to.applications.length === 1);
  await until(() => [from, to].every(side => side.applications[0]?.session.state === 'connected'));
  return session;
}

describe('an invitation', () => {
  test('that is accepted connects two applications, which exchange context data and leave receipts', async () => {
    const [anna, ben] = await two('anna', 'ben');
    await using _anna = anna;
    await using _ben = ben;
    await connected(anna, ben);
    const [ours] = anna.applications;
    const [theirs] = ben.applications;
    if (!ours || !theirs) throw new Error('an application is missing');
    expect(theirs.session.remoteUser).toEqual({ name: 'Anna', address: anna.tab.address });
    await until(() => ben.stages(anna.tab).at(-1) === 'connected');

    const large = 'ü'.repeat(30_000);
    await ours.session.sendContextData(large);
    for await (const data of theirs.session.contextData) {
      expect(data).toBe(large);
      break;
    }
    await ours.session.terminate();
    expect(await theirs.session.ended).toMatchObject({ state: 'cancelled', reason: 'success' });
    await until(() => ben.stages(anna.tab).at(-1) === 'ended');

    const summary = { texts: { en: { title: 'Remote Assistance', lines: ['Ben saw the screen.'] } } };
    await ours.finished(summary);
    await until(() => ben.tab.conversation(anna.tab).messages.some(m => m.kind === 'receipt'));
    expect(ben.tab.conversation(anna.tab).messages.at(-1)).toMatchObject({
      kind: 'receipt',
      from: anna.tab.address,
      summary,
    });
  });

  test('that is declined says so on both sides and on the card', async () => {
    const [anna, ben] = await two('anna2', 'ben2');
    await using _anna = anna;
    await using _ben = ben;
    const session = invite(anna, ben);
    await until(() => ben.incoming.length === 1 && session.stage === 'ringing');
    ben.incoming[0]?.decline();
    await until(() => session.outcome !== undefined);
    expect(session.outcome).toMatchObject({ state: 'declined', reason: 'declined' });
    await until(
      () => anna.stages(ben.tab).at(-1) === 'declined' && ben.stages(anna.tab).at(-1) === 'declined',
    );
    expect([...anna.applications, ...ben.applications]).toEqual([]);
  });

  test('to somebody who is not there ends as offline', async () => {
    const [anna, ben] = await two('anna3', 'ben3');
    await using _anna = anna;
    await ben[Symbol.asyncDispose]();
    await until(() => anna.tab.contact(ben.tab)?.presence === 'offline');
    const session = invite(anna, ben);
    await until(() => session.outcome !== undefined);
    expect(session.outcome).toMatchObject({ reason: 'offline' });
    await until(() => anna.stages(ben.tab).at(-1) === 'offline');
  });
});

describe('when the server goes away', () => {
  test('a session in the making ends for want of connectivity, and the messenger goes on afterwards', async () => {
    await using own = await openHome();
    await using anna = new Messenger(await newPerson(own.url, 'anna'));
    await using ben = new Messenger(await newPerson(own.url, 'ben'));
    await befriend(anna.tab, ben.tab);
    const session = await connected(anna, ben);
    await own.stop();
    await until(() => anna.tab.client.snapshot.connection !== 'online');
    // Nobody knows yet whether the server will know the session.
    expect(session.state).toBe('connected');
    await own.start();
    await Promise.all([anna.tab.online(), ben.tab.online()]);
    await until(() => session.outcome !== undefined);
    expect(session.outcome).toMatchObject({ state: 'terminated', reason: 'connectivity' });
    const [application] = anna.applications;
    expect(await application?.session.ended).toMatchObject({ state: 'terminated' });

    // The end of the session is not the end of the application: what it leaves goes into the chat.
    const summary = { texts: { en: { title: 'Remote Assistance', lines: ['It went on.'] } } };
    await application?.finished(summary);
    await until(
      () => ben.tab.client.snapshot.conversations.get(anna.tab.address)?.messages.at(-1)?.kind === 'receipt',
    );
    expect(ben.tab.conversation(anna.tab).messages.at(-1)).toMatchObject({ kind: 'receipt', summary });
  });
});

describe('when the connection of one of the two is cut', () => {
  test('for a moment, the session goes on where it was, and no context data is lost or repeated', async () => {
    await using cable = await Cable.lay(home.url);
    await using anna = new Messenger(await newPerson(home.url, 'anna4', {}, cable.url));
    await using ben = new Messenger(await newPerson(home.url, 'ben4'));
    await befriend(anna.tab, ben.tab);
    const session = await connected(anna, ben);
    const [ours, theirs] = [anna, ben].map(side => side.applications[0]?.session);
    if (!ours || !theirs) throw new Error('an application is missing');
    const got = { anna: [] as string[], ben: [] as string[] };
    ours.addEventListener('contextdata', event => got.anna.push(event.data));
    theirs.addEventListener('contextdata', event => got.ben.push(event.data));
    const sent = { anna: [] as string[], ben: [] as string[] };
    const send = (round: string): void => {
      for (let index = 0; index < 5; index += 1) {
        sent.anna.push(`${round} anna ${String(index)}`);
        sent.ben.push(`${round} ben ${String(index)}`);
        void ours.sendContextData(sent.anna.at(-1) ?? '');
        void theirs.sendContextData(sent.ben.at(-1) ?? '');
      }
    };
    for (const round of ['first', 'second', 'third']) {
      send(`${round}, before`);
      // Whatever is on its way now is lost.
      cable.cut();
      send(`${round}, while it is cut`);
      await until(() => anna.tab.client.snapshot.connection !== 'online');
      cable.mend();
      await anna.tab.online();
      send(`${round}, after`);
      await until(() => got.anna.length >= sent.ben.length && got.ben.length >= sent.anna.length);
    }
    expect(got.ben).toEqual(sent.anna);
    expect(got.anna).toEqual(sent.ben);
    expect(session.state).toBe('connected');
    await theirs.terminate(3);
    expect(await ours.ended).toMatchObject({ state: 'cancelled', hr: 3, by: 'remote' });
  });
});
