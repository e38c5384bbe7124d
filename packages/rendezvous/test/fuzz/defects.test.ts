/** What fuzzing has found: the smallest case of each, so that it does not come back. */
import { describe, expect, it } from 'vitest';
import { LIMITS, memoryChannelPair } from '../../src/index.ts';
import { connectedRaw, launchedRaw, RawApplication } from '../conformance/raw-application.ts';
import { settle } from '../support/manual-clock.ts';
import { Pair } from '../support/pair.ts';
import { ASK } from '../support/registrations.ts';
import { PlayedHost, SNAPSHOT, WELCOME } from './played-host.ts';

const request = (id: string, method: string, params: object) => ({ jsonrpc: '2.0', id, method, params });

/** An application that was started without a session; how often the host has let it go. */
async function started(pair: Pair) {
  const opened = Promise.withResolvers<RawApplication>();
  let lettingGo = 0;
  const starting = pair.A.host.startApplication(ASK.id, token => {
    const [channel, applicationEnd] = memoryChannelPair();
    opened.resolve(new RawApplication(applicationEnd, token));
    const close = (): void => {
      lettingGo += 1;
      channel.close();
    };
    return Promise.resolve({ channel, closed: new Promise<void>(() => undefined), close });
  });
  const raw = await opened.promise;
  await raw.hello();
  await starting;
  return { raw, lettingGo: () => lettingGo };
}

describe('an end of a channel that was cut off', () => {
  it('is not heard any more, and cannot choose its own ending', async () => {
    const pair = new Pair();
    const raw = await connectedRaw(pair);
    for (let count = 0; count < LIMITS.violations; count += 1) raw.say('noise');
    raw.say(request('data', 'session/sendContextData', { id: 1, data: 'behind the cut' }));
    raw.say(request('end', 'session/terminate', { hr: 0, appData: 'all is well' }));
    await settle();
    expect(pair.B.running.received).toEqual([]);
    expect(pair.B.running.session?.outcome).toMatchObject({ state: 'terminated', reason: 'protocol-error' });
  });

  it('leaves no timer when it was let go of', async () => {
    const pair = new Pair();
    const raw = await launchedRaw(pair);
    raw.answer = undefined;
    await raw.hello();
    raw.say({ jsonrpc: '2.0', id: 1, result: false });
    for (let count = 0; count < 6; count += 1) raw.say({ jsonrpc: '2.0', method: 'noise' });
    raw.say(request('finished', 'app/finished', {}));
    await settle();
    for (const side of [pair.A, pair.B]) side.host.close();
    await settle();
    expect(pair.clock.pending).toBe(0);
  });
});

describe('an application whose messenger floods it', () => {
  it('keeps no more than its queue before its hello is answered', async () => {
    const host = new PlayedHost();
    await settle();
    for (let seq = 1; seq <= 3 * LIMITS.channelQueue; seq += 1) {
      host.notify('session/contextData', { seq, data: 'x' });
      if (seq % 1_000 === 0) await settle();
    }
    await settle();
    expect(host.closed).toBe(true);
  });

  it('keeps no more context data than its queue, whether or not terminate is answered', async () => {
    const host = new PlayedHost({ listens: false });
    await settle();
    await host.handOver();
    host.notify('session/stateChanged', { prevState: 3, state: 4 });
    for (let seq = 1; seq <= 4 * LIMITS.contextDataQueue; seq += 1) {
      host.notify('session/contextData', { seq, data: 'x' });
      if (seq % 1_000 === 0) await settle();
    }
    await settle();
    let kept = 0;
    host.session?.addEventListener('contextdata', () => {
      kept += 1;
    });
    await settle();
    expect(kept).toBeLessThanOrEqual(LIMITS.contextDataQueue + 1);
  });

  it('hears of no failed send after its session has ended', async () => {
    const host = new PlayedHost();
    await settle();
    await host.handOver();
    host.notify('session/terminated', { hr: 0, appData: '', reason: 'success', by: 'remote' });
    host.notify('session/stateChanged', { prevState: 3, state: 5 });
    host.notify('session/sendError', { id: 1, hr: -1 });
    await settle();
    expect(host.outcome).toBeDefined();
    expect(host.sendErrors).toEqual([]);
  });
});

describe('an application that runs without a session', () => {
  it('is let go of once, however often it says that it has finished', async () => {
    const pair = new Pair();
    const { raw, lettingGo } = await started(pair);
    for (let count = 0; count < 100; count += 1)
      raw.say(request(`finished ${String(count)}`, 'app/finished', {}));
    await settle();
    expect(pair.clock.pending).toBeLessThanOrEqual(1);
    await pair.clock.advance(60_000);
    expect(lettingGo()).toBe(1);
  });

  it('is let go of when its host is closed', async () => {
    const pair = new Pair();
    const { raw, lettingGo } = await started(pair);
    pair.A.host.close();
    await settle();
    expect(raw.closed).toBe(true);
    expect(lettingGo()).toBe(1);
  });

  it('takes its invitation along when it goes', async () => {
    const pair = new Pair();
    const { raw } = await started(pair);
    await raw.ask('host/invite', { to: 'b@example', data: '' });
    raw.close();
    await settle();
    expect(pair.B.offered.state).not.toBe('invitation');
  });
});
void [SNAPSHOT, WELCOME];
