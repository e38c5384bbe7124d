// [MS-RA] 3.17, 3.18 Voice: what the expert's and the novice's machine have in common.
// INVARIANT: a PRESTART, a VOIPPREGO and a VOIPPREGO2 are each answered by exactly one word, and whoever
// has given up waits for that word before it asks again. The words carry no numbers: only so can a late
// answer never be taken for the answer to a later question.

import type { RcCommand } from '../messages/rc-command.ts';
import type { VoiceEndReason, VoiceRefusal } from './end-reason.ts';
import type { VoiceKnowledge } from './knowledge.ts';

/** States that both sides have. */
export type SharedVoiceState =
  /** Inactive. */
  | { readonly name: 'idle'; readonly known: VoiceKnowledge }
  /** The other side's PRESTART has come; the user is being asked. */
  | { readonly name: 'asking'; readonly known: VoiceKnowledge }
  /** The user said yes and PRESTARTYES is sent; VOIPPREGO is awaited. */
  | { readonly name: 'accepted'; readonly known: VoiceKnowledge }
  /** The own PRESTART is out. */
  | { readonly name: 'handshaking'; readonly known: VoiceKnowledge }
  /** The own PRESTART is out, but nothing is wanted any more; its answer is awaited. */
  | { readonly name: 'settling'; readonly known: VoiceKnowledge }
  /** The call is up. */
  | { readonly name: 'active'; readonly known: VoiceKnowledge }
  /** The other side has ended the call; PRESTARTYES is sent when everything is cleaned up. */
  | { readonly name: 'releasing'; readonly known: VoiceKnowledge }
  /** The PRESTART that ends the call is out; PRESTARTYES is awaited. `cleanedUp`: nothing is left of the call here. */
  | { readonly name: 'stopping'; readonly known: VoiceKnowledge; readonly cleanedUp: boolean }
  /** Like `stopping`, but the other side ends the call as well: PRESTARTYES is due when everything is cleaned up. */
  | { readonly name: 'crossing'; readonly known: VoiceKnowledge }
  /** The session is over. */
  | { readonly name: 'ended' };

/** States of the expert alone: the caller, with a voice client. */
export type ExpertOwnVoiceState =
  /** The voice client is being created; then `word` tells the novice. */
  | {
      readonly name: 'creating-client';
      readonly known: VoiceKnowledge;
      readonly word: 'VOIPPREGO' | 'VOIPPREGO2';
    }
  /** The novice knows that the client is ready, and is creating its server. */
  | { readonly name: 'waiting-for-server'; readonly known: VoiceKnowledge }
  /** Given up while the novice creates its server; its VOIPGO or VOIPGONO is awaited. */
  | { readonly name: 'withdrawing'; readonly known: VoiceKnowledge }
  /** The client is connecting to the server. */
  | { readonly name: 'connecting'; readonly known: VoiceKnowledge };

/** States of the novice alone: always the voice server. */
export type NoviceOwnVoiceState =
  /** The expert has been asked whether it can (VOIPPREGO) and is creating its client. */
  | { readonly name: 'waiting-for-client'; readonly known: VoiceKnowledge }
  /** The voice server is being created. */
  | { readonly name: 'creating-server'; readonly known: VoiceKnowledge }
  /** VOIPGO is sent; the expert's call is awaited. */
  | { readonly name: 'listening'; readonly known: VoiceKnowledge };

/** A state of either side, the end apart. */
export type LiveVoiceState = Exclude<
  SharedVoiceState | ExpertOwnVoiceState | NoviceOwnVoiceState,
  { name: 'ended' }
>;

/** Name of a state of either side. */
export type VoiceStateName = LiveVoiceState['name'] | 'ended';

/** One state that both sides have. */
export type Shared<N extends SharedVoiceState['name']> = Extract<SharedVoiceState, { name: N }>;

/** What can happen on both sides. */
export type SharedVoiceInput =
  /** The user wants to talk. */
  | { readonly type: 'start' }
  /** The user wants to talk no more, or takes the wish back. */
  | { readonly type: 'stop' }
  | { readonly type: 'user-accepts' }
  | { readonly type: 'user-refuses' }
  /** A command came on channel 71. */
  | { readonly type: 'received'; readonly command: RcCommand }
  /** The call is connected. */
  | { readonly type: 'media-connected' }
  /** The call could not be connected. */
  | { readonly type: 'media-failed' }
  /** The call broke off. */
  | { readonly type: 'media-lost' }
  /** `release` is carried out. */
  | { readonly type: 'released' }
  /** The user ran this side's audio tuning wizard; the other side is told. */
  | { readonly type: 'tuned'; readonly good: boolean }
  /** Voice is switched off here. The other side hears of it when it asks. */
  | { readonly type: 'disable' }
  /** Voice is switched on again. */
  | { readonly type: 'enable' }
  | { readonly type: 'timer'; readonly timer: 'answer' }
  /** This side wishes to receive voice with few or many bits a second. */
  | { readonly type: 'want-bit-rate'; readonly rate: 'low' | 'high' }
  /** The session is over; nothing can be sent any more. */
  | { readonly type: 'session-ended' };

/** What the driver of either side is to do, in order. */
export type SharedVoiceOutput =
  /** Send on channel 71. */
  | { readonly type: 'send'; readonly command: RcCommand }
  /** Ask the user whether voice is wanted; answer with `user-accepts` or `user-refuses`. */
  | { readonly type: 'ask-user' }
  /** Take the open question away. */
  | { readonly type: 'withdraw-question' }
  /**
   * Close the microphone and all else of the call, also what is still being created or connected; then feed
   * `released`. A later creation waits for this, and nothing else is reported of what was released.
   */
  | { readonly type: 'release' }
  /** Limit the voice this side sends: the present call, and every later one of this session, until said otherwise. */
  | { readonly type: 'set-max-bit-rate'; readonly bitsPerSecond: 6400 | 64000 }
  /** Feed `timer` in `ms` milliseconds. It never comes while the timer is running. */
  | { readonly type: 'set-timer'; readonly timer: 'answer'; readonly ms: number }
  | { readonly type: 'clear-timer'; readonly timer: 'answer' }
  /** The call is up. */
  | { readonly type: 'started' }
  /** An attempt or a call is over. Comes exactly once after each `start` that was not refused and each `user-accepts`. */
  | { readonly type: 'ended'; readonly reason: VoiceEndReason }
  /** `start` did nothing. */
  | { readonly type: 'refused-to-start'; readonly reason: VoiceRefusal };
