/** What an application gets to know of its session at the hand-over. */
import type { SessionSnapshot } from '../contract.ts';
import { LIMITS } from '../limits.ts';
import { SESSION_STATE, type SessionState } from '../session-state.ts';
import type { SessionControl } from './session-control.ts';

/** @param state as the application is to see it; as it is, unless told */
export function snapshotOf(session: SessionControl, state: SessionState = session.state): SessionSnapshot {
  const { id, flags, remoteUser, registration, invitationData } = session;
  return {
    id,
    state: SESSION_STATE[state],
    flags,
    remoteUser: { name: remoteUser.name.slice(0, LIMITS.nameLength), address: remoteUser.address },
    application: registration.id,
    component: registration.component,
    invitationData,
  };
}
