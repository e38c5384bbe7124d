// [MS-RA] 3.16 Share Control, novice side (figures 16 and 17), all versions.
// The novice alone decides: a setting, then its user, then the input itself, and only then ACCEPTRC.
// How a request looks is the version's; all answers go out on channel 71.

import { PARTICIPANT, type ParticipantPdu } from '../messages/participant-control.ts';
import type { RcCommand } from '../messages/rc-command.ts';
import { REQUEST_BY_COMMAND, REQUEST_BY_LEVEL, type RequestWords, type Said } from './request-words.ts';

/** A state of the novice's share control. `participantId` is the one the expert asked with; 0 in version 1. */
export type NoviceShareControlState =
  /** The expert only looks. */
  | { readonly name: 'viewing' }
  /** The user is being asked. */
  | { readonly name: 'deciding'; readonly participantId: number }
  /** The user said yes; input is being enabled, the expert does not know yet. */
  | { readonly name: 'enabling'; readonly participantId: number }
  /** The expert is in control. */
  | { readonly name: 'sharing'; readonly participantId: number }
  | { readonly name: 'ended' };

/** What can happen to the novice's share control. */
export type NoviceShareControlInput =
  /** A PDU came on `encomsp`. `allowed` is false when a setting forbids control at this moment. */
  | { readonly type: 'received'; readonly pdu: ParticipantPdu; readonly allowed: boolean }
  /** A command came on channel 71. Version 1 asks by one: it is denied unless `allowed` is true. */
  | { readonly type: 'received'; readonly command: RcCommand; readonly allowed?: boolean }
  | { readonly type: 'user-accepts' }
  | { readonly type: 'user-refuses' }
  /** A setting now forbids control; also while it is being shared. */
  | { readonly type: 'policy-forbids' }
  /** `enable-input` is carried out. */
  | { readonly type: 'input-enabled' }
  /** Input could not be enabled, or stopped working. */
  | { readonly type: 'input-failed' }
  /** The panic key (ESC in Windows, 3.16.5). */
  | { readonly type: 'panic' }
  /** The user, the end of the grant's time, or anything else ends control. */
  | { readonly type: 'stop' }
  /** The session is over; nothing can be sent any more. */
  | { readonly type: 'session-ended' };

/** What the driver is to do, in order. */
export type NoviceShareControlOutput =
  /** Ask the user whether the expert may take control; answer with `user-accepts` or `user-refuses`. */
  | { readonly type: 'ask-user' }
  /** Take the open question away; the expert or a setting has made it moot. */
  | { readonly type: 'withdraw-question' }
  /** Let the expert's input through, then feed `input-enabled` or `input-failed`. */
  | { readonly type: 'enable-input' }
  /** Let no more input through and release every key and button; also when enabling is still under way. */
  | { readonly type: 'disable-input' }
  | Said;

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type NoviceShareControlStep = readonly [NoviceShareControlState, readonly NoviceShareControlOutput[]];

/** The beginning of a session: view only ([MS-RA] 1.3.3). */
export const initialNoviceShareControlState: NoviceShareControlState = { name: 'viewing' };

const VIEWING: NoviceShareControlState = { name: 'viewing' };
const ENDED: NoviceShareControlState = { name: 'ended' };

/** One step of the novice's share control in versions 2 and 3, where it is asked by [MS-RDPEMC]. */
export function stepNoviceShareControl(
  state: NoviceShareControlState,
  input: NoviceShareControlInput,
): NoviceShareControlStep {
  return step(REQUEST_BY_LEVEL, state, input);
}

/** One step of the novice's share control in version 1, where it is asked by REMOTECTRLSTART. */
export function stepNoviceShareControl1(
  state: NoviceShareControlState,
  input: NoviceShareControlInput,
): NoviceShareControlStep {
  return step(REQUEST_BY_COMMAND, state, input);
}

/** INVARIANT: input is enabled only between the user's yes and the end of control, and ACCEPTRC follows `input-enabled`. */
function step(
  words: RequestWords,
  state: NoviceShareControlState,
  input: NoviceShareControlInput,
): NoviceShareControlStep {
  switch (state.name) {
    case 'viewing':
      return whileViewing(words, state, input);
    case 'deciding':
      return whileDeciding(words, state, input);
    case 'enabling':
      return whileEnabling(words, state, input);
    case 'sharing':
      return whileSharing(words, state, input);
    case 'ended':
      return lateEnable(state, input);
  }
}

function whileViewing(
  words: RequestWords,
  state: NoviceShareControlState,
  input: NoviceShareControlInput,
): NoviceShareControlStep {
  if (input.type === 'session-ended') return [ENDED, []];
  if (input.type !== 'received') return lateEnable(state, input);
  const participantId = words.requested(input);
  if (participantId !== undefined) {
    // 3.16.5: where a setting forbids, DENIEDRC is sent and REJECTRC is not; the user is not even asked.
    if (input.allowed !== true) return [state, [answer('DENIEDRC')]];
    return [{ name: 'deciding', participantId }, [{ type: 'ask-user' }]];
  }
  // An expert that lowers a level it does not have is told its level, so that it need not wait for an answer.
  const lowered = words.lowered(input);
  return lowered === undefined ? ignored(state) : [state, words.announce(lowered, PARTICIPANT.MAY_VIEW)];
}

