/**
 * One rendezvous session as its messenger sees it, from invitation to end: rendezvous-api 3 and 8.3.
 * Pure: what arrived, what the person or the application did and which deadline passed go in; what to do comes out.
 */
import type { InvitationMessageOf } from '../invitation.ts';
import { HRESULT } from '../session-state.ts';
import type {
  InvitationContext,
  InvitationInput,
  InvitationOutput,
  InvitationState,
  InvitationStep,
} from './invitation-state.ts';
import {
  cancel,
  cancelledBy,
  connected,
  decline,
  ended,
  fail,
  forgotten,
  ignored,
  launch,
  terminate,
} from './invitation-steps.ts';
import { reasonOfCode, stateOfReason } from './reasons.ts';

type StateNamed<N extends InvitationState['name']> = Extract<InvitationState, { name: N }>;
type Accepted = StateNamed<'launching' | 'handing-over' | 'waiting' | 'connected'>;

/** The inviter's side: the person picked an application. */
export function startInviting(
  invite: InvitationMessageOf<'invite'>,
  { deadlines }: InvitationContext,
): InvitationStep {
  return [
    { name: 'inviting', ringing: false },
    [
      { type: 'set-timer', timer: 'invitation', ms: deadlines.invitationMs },
      { type: 'send', message: invite },
    ],
  ];
}

/** The invitee's side: an invitation has arrived and is shown. */
export function startInvited({ sessionId, deadlines }: InvitationContext): InvitationStep {
  return [
    { name: 'invited', doubtful: false },
    [
      { type: 'set-timer', timer: 'invitation', ms: deadlines.invitationMs },
      { type: 'send', message: { type: 'ringing', sessionId } },
    ],
  ];
}

/** Total: every input has its step in every state. What is out of sequence returns the same state object. */
export function stepInvitation(
  state: InvitationState,
  input: InvitationInput,
  context: InvitationContext,
): InvitationStep {
  switch (state.name) {
    case 'inviting':
      return stepInviting(state, input, context);
    case 'invited':
      return stepInvited(state, input, context);
    case 'launching':
    case 'handing-over':
    case 'waiting':
    case 'connected':
      return stepAccepted(state, input, context);
    case 'ended':
      // Terminal, rendezvous-api 3: late messages, second terminations and late timers are normal and change nothing.
      return ignored(state);
  }
}

function stepInviting(
  state: StateNamed<'inviting'>,
  input: InvitationInput,
  context: InvitationContext,
): InvitationStep {
  switch (input.type) {
    case 'received':
      return receivedByInviter(state, input, context);
    case 'timer':
      return input.timer === 'invitation' ? cancel('timeout', 'host', context) : ignored(state);
    case 'user-ends':
      return cancel('cancelled', 'local', context);
    case 'glare':
      return cancel('glare', 'host', context);
    case 'connection-lost':
      return cancel('connectivity', 'host', context);
    case 'send-failed':
      return input.message.type === 'invite'
        ? [ended('cancelled', reasonOfCode(input.code), 'host'), []]
        : ignored(state);
    default:
      return ignored(state);
  }
}

function receivedByInviter(
  state: StateNamed<'inviting'>,
  { message }: Extract<InvitationInput, { type: 'received' }>,
  context: InvitationContext,
): InvitationStep {
  switch (message.type) {
    case 'ringing':
      return state.ringing ? ignored(state) : [{ name: 'inviting', ringing: true }, []];
    case 'accept':
      if (!context.protocol.includes(message.protocol)) return fail('unsupported-version', context);
      return launch([], context);
    case 'decline':
      // An answer that nobody gave is not a refusal.
      return [ended(message.reason === 'timeout' ? 'cancelled' : 'declined', message.reason, 'remote'), []];
    case 'cancel':
    case 'terminate':
      // On the other side's behalf, by a service that has lost it.
      return [ended('cancelled', message.reason, 'remote'), []];
    default:
      return ignored(state);
  }
}

function stepInvited(
  state: StateNamed<'invited'>,
  input: InvitationInput,
  context: InvitationContext,
): InvitationStep {
  switch (input.type) {
    case 'received':
      if (input.message.type === 'invite') return confirmed(state);
      if (input.message.type !== 'cancel' && input.message.type !== 'terminate') return ignored(state);
      return [cancelledBy(input.message.reason), []];
    case 'timer':
      if (input.timer === 'confirm') return state.doubtful ? forgotten(context) : ignored(state);
      return input.timer === 'invitation' ? decline('timeout', 'host', context) : ignored(state);
    case 'connection-restored':
      return [
        { name: 'invited', doubtful: true },
        [{ type: 'set-timer', timer: 'confirm', ms: context.deadlines.confirmMs }],
      ];
    case 'user-accepts':
      return launch(
        [
          {
            type: 'send',
            message: { type: 'accept', sessionId: context.sessionId, protocol: input.protocol },
          },
        ],
        context,
      );
    case 'user-declines':
      return decline(input.reason, 'local', context);
    case 'user-ends':
      return decline('declined', 'local', context);
    // A lost connection takes no card away: it may be back before the person answers, and the deadline stands.
    default:
      return ignored(state);
  }
}

