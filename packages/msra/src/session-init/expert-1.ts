// [MS-RA] 3.3 Session Initialization, version 1, expert side (figures 1 and 2).
// The novice announces itself; the expert proves that it has the connection string and asks for the desktop.

import type { CtlPacket } from '../messages/ctl.ts';
import type { RcCommand } from '../messages/rc-command.ts';
import { RESULT_CODE } from '../messages/result-codes.ts';
import type { SessionEndReason } from './end-reason.ts';
import { beat, type HeartbeatOutput, startHeartbeat, stopHeartbeat } from './heartbeat.ts';
import { reasonOfResult } from './result-reason.ts';
import { isOurVersion, VERSION_INFO } from './version-info.ts';

interface Options {
  /** Connection string 1, sent as it was received ([MS-RAI] 2.2.1). */
  readonly raConnectionString: string;
  /** Send ISCONNECTED every 30 seconds from the handshake on (3.3.2). */
  readonly heartbeat: boolean;
}

interface Beating {
  readonly heartbeat: boolean;
}

/** A state of the expert's session initialization in version 1. */
export type ExpertInit1State =
  /** RC_CTL is not up yet. */
  | { readonly name: 'connected' }
  /** Nothing has come from the novice. `expertBlob` holds the expert's name and the encrypted PassStub (2.2.1.4). */
  | (Options & { readonly name: 'waiting-for-announce'; readonly expertBlob: string })
  /** VERSIONINFO and AUTHENTICATE are sent; the novice's VERSIONINFO is still to come. */
  | (Options & { readonly name: 'handshaking' })
  /** The novice speaks 1.2 and checks the connection string. */
  | (Options & { readonly name: 'waiting-for-verification' })
  /** The desktop is asked for; the novice's user is being asked. */
  | (Beating & { readonly name: 'waiting-for-user' })
  /** The novice's screen is seen; the novice's word that it is shared is still to come. */
  | (Beating & { readonly name: 'shadowing' })
  /** The remote assistance session exists. `addressTold` once EXPERTIP is sent. */
  | (Beating & { readonly name: 'session'; readonly addressTold: boolean })
  | { readonly name: 'ended'; readonly reason: SessionEndReason };

/** What can happen to the expert's session initialization in version 1. */
export type ExpertInit1Input =
  /** RC_CTL is up. `heartbeat` is off unless it is true. */
  | {
      readonly type: 'channel-open';
      readonly raConnectionString: string;
      readonly expertBlob: string;
      readonly heartbeat?: boolean;
    }
  /** A packet came on RC_CTL. */
  | { readonly type: 'received'; readonly packet: CtlPacket }
  /** The first picture of the novice's screen arrived. */
  | { readonly type: 'view-begins' }
  /** Tell the novice this side's address, for its log (EXPERTIP); once, and only in a session. */
  | { readonly type: 'tell-address'; readonly expertIpData: string }
  | { readonly type: 'timer'; readonly timer: 'heartbeat' }
  /** The connection below is gone. */
  | { readonly type: 'link-closed' }
  /** The expert's side ends, for whatever reason. */
  | { readonly type: 'local-end' };

/** What the driver is to do, in order. */
export type ExpertInit1Output =
  | HeartbeatOutput
  /** Send on channel 71. */
  | { readonly type: 'send-command'; readonly command: RcCommand }
  /** The connection string was right; the novice's user is being asked. For the interface's words only. */
  | { readonly type: 'proven' }
  /** The session exists. Comes once. */
  | { readonly type: 'established' }
  /** Take the connection down when what was sent is out. Comes once; nothing follows it. */
  | { readonly type: 'terminate'; readonly reason: SessionEndReason };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type ExpertInit1Step = readonly [ExpertInit1State, readonly ExpertInit1Output[]];

/** Before RC_CTL is up. */
export const initialExpertInit1State: ExpertInit1State = { name: 'connected' };

const INCOMPATIBLE: CtlPacket = { name: 'RESULT', result: RESULT_CODE.SAFERROR_INCOMPATIBLEVERSION };

type Open = Exclude<ExpertInit1State, { name: 'connected' | 'ended' }>;

