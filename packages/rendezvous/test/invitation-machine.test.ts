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
} from '../src/index.ts';
import { ASK } from './support/registrations.ts';

const sessionId = '5b0f5ad4-6b0a-4a5e-9d8e-8a7b6c5d4e3f';
const CONTEXT: InvitationContext = { sessionId, protocol: [1], deadlines: DEADLINES };
const INVITE: InvitationMessageOf<'invite'> = {
  type: 'invite',
  sessionId,
  application: { id: ASK.id, component: ASK.component, name: ASK.name, url: ASK.url },
  protocol: [1],
};
const start = { inviter: () => startInviting(INVITE, CONTEXT), invitee: () => startInvited(CONTEXT) };

const reason = fc.constantFrom(...END_REASONS);
const message = fc.oneof(
  fc.constant({ type: 'ringing', sessionId } as const),
  fc.constantFrom(1, 2).map(protocol => ({ type: 'accept', sessionId, protocol }) as const),
  fc
    .constantFrom('declined', 'busy', 'not-installed', 'unsupported-version', 'policy', 'timeout')
    .map(why => ({ type: 'decline', sessionId, reason: why }) as const),
  reason.map(why => ({ type: 'cancel', sessionId, reason: why }) as const),
  fc.constant({ type: 'ready', sessionId } as const),
  fc.integer({ min: 1, max: 5 }).map(seq => ({ type: 'data', sessionId, seq, data: 'x' }) as const),
  reason.map(why => ({ type: 'terminate', sessionId, reason: why, hr: 7, appData: 'a' }) as const),
  fc.constant(INVITE),
);
const input: fc.Arbitrary<InvitationInput> = fc.oneof(
  { weight: 4, arbitrary: message.map(each => ({ type: 'received', message: each }) as const) },
  fc
    .constantFrom('invitation', 'confirm', 'launch', 'set-session', 'ready')
    .map(timer => ({ type: 'timer', timer }) as const),
  fc.constant({ type: 'user-accepts', protocol: 1 } as const),
  fc.constant({ type: 'user-declines', reason: 'declined' } as const),
  fc.constant({ type: 'user-ends' } as const),
  fc.constant({ type: 'glare' } as const),
  { weight: 3, arbitrary: fc.constant({ type: 'application-greets' } as const) },
  { weight: 3, arbitrary: fc.constant({ type: 'application-takes' } as const) },
  fc
    .constantFrom('launch-failed', 'unsupported-version')
    .map(why => ({ type: 'launch-fails', reason: why }) as const),
  fc.nat(9).map(id => ({ type: 'application-sends', id, data: 'x' }) as const),
  fc.constant({ type: 'application-terminates', hr: 0, appData: '' } as const),
  fc.constant({ type: 'application-gone' } as const),
  fc
    .tuple(message, fc.constantFrom('offline', 'rate-limited'))
    .map(([each, code]) => ({ type: 'send-failed', message: each, code }) as const),
  fc.constant({ type: 'connection-lost' } as const),
  fc.constant({ type: 'connection-restored' } as const),
);

interface Walk {
  readonly states: InvitationState[];
  readonly outputs: InvitationOutput[][];
}
function walk([first, outputs]: InvitationStep, inputs: readonly InvitationInput[]): Walk {
  const result: Walk = { states: [first], outputs: [[...outputs]] };
  let state = first;
  for (const each of inputs) {
    const [next, more] = stepInvitation(state, each, CONTEXT);
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
    fc.property(fc.array(input, { maxLength: 30 }), inputs => property(walk(start[side](), inputs), inputs)),
    { numRuns: 2_000 },
  );

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
      expect(before.some(each => each.type === 'received' && each.message.type === 'ready')).toBe(true);
      const sent = outputs.slice(0, connected + 1).flat();
      expect(sent.some(output => output.type === 'send' && output.message.type === 'ready')).toBe(true);
    });
  });

  it('T14 T16 delivers and sends data only while connected, each number once and rising', () => {
    check(side, ({ states, outputs }) => {
      let delivered = 0;
      let sent = 0;
      for (const [index, step] of outputs.entries()) {
        for (const output of step) {
          if (output.type === 'deliver') {
            expect(states[index]?.name).toBe('connected');
            expect(output.seq).toBeGreaterThan(delivered);
            delivered = output.seq;
          }
          if (output.type === 'send' && output.message.type === 'data') {
            expect(states[index]?.name).toBe('connected');
            expect(output.message.seq).toBe(sent + 1);
            sent += 1;
          }
        }
      }
    });
  });

  it('has one outcome, which never changes, and does nothing after it', () => {
    check(side, ({ states, outputs }) => {
      const end = states.findIndex(state => state.name === 'ended');
      if (end < 0) return;
      for (const state of states.slice(end)) expect(state).toBe(states[end]);
      expect(outputs.slice(end + 1).flat()).toEqual([]);
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
        output => output.type === 'send' && ['cancel', 'decline', 'terminate'].includes(output.message.type),
      );
      const known =
        (cause?.type === 'received' && ['cancel', 'decline', 'terminate'].includes(cause.message.type)) ||
        // The invitation never reached it.
        (cause?.type === 'send-failed' && cause.message.type === 'invite');
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
        if (name !== undefined && name in expected) {
          expect([...running].filter(timer => timer !== 'confirm')).toEqual([
            expected[name as keyof typeof expected],
          ]);
        }
        if (name === 'connected') expect([...running]).toEqual([]);
      }
    });
  });

  it('returns the very same state for what is out of sequence', () => {
    check(side, ({ states, outputs }) => {
      for (const [index, step] of outputs.entries()) {
        const before = states[index - 1];
        if (before !== undefined && step.length > 0 && before.name !== 'ended')
          expect(states[index]).not.toBe(before);
      }
    });
  });
});
