// [MS-RA] 3.15 Share Control, expert side (figures 14 and 15), all versions.
// The expert holds requests, never rights: it asks, and what it may do is what the novice last said.

import { PARTICIPANT, type ParticipantPdu } from '../messages/participant-control.ts';
import type { RcCommand } from '../messages/rc-command.ts';
import { REQUEST_BY_COMMAND, REQUEST_BY_LEVEL, type RequestWords, type Said } from './request-words.ts';

/** What the expert knows of itself and of the novice in every state of a session. */
interface Known {
  /** The expert's own id, from the Participant-Created that says IS_PARTICIPANT ([MS-RDPEMC] 3.2.5.2.1). */
  readonly participantId: number;
  /**
   * The novice has answered by a command of channel 71. From then on only commands count: `encomsp` is another
   * channel, and an announcement that comes late must not grant or end what it does not speak of.
   */
  readonly commandsCount: boolean;
}

/** A state of the expert's share control. */
export type ExpertShareControlState =
  /** The expert only looks. */
  | (Known & { readonly name: 'viewing' })
  /** Control is asked for. */
  | (Known & { readonly name: 'waiting' })
  /** The request is taken back; the novice's answer to it is still to come. */
  | (Known & { readonly name: 'withdrawing' })
  /** The novice lets the expert's input through. */
  | (Known & { readonly name: 'controlling' })
  | { readonly name: 'ended' };

/** What can happen to the expert's share control. */
export type ExpertShareControlInput =
  /** The user asks for control. */
  | { readonly type: 'request' }
  /** The user gives control back, or takes the request back. */
  | { readonly type: 'release' }
  /** The expert's input cannot be captured or sent any more. */
  | { readonly type: 'input-failed' }
  /** A command came on channel 71. */
  | { readonly type: 'received'; readonly command: RcCommand }
  /** A PDU came on `encomsp`. */
  | { readonly type: 'received'; readonly pdu: ParticipantPdu }
  /** The session is over; nothing can be sent any more. */
  | { readonly type: 'session-ended' };

/**
 * Why a request or control is over.
 *
 * - `rejected`: the novice's user said no
 * - `denied`: a setting of the novice's forbids control
 * - `panic`: the novice pressed the panic key
 * - `stopped`: the novice ended control in another way
 * - `released`: this side gave control, or the request, back
 * - `failed`: an error on this side
 * - `session-ended`: the session is over
 */
export type ControlEndReason =
  | 'rejected'
  | 'denied'
  | 'panic'
  | 'stopped'
  | 'released'
  | 'failed'
  | 'session-ended';

/** What the driver is to do, in order. */
export type ExpertShareControlOutput =
  | Said
  /** Input may be sent from now on. */
  | { readonly type: 'control-granted' }
  /** The request or control is over; send no input. Every request is followed by exactly one of these, whatever happens. */
  | { readonly type: 'control-ended'; readonly why: ControlEndReason };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type ExpertShareControlStep = readonly [ExpertShareControlState, readonly ExpertShareControlOutput[]];

/** The beginning of a session: view only, and no id announced yet. */
export const initialExpertShareControlState: ExpertShareControlState = {
  name: 'viewing',
  participantId: 0,
  commandsCount: false,
};

type Live = Exclude<ExpertShareControlState, { name: 'ended' }>;

/** One step of the expert's share control in versions 2 and 3, where it asks by [MS-RDPEMC]. */
export function stepExpertShareControl(
  state: ExpertShareControlState,
  input: ExpertShareControlInput,
): ExpertShareControlStep {
  return step(REQUEST_BY_LEVEL, state, input);
}

/** One step of the expert's share control in version 1, where it asks by REMOTECTRLSTART and hears of no participants. */
export function stepExpertShareControl1(
  state: ExpertShareControlState,
  input: ExpertShareControlInput,
): ExpertShareControlStep {
  return 'pdu' in input ? ignored(state) : step(REQUEST_BY_COMMAND, state, input);
}