/** Delivered once more: it still stands. */
function confirmed(state: StateNamed<'invited'>): InvitationStep {
  return state.doubtful
    ? [{ name: 'invited', doubtful: false }, [{ type: 'clear-timer', timer: 'confirm' }]]
    : ignored(state);
}

function stepAccepted(state: Accepted, input: InvitationInput, context: InvitationContext): InvitationStep {
  const { sessionId, deadlines } = context;
  switch (input.type) {
    case 'received':
      return receivedAfterAcceptance(state, input, context);
    case 'timer':
      if (input.timer === 'ready' && state.name === 'waiting') return fail('timeout', context);
      if (input.timer === 'launch' && state.name === 'launching') return fail('launch-failed', context);
      if (input.timer === 'set-session' && state.name === 'handing-over')
        return fail('launch-failed', context);
      return ignored(state);
    case 'application-greets':
      if (state.name !== 'launching') return ignored(state);
      return [
        { name: 'handing-over', remoteReady: state.remoteReady },
        [
          { type: 'clear-timer', timer: 'launch' },
          { type: 'set-timer', timer: 'set-session', ms: deadlines.setSessionMs },
          { type: 'hand-over' },
        ],
      ];
    case 'application-takes': {
      if (state.name !== 'handing-over') return ignored(state);
      const ready: InvitationOutput[] = [
        { type: 'clear-timer', timer: 'set-session' },
        { type: 'send', message: { type: 'ready', sessionId } },
      ];
      if (state.remoteReady) return [connected, ready];
      return [{ name: 'waiting' }, [...ready, { type: 'set-timer', timer: 'ready', ms: deadlines.readyMs }]];
    }
    case 'launch-fails':
      return state.name === 'launching' || state.name === 'handing-over'
        ? fail(input.reason, context)
        : ignored(state);
    case 'application-gone':
      return fail(
        state.name === 'waiting' || state.name === 'connected' ? 'app-crashed' : 'launch-failed',
        context,
      );
    case 'application-sends': {
      if (state.name !== 'connected') return ignored(state);
      const seq = state.sent + 1;
      return [
        { ...state, sent: seq },
        [{ type: 'send', message: { type: 'data', sessionId, seq, data: input.data }, sendId: input.id }],
      ];
    }
    case 'application-terminates':
      return terminate('success', input.hr, input.appData, context);
    case 'user-ends':
      return terminate('cancelled', HRESULT.E_ABORT, '', context);
    case 'connection-lost':
      return fail('connectivity', context);
    case 'send-failed':
      return sendFailed(state, input, context);
    default:
      return ignored(state);
  }
}

function receivedAfterAcceptance(
  state: Accepted,
  { message }: Extract<InvitationInput, { type: 'received' }>,
  context: InvitationContext,
): InvitationStep {
  switch (message.type) {
    case 'ready':
      if (state.name === 'waiting') return [connected, [{ type: 'clear-timer', timer: 'ready' }]];
      if (state.name === 'connected' || state.remoteReady) return ignored(state);
      return [{ name: state.name, remoteReady: true }, []];
    case 'data':
      // T14: nobody may send before both are ready, and our `ready` goes out before the other side may be CONNECTED.
      if (state.name !== 'connected') return fail('protocol-error', context);
      // A repetition. A gap is data whose sender was told that it could not be sent (T17).
      if (message.seq <= state.received) return ignored(state);
      return [
        { ...state, received: message.seq },
        [{ type: 'deliver', seq: message.seq, data: message.data }],
      ];
    case 'cancel':
      // Crossed our acceptance, or another device of this person was faster.
      return [cancelledBy(message.reason), []];
    case 'terminate': {
      const { reason, hr, appData } = message;
      return [ended(stateOfReason(reason), reason, 'remote', hr, appData), []];
    }
    default:
      return ignored(state);
  }
}

/** Codes that leave no doubt that the other side's session is gone, or no certainty about what has arrived. */
function sendFailed(
  state: Accepted,
  { message, code }: Extract<InvitationInput, { type: 'send-failed' }>,
  context: InvitationContext,
): InvitationStep {
  if (message.type === 'accept' || message.type === 'ready') return fail('connectivity', context);
  if (message.type !== 'data') return ignored(state);
  return REFUSALS.has(code) ? ignored(state) : fail('connectivity', context);
}

/** The service was there and said no: this one message did not go, and the next one may (T17). */
const REFUSALS: ReadonlySet<string> = new Set(['rate-limited', 'too-many', 'bad-frame', 'busy', 'internal']);
