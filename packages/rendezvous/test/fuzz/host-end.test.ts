/** A hostile application at the messenger's end of the channel. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HRESULT, LIMITS } from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { message, NAMES } from './messages.ts';
import { OutOfBand } from './out-of-band.ts';
import { act, Siege } from './siege.ts';

describe('a hostile application', () => {
  it.each(['launched', 'greeted', 'connected', 'ended'] as const)(
    'that was %s gets a clear refusal, and harms nobody but itself',
    async stage => {
      using outOfBand = new OutOfBand();
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25, size: 'max' }), async acts => {
          const siege = new Siege();
          await siege.begin(stage);
          for (const step of acts) await siege.perform(step);
          await settle();
          siege.checkAnswers();
          await siege.checkOtherSide();
          await siege.end();
          await outOfBand.check();
        }),
        { numRuns: 300 },
      );
    },
  );
});

describe('an application that talks nonsense', () => {
  /** What is no message in the first place, so that each counts. */
  const nonsense = fc.oneof(
    fc.string().map((said): unknown => said),
    fc.array(message(NAMES), { maxLength: 2 }),
    fc.constant({ jsonrpc: '2.0', id: 'wrong way', method: 'app/setSession', params: {} }),
  );
  const talk = async (siege: Siege, saids: readonly unknown[]): Promise<void> => {
    await siege.begin('connected');
    for (const said of saids) siege.say(said);
    await settle();
  };

  it('loses its channel in the end, and the other side is told why, once', async () => {
    using outOfBand = new OutOfBand();
    const much = fc.array(nonsense, {
      minLength: LIMITS.violations,
      maxLength: LIMITS.violations + 10,
      size: 'max',
    });
    await fc.assert(
      fc.asyncProperty(much, async saids => {
        const siege = new Siege();
        await talk(siege, saids);
        expect(siege.application.closed).toBe(true);
        siege.checkAnswers();
        const end = { state: 'terminated', reason: 'protocol-error', hr: HRESULT.E_UNEXPECTED, appData: '' };
        expect(siege.session.outcome).toEqual({ ...end, by: 'host' });
        const { events, session } = siege.pair.B.running;
        expect(session?.outcome).toEqual({ ...end, by: 'remote' });
        expect(events.filter(event => event === 'termination')).toHaveLength(1);
        await siege.end();
        await outOfBand.check();
      }),
      { numRuns: 30 },
    );
  });

  it('keeps it until then, and its session too', async () => {
    using outOfBand = new OutOfBand();
    await fc.assert(
      fc.asyncProperty(fc.array(nonsense, { maxLength: LIMITS.violations - 1, size: 'max' }), async saids => {
        const siege = new Siege();
        await talk(siege, saids);
        expect(siege.application.closed).toBe(false);
        expect(siege.session.state).toBe('connected');
        siege.checkAnswers();
        await siege.checkOtherSide();
        await siege.end();
        await outOfBand.check();
      }),
      { numRuns: 30 },
    );
  });
});
