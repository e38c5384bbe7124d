// [MS-RA] 3.17, 3.18: what every change of a voice state brings with it: its timer, the release of what is
// held, and the word to the user that it is over.

import type { RcCommand } from '../messages/rc-command.ts';
import type { VoiceEndReason } from './end-reason.ts';
import type { LiveVoiceState, Shared, SharedVoiceOutput, VoiceStateName } from './state.ts';

/**
 * Milliseconds. The specification has no timers, but Windows since Vista never answers (note <8>); a driver may choose
 * others (product-behavior: `DURATIONS_ARE_LOCAL`).
 */
export const VOICE_TIMES = {
  /** A user who is asked; a telephone rings as long. */
  question: 30_000,
  /** The other side's user: longer, so that silence comes back as a refusal. */
  answer: 40_000,
  /** Creating the own client or server, with the question for the microphone, and connecting the call. */
  own: 20_000,
  /** The other side doing the same: longer, so that its failure comes back as a word. */
  peer: 30_000,
  /** Cleaning up the own call. */
  cleanUp: 5_000,
  /** An answer of the other side in which no user has part, cleaning up included. */
  settle: 10_000,
} as const;

/** How long each state waits; a state without an entry has no timer. */
const WAITS: Partial<Record<VoiceStateName, number>> = {
  asking: VOICE_TIMES.question,
  handshaking: VOICE_TIMES.answer,
  accepted: VOICE_TIMES.peer,
  'creating-client': VOICE_TIMES.own,
  'waiting-for-server': VOICE_TIMES.peer,
  connecting: VOICE_TIMES.own,
  'waiting-for-client': VOICE_TIMES.peer,
  'creating-server': VOICE_TIMES.own,
  listening: VOICE_TIMES.peer,
  releasing: VOICE_TIMES.cleanUp,
  settling: VOICE_TIMES.settle,
  withdrawing: VOICE_TIMES.settle,
  stopping: VOICE_TIMES.settle,
  crossing: VOICE_TIMES.settle,
};

/** States in which a client or a server exists or is being created: the microphone may be open. */
const HOLDING: ReadonlySet<VoiceStateName> = new Set<VoiceStateName>([
  'creating-client',
  'waiting-for-server',
  'connecting',
  'creating-server',
  'listening',
  'active',
]);

/** Whether the microphone may be open. */
export function holds(state: { readonly name: VoiceStateName }): boolean {
  return HOLDING.has(state.name);
}

/** Whether the user of this side counts on an attempt or a call, and so is owed an `ended`. */
export function attempting(state: { readonly name: VoiceStateName }): boolean {
  return (
    holds(state) ||
    state.name === 'handshaking' ||
    state.name === 'accepted' ||
    state.name === 'waiting-for-client'
  );
}

type Upkeep = Extract<SharedVoiceOutput, { type: 'release' | 'set-timer' | 'clear-timer' }>;

/** Changes the state: the timer of the old one stops, what it held is released first of all, and the new one's timer starts. */
export function go<S extends { readonly name: VoiceStateName }, const O extends readonly unknown[]>(
  from: LiveVoiceState,
  input: { readonly type: string },
  to: S,
  ...outputs: O
): readonly [S, readonly (O[number] | Upkeep)[]] {
  const steps: (O[number] | Upkeep)[] = [];
  if (WAITS[from.name] !== undefined && input.type !== 'timer')
    steps.push({ type: 'clear-timer', timer: 'answer' });
  if (holds(from) && !holds(to)) steps.push({ type: 'release' });
  steps.push(...outputs);
  const ms = WAITS[to.name];
  if (ms !== undefined) steps.push({ type: 'set-timer', timer: 'answer', ms });
  return [to, steps];
}

/** Ends an attempt or a call; `word` is said before the user learns of it. */
export function end<S extends { readonly name: VoiceStateName }>(
  from: LiveVoiceState,
  input: { readonly type: string },
  to: S,
  reason: VoiceEndReason,
  word?: PlainWord,
): readonly [S, readonly SharedVoiceOutput[]] {
  const over: SharedVoiceOutput = { type: 'ended', reason };
  return word === undefined ? go(from, input, to, over) : go(from, input, to, say(word), over);
}

/** Idle, with what is known. */
export function idle({ known }: LiveVoiceState): Shared<'idle'> {
  return { name: 'idle', known };
}

type PlainWord = Exclude<RcCommand['name'], 'FILEXFER' | 'EXPERTIP' | 'SETTINGANNOUNCE' | 'VOIPGO'>;

/** A word without attributes, to be sent. */
export function say(name: PlainWord): Extract<SharedVoiceOutput, { type: 'send' }> {
  return { type: 'send', command: { name } };
}
