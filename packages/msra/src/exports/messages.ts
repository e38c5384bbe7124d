// What goes over the wire: packets, commands, blocks, channels, and the readings of the text.

export {
  CHANNEL,
  type ChannelName,
  maySend,
  type Role,
  STATIC_CONTROL_CHANNEL,
  type Usage,
  type Version,
} from '../channels.ts';
export {
  deriveToken,
  deriveTokenInSlices,
  MAX_TOKEN_STRING_UNITS,
  TOKEN_PASSWORD_TAIL,
  TOKEN_ROUNDS,
  type TokenInput,
} from '../messages/authorization-token.ts';
export { TOKEN_BYTES } from '../messages/bstr.ts';
export {
  decodeChat,
  encodeChat,
  MAX_CHAT_BYTES_RECEIVED,
  MAX_CHAT_UNITS,
  splitChat,
} from '../messages/chat.ts';
export {
  acceptsClientInfo,
  type ClientInfo,
  type ClientInfoInput,
  clientInfo,
  MAX_CLIENT_INFO_UNITS,
  NO_PASSWORD,
} from '../messages/client-info.ts';
export { CONTACT_LIMITS, type Contact, decodeContact, encodeContact } from '../messages/contact.ts';
export { CTL, type CtlName, type CtlPacket, decodeCtl, encodeCtl } from '../messages/ctl.ts';
export {
  decodeEnvelope,
  type Envelope,
  encodeEnvelope,
  MAX_CHANNEL_NAME_BYTES,
  MAX_ENVELOPE_BYTES,
} from '../messages/envelope.ts';
export { decodeExpertBlob, type ExpertBlob, encodeExpertBlob } from '../messages/expert-blob.ts';
export {
  decodeFastPathUpdates,
  encodeFastPathUpdate,
  type FastPathUpdate,
  FIXED_UPDATE_BYTES,
  MAX_FAST_PATH_BYTES,
} from '../messages/fast-path.ts';
export {
  encodeFileCommand,
  FILE_BLOCK_BYTES,
  FILE_COMMANDS,
  type FileCommand,
  matchFileCommand,
} from '../messages/file-transfer.ts';
export {
  CONTROL_LEVEL,
  decodeParticipants,
  encodeParticipant,
  MAX_FRIENDLY_NAME_UNITS,
  MAX_PARTICIPANT_BYTES,
  PARTICIPANT,
  PARTICIPANT_PDUS,
  type ParticipantPdu,
  type ParticipantPduName,
} from '../messages/participant-control.ts';
export {
  decodeCommand,
  encodeCommand,
  MAX_COMMAND_UNITS,
  RC_COMMANDS,
  type RcCommand,
  type RcCommandName,
} from '../messages/rc-command.ts';
export {
  E_FAIL,
  isFailure,
  RESULT_CODE,
  type ResultCodeName,
  resultCodeName,
} from '../messages/result-codes.ts';
export { decodeUserHelpBlob, encodeUserHelpBlob, type UserHelpBlob } from '../messages/user-help-blob.ts';
export { type Reading } from '../product-behavior/reading.ts';
export { READINGS, type ReadingName } from '../product-behavior.ts';
export { type Binding, type Block, decodeBlock, encodeBlock, type NamedData } from '../transport/binding.ts';
export {
  type ChannelSet,
  type ChannelSetInput,
  type ChannelSetOutput,
  type ChannelSetStep,
  type FileChannel,
  initialChannelSet,
  isUp,
  MAX_FILE_CHANNELS,
  stepChannelSet,
} from '../transport/channel-set.ts';
export { blockOf, decodeMessages, encodeMessage, type Message, messagesOf } from '../transport/message.ts';
export {
  channelsBesides,
  controlCarrier,
  type VirtualChannel,
  virtualChannels,
} from '../transport/virtual-channels.ts';
export { CODEC_DEFAULTS, type CodecOptions } from '../wire/codec-options.ts';
export { equalBytes } from '../wire/equal-bytes.ts';
export { DecodeError, type DecodeErrorCode, EncodeError, type EncodeErrorCode } from '../wire/errors.ts';
export { type FileEncoding } from '../wire/file-text.ts';
