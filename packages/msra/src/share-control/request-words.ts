// [MS-RA] 3.15.5: how the expert asks for control, and takes the request back. Version 1 has REMOTECTRLSTART on 71;
// versions 2 and 3 have Change Participant Control Level on `encomsp`. All answers are the same commands.

import { CONTROL_LEVEL, PARTICIPANT, type ParticipantPdu } from '../messages/participant-control.ts';
import type { RcCommand } from '../messages/rc-command.ts';

/** What came on one of the two channels. */
export type Heard = { readonly command: RcCommand } | { readonly pdu: ParticipantPdu };

/** What is to be sent on one of the two channels. */
export type Said =
  /** Send on channel 71. */
  | { readonly type: 'send-command'; readonly command: RcCommand }
  /** Send on `encomsp`. */
  | { readonly type: 'send-participant'; readonly pdu: ParticipantPdu };

/** The words that differ between versions. Every other word of share control is the same in all. */
export interface RequestWords {
  /** The expert asks for control. */
  readonly ask: (participantId: number) => readonly Said[];
  /** The expert takes its request back; nothing to say where the version has no word for it. */
  readonly withdraw: (participantId: number) => readonly Said[];
  /** The id of the expert whose request this is; `undefined` for everything else. */
  readonly requested: (heard: Heard) => number | undefined;
  /** The id of the expert that gives back what it asked for or has, by a lower level. */
  readonly lowered: (heard: Heard) => number | undefined;
  /** The novice tells the expert a changed level, where the version has levels ([MS-RDPEMC] 3.3.5.2.3). */
  readonly announce: (participantId: number, flags: number) => readonly Said[];
}

/** Version 1 has one expert, which needs no id, and no levels. */
export const REQUEST_BY_COMMAND: RequestWords = {
  ask: () => [{ type: 'send-command', command: { name: 'REMOTECTRLSTART' } }],
  // product-behavior: `VERSION_1_CANNOT_WITHDRAW`
  withdraw: () => [],
  requested: heard => ('command' in heard && heard.command.name === 'REMOTECTRLSTART' ? 0 : undefined),
  lowered: () => undefined,
  announce: () => [],
};

/** Versions 2 and 3, by [MS-RDPEMC]. */
export const REQUEST_BY_LEVEL: RequestWords = {
  ask: id => [change(id, CONTROL_LEVEL.REQUEST_VIEW | CONTROL_LEVEL.REQUEST_INTERACT)],
  // [MS-RA] has no word for it; [MS-RDPEMC] has: a level without REQUEST_INTERACT.
  withdraw: id => [change(id, CONTROL_LEVEL.REQUEST_VIEW)],
  requested: heard => changed(heard, true),
  lowered: heard => changed(heard, false),
  announce: (participantId, flags) => [
    {
      type: 'send-participant',
      pdu: {
        name: 'PARTICIPANT_CREATED',
        participantId,
        groupId: 0,
        flags: flags | PARTICIPANT.IS_PARTICIPANT,
        friendlyName: '',
      },
    },
  ],
};

function change(participantId: number, flags: number): Said {
  return { type: 'send-participant', pdu: { name: 'PARTICIPANT_CTRL_CHANGE', flags, participantId } };
}

/** The id in a change of level that asks to interact, or in one that does not. */
function changed(heard: Heard, interact: boolean): number | undefined {
  if (!('pdu' in heard) || heard.pdu.name !== 'PARTICIPANT_CTRL_CHANGE') return undefined;
  const asks = (heard.pdu.flags & CONTROL_LEVEL.REQUEST_INTERACT) !== 0;
  return asks === interact ? heard.pdu.participantId : undefined;
}
