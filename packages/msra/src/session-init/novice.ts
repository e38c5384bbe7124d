// [MS-RA] 3, 3.6.5: a novice of several versions that did not begin by PNRP. It cannot know the expert's version:
// it announces itself, and the expert's VERSIONINFO makes it a novice of version 1, EXPERT_ON_VISTA one of version 2.

import type { CtlPacket } from '../messages/ctl.ts';
import { RESULT_CODE } from '../messages/result-codes.ts';
import type { SessionEndReason } from './end-reason.ts';
import { startHeartbeat } from './heartbeat.ts';
import {
  type NoviceInit1Input,
  type NoviceInit1Output,
  type NoviceInit1State,
  stepNoviceInit1,
  waitingForExpert as waitingForExpert1,
} from './novice-1.ts';
import {
  type NoviceInit2Input,
  type NoviceInit2Output,
  type NoviceInit2State,
  stepNoviceInit2,
  waitingForExpert as waitingForExpert2,
} from './novice-2.ts';
import { reasonOfResult } from './result-reason.ts';
import { chooseNoviceVersion } from './version.ts';
import { VERSION_INFO } from './version-info.ts';

/** A state of the session initialization of a novice of versions 1 and 2. */
export type NoviceInit12State =
  /** RC_CTL is not up yet. */
  | { readonly name: 'connected' }
  /** SERVER_ANNOUNCE and VERSIONINFO are sent; what the expert says first decides. */
  | {
      readonly name: 'waiting-for-version';
      readonly heartbeat: boolean;
      readonly noviceName: string | undefined;
    }
  /** Version 1 from now on. */
  | { readonly name: 'version-1'; readonly machine: NoviceInit1State }
  /** Version 2 from now on. */
  | { readonly name: 'version-2'; readonly machine: NoviceInit2State }
  | { readonly name: 'ended'; readonly reason: SessionEndReason };

/** What can happen to it: what can happen in version 1 or in version 2. */
export type NoviceInit12Input =
  /** RC_CTL is up. The heartbeat runs in version 1 only, the name is sent in version 2 only. */
  | { readonly type: 'channel-open'; readonly heartbeat?: boolean; readonly noviceName?: string }
  | Exclude<NoviceInit1Input | NoviceInit2Input, { readonly type: 'channel-open' }>;

/** What the driver is to do, in order. */
export type NoviceInit12Output =
  | NoviceInit1Output
  | NoviceInit2Output
  /** The version of the connection. Comes once, and cannot change. */
  | { readonly type: 'version-chosen'; readonly version: 1 | 2 };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type NoviceInit12Step = readonly [NoviceInit12State, readonly NoviceInit12Output[]];

/** Before RC_CTL is up. */
export const initialNoviceInit12State: NoviceInit12State = { name: 'connected' };

/** One step of the session initialization of a novice of versions 1 and 2. */
export function stepNoviceInit12(state: NoviceInit12State, input: NoviceInit12Input): NoviceInit12Step {
  switch (state.name) {
    case 'connected':
      return whileConnected(state, input);
    case 'waiting-for-version':
      return whileUndecided(state, input);
    case 'version-1': {
      const [machine, outputs] = stepNoviceInit1(state.machine, input);
      return [machine === state.machine ? state : ofVersion1(machine), outputs];
    }
    case 'version-2': {
      // The one timer belongs to version 1.
      if (input.type === 'timer') return [state, []];
      const [machine, outputs] = stepNoviceInit2(state.machine, input);
      return [machine === state.machine ? state : ofVersion2(machine), outputs];
    }
    case 'ended':
      return [state, []];
  }
}

function whileConnected(state: NoviceInit12State, input: NoviceInit12Input): NoviceInit12Step {
  switch (input.type) {
    case 'channel-open': {
      const { heartbeat = false, noviceName } = input;
      return [
        { name: 'waiting-for-version', heartbeat, noviceName },
        [
          { type: 'send', packet: { name: 'SERVER_ANNOUNCE' } },
          { type: 'send', packet: VERSION_INFO },
        ],
      ];
    }
    case 'link-closed':
    case 'local-end':
      return end(input.type);
    default:
      return [state, []];
  }
}

type Undecided = Extract<NoviceInit12State, { name: 'waiting-for-version' }>;

function whileUndecided(state: Undecided, input: NoviceInit12Input): NoviceInit12Step {
  switch (input.type) {
    case 'link-closed':
      return end('link-closed');
    case 'local-end': {
      const [ended, outputs] = end('local-end');
      return [ended, [{ type: 'send', packet: { name: 'DISCONNECT' } }, ...outputs]];
    }
    case 'received':
      return undecidedReceived(state, input.packet);
    default:
      return [state, []];
  }
}

function undecidedReceived(state: Undecided, packet: CtlPacket): NoviceInit12Step {
  if (packet.name === 'DISCONNECT') return end('peer-disconnected');
  // An expert of version 1 that does not like our VERSIONINFO need not send its own.
  if (packet.name === 'RESULT' && packet.result !== RESULT_CODE.SAFERROR_NOERROR)
    return end(reasonOfResult(packet.result));
  const version = chooseNoviceVersion(packet);
  if (version === undefined) return [state, []];
  const chosen: NoviceInit12Output = { type: 'version-chosen', version };
  const input = { type: 'received', packet } as const;
  if (version === 1) {
    const [machine, outputs] = stepNoviceInit1(waitingForExpert1(state.heartbeat), input);
    return [ofVersion1(machine), [chosen, ...startHeartbeat(state.heartbeat), ...outputs]];
  }
  const [machine, outputs] = stepNoviceInit2(waitingForExpert2(state.noviceName), input);
  return [ofVersion2(machine), [chosen, ...outputs]];
}

function ofVersion1(machine: NoviceInit1State): NoviceInit12State {
  return machine.name === 'ended' ? machine : { name: 'version-1', machine };
}

function ofVersion2(machine: NoviceInit2State): NoviceInit12State {
  return machine.name === 'ended' ? machine : { name: 'version-2', machine };
}

function end(reason: SessionEndReason): NoviceInit12Step {
  return [{ name: 'ended', reason }, [{ type: 'terminate', reason }]];
}
