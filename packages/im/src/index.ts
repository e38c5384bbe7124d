export {
  APPLICATION_LIST_LIMITS,
  Credentials,
  LinkInfo,
  loadApplications,
  lookUpLink,
  signIn,
  signInAsGuest,
  signOut,
  signUp,
} from './account.ts';
export { Address, Username } from './address.ts';
export { ImClient, type ImClientEvents, type ImClientOptions } from './client.ts';
export { CONNECTION_TIMING, type ConnectionTiming } from './connection.ts';
export { ImError, type LocalErrorCode } from './errors.ts';
export { IncomingMessageEvent, InvitationEvent } from './events.ts';
export {
  CLOSE,
  ClientFrame,
  Contact,
  Conversation,
  ERROR_CODES,
  type ErrorCode,
  InvitationStage,
  Link,
  Message,
  OPERATIONS,
  Operation,
  type OperationName,
  type OperationParams,
  type OperationResult,
  Person,
  Presence,
  ServerFrame,
  type TextMessage,
} from './frames.ts';
export { LIMITS } from './limits.ts';
export { OutboxEntry, type OutboxStorage, type WebStorage, webOutboxStorage } from './outbox-storage.ts';
export { exponentialReconnect, type ReconnectPolicy } from './reconnect-policy.ts';
export {
  connectHost,
  createHostDriver,
  type HostDriverOptions,
} from './rendezvous-driver.ts';
export type { PendingMessage } from './store/conversation.ts';
export type { ConnectionState, Self } from './store/state.ts';
export type { ConversationView, ImSnapshot } from './store/view.ts';
export { randomUuid } from './uuid.ts';
