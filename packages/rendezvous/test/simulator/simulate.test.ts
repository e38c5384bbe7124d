/** One simulated session: two real hosts, two real applications, every step seen. */
import { describe, expect, it } from 'vitest';
import { HRESULT, LaunchError, type Registration, SESSION_FLAGS } from '../../src/index.ts';
import {
  type SimulateOptions,
  type SimulationResult,
  SimulatorError,
  type SimulatorStep,
  simulate,
} from '../../src/simulator/index.ts';
import { ManualClock, settle } from '../support/manual-clock.ts';
import { ASK, OFFER } from '../support/registrations.ts';
import { conversation, idle, launching } from './applications.ts';

const both = (launch: SimulateOptions['inviter']['launch']): SimulateOptions => ({
  inviter: { registration: ASK, launch },
  invitee: { registration: ASK, launch },
});

async function take(options: SimulateOptions): Promise<{ steps: SimulatorStep[]; result: SimulationResult }> {
  const simulation = simulate(options);
  const steps: SimulatorStep[] = [];
  for await (const step of simulation) steps.push(step);
  return { steps, result: await simulation.result };
}

const of = (steps: readonly SimulatorStep[], side: SimulatorStep['side']): string[] =>
  steps.filter(step => step.side === side).map(({ event }) => event);

describe('a simulated session', () => {
  it('is told step by step on both sides, from the invitation to the end of both applications', async () => {
    const { steps, result } = await take(both(launching(conversation())));
    const end = 'terminated stateChanged finished closed exited';
    expect(of(steps, 'inviter').join(' ')).toBe(
      'invite ringing launch stateChanged hello setSession held stateChanged ' +
        `sendContextData contextData terminate ${end}`,
    );
    expect(of(steps, 'invitee').join(' ')).toBe(
      'incoming accept launch stateChanged hello setSession held stateChanged ' +
        `contextData sendContextData ${end}`,
    );
    expect(result).toEqual({
      ok: true,
      outcomes: {
        inviter: { state: 'cancelled', reason: 'success', hr: 0, appData: 'private end', by: 'local' },
        invitee: { state: 'cancelled', reason: 'success', hr: 0, appData: 'private end', by: 'remote' },
      },
      applications: { inviter: 'exited', invitee: 'exited' },
    });
  });

  it('tells states and flags by the numbers of the header, and both states of each change', async () => {
    const { steps } = await take(both(launching(conversation())));
    for (const side of ['inviter', 'invitee'] as const) {
      const own = steps.filter(step => step.side === side);
      expect(own.filter(({ event }) => event === 'stateChanged')).toMatchObject([
        { prevState: 2, state: 3 },
        { prevState: 3, state: 4 },
        { prevState: 4, state: 5 },
      ]);
      expect(own.find(({ event }) => event === 'setSession')).toMatchObject({
        state: 3,
        flags: SESSION_FLAGS[side],
      });
    }
  });

  it('tells the length and the number of context data and never the text, unless it is asked to', async () => {
    const discreet = await take(both(launching(conversation())));
    expect(JSON.stringify(discreet.steps)).not.toContain('private');
    expect(discreet.steps.find(({ event }) => event === 'contextData')).toMatchObject({ seq: 1, length: 9 });
    const open = await take({ ...both(launching(conversation())), showData: true });
    expect(open.steps.filter(({ event }) => event === 'contextData')).toMatchObject([
      { side: 'invitee', seq: 1, length: 9, data: 'private 1' },
      { side: 'inviter', seq: 1, length: 19, data: 'answer to private 1' },
    ]);
    expect(open.steps.find(({ event }) => event === 'terminated')).toMatchObject({ data: 'private end' });
  });

  it('tells no launch token in any step', async () => {
    const tokens: string[] = [];
    const launch = launching(conversation());
    const { steps } = await take(
      both((given, side) => {
        tokens.push(given.token);
        return launch(given, side);
      }),
    );
    expect(tokens).toHaveLength(2);
    for (const token of tokens) expect(JSON.stringify(steps)).not.toContain(token);
  });
});

