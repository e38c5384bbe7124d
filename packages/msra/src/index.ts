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
  type ChatInput,
  type ChatOutput,
  type ChatState,
  type ChatStep,
  type ChatTimer,
  initialChatState,
  stepChat,
  TYPING_SENT_MS,
  TYPING_SHOWN_MS,
} from './chat/machine.ts';
export { IteratedSha1, type Sha1, sha1 } from './crypto/sha1.ts';
export {
  type FileChannelNameParts,
  fileChannelName,
  isFileChannelName,
} from './file-transfer/channel-name.ts';
export {
  type FileDiscardReason,
  type FileOffer,
  type FileReceiverInput,
  type FileReceiverOutput,
  type FileReceiverState,
  type FileReceiverStep,
  initialFileReceiverState,
  stepFileReceiver,
} from './file-transfer/receiver.ts';
export {
  type FileSenderInput,
  type FileSenderOutput,
  type FileSenderState,
  type FileSenderStep,
  type FileSendFailure,
  initialFileSenderState,
  stepFileSender,
} from './file-transfer/sender.ts';
export {
  CONNECTION_STRING_LIMITS,
  type ConnectionString2,
  EXPERT_KEY_HASH,
  formatConnectionString2,
  type Listener,
  parseConnectionString2,
  type Transport,
} from './initiation/connection-string.ts';
export { CONTACT_CLASSIFIER, contactAddress } from './initiation/contact-address.ts';
export {
  decodePublicKeyBlob,
  encodePublicKeyBlob,
  type RsaPublicKey,
} from './initiation/rsa-public-key.ts';
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
export { CONTACT_LIMITS, type Contact, decodeContact, encodeContact } from './messages/contact.ts';
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
  type ExpertInit3Input,
  type ExpertInit3Output,
  type ExpertInit3State,
  type ExpertInit3Step,
  initialExpertInit3State,
  stepExpertInit3,
} from './session-init/expert-3.ts';
export {
  initialNoviceInit3State,
  type NoviceInit3Input,
  type NoviceInit3Output,
  type NoviceInit3State,
  type NoviceInit3Step,
  stepNoviceInit3,
} from './session-init/novice-3.ts';
export {
  chooseExpertVersion,
  chooseNoviceVersion,
  type ImplementedVersions,
  type Initiation,
  noviceVersionAtStart,
} from './session-init/version.ts';
export {
  CONTACT_EXCHANGE,
  CONTACT_INTERNAL_DATA,
  type NotExchangedReason,
  type SettingsOptions,
  type SettingsOutput,
} from './settings/contact-exchange.ts';
export {
  type ExpertSettingsInput,
  type ExpertSettingsOutput,
  type ExpertSettingsState,
  type ExpertSettingsStep,
  initialExpertSettingsState,
  stepExpertSettings,
} from './settings/expert.ts';
export {
  initialNoviceSettingsState,
  type NoviceSettingsInput,
  type NoviceSettingsOutput,
  type NoviceSettingsState,
  type NoviceSettingsStep,
  stepNoviceSettings,
} from './settings/novice.ts';
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
export type { VoiceEndReason, VoiceRefusal } from './voice/end-reason.ts';
export {
  type ExpertVoiceInput,
  type ExpertVoiceOutput,
  type ExpertVoiceState,
  type ExpertVoiceStep,
  initialExpertVoiceState,
  stepExpertVoice,
} from './voice/expert.ts';
export {
  initialNoviceVoiceState,
  type NoviceVoiceInput,
  type NoviceVoiceOutput,
  type NoviceVoiceState,
  type NoviceVoiceStep,
  stepNoviceVoice,
} from './voice/novice.ts';
export { DecodeError, type DecodeErrorCode, EncodeError, type EncodeErrorCode } from './wire/errors.ts';
