/** A hostile application that was started without a session, and may invite people. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS, memoryChannelPair, RPC_CODE } from '../../src/index.ts';
import { RawApplication } from '../conformance/raw-application.ts';
import { settle } from '../support/manual-clock.ts';
import { addressOf, Pair } from '../support/pair.ts';
import { ASK } from '../support/registrations.ts';
import { demandsAnswer, idOf, message, NAMES } from './messages.ts';
import { OutOfBand } from './out-of-band.ts';

type Act =
  | { readonly type: 'says'; readonly message: unknown }
  | { readonly type: 'invites'; readonly whom: string }
  | { readonly type: 'answered'; readonly how: 'accept' | 'decline' | 'end' }
  | { readonly type: 'pause' };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('says' as const), message: message(NAMES) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('invites' as const),
      whom: fc.constantFrom(addressOf('B'), addressOf('B'), addressOf('A'), 'stranger@example'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('answered' as const),
      how: fc.constantFrom('accept', 'decline', 'end'),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ type: 'pause' } as const) },
);

async function started(pair: Pair): Promise<RawApplication> {
  const opened = Promise.withResolvers<RawApplication>();
  const starting = pair.A.host.startApplication(ASK.id, token => {
    const [hostEnd, applicationEnd] = memoryChannelPair();
    opened.resolve(new RawApplication(applicationEnd, token));
    const closed = new Promise<void>(() => undefined);
    return Promise.resolve({ channel: hostEnd, closed, close: () => hostEnd.close() });
  });
  const raw = await opened.promise;
  await raw.hello();
  await starting;
  return raw;
}

describe('a hostile application without a session', () => {
  it('gets clear answers, and invites nobody but contacts, one at a time', async () => {
    using outOfBand = new OutOfBand();
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25, size: 'max' }), async acts => {
        const pair = new Pair();
        const raw = await started(pair);
        const heardBefore = raw.heard.length;
        const said: unknown[] = [];
        const say = (saying: unknown): void => {
          if (raw.closed) return;
          try {
            const clone: unknown = structuredClone(saying);
            raw.say(clone);
            said.push(clone);
          } catch {
            // No clone, or the channel has just been closed.
          }
        };
        for (const [index, step] of acts.entries()) {
          if (step.type === 'pause') await settle();
          else if (step.type === 'says') say(step.message);
          else if (step.type === 'answered') pair.B.incoming.at(-1)?.[step.how]();
          else {
            const params = { to: step.whom, data: '' };
            say({ jsonrpc: '2.0', id: `invites ${String(index)}`, method: 'host/invite', params });
          }
        }
        await settle();
        const answers = raw.heard.slice(heardBefore).filter(({ method }) => method === undefined);
        const codes = answers.flatMap(({ error }) => (error === undefined ? [] : [error.code]));
        expect(codes.filter(code => code === RPC_CODE.internal)).toEqual([]);
        if (!raw.closed) {
          const answered = answers.filter(({ id }) => id !== null).map(idOf);
          expect(answered.toSorted()).toEqual(said.filter(demandsAnswer).map(idOf).toSorted());
        }
        const open = pair.B.incoming.filter(({ state }) => state === 'invitation');
        expect(open.length).toBeLessThanOrEqual(LIMITS.openInvitationsPerPerson);
        const live = [...pair.A.host.sessions.values()].filter(({ outcome }) => outcome === undefined);
        expect(live.length).toBeLessThanOrEqual(1);
        expect(pair.A.launches).toEqual([]);
        expect(
          pair.journal.filter(({ what }) => what === 'receives invite').every(({ who }) => who === 'B'),
        ).toBe(true);
        raw.close();
        for (const side of [pair.A, pair.B]) side.host.close();
        await settle();
        expect(pair.clock.pending).toBe(0);
        await outOfBand.check();
      }),
      { numRuns: 300 },
    );
  });
});
