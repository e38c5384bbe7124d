/** A session that was accepted, as its messenger sees it: launch, hand-over, CONNECTED, until its end. */
import { HRESULT } from '../session-state.ts';
import type {
  InvitationContext,
  InvitationInput,
  InvitationOutput,
  InvitationStep,
} from './invitation-state.ts';
import { cancelledBy, ended, fail, ignored, terminate } from './invitation-steps.ts';
import { stateOfReason } from './reasons.ts';
import {
  type Accepted,
  answer,
  breakAndAsk,
  breakLine,
  mend,
  otherIsReady,
  restored,
  retry,
  sendFailed,
} from './resumption-steps.ts';

export function stepAccepted(
  state: Accepted,
  input: InvitationInput,
  context: InvitationContext,
): InvitationStep {
  switch (input.type) {
    case 'received':
      return receivedAfterAcceptance(state, input, context);
    case 'timer':
      return timerAfterAcceptance(state, input, context);
    case 'application-greets':
      return applicationGreets(state, context);
    case 'application-takes':
      return applicationTakes(state, context);
    case 'launch-fails':
      return state.name === 'launching' || state.name === 'handing-over'
        ? fail(input.reason, context)
        : ignored(state);
    case 'application-gone':
      return fail(
        state.name === 'waiting' || state.name === 'connected' ? input.reason : 'launch-failed',
        context,
      );
    case 'application-terminates':
      return terminate('success', input.hr, input.appData, context);
    case 'user-ends':
      return terminate('cancelled', HRESULT.E_ABORT, '', context);
    case 'overrun':
      return fail('app-crashed', context, HRESULT.E_OUTOFMEMORY);
    case 'disagreement':
      return fail('connectivity', context);
    case 'gap':
      // Who has asked a moment ago looks again when it is time.
      return state.line.broken || state.line.asked ? ignored(state) : breakAndAsk(state, context);
    case 'connection-lost':
      return breakLine(state, context);
    case 'connection-restored':
      return restored(state, context);
    case 'send-failed':
      return sendFailed(state, input.message.type, input.code, context);
    default:
      return ignored(state);
  }
}

function timerAfterAcceptance(
  state: Accepted,
  { timer, missing = false }: Extract<InvitationInput, { type: 'timer' }>,
  context: InvitationContext,
): InvitationStep {
  switch (timer) {
    case 'ready':
      return state.name === 'waiting' ? fail('timeout', context) : ignored(state);
    case 'launch':
      return state.name === 'launching' ? fail('launch-failed', context) : ignored(state);
    case 'set-session':
      return state.name === 'handing-over' ? fail('launch-failed', context) : ignored(state);
    case 'resume':
      return state.line.broken ? fail('connectivity', context) : ignored(state);
    case 'retry':
      return retry(state, missing, context);
    default:
      return ignored(state);
  }
}

function applicationGreets(state: Accepted, { deadlines }: InvitationContext): InvitationStep {
  if (state.name !== 'launching') return ignored(state);
  return [
    { ...state, name: 'handing-over' },
    [
      { type: 'clear-timer', timer: 'launch' },
      { type: 'set-timer', timer: 'set-session', ms: deadlines.setSessionMs },
      { type: 'hand-over' },
    ],
  ];
}

/** T11: CONNECTED is announced when both sides have said that their application holds its session. */
function applicationTakes(state: Accepted, { sessionId, deadlines }: InvitationContext): InvitationStep {
  if (state.name !== 'handing-over') return ignored(state);
  const ready: InvitationOutput[] = [
    { type: 'clear-timer', timer: 'set-session' },
    { type: 'send', message: { type: 'ready', sessionId } },
  ];
  if (state.remoteReady) return [{ name: 'connected', line: state.line }, ready];
  // Should the other side's `ready` be lost, it is asked for: not everything that is lost breaks a connection.
  return [
    { name: 'waiting', line: { ...state.line, asked: true } },
    [
      ...ready,
      { type: 'set-timer', timer: 'ready', ms: deadlines.readyMs },
      { type: 'set-timer', timer: 'retry', ms: deadlines.retryMs },
    ],
  ];
}

function receivedAfterAcceptance(
  state: Accepted,
  { message }: Extract<InvitationInput, { type: 'received' }>,
  context: InvitationContext,
): InvitationStep {
  switch (message.type) {
    case 'ready':
      return otherIsReady(state);
    case 'data': {
      // T14: nobody may send before both are ready, so data says that the other side is, should its `ready` be lost.
      if (state.name !== 'waiting' && state.name !== 'connected') return fail('protocol-error', context);
      const [next, becomes] = otherIsReady(state);
      return [next, [...becomes, { type: 'take-data', seq: message.seq, data: message.data }]];
    }
    case 'ack':
      return [state, [{ type: 'forget-data', received: message.received }]];
    case 'resume':
      return answer(state, message, context);
    case 'resumed':
      return mend(state, message);
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