describe('a session that does not go well', () => {
  it('is declined: nothing is launched', async () => {
    const { steps, result } = await take({ ...both(launching(conversation())), answer: 'decline' });
    expect(steps.some(({ event }) => event === 'launch')).toBe(false);
    expect(result.ok).toBe(false);
    expect(result.outcomes.inviter).toMatchObject({ state: 'declined', reason: 'declined', by: 'remote' });
    expect(result.applications).toEqual({ inviter: 'none', invitee: 'none' });
  });

  it('is not installed at the invitee: nothing is launched, and the inviter hears why', async () => {
    const options = both(launching(conversation()));
    const { steps, result } = await take({ ...options, invitee: { ...options.invitee, installed: false } });
    expect(steps.find(({ event }) => event === 'refused')).toMatchObject({
      side: 'invitee',
      reason: 'not-installed',
    });
    expect(result.ok).toBe(false);
    expect(result.outcomes.inviter).toMatchObject({ state: 'declined', reason: 'not-installed' });
    expect(result.outcomes.invitee).toBeUndefined();
  });

  it('is told why an application was not launched, on both sides', async () => {
    const options = both(launching(conversation()));
    const { steps, result } = await take({
      ...options,
      invitee: {
        ...options.invitee,
        launch: () => Promise.reject(new LaunchError('not-found', 'there is no such program')),
      },
    });
    expect(steps.find(({ event }) => event === 'error')).toMatchObject({
      side: 'invitee',
      by: 'launcher',
      code: 'not-found',
      message: 'there is no such program',
    });
    expect(result.ok).toBe(false);
    expect(result.outcomes.inviter).toMatchObject({ state: 'terminated', reason: 'launch-failed' });
    expect(result.applications.invitee).toBe('failed');
  });

  it('is told what the application refuses', async () => {
    const { steps, result } = await take(
      both(
        launching(() => ({
          setRendezvousSession: () => {
            throw new Error('not today');
          },
        })),
      ),
    );
    expect(steps.find(({ event }) => event === 'error')).toMatchObject({
      by: 'application',
      method: 'app/setSession',
      hresult: HRESULT.E_FAIL,
    });
    expect(result.ok).toBe(false);
  });

  it('ends when its time is over, says of each side what it waited for, and lets both applications go', async () => {
    const clock = new ManualClock();
    const simulation = simulate({ ...both(launching(idle)), clock, timeoutMs: 60_000 });
    await settle();
    await clock.advance(60_000);
    const result = await simulation.result;
    const steps: SimulatorStep[] = [];
    for await (const step of simulation) steps.push(step);
    const problems = steps.filter(({ event }) => event === 'problem');
    expect(problems).toMatchObject([
      { side: 'inviter', t: 60_000, problem: 'timeout' },
      { side: 'invitee', t: 60_000, problem: 'timeout' },
    ]);
    expect(result).toMatchObject({ ok: false, applications: { inviter: 'exited', invitee: 'exited' } });
  });

  it('ends when its caller gives up', async () => {
    const caller = new AbortController();
    const simulation = simulate({ ...both(launching(idle)), signal: caller.signal });
    for await (const step of simulation)
      if (step.event === 'stateChanged' && step.state === 4) caller.abort();
    const result = await simulation.result;
    expect(result.ok).toBe(false);
    expect(result.outcomes.inviter).toMatchObject({ reason: 'cancelled' });
  });

  it('ends when nobody wants to see more of it', async () => {
    const simulation = simulate(both(launching(idle)));
    for await (const step of simulation) if (step.event === 'launch') break;
    expect((await simulation.result).ok).toBe(false);
  });

  it('did not go well when a process has ended with a code of its own', async () => {
    const launch = launching(conversation());
    const { steps, result } = await take(
      both(async (given, side) => {
        const launched = await launch(given, side);
        return { ...launched, exited: launched.closed.then(() => ({ code: 3, signal: null })) };
      }),
    );
    expect(steps.filter(({ event }) => event === 'exited')).toMatchObject([{ code: 3 }, { code: 3 }]);
    expect(steps.filter(({ event }) => event === 'problem')).toMatchObject([
      { problem: 'exit-code' },
      { problem: 'exit-code' },
    ]);
    expect(result.ok).toBe(false);
    expect(result.outcomes.inviter).toMatchObject({ reason: 'success' });
  });
});

describe('two registrations', () => {
  const other = '{0B7E019A-B5DE-47FA-8966-9082F82FB192}';
  const pair = (invitee: Registration, component?: string): SimulateOptions => ({
    inviter: { registration: ASK, launch: launching(conversation()) },
    invitee: { registration: invitee, launch: launching(conversation()) },
    component,
  });
  const refusal = (options: SimulateOptions): string => {
    try {
      simulate(options);
    } catch (error) {
      if (error instanceof SimulatorError) return error.code;
    }
    return 'none';
  };

  it('are of one application', () => {
    expect(refusal(pair(OFFER))).toBe('different-application');
  });
  it('create one component', () => {
    expect(refusal(pair({ ...ASK, component: other }))).toBe('different-component');
  });
  it('may be two implementations, when the component is named', async () => {
    const bare = other.slice(1, -1).toLowerCase();
    const { steps, result } = await take(pair({ ...ASK, component: other }, bare));
    expect(result.ok).toBe(true);
    expect(steps.filter(({ event }) => event === 'launch')).toMatchObject([
      { component: other },
      { component: other },
    ]);
  });
  it('have the component that is named, and it is a GUID', () => {
    expect(refusal(pair(ASK, other))).toBe('unknown-component');
    expect(refusal(pair(ASK, 'remote assistance'))).toBe('invalid-component');
  });
});
