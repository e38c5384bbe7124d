import { type EndReason, type HostSession, nameIn } from '@rendezvous/rendezvous';

/** How far a session is, as one sentence. */
export function sessionLine({
  registration,
  remoteUser: { name },
  inviter,
  state,
  stage,
  outcome,
}: HostSession): string {
  const application = nameIn(registration, 'en');
  if (state === 'invitation') {
    if (!inviter) return `${name} invites you to ${application}.`;
    return stage === 'ringing'
      ? `${name} sees your invitation to ${application}.`
      : `You invite ${name} to ${application}…`;
  }
  if (outcome === undefined) return `${application} is ${state === 'connected' ? 'open.' : 'opening…'}`;
  if (outcome.by === 'local' && outcome.reason !== 'success') {
    return outcome.reason === 'declined' ? `You declined ${application}.` : `You ended ${application}.`;
  }
  return `${ENDS[outcome.reason] ?? '{application} could not be opened.'}`
    .replaceAll('{name}', name)
    .replaceAll('{application}', application);
}

const ENDS: Partial<Record<EndReason, string>> = {
  success: '{application} is over.',
  declined: '{name} declined {application}.',
  cancelled: '{name} ended {application}.',
  timeout: 'Nobody answered the invitation to {application}.',
  busy: '{name} is busy.',
  'app-crashed': '{application} was closed.',
  connectivity: 'The connection to {name} is gone.',
};