function step(
  words: RequestWords,
  state: ExpertShareControlState,
  input: ExpertShareControlInput,
): ExpertShareControlStep {
  if (state.name === 'ended') return ignored(state);
  switch (input.type) {
    case 'session-ended':
      return [{ name: 'ended' }, state.name === 'viewing' ? [] : [over('session-ended')]];
    case 'request':
      if (state.name !== 'viewing') return ignored(state);
      return [{ ...state, name: 'waiting' }, words.ask(state.participantId)];
    case 'release':
      return release(words, state);
    case 'input-failed':
      if (state.name !== 'controlling') return ignored(state);
      return [{ ...state, name: 'viewing' }, [tell('ABORTRC'), over('failed')]];
    case 'received':
      return 'command' in input ? command(state, input.command) : announced(state, input.pdu);
  }
}

function release(words: RequestWords, state: Live): ExpertShareControlStep {
  switch (state.name) {
    case 'controlling':
      return [{ ...state, name: 'viewing' }, [tell('REMOTECTRLEND'), over('released')]];
    case 'waiting':
      return [{ ...state, name: 'withdrawing' }, words.withdraw(state.participantId)];
    case 'viewing':
    case 'withdrawing':
      return ignored(state);
  }
}

const ENDS: ReadonlyMap<string, ControlEndReason> = new Map([
  ['REJECTRC', 'rejected'],
  ['DENIEDRC', 'denied'],
  ['ESCRC', 'panic'],
  ['TAKECONTROL', 'stopped'],
]);

function command(before: Live, { name }: RcCommand): ExpertShareControlStep {
  const why = ENDS.get(name);
  const answered = why !== undefined || name === 'ACCEPTRC';
  if (!answered) return ignored(before);
  const state: Live = before.commandsCount ? before : { ...before, commandsCount: true };
  const refused = name === 'REJECTRC' || name === 'DENIEDRC';
  switch (state.name) {
    case 'waiting':
      if (name === 'ACCEPTRC') return [{ ...state, name: 'controlling' }, [{ type: 'control-granted' }]];
      if (why !== undefined && refused) return [{ ...state, name: 'viewing' }, [over(why)]];
      return ignored(state);
    case 'withdrawing':
      // The yes and the withdrawal crossed: give back at once what was just given.
      if (name === 'ACCEPTRC')
        return [{ ...state, name: 'viewing' }, [tell('REMOTECTRLEND'), over('released')]];
      return refused ? [{ ...state, name: 'viewing' }, [over('released')]] : ignored(state);
    case 'controlling':
      if (why !== undefined && !refused) return [{ ...state, name: 'viewing' }, [over(why)]];
      return ignored(state);
    case 'viewing':
      return ignored(state);
  }
}

/**
 * Participant-Created tells the expert its id, and its level where a novice does not answer by commands
 * (product-behavior: `ANSWERS_ON_TWO_CHANNELS`).
 */
function announced(before: Live, pdu: ParticipantPdu): ExpertShareControlStep {
  if (pdu.name !== 'PARTICIPANT_CREATED') return ignored(before);
  const { participantId } = pdu;
  if ((pdu.flags & PARTICIPANT.IS_PARTICIPANT) === 0 && participantId !== before.participantId)
    return ignored(before);
  const state: Live = participantId === before.participantId ? before : { ...before, participantId };
  const mayInteract = (pdu.flags & PARTICIPANT.MAY_INTERACT) !== 0;
  // A novice that has nothing to answer, its own no being on its way or forgotten, still announces the level.
  if (state.name === 'withdrawing' && !mayInteract)
    return [{ ...state, name: 'viewing' }, [over('released')]];
  if (state.commandsCount) return ignored(state);
  if (state.name === 'waiting' && mayInteract)
    return [{ ...state, name: 'controlling' }, [{ type: 'control-granted' }]];
  if (state.name === 'controlling' && !mayInteract) return [{ ...state, name: 'viewing' }, [over('stopped')]];
  return ignored(state);
}

function tell(name: 'REMOTECTRLEND' | 'ABORTRC'): ExpertShareControlOutput {
  return { type: 'send-command', command: { name } };
}

function over(why: ControlEndReason): ExpertShareControlOutput {
  return { type: 'control-ended', why };
}

/** 3.15.5: messages out of sequence are ignored. */
function ignored(state: ExpertShareControlState): ExpertShareControlStep {
  return [state, []];
}
