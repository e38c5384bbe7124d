/**
 * One rendezvous session as its messenger sees it, from invitation to end: rendezvous-api 3 and 8.3.
 * Pure: what arrived, what the person or the application did and which deadline passed go in; what to do comes out.
 */
import type { InvitationMessageOf } from '../invitation.ts';
import { stepAccepted } from './accepted-machine.ts';
import type {
  InvitationContext,
  InvitationInput,
  InvitationState,
  InvitationStep,
} from './invitation-state.ts';
import {
  cancel,
  cancelledBy,
  decline,
  declined,
  ended,
  fail,
  forgotten,
  ignored,
  launch,
} from './invitation-steps.ts';
import { reasonOfCode } from './reasons.ts';

type StateNamed<N extends InvitationState['name']> = Extract<InvitationState, { name: N }>;

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
      return stepEnded(state, input, context);
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
      return [declined('declined', 'remote'), []];
    case 'unavailable':
      return [declined(message.reason, 'remote'), []];
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

/**
 * Terminal, rendezvous-api 3: late messages, second terminations and late timers are normal and change nothing.
 * Only a side that still believes in the session is told once more: what said so may have been lost.
 */
function stepEnded(
  state: StateNamed<'ended'>,
  input: InvitationInput,
  { sessionId }: InvitationContext,
): InvitationStep {
  if (input.type !== 'received') return ignored(state);
  const { type } = input.message;
  if (type !== 'ready' && type !== 'data' && type !== 'resume') return ignored(state);
  const { reason, hr, appData } = state.outcome;
  return [state, [{ type: 'send', message: { type: 'terminate', sessionId, reason, hr, appData } }]];
}
