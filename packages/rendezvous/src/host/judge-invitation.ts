/** What becomes of an invitation that has arrived: shown, refused without asking, or passed over. rendezvous-api 8.3. */
import { type InvitationMessageOf, PROTOCOL_VERSIONS } from '../invitation.ts';
import type { Registration } from '../registration.ts';
import type { HostDriver } from './driver.ts';
import type { DeclineReason } from './invitation-state.ts';
import type { SessionControl } from './session-control.ts';

export type Verdict =
  | { readonly type: 'show'; readonly registration: Registration; readonly protocol: readonly number[] }
  | { readonly type: 'refuse'; readonly reason: DeclineReason }
  /** An own invitation goes first: the other side decides likewise, and takes this one back. */
  | { readonly type: 'pass-over' };

export interface Circumstances {
  readonly driver: HostDriver;
  /** What is registered here under the invitation's application id. */
  readonly registration: Registration | undefined;
  /** The session of the two for the same application that has not ended. */
  readonly crossing: Pick<SessionControl, 'id' | 'inviter' | 'state'> | undefined;
  /** Whether one more may lie open before this person. */
  readonly hasRoom: boolean;
}

export function judgeInvitation(
  from: string,
  { sessionId, application, protocol: offered }: InvitationMessageOf<'invite'>,
  { driver, registration, crossing, hasRoom }: Circumstances,
): Verdict {
  if (from === driver.address || !driver.isContact(from)) return { type: 'refuse', reason: 'policy' };
  if (registration === undefined) return { type: 'refuse', reason: 'not-installed' };
  const protocol = versionsOf(registration).filter(version => offered.includes(version));
  // T4: both sides create the same component, so another one under the same id cannot be a partner.
  if (protocol.length === 0 || registration.component !== application.component) {
    return { type: 'refuse', reason: 'unsupported-version' };
  }
  if (crossing !== undefined) {
    if (!crossing.inviter || crossing.state !== 'invitation') return { type: 'refuse', reason: 'busy' };
    // Glare: the lower id wins.
    if (crossing.id < sessionId) return { type: 'pass-over' };
  }
  // Before anything is given up for it.
  return hasRoom ? { type: 'show', registration, protocol } : { type: 'refuse', reason: 'busy' };
}

/** The protocol versions that both this implementation and the application speak. */
export function versionsOf({ protocol }: Registration): number[] {
  return PROTOCOL_VERSIONS.filter(version => version >= protocol.min && version <= protocol.max);
}
