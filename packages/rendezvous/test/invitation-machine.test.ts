/** The pure machine: a table of its transitions, and invariants over random inputs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEADLINES,
  END_REASONS,
  type InvitationContext,
  type InvitationInput,
  type InvitationMessageOf,
  type InvitationOutput,
  type InvitationState,
  type InvitationStep,
  isTerminal,
  SESSION_STATE,
  sessionStateOf,
  startInvited,
  startInviting,
  stepInvitation,
  UNAVAILABLE_REASONS,
} from '../src/index.ts';
import { ASK } from './support/registrations.ts';

const sessionId = '5b0f5ad4-6b0a-4a5e-9d8e-8a7b6c5d4e3f';
const contextOf = (inviter: boolean): InvitationContext => ({
  sessionId,
  inviter,
  protocol: [1],
  deadlines: DEADLINES,
});
const INVITE: InvitationMessageOf<'invite'> = {
  type: 'invite',
  sessionId,
  application: { id: ASK.id, component: ASK.component, name: ASK.name, url: ASK.url },
  protocol: [1],
};
const start = {
  inviter: () => startInviting(INVITE, contextOf(true)),
  invitee: () => startInvited(contextOf(false)),
};

const reason = fc.constantFrom(...END_REASONS);
const message = fc.oneof(
  fc.constant({ type: 'ringing', sessionId } as const),
  fc.constantFrom(1, 2).map(protocol => ({ type: 'accept', sessionId, protocol }) as const),
  fc.constant({ type: 'decline', sessionId } as const),
  fc
    .constantFrom(...UNAVAILABLE_REASONS)
    .map(why => ({ type: 'unavailable', sessionId, reason: why }) as const),
  reason.map(why => ({ type: 'cancel', sessionId, reason: why }) as const),
  fc.constant({ type: 'ready', sessionId } as const),
  fc.integer({ min: 1, max: 5 }).map(seq => ({ type: 'data', sessionId, seq, data: 'x' }) as const),
  fc.nat(5).map(received => ({ type: 'ack', sessionId, received }) as const),
  fc
    .tuple(fc.nat(5), fc.boolean())
    .map(([received, ready]) => ({ type: 'resume', sessionId, received, ready }) as const),
  fc.tuple(fc.nat(5), fc.boolean()).map(([received, ready]) => ({
    type: 'resumed' as const,
    sessionId,
    received,
    acknowledged: 0,
    ready,
    skipped: [],
  })),
  reason.map(why => ({ type: 'terminate', sessionId, reason: why, hr: 7, appData: 'a' }) as const),
  fc.constant(INVITE),
);
const input: fc.Arbitrary<InvitationInput> = fc.oneof(
  { weight: 4, arbitrary: message.map(each => ({ type: 'received', message: each }) as const) },
  fc
    .constantFrom('invitation', 'confirm', 'launch', 'set-session', 'ready', 'resume', 'retry')
    .chain(timer => fc.boolean().map(missing => ({ type: 'timer', timer, missing }) as const)),
  fc.constant({ type: 'user-accepts', protocol: 1 } as const),
  fc.constant({ type: 'user-declines', reason: 'declined' } as const),
  fc.constant({ type: 'user-ends' } as const),
  fc.constant({ type: 'glare' } as const),
  { weight: 3, arbitrary: fc.constant({ type: 'application-greets' } as const) },
  { weight: 3, arbitrary: fc.constant({ type: 'application-takes' } as const) },
  fc
    .constantFrom('launch-failed', 'unsupported-version', 'policy')
    .map(why => ({ type: 'launch-fails', reason: why }) as const),
  fc.constantFrom({ type: 'overrun' } as const, { type: 'gap' } as const, { type: 'disagreement' } as const),
  fc.constant({ type: 'application-terminates', hr: 0, appData: '' } as const),
  fc.constant({ type: 'application-gone', reason: 'app-crashed' } as const),
  fc
    .tuple(message, fc.constantFrom('offline', 'rate-limited', 'unknown-session'))
    .map(([each, code]) => ({ type: 'send-failed', message: each, code }) as const),
  fc.constant({ type: 'connection-lost' } as const),
  fc.constant({ type: 'connection-restored' } as const),
);

interface Walk {
  readonly states: InvitationState[];
  readonly outputs: InvitationOutput[][];
}
function walk(
  [first, outputs]: InvitationStep,
  inputs: readonly InvitationInput[],
  context: InvitationContext,
): Walk {
  const result: Walk = { states: [first], outputs: [[...outputs]] };
  let state = first;
  for (const each of inputs) {
    const [next, more] = stepInvitation(state, each, context);
    result.states.push(next);
    result.outputs.push([...more]);
    state = next;
  }
  return result;
}

const check = (
  side: 'inviter' | 'invitee',
  property: (walk: Walk, inputs: readonly InvitationInput[]) => void,
): void =>
  fc.assert(
    fc.property(fc.array(input, { maxLength: 30 }), inputs =>
      property(walk(start[side](), inputs, contextOf(side === 'inviter')), inputs),
    ),
    { numRuns: 2_000 },
  );

const LAST_WORDS: readonly string[] = ['cancel', 'decline', 'unavailable', 'terminate'];

describe.each(['inviter', 'invitee'] as const)('the machine of the %s', side => {
  it('never goes back: the numbers of the seed’s states only rise', () => {
    check(side, ({ states }) => {
      const numbers = states.map(state => SESSION_STATE[sessionStateOf(state)]);
      for (const [index, number] of numbers.entries())
        expect(number).toBeGreaterThanOrEqual(numbers[index - 1] ?? 0);
    });
  });

  it('T2 T3 launches once at most, and only when it goes from the invitation to acceptance', () => {
    check(side, ({ states, outputs }) => {
      let launches = 0;
      for (const [index, step] of outputs.entries()) {
        if (!step.some(output => output.type === 'launch')) continue;
        launches += 1;
        expect([states[index - 1]?.name, states[index]?.name]).toEqual([
          side === 'inviter' ? 'inviting' : 'invited',
          'launching',
        ]);
      }
      expect(launches).toBeLessThanOrEqual(1);
    });
  });

  it('T5 hands over once at most, and T11 is connected only after its own hand-over and the other’s ready', () => {
    check(side, ({ states, outputs }, inputs) => {
      const flat = outputs.flat();
      expect(flat.filter(output => output.type === 'hand-over').length).toBeLessThanOrEqual(1);
      const connected = states.findIndex(state => state.name === 'connected');
      if (connected < 0) return;
      const before = inputs.slice(0, connected);
      expect(before.some(each => each.type === 'application-takes')).toBe(true);
      // Its `ready`, what repeats that, or data, which nobody sends before both are.
      const saysReady = before.some(
        each =>
          each.type === 'received' &&
          (each.message.type === 'ready' ||
            each.message.type === 'data' ||
            ('ready' in each.message && each.message.ready)),
      );
      expect(saysReady).toBe(true);
      const sent = outputs.slice(0, connected + 1).flat();
      expect(sent.some(output => output.type === 'send' && output.message.type === 'ready')).toBe(true);
    });
  });

  it('T14 takes data for the application only while connected', () => {
    check(side, ({ states, outputs }) => {
      for (const [index, step] of outputs.entries()) {
        if (step.some(output => output.type === 'take-data')) expect(states[index]?.name).toBe('connected');
      }
    });
  });

  it('has one outcome, which never changes, and says nothing after it but the end to whoever believes in the session', () => {
    check(side, ({ states, outputs }) => {
      const end = states.findIndex(state => state.name === 'ended');
      if (end < 0) return;
      for (const state of states.slice(end)) expect(state).toBe(states[end]);
      for (const output of outputs.slice(end + 1).flat()) {
        expect(output).toMatchObject({ type: 'send', message: { type: 'terminate' } });
      }
      const last = states[end];
      if (last?.name !== 'ended') return;
      expect(isTerminal(last.outcome.state)).toBe(true);
      expect(Object.isFrozen(last.outcome)).toBe(true);
    });
  });

  it('tells the other side of every end that the other side cannot know of', () => {
    check(side, ({ states, outputs }, inputs) => {
      const end = states.findIndex(state => state.name === 'ended');
      if (end < 1) return;
      const cause = inputs[end - 1];
      const told = (outputs[end] ?? []).some(
        output => output.type === 'send' && LAST_WORDS.includes(output.message.type),
      );
      const known =
        (cause?.type === 'received' && LAST_WORDS.includes(cause.message.type)) ||
        // The invitation never reached it.
        (cause?.type === 'send-failed' && states[end - 1]?.name === 'inviting');
      expect(told).toBe(!known);
    });
  });

  it('has a deadline running in every state that waits for somebody', () => {
    check(side, ({ states, outputs }) => {
      const running = new Set<string>();
      for (const [index, step] of outputs.entries()) {
        for (const output of step) {
          if (output.type === 'set-timer') running.add(output.timer);
          if (output.type === 'clear-timer') running.delete(output.timer);
        }
        const state = states[index];
        const name = state?.name;
        const doubtful = state?.name === 'invited' && state.doubtful;
        if (name !== 'ended') expect(running.has('confirm')).toBe(doubtful);
        const expected = {
          inviting: 'invitation',
          invited: 'invitation',
          launching: 'launch',
          'handing-over': 'set-session',
          waiting: 'ready',
        } as const;
        const line = state !== undefined && 'line' in state ? state.line : { broken: false, asked: false };
        if (name !== 'ended') {
          expect(running.has('resume')).toBe(line.broken);
          expect(running.has('retry')).toBe(line.broken || line.asked);
        }
        const others = [...running].filter(timer => !['confirm', 'resume', 'retry'].includes(timer));
        if (name !== undefined && name in expected) {
          expect(others).toEqual([expected[name as keyof typeof expected]]);
        }
        if (name === 'connected') expect(others).toEqual([]);
      }
    });
  });

  it('asks the other side where it stands while the line is broken, and never again before it is time', () => {
    check(side, ({ states, outputs }, inputs) => {
      for (const [index, step] of outputs.entries()) {
        if (!step.some(output => output.type === 'ask')) continue;
        const before = states[index - 1];
        const cause = inputs[index - 1];
        const asked = before !== undefined && 'line' in before && before.line.asked;
        if (asked) expect(['timer', 'connection-restored']).toContain(cause?.type);
        expect(states[index]).toMatchObject({ line: { asked: true } });
        const missing = cause?.type === 'timer' && cause.missing;
        if (states[index]?.name !== 'waiting' && !missing) {
          expect(states[index]).toMatchObject({ line: { broken: true } });
        }
      }
    });
  });
});
