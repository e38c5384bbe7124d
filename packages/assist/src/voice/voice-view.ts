/** What a face needs to show of talking. */
import type { VoiceEndReason, VoiceRefusal } from '@rendezvous/msra';

/** Why voice is off, for words. */
export type VoiceEnding = VoiceEndReason | VoiceRefusal;

export type VoiceView =
  /** This side has no voice; who asks is told so. */
  | { readonly name: 'unavailable' }
  /** `last`: why it was, or could not be begun, the last time. */
  | { readonly name: 'off'; readonly last?: VoiceEnding | undefined }
  /** This side has asked; the other person is being asked. */
  | { readonly name: 'asking' }
  /** The other side has asked; the question is open, or waits to be shown. */
  | { readonly name: 'ringing' }
  /** Both want to; the call is being set up. The microphone may be open. */
  | { readonly name: 'connecting' }
  | { readonly name: 'on'; readonly sinceMs: number };
