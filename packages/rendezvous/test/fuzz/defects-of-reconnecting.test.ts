/** Found by fuzzing. An application that could come back, and a messenger that never does. */
import { expect, it } from 'vitest';
import { type Application, acceptSession, type Channel, memoryChannelPair } from '../../src/index.ts';
import { ManualClock, settle } from '../support/manual-clock.ts';
import { SNAPSHOT, WELCOME } from './played-host.ts';
import { isFields } from './values.ts';

/** A messenger that answers hello, hands over, and then nothing; its channel can be cut. */
function messenger(): { channel: Channel; cut: () => void } {
  const [hostEnd, channel] = memoryChannelPair();
  void (async () => {
    for await (const said of hostEnd.messages) {
      if (!isFields(said) || said['method'] !== 'rendezvous/hello') continue;
      hostEnd.send({ jsonrpc: '2.0', id: said['id'], result: WELCOME });
      hostEnd.send({
        jsonrpc: '2.0',
        id: 'x',
        method: 'app/setSession',
        params: { session: { ...SNAPSHOT, state: 4 } },
      });
    }
  })();
  return { channel, cut: () => hostEnd.close() };
}

async function lostBy(use: (application: Application) => Promise<unknown>[]) {
  const clock = new ManualClock();
  const { channel, cut } = messenger();
  const accepting = acceptSession({
    channel,
    token: 't'.repeat(48),
    application: { name: 'x', version: '1' },
    clock,
    reconnect: () => Promise.reject(new Error('nobody there')),
  });
  await settle();
  const application = await accepting;
  const settled: string[] = [];
  for (const [index, work] of use(application).entries()) {
    const done = (): void => void settled.push(`work ${String(index)}`);
    work.then(done, done);
  }
  void application.closed.then(() => settled.push('closed'));
  void application.session.ended.then(() => settled.push('ended'));
  cut();
  await settle();
  await clock.advance(120_000);
  return settled.toSorted();
}

it('without anything asked, all that waits settles', async () => {
  expect(await lostBy(() => [])).toEqual(['closed', 'ended']);
});
it('a request that was open does not keep the loss from the session', async () => {
  expect(await lostBy(application => [application.relayServers()])).toEqual(['closed', 'ended', 'work 0']);
});
it('nor from a send', async () => {
  expect(await lostBy(({ session }) => [session.sendContextData('x'), session.terminate()])).toEqual([
    'closed',
    'ended',
    'work 0',
    'work 1',
  ]);
});
it('a messenger that welcomes it and goes in the same breath is noticed', async () => {
  const clock = new ManualClock();
  const first = messenger();
  let found = 0;
  const reconnect = async (): Promise<Channel> => {
    found += 1;
    if (found > 1) throw new Error('nobody there');
    const [hostEnd, channel] = memoryChannelPair();
    void (async () => {
      for await (const said of hostEnd.messages) {
        if (!isFields(said)) continue;
        hostEnd.send({ jsonrpc: '2.0', id: said['id'], result: WELCOME });
        hostEnd.close();
      }
    })();
    return channel;
  };
  const accepting = acceptSession({
    channel: first.channel,
    token: 't'.repeat(48),
    application: { name: 'x', version: '1' },
    clock,
    reconnect,
  });
  await settle();
  const { session, closed } = await accepting;
  const settled: string[] = [];
  void closed.then(() => settled.push('closed'));
  first.cut();
  await settle();
  await clock.advance(120_000);
  expect(settled).toEqual(['closed']);
  expect(session.outcome).toBeDefined();
});
