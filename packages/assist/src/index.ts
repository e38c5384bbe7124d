export { type AssistanceOptions, AssistanceSession } from './assistance-session.ts';
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
