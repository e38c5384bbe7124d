/** Where an invitation stands, in one word, from what the server says of it and what a session of this tab knows. Pure. */
import type { InvitationStage } from '@rendezvous/im';
import type { EndReason, SessionOutcome } from '@rendezvous/rendezvous';

export type Phase =
  | 'asking'
  | 'ringing'
  /** Invitee: it can be answered here. */
  | 'answerable'
  | 'accepted'
  | 'connecting'
  | 'connected'
  /** The two applications have met and go on by themselves; this side's is open. */
  | 'running'
  /** The two applications have met. */
  | 'met'
  | 'declined'
  | 'cancelled'
  | 'timeout'
  | 'busy'
  | 'offline'
  | 'not-installed'
  | 'unsupported-version'
  | 'policy'
  | 'answered-elsewhere'
  | 'failed';

/** What a phase needs of a session of this tab. */
export interface LiveSession {
  readonly inviter: boolean;
  readonly stage: 'asking' | 'ringing' | 'launching' | 'waiting' | 'connected' | 'ended';
  readonly outcome?: SessionOutcome | undefined;
  /** Whether this side's application is open. */
  readonly applicationRunning: boolean;
}

const PHASE_OF_REASON: Readonly<Record<EndReason, Phase>> = {
  success: 'met',
  declined: 'declined',
  cancelled: 'cancelled',
  timeout: 'timeout',
  busy: 'busy',
  offline: 'offline',
  'not-installed': 'not-installed',
  'unsupported-version': 'unsupported-version',
  'launch-failed': 'failed',
  'app-crashed': 'failed',
  connectivity: 'failed',
  'protocol-error': 'failed',
  policy: 'policy',
  'answered-elsewhere': 'answered-elsewhere',
  glare: 'cancelled',
};

function phaseOfOutcome({ outcome, applicationRunning }: LiveSession): Phase {
  const phase = outcome === undefined ? 'met' : PHASE_OF_REASON[outcome.reason];
  return phase === 'met' && applicationRunning ? 'running' : phase;
}

/** The phase of a session that this tab takes part in. */
export function phaseOfSession(session: LiveSession): Phase {
  switch (session.stage) {
    case 'asking':
      return 'asking';
    case 'ringing':
      return session.inviter ? 'ringing' : 'answerable';
    case 'launching':
      return 'accepted';
    case 'waiting':
      return 'connecting';
    case 'connected':
      return 'connected';
    case 'ended':
      return phaseOfOutcome(session);
  }
}

const PHASE_OF_STAGE: Readonly<Record<InvitationStage, Phase>> = {
  asking: 'asking',
  ringing: 'ringing',
  accepted: 'accepted',
  connected: 'connected',
  ended: 'met',
  declined: 'declined',
  cancelled: 'cancelled',
  timeout: 'timeout',
  busy: 'busy',
  offline: 'offline',
  'not-installed': 'not-installed',
  'unsupported-version': 'unsupported-version',
  policy: 'policy',
  failed: 'failed',
};

/**
 * The phase of an invitation card. A session of this tab knows more, and earlier, than the server's record, except for
 * one thing: that another window of ours has answered is not the end of the invitation, only of its ringing here.
 */
export function phaseOf(stage: InvitationStage, session: LiveSession | undefined): Phase {
  const recorded = PHASE_OF_STAGE[stage];
  if (session === undefined) return recorded;
  const live = phaseOfSession(session);
  return live === 'answered-elsewhere' && recorded !== 'ringing' && recorded !== 'asking' ? recorded : live;
}

/** How a phase looks: under way, good, over without success, or gone wrong. */
export function toneOf(phase: Phase): 'busy' | 'good' | 'over' | 'bad' {
  switch (phase) {
    case 'asking':
    case 'ringing':
    case 'answerable':
    case 'accepted':
    case 'connecting':
      return 'busy';
    case 'connected':
    case 'running':
    case 'met':
      return 'good';
    case 'failed':
    case 'not-installed':
    case 'unsupported-version':
    case 'policy':
      return 'bad';
    case 'declined':
    case 'cancelled':
    case 'timeout':
    case 'busy':
    case 'offline':
    case 'answered-elsewhere':
      return 'over';
  }
}