/** One step of the expert's session initialization in version 1. */
export function stepExpertInit1(state: ExpertInit1State, input: ExpertInit1Input): ExpertInit1Step {
  if (state.name === 'ended') return ignored(state);
  if (state.name === 'connected') return whileConnected(state, input);
  switch (input.type) {
    case 'link-closed':
      return end(state, 'link-closed');
    case 'local-end':
      return end(state, 'local-end', { name: 'DISCONNECT' });
    case 'received':
      return received(state, input.packet);
    case 'timer':
      return [state, beat(isBeating(state))];
    case 'view-begins':
      if (state.name !== 'waiting-for-user') return ignored(state);
      return [{ name: 'shadowing', heartbeat: state.heartbeat }, []];
    case 'tell-address':
      if (state.name !== 'session' || state.addressTold) return ignored(state);
      return [
        { ...state, addressTold: true },
        [{ type: 'send-command', command: { name: 'EXPERTIP', expertIpData: input.expertIpData } }],
      ];
    case 'channel-open':
      return ignored(state);
  }
}

/** 3.3.3: nothing is sent or heard before RC_CTL is up. */
function whileConnected(state: ExpertInit1State, input: ExpertInit1Input): ExpertInit1Step {
  switch (input.type) {
    case 'channel-open': {
      const { raConnectionString, expertBlob, heartbeat = false } = input;
      return [{ name: 'waiting-for-announce', raConnectionString, expertBlob, heartbeat }, []];
    }
    case 'link-closed':
    case 'local-end':
      return [{ name: 'ended', reason: input.type }, [{ type: 'terminate', reason: input.type }]];
    default:
      return ignored(state);
  }
}

function received(state: Open, packet: CtlPacket): ExpertInit1Step {
  switch (packet.name) {
    case 'DISCONNECT':
      return end(state, 'peer-disconnected');
    case 'RESULT':
      return answered(state, packet.result);
    case 'SERVER_ANNOUNCE':
      return state.name === 'waiting-for-announce' ? begin(state, 'handshaking') : ignored(state);
    case 'VERSIONINFO':
      if (state.name !== 'waiting-for-announce' && state.name !== 'handshaking') return ignored(state);
      if (!isOurVersion(packet)) return end(state, 'incompatible-version', INCOMPATIBLE);
      // product-behavior: `EITHER_PACKET_BEGINS`
      return state.name === 'waiting-for-announce'
        ? begin(state, 'waiting-for-verification')
        : [{ ...state, name: 'waiting-for-verification' }, []];
    default:
      return ignored(state);
  }
}

type Waiting = Extract<Open, { name: 'waiting-for-announce' }>;

/** 3.3.5: SERVER_ANNOUNCE is answered by VERSIONINFO and AUTHENTICATE. */
function begin(
  { raConnectionString, expertBlob, heartbeat }: Waiting,
  name: 'handshaking' | 'waiting-for-verification',
): ExpertInit1Step {
  return [
    { name, raConnectionString, heartbeat },
    [
      { type: 'send', packet: VERSION_INFO },
      { type: 'send', packet: { name: 'AUTHENTICATE', raConnectionString, expertBlob } },
      ...startHeartbeat(heartbeat),
    ],
  ];
}

function answered(state: Open, code: number): ExpertInit1Step {
  // Whatever is not 0 is a failure, in every state: Windows answers codes that 2.2.6 does not list.
  if (code !== RESULT_CODE.SAFERROR_NOERROR) return end(state, reasonOfResult(code));
  switch (state.name) {
    case 'waiting-for-verification': {
      const { raConnectionString, heartbeat } = state;
      return [
        { name: 'waiting-for-user', heartbeat },
        [
          { type: 'send', packet: { name: 'REMOTE_CONTROL_DESKTOP', raConnectionString } },
          { type: 'proven' },
        ],
      ];
    }
    case 'waiting-for-user':
    case 'shadowing':
      // The picture takes another way than RC_CTL. product-behavior: `VIEW_AND_RESULT_ARE_NOT_ORDERED`
      return [{ name: 'session', heartbeat: state.heartbeat, addressTold: false }, [{ type: 'established' }]];
    default:
      return ignored(state);
  }
}

/** The heartbeat belongs to the handshake and what follows it. */
function isBeating(state: Open): boolean {
  return state.name !== 'waiting-for-announce' && state.heartbeat;
}

function end(state: Open, reason: SessionEndReason, lastWord?: CtlPacket): ExpertInit1Step {
  const said: readonly ExpertInit1Output[] = lastWord ? [{ type: 'send', packet: lastWord }] : [];
  return [
    { name: 'ended', reason },
    [...said, ...stopHeartbeat(isBeating(state)), { type: 'terminate', reason }],
  ];
}

/** Section 3: messages of other versions are dropped without an error; so is whatever comes out of sequence. */
function ignored(state: ExpertInit1State): ExpertInit1Step {
  return [state, []];
}
