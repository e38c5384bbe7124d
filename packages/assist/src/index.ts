export { type AssistanceOptions, AssistanceSession } from './assistance-session.ts';
export { createContactKeys, ownContactOf } from './contacts/contact-keys.ts';
export type { ContactBook, OwnContact, RememberedKey } from './contacts/contact-ports.ts';
export type { RecognisedView } from './contacts/contacts-view.ts';
export {
  COMPANION_PORTS,
  CompanionMessage,
  CompanionScreen,
  DISARM_REASONS,
  type DisarmReason,
  PageMessage,
  UNABLE_REASONS,
  type UnableReason,
} from './control/companion-protocol.ts';
export { INPUT_LIMITS, InputEvent, Modifiers } from './control/input-events.ts';
export type { FileSink, FileSource } from './files/file-ports.ts';
export type { FileDirection, FileEndCause, FileState, FileView } from './files/file-view.ts';
export { LIMITS } from './limits.ts';
export { warmUpLink } from './link.ts';
export type {
  AssistApplication,
  AssistPorts,
  AssistRendezvousSession,
  CompanionSocket,
  SharedScreen,
} from './ports.ts';
export { type SummaryOptions, summaryOf } from './receipt-text.ts';
export { VERIFICATION_EMOJI, type VerificationEmoji } from './sas.ts';
export type {
  AssistView,
  ChatLine,
  CompanionView,
  ControlView,
  EndCause,
  Interval,
  Quality,
  Question,
  Receipt,
  Role,
  Stage,
} from './view.ts';
export { type Sound, SoundError, type SoundProblem } from './voice/sound-port.ts';
export type { VoiceRateWish } from './voice/voice-pace.ts';
export type { VoiceRate } from './voice/voice-rate.ts';
export type { VoiceBlock, VoiceEnding, VoiceProblem, VoiceView } from './voice/voice-view.ts';