type Deciding = Extract<NoviceShareControlState, { name: 'deciding' }>;

function whileDeciding(
  words: RequestWords,
  state: Deciding,
  input: NoviceShareControlInput,
): NoviceShareControlStep {
  switch (input.type) {
    case 'user-accepts':
      return [{ name: 'enabling', participantId: state.participantId }, [{ type: 'enable-input' }]];
    case 'user-refuses':
      return [VIEWING, [answer('REJECTRC')]];
    case 'policy-forbids':
      return [VIEWING, [{ type: 'withdraw-question' }, answer('DENIEDRC')]];
    case 'panic':
    case 'stop':
      return [VIEWING, [{ type: 'withdraw-question' }, answer('REJECTRC')]];
    case 'session-ended':
      return [ENDED, [{ type: 'withdraw-question' }]];
    case 'received':
      // The expert has changed its mind. It still gets its one answer, so that requests and answers stay in pairs
      // (product-behavior: `WITHDRAWAL_IS_ANSWERED`).
      return words.lowered(input) !== undefined
        ? [VIEWING, [{ type: 'withdraw-question' }, answer('REJECTRC')]]
        : ignored(state);
    case 'input-enabled':
    case 'input-failed':
      return lateEnable(state, input);
  }
}

type Enabling = Extract<NoviceShareControlState, { name: 'enabling' }>;

function whileEnabling(
  words: RequestWords,
  state: Enabling,
  input: NoviceShareControlInput,
): NoviceShareControlStep {
  switch (input.type) {
    case 'input-enabled':
      // 3.15.1: sharing is enabled first, then the expert is told.
      return [
        { name: 'sharing', participantId: state.participantId },
        [
          answer('ACCEPTRC'),
          ...words.announce(state.participantId, PARTICIPANT.MAY_VIEW | PARTICIPANT.MAY_INTERACT),
        ],
      ];
    case 'policy-forbids':
      return [VIEWING, [{ type: 'disable-input' }, answer('DENIEDRC')]];
    case 'input-failed':
    case 'panic':
    case 'stop':
    case 'user-refuses':
      // product-behavior: `FAILED_INPUT_REJECTS`
      return [VIEWING, [{ type: 'disable-input' }, answer('REJECTRC')]];
    case 'session-ended':
      return [ENDED, [{ type: 'disable-input' }]];
    case 'received':
      return words.lowered(input) !== undefined
        ? [VIEWING, [{ type: 'disable-input' }, answer('REJECTRC')]]
        : ignored(state);
    case 'user-accepts':
      return ignored(state);
  }
}

type Sharing = Extract<NoviceShareControlState, { name: 'sharing' }>;

function whileSharing(
  words: RequestWords,
  state: Sharing,
  input: NoviceShareControlInput,
): NoviceShareControlStep {
  switch (input.type) {
    case 'panic':
      return stopSharing(words, state, 'ESCRC');
    case 'stop':
    case 'policy-forbids':
    case 'input-failed':
      return stopSharing(words, state, 'TAKECONTROL');
    case 'session-ended':
      return [ENDED, [{ type: 'disable-input' }]];
    case 'received':
      // 3.16.5: the expert has given control back; there is nothing to answer.
      if (!released(words, input)) return ignored(state);
      return [
        VIEWING,
        [{ type: 'disable-input' }, ...words.announce(state.participantId, PARTICIPANT.MAY_VIEW)],
      ];
    case 'user-accepts':
    case 'user-refuses':
    case 'input-enabled':
      return ignored(state);
  }
}

function stopSharing(
  words: RequestWords,
  state: Sharing,
  command: 'ESCRC' | 'TAKECONTROL',
): NoviceShareControlStep {
  // The gate closes before anything is said about it.
  return [
    VIEWING,
    [
      { type: 'disable-input' },
      answer(command),
      ...words.announce(state.participantId, PARTICIPANT.MAY_VIEW),
    ],
  ];
}

type Received = Extract<NoviceShareControlInput, { type: 'received' }>;

/** The expert gives control back: by a command, or, as other experts do it, by a lower level (product-behavior: `RELEASE_BY_LEVEL`). */
function released(words: RequestWords, input: Received): boolean {
  if (!('command' in input)) return words.lowered(input) !== undefined;
  return input.command.name === 'REMOTECTRLEND' || input.command.name === 'ABORTRC';
}

function answer(
  name: 'ACCEPTRC' | 'REJECTRC' | 'DENIEDRC' | 'ESCRC' | 'TAKECONTROL',
): NoviceShareControlOutput {
  return { type: 'send-command', command: { name } };
}

/** Enabling that completes after control was taken back is undone; everything else is out of sequence. */
function lateEnable(state: NoviceShareControlState, input: NoviceShareControlInput): NoviceShareControlStep {
  return input.type === 'input-enabled' ? [state, [{ type: 'disable-input' }]] : ignored(state);
}

/** 3.15.5, 3.16.1, 3.16.5: messages out of sequence are ignored. */
function ignored(state: NoviceShareControlState): NoviceShareControlStep {
  return [state, []];
}
