/** The steps that several states of the invitation machine share. */
import type { EndReason, SessionOutcome } from '../session-state.ts';
import type {
  DeclineReason,
  InvitationContext,
  InvitationOutput,
  InvitationState,
  InvitationStep,
  Line,
} from './invitation-state.ts';
import { hresultOfReason } from './reasons.ts';

/** A line that nothing has happened to. */
export const UNBROKEN: Line = { broken: false, asked: false };

export function ignored(state: InvitationState): InvitationStep {
  return [state, []];
}

/** Steps 5 to 10: each side starts its application once, and never before acceptance (T2). */
export function launch(first: readonly InvitationOutput[], { deadlines }: InvitationContext): InvitationStep {
  return [
    { name: 'launching', line: UNBROKEN, remoteReady: false },
    [
      { type: 'clear-timer', timer: 'invitation' },
      { type: 'clear-timer', timer: 'confirm' },
      { type: 'set-timer', timer: 'launch', ms: deadlines.launchMs },
      ...first,
      { type: 'launch' },
    ],
  ];
}

export function cancel(
  reason: EndReason,
  by: SessionOutcome['by'],
  { sessionId }: InvitationContext,
): InvitationStep {
  return [ended('cancelled', reason, by), [{ type: 'send', message: { type: 'cancel', sessionId, reason } }]];
}

export function cancelledBy(reason: EndReason): InvitationState {
  return ended('cancelled', reason, reason === 'answered-elsewhere' ? 'host' : 'remote');
}

/** The state of an invitation that was not accepted. An answer that nobody gave is not a refusal. */
export function declined(reason: DeclineReason, by: SessionOutcome['by']): InvitationState {
  return ended(reason === 'timeout' ? 'cancelled' : 'declined', reason, by);
}

export function decline(
  reason: DeclineReason,
  by: SessionOutcome['by'],
  { sessionId }: InvitationContext,
): InvitationStep {
  return [declined(reason, by), [{ type: 'send', message: refusalOf(sessionId, reason) }]];
}

/** How an invitee's side says that it does not accept. */
export function refusalOf(sessionId: string, reason: DeclineReason) {
  return reason === 'declined'
    ? ({ type: 'decline', sessionId } as const)
    : ({ type: 'unavailable', sessionId, reason } as const);
}

/** The messenger knows nothing more of an invitation: there is nobody to answer. Should there be, it is told that nobody did. */
export function forgotten({ sessionId }: InvitationContext): InvitationStep {
  return [
    ended('cancelled', 'connectivity', 'host'),
    [{ type: 'send', message: refusalOf(sessionId, 'timeout') }],
  ];
}

/** A17: the local end does not wait for the other side, which may be gone. */
export function terminate(
  reason: EndReason,
  hr: number,
  appData: string,
  { sessionId }: InvitationContext,
): InvitationStep {
  return [
    ended('cancelled', reason, 'local', hr, appData),
    [{ type: 'send', message: { type: 'terminate', sessionId, reason, hr, appData } }],
  ];
}

export function fail(
  reason: EndReason,
  { sessionId }: InvitationContext,
  hr = hresultOfReason(reason),
): InvitationStep {
  return [
    ended('terminated', reason, 'host', hr),
    [{ type: 'send', message: { type: 'terminate', sessionId, reason, hr, appData: '' } }],
  ];
}

export function ended(
  state: SessionOutcome['state'],
  reason: EndReason,
  by: SessionOutcome['by'],
  hr = hresultOfReason(reason),
  appData = '',
): InvitationState {
  return { name: 'ended', outcome: Object.freeze({ state, reason, hr, appData, by }) };
}
