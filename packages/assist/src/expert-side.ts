/** What only the expert's side has: the hand that may be lent. Its picture comes with the link. */
import type { Connection } from './connection.ts';
import { ExpertControl } from './control/expert-control.ts';
import type { AssistPorts } from './ports.ts';
import type { Timers } from './timers.ts';
import type { AssistView } from './view.ts';

export interface ExpertSideOptions {
  readonly ports: AssistPorts;
  readonly timers: Timers;
  readonly connection: Connection;
  readonly changed: (change: Partial<AssistView>) => void;
  readonly controlled: (on: boolean) => void;
}

/** The expert's control, joined to the channels of its connection. */
export function expertControlOf(options: ExpertSideOptions): ExpertControl {
  const { ports, timers, connection, changed, controlled } = options;
  return new ExpertControl({
    now: ports.now,
    timers,
    sendCommand: command => void connection.plane?.sendCommand(command),
    sendParticipant: pdu => void connection.plane?.sendParticipant(pdu),
    sendInput: text => void connection.plane?.sendInput(text),
    inputBuffered: () => connection.plane?.bufferedAmount('input') ?? 0,
    changed: control => changed({ control }),
    controlled,
  });
}
