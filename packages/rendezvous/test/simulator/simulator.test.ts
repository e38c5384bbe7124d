/** The two simulated messengers by hand: faults between them, and connections that are cut. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEADLINES, type RendezvousSession } from '../../src/index.ts';
import {
  Simulator,
  type SimulatorOptions,
  type SimulatorStep,
  type TransportFaults,
} from '../../src/simulator/index.ts';
import { ManualClock, settle } from '../support/manual-clock.ts';
import { ASK } from '../support/registrations.ts';
import { launching } from './applications.ts';

/** Two applications whose sessions the test holds, and the steps so far. */
function stage(options: Partial<SimulatorOptions> = {}) {
  const clock = new ManualClock();
  const sessions: Record<'inviter' | 'invitee', RendezvousSession | undefined> = {
    inviter: undefined,
    invitee: undefined,
  };
  const received = { inviter: [] as string[], invitee: [] as string[] };
  const launch = launching(() => ({
    setRendezvousSession(session) {
      const side = session.inviter ? 'inviter' : 'invitee';
      sessions[side] = session;
      session.addEventListener('contextdata', ({ data }) => received[side].push(data));
    },
  }));
  const side = { registration: ASK, launch };
  const simulator = new Simulator({ inviter: side, invitee: side, clock, ...options });
  const steps: SimulatorStep[] = [];
  void (async () => {
    for await (const step of simulator.steps) steps.push(step);
  })();
  return { clock, simulator, sessions, received, steps };
}

describe('a simulator', () => {
  it('leaves the answer to its caller when it is asked to', async () => {
    const { simulator, sessions } = stage({ answer: 'leave' });
    const session = simulator.invite();
    await settle();
    expect(session.stage).toBe('ringing');
    expect(sessions.inviter).toBeUndefined();
    simulator.invitee.accept();
    await settle();
    expect(session.state).toBe('connected');
    simulator.close();
    await simulator.closed;
  });

  it('is for one session', async () => {
    const { simulator } = stage();
    simulator.invite();
    expect(() => simulator.invite()).toThrow(expect.objectContaining({ code: 'repeated' }));
    simulator.close();
    await simulator.closed;
    expect(() => simulator.invite()).toThrow(expect.objectContaining({ code: 'closed' }));
  });

  it('keeps the session over a short cut, and loses and repeats nothing', async () => {
    const { simulator, sessions, received, clock, steps } = stage();
    simulator.invite();
    await settle();
    simulator.cut('invitee');
    simulator.cut('invitee');
    await sessions.inviter?.sendContextData('one');
    await sessions.invitee?.sendContextData('two');
    await clock.advance(5_000);
    expect(received).toEqual({ inviter: [], invitee: [] });
    simulator.restore('invitee');
    await clock.advance(5_000);
    expect(received).toEqual({ inviter: ['two'], invitee: ['one'] });
    expect(simulator.inviter.session?.state).toBe('connected');
    expect(steps.filter(({ event }) => event === 'cut' || event === 'restored')).toHaveLength(2);
    simulator.close();
    await simulator.closed;
  });

  it('ends the session over a long cut, on both sides', async () => {
    const { simulator, clock, steps } = stage();
    simulator.invite();
    await settle();
    simulator.cut('inviter');
    await clock.advance(DEADLINES.resumeMs);
    simulator.restore('inviter');
    await settle();
    const ends = steps.filter(({ event }) => event === 'terminated');
    expect(ends).toMatchObject([
      { side: 'inviter', t: DEADLINES.resumeMs, reason: 'connectivity', by: 'host' },
      { side: 'invitee', t: DEADLINES.resumeMs, reason: 'connectivity', by: 'remote' },
    ]);
    simulator.close();
    await simulator.closed;
  });

  it('delivers an invitation once more that has outlived a cut', async () => {
    const { simulator, clock } = stage({ answer: 'leave' });
    const session = simulator.invite();
    await settle();
    simulator.cut('invitee');
    simulator.restore('invitee');
    await settle();
    await clock.advance(DEADLINES.confirmMs * 2);
    simulator.invitee.accept();
    await settle();
    expect(session.state).toBe('connected');
    simulator.close();
    await simulator.closed;
  });

  const fault = fc.double({ min: 0, max: 0.3, noNaN: true });
  it('brings context data whole and in order over any transport that loses, repeats, delays and turns round', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.integer(),
          drop: fault,
          lose: fc.constantFrom(0, 0.2),
          duplicate: fault,
          reorder: fc.constantFrom(0, 0.2),
          delayMs: fc.constantFrom<TransportFaults['delayMs']>(0, 30, [0, 200]),
        }),
        async faults => {
          const run = stage({ faults });
          run.simulator.invite();
          await run.clock.advance(60_000);
          const { inviter, invitee } = run.sessions;
          // The invitation itself, or an acceptance, may be what was lost.
          if (inviter?.state === 'connected' && invitee?.state === 'connected') {
            const texts = Array.from({ length: 20 }, (_, index) => String(index));
            for (const text of texts) await inviter.sendContextData(text);
            await run.clock.advance(120_000);
            const { length } = run.received.invitee;
            expect(run.received.invitee).toEqual(texts.slice(0, length));
            // What is lost without a word is noticed with the next message, and the last ones have none.
            if (faults.lose === 0 && inviter.state === 'connected') expect(length).toBe(texts.length);
          }
          run.simulator.close();
          await run.clock.advance(60_000);
          await run.simulator.closed;
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does the same again for the same seed', async () => {
    const faults = { seed: 7, drop: 0.3, duplicate: 0.3, reorder: 0.3, delayMs: [0, 90] } as const;
    const events: string[][] = [];
    for (const _ of [1, 2]) {
      const run = stage({ faults });
      run.simulator.invite();
      await run.clock.advance(40_000);
      run.simulator.close();
      await run.clock.advance(40_000);
      await run.simulator.closed;
      events.push(run.steps.map(({ t, side, event }) => `${String(t)} ${side} ${event}`));
    }
    expect(events[0]).toEqual(events[1]);
  });
});
