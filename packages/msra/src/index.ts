/**
 * [MS-RA], [MS-RAI] and the parts of [MS-RDPEMC] that steer a session: bytes, texts and state machines.
 * No dependencies, no I/O, no clock, no randomness; decoding is total.
 *
 * @packageDocumentation
 */

export {
  CHANNEL,
  type ChannelName,
  maySend,
  type Role,
  STATIC_CONTROL_CHANNEL,
  type Usage,
  type Version,
} from './channels.ts';
export {
  CONNECTION_STRING_LIMITS,
  type ConnectionString2,
  EXPERT_KEY_HASH,
  formatConnectionString2,
  type Listener,
  parseConnectionString2,
  type Transport,
} from './initiation/connection-string.ts';
export { IteratedSha1, type Sha1, sha1 } from './initiation/sha1.ts';
export {
  deriveToken,
  deriveTokenInSlices,
  MAX_TOKEN_STRING_UNITS,
  TOKEN_PASSWORD_TAIL,
  TOKEN_ROUNDS,
  type TokenInput,
} from './messages/authorization-token.ts';
export { TOKEN_BYTES } from './messages/bstr.ts';
export {
  decodeChat,
  encodeChat,
  MAX_CHAT_BYTES_RECEIVED,
  MAX_CHAT_UNITS,
  splitChat,
} from './messages/chat.ts';
export { CTL, type CtlName, type CtlPacket, decodeCtl, encodeCtl } from './messages/ctl.ts';
export { decodeEnvelope, type Envelope, encodeEnvelope, MAX_ENVELOPE_BYTES } from './messages/envelope.ts';
export {
  encodeFileCommand,
  FILE_BLOCK_BYTES,
  FILE_COMMANDS,
  type FileCommand,
  matchFileCommand,
} from './messages/file-transfer.ts';
export {
  CONTROL_LEVEL,
  decodeParticipants,
  encodeParticipant,
  MAX_PARTICIPANT_BYTES,
  PARTICIPANT,
  PARTICIPANT_PDUS,
  type ParticipantPdu,
  type ParticipantPduName,
} from './messages/participant-control.ts';
export {
  decodeCommand,
  encodeCommand,
  MAX_COMMAND_UNITS,
  RC_COMMANDS,
  type RcCommand,
  type RcCommandName,
} from './messages/rc-command.ts';
export { RESULT_CODE, type ResultCodeName, resultCodeName } from './messages/result-codes.ts';
export { READINGS, type Reading, type ReadingName } from './product-behavior.ts';
export type { SessionEndReason } from './session-init/end-reason.ts';
export {
  type ExpertInitInput,
  type ExpertInitOutput,
  type ExpertInitState,
  type ExpertInitStep,
  initialExpertInitState,
  stepExpertInit,
} from './session-init/expert.ts';
export {
  initialNoviceInitState,
  type NoviceInitInput,
  type NoviceInitOutput,
  type NoviceInitState,
  type NoviceInitStep,
  stepNoviceInit,
} from './session-init/novice.ts';
export {
  chooseExpertVersion,
  chooseNoviceVersion,
  type ImplementedVersions,
  type Initiation,
  noviceVersionAtStart,
} from './session-init/version.ts';
export {
  type ControlEndReason,
  type ExpertShareControlInput,
  type ExpertShareControlOutput,
  type ExpertShareControlState,
  type ExpertShareControlStep,
  initialExpertShareControlState,
  stepExpertShareControl,
} from './share-control/expert.ts';
export {
  initialNoviceShareControlState,
  type NoviceShareControlInput,
  type NoviceShareControlOutput,
  type NoviceShareControlState,
  type NoviceShareControlStep,
  stepNoviceShareControl,
} from './share-control/novice.ts';
export { DecodeError, type DecodeErrorCode, EncodeError, type EncodeErrorCode } from './wire/errors.ts';
