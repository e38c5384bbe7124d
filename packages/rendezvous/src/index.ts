export type { Channel } from './channel.ts';
export {
  METHODS,
  type MethodName,
  NOTIFICATIONS,
  type NotificationName,
  type NotificationParamsOf,
  type ParamsOf,
  RelayServer,
  type ResultOf,
  SessionSnapshot,
  Summary,
} from './contract.ts';
export { GuidSchema, InvitationMessage, type InvitationMessageOf, PROTOCOL_VERSIONS } from './invitation.ts';
export { DEADLINES, LIMITS } from './limits.ts';
export { nameIn, normalizeGuid, Registration } from './registration.ts';
export {
  DISPID,
  END_REASONS,
  type EndReason,
  HRESULT,
  isTerminal,
  SESSION_FLAGS,
  SESSION_STATE,
  type SessionOutcome,
  type SessionState,
} from './session-state.ts';
