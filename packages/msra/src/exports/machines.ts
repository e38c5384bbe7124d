// Who says what when: one machine for each role of each conversation.

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
} from '../chat/machine.ts';
export {
  type ExpertConnectionInput,
  type ExpertConnectionOutput,
  type ExpertConnectionState,
  type ExpertConnectionStep,
  initialExpertConnectionState,
  stepExpertConnection,
  type TcpFailure,
} from '../connection/expert.ts';
export {
  initialNoviceConnectionState,
  MAX_INCOMING,
  type NoviceConnectionInput,
  type NoviceConnectionOutput,
  type NoviceConnectionState,
  type NoviceConnectionStep,
  stepNoviceConnection,
} from '../connection/novice.ts';
export {
  EXTRA_FLAGS,
  RDP_EXTENSIONS,
  type RdpExtensions,
  supportsFastPath,
} from '../connection/rdp-extensions.ts';
export {
  type FileChannelNameParts,
  fileChannelName,
  isFileChannelName,
} from '../file-transfer/channel-name.ts';
export type { FileDiscardReason, FileOffer } from '../file-transfer/offer.ts';
export {
  type FileReceiverInput,
  type FileReceiverOutput,
  type FileReceiverState,
  type FileReceiverStep,
  initialFileReceiverState,
  stepFileReceiver,
} from '../file-transfer/receiver.ts';
export {
  type FileSenderInput,
  type FileSenderOutput,
  type FileSenderState,
  type FileSenderStep,
  type FileSendFailure,
  initialFileSenderState,
  stepFileSender,
} from '../file-transfer/sender.ts';
export { type SessionEndReason } from '../session-init/end-reason.ts';
export {
  type ExpertInit1Input,
  type ExpertInit1Output,
  type ExpertInit1State,
  type ExpertInit1Step,
  initialExpertInit1State,
  stepExpertInit1,
} from '../session-init/expert-1.ts';
export {
  type ExpertInit2Input,
  type ExpertInit2Output,
  type ExpertInit2State,
  type ExpertInit2Step,
  initialExpertInit2State,
  stepExpertInit2,
} from '../session-init/expert-2.ts';
export {
  type ExpertInit3Input,
  type ExpertInit3Output,
  type ExpertInit3State,
  type ExpertInit3Step,
  initialExpertInit3State,
  stepExpertInit3,
} from '../session-init/expert-3.ts';
export { HEARTBEAT_MS, type HeartbeatOutput } from '../session-init/heartbeat.ts';
export {
  initialNoviceInit12State,
  type NoviceInit12Input,
  type NoviceInit12Output,
  type NoviceInit12State,
  type NoviceInit12Step,
  stepNoviceInit12,
} from '../session-init/novice.ts';
export {
  initialNoviceInit1State,
  type NoviceInit1Input,
  type NoviceInit1Output,
  type NoviceInit1State,
  type NoviceInit1Step,
  stepNoviceInit1,
} from '../session-init/novice-1.ts';
export {
  initialNoviceInit2State,
  type NoviceInit2Input,
  type NoviceInit2Output,
  type NoviceInit2State,
  type NoviceInit2Step,
  stepNoviceInit2,
} from '../session-init/novice-2.ts';
export {
  initialNoviceInit3State,
  type NoviceInit3Input,
  type NoviceInit3Output,
  type NoviceInit3State,
  type NoviceInit3Step,
  stepNoviceInit3,
} from '../session-init/novice-3.ts';
export { reasonOfResult } from '../session-init/result-reason.ts';
export {
  chooseExpertVersion,
  chooseNoviceVersion,
  type ImplementedVersions,
  type Initiation,
  noviceVersionAtStart,
} from '../session-init/version.ts';
export { isOurVersion, VERSION_INFO } from '../session-init/version-info.ts';
export {
  CONTACT_EXCHANGE,
  CONTACT_INTERNAL_DATA,
  type NotExchangedReason,
  type SettingsInput,
  type SettingsOptions,
  type SettingsOutput,
} from '../settings/contact-exchange.ts';
export {
  type ExpertSettingsInput,
  type ExpertSettingsOutput,
  type ExpertSettingsState,
  type ExpertSettingsStep,
  initialExpertSettingsState,
  stepExpertSettings,
} from '../settings/expert.ts';
export {
  initialNoviceSettingsState,
  type NoviceSettingsInput,
  type NoviceSettingsOutput,
  type NoviceSettingsState,
  type NoviceSettingsStep,
  stepNoviceSettings,
} from '../settings/novice.ts';
export {
  type ControlEndReason,
  type ExpertShareControlInput,
  type ExpertShareControlOutput,
  type ExpertShareControlState,
  type ExpertShareControlStep,
  initialExpertShareControlState,
  stepExpertShareControl,
  stepExpertShareControl1,
} from '../share-control/expert.ts';
export {
  initialNoviceShareControlState,
  type NoviceShareControlInput,
  type NoviceShareControlOutput,
  type NoviceShareControlState,
  type NoviceShareControlStep,
  stepNoviceShareControl,
  stepNoviceShareControl1,
} from '../share-control/novice.ts';
export { type VoiceEndReason, type VoiceRefusal } from '../voice/end-reason.ts';
export {
  type ExpertVoiceInput,
  type ExpertVoiceOutput,
  type ExpertVoiceState,
  type ExpertVoiceStep,
  initialExpertVoiceState,
  stepExpertVoice,
} from '../voice/expert.ts';
export { type Tuning, type VoiceKnowledge } from '../voice/knowledge.ts';
export {
  initialNoviceVoiceState,
  type NoviceVoiceInput,
  type NoviceVoiceOutput,
  type NoviceVoiceState,
  type NoviceVoiceStep,
  stepNoviceVoice,
} from '../voice/novice.ts';
export { VOICE_TIMES } from '../voice/transition.ts';
