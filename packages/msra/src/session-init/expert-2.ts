// [MS-RA] 3.5 Session Initialization, version 2, expert side (figures 4 and 5).
// The novice announces itself; the expert says that it is of version 2 and proves that it knows the password.

import type { CtlPacket } from '../messages/ctl.ts';
import { RESULT_CODE } from '../messages/result-codes.ts';
import type { SessionEndReason } from './end-reason.ts';
import { end } from './ending.ts';
import { reasonOfResult } from './result-reason.ts';

/** A state of the expert's session initialization in version 2. */
export type ExpertInit2State =
  /** RC_CTL is not up yet. */
  | { readonly name: 'connected' }
  /** Nothing has come from the novice. */
  | {
      readonly name: 'waiting-for-announce';
      readonly encryptedPassword: Uint8Array;
      readonly expertBlob: string;
      readonly expertName: string | undefined;
    }
  /** EXPERT_ON_VISTA and VERIFY_PASSWORD are sent. */
  | { readonly name: 'waiting-for-verification'; readonly expertName: string | undefined }
  /** The novice's screen is seen; its RESULT is still to come (product-behavior: `VIEW_AND_RESULT_ARE_NOT_ORDERED`). */
  | { readonly name: 'shadowing'; readonly expertName: string | undefined }
  /** The password was right; the novice's user is being asked. */
  | { readonly name: 'waiting-for-user' }
  /** The remote assistance session exists: the novice's screen is seen. */
  | { readonly name: 'session' }
  | { readonly name: 'ended'; readonly reason: SessionEndReason };

/** What can happen to the expert's session initialization in version 2. */
export type ExpertInit2Input =
  /**
   * RC_CTL is up. `encryptedPassword` is the encrypted PassStub, `expertBlob` holds it too, with the expert's name
   * (2.2.1.11, 2.2.1.12); `expertName` is sent as RAEXPERT_NAME when it is given.
   */
  | {
      readonly type: 'channel-open';
      readonly encryptedPassword: Uint8Array;
      readonly expertBlob: string;
      readonly expertName?: string;
    }
  /** A packet came on RC_CTL. */
  | { readonly type: 'received'; readonly packet: CtlPacket }
  /** The first picture of the novice's screen arrived, or `encomsp` says that it may be seen. */
  | { readonly type: 'view-begins' }
  /** The connection below is gone. */
  | { readonly type: 'link-closed' }
  /** The expert's side ends, for whatever reason. */
  | { readonly type: 'local-end' };

/** What the driver is to do, in order. */
export type ExpertInit2Output =
  | { readonly type: 'send'; readonly packet: CtlPacket }
  /** The password was right; the novice's user is being asked. For the interface's words only. */
  | { readonly type: 'proven' }
  /** The novice's name, for the interface. Nobody has proven it. */
  | { readonly type: 'peer-name'; readonly peerName: string }
  /** The session exists. Comes once. */
  | { readonly type: 'established' }
  /** Take the connection down when what was sent is out. Comes once; nothing follows it. */
  | { readonly type: 'terminate'; readonly reason: SessionEndReason };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type ExpertInit2Step = readonly [ExpertInit2State, readonly ExpertInit2Output[]];

/** Before RC_CTL is up. */
export const initialExpertInit2State: ExpertInit2State = { name: 'connected' };

type Open = Exclude<ExpertInit2State, { name: 'connected' | 'ended' }>;

/** One step of the expert's session initialization in version 2. */
export function stepExpertInit2(state: ExpertInit2State, input: ExpertInit2Input): ExpertInit2Step {
  if (state.name === 'ended') return ignored(state);
  if (state.name === 'connected') return whileConnected(state, input);
  switch (input.type) {
    case 'link-closed':
      return end('link-closed');
    case 'local-end':
      return end('local-end', { name: 'DISCONNECT' });
    case 'received':
      return received(state, input.packet);
    case 'view-begins':
      if (state.name === 'waiting-for-verification') return [{ ...state, name: 'shadowing' }, []];
      if (state.name !== 'waiting-for-user') return ignored(state);
      return [{ name: 'session' }, [{ type: 'established' }]];
    case 'channel-open':
      return ignored(state);
  }
}

/** 3.5.3: nothing is sent or heard before RC_CTL is up. */
function whileConnected(state: ExpertInit2State, input: ExpertInit2Input): ExpertInit2Step {
  switch (input.type) {
    case 'channel-open': {
      const { encryptedPassword, expertBlob, expertName } = input;
      return [{ name: 'waiting-for-announce', encryptedPassword, expertBlob, expertName }, []];
    }
    case 'link-closed':
    case 'local-end':
      return end(input.type);
    default:
      return ignored(state);
  }
}

function received(state: Open, packet: CtlPacket): ExpertInit2Step {
  switch (packet.name) {
    case 'DISCONNECT':
      return end('peer-disconnected');
    case 'RESULT':
      return answered(state, packet.result);
    case 'SERVER_ANNOUNCE':
    case 'VERSIONINFO':
      // What VERSIONINFO holds does not matter here (3.5.5). product-behavior: `EITHER_PACKET_BEGINS`
      return state.name === 'waiting-for-announce' ? begin(state) : ignored(state);
    case 'RANOVICE_NAME':
      // product-behavior: `NAMES_OF_THE_PROVEN_ONLY`
      if (state.name !== 'waiting-for-user' && state.name !== 'session') return ignored(state);
      return [state, [{ type: 'peer-name', peerName: packet.noviceName }]];
    default:
      return ignored(state);
  }
}

type Waiting = Extract<Open, { name: 'waiting-for-announce' }>;

/** 3.5.5, without a VERSIONINFO in front (product-behavior: `EXPERT_2_SENDS_NO_VERSIONINFO`). */
function begin({ encryptedPassword, expertBlob, expertName }: Waiting): ExpertInit2Step {
  return [
    { name: 'waiting-for-verification', expertName },
    [
      { type: 'send', packet: { name: 'EXPERT_ON_VISTA', encryptedPassword } },
      { type: 'send', packet: { name: 'VERIFY_PASSWORD', expertBlob } },
    ],
  ];
}

function answered(state: Open, code: number): ExpertInit2Step {
  // Whatever is not 0 is a failure, in every state: Windows answers codes that 2.2.6 does not list.
  if (code !== RESULT_CODE.SAFERROR_NOERROR) return end(reasonOfResult(code));
  switch (state.name) {
    case 'waiting-for-verification':
      return [{ name: 'waiting-for-user' }, proven(state.expertName)];
    case 'shadowing':
      return [{ name: 'session' }, [...proven(state.expertName), { type: 'established' }]];
    default:
      return ignored(state);
  }
}

function proven(expertName: string | undefined): readonly ExpertInit2Output[] {
  const introduced: readonly ExpertInit2Output[] =
    expertName === undefined ? [] : [{ type: 'send', packet: { name: 'RAEXPERT_NAME', expertName } }];
  return [...introduced, { type: 'proven' }];
}

/** Section 3: messages of other versions are dropped without an error; so is whatever comes out of sequence. */
function ignored(state: ExpertInit2State): ExpertInit2Step {
  return [state, []];
}
