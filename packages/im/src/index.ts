export { Address, Username } from './address.ts';
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
