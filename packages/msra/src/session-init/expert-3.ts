// [MS-RA] 3.7 Session Initialization, version 3, expert side (figures 7 and 8).
// The expert waits for the novice's token, proves itself with its own, and waits for the view to begin.

import type { CtlPacket } from '../messages/ctl.ts';
import { equalBytes } from '../wire/equal-bytes.ts';
import type { SessionEndReason } from './end-reason.ts';
import { end } from './ending.ts';

/** A state of the expert's session initialization. */
export type ExpertInit3State =
  /** RC_CTL is not up yet, or the tokens are still being derived. */
  | { readonly name: 'connected' }
  /**
   * As `connected`, with the novice's token already in: deriving takes time, and the novice speaks first
   * (product-behavior: `EXPERT_KEEPS_AN_EARLY_TOKEN`).
   */
  | { readonly name: 'token-came-early'; readonly noviceToken: Uint8Array }
  | {
      readonly name: 'waiting-for-novice-token';
      readonly expectedNoviceToken: Uint8Array;
      readonly expertToken: Uint8Array;
    }
  /** Both tokens are exchanged; the novice's user is being asked. */
  | { readonly name: 'waiting-for-novice' }
  /** The remote assistance session exists: the novice's screen is seen. */
  | { readonly name: 'session' }
  | { readonly name: 'ended'; readonly reason: SessionEndReason };

/** What can happen to the expert's session initialization. */
export type ExpertInit3Input =
  /** RC_CTL is up and both tokens are derived, over the connection string as it was received. */
  | {
      readonly type: 'channel-open';
      readonly expectedNoviceToken: Uint8Array;
      readonly expertToken: Uint8Array;
    }
  /** A packet came on RC_CTL. */
  | { readonly type: 'received'; readonly packet: CtlPacket }
  /** The first picture of the novice's screen arrived. */
  | { readonly type: 'view-begins' }
  /** The connection below is gone. */
  | { readonly type: 'link-closed' }
  /** The expert's side ends, for whatever reason. */
  | { readonly type: 'local-end' };

/** What the driver is to do, in order. */
export type ExpertInit3Output =
  | { readonly type: 'send'; readonly packet: CtlPacket }
  /** The novice has proven itself and this side too; its user is being asked. For the interface's words only. */
  | { readonly type: 'proven' }
  /** The session exists. Comes once. */
  | { readonly type: 'established' }
  /** Take the connection down. Comes once; nothing follows it. */
  | { readonly type: 'terminate'; readonly reason: SessionEndReason };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type ExpertInit3Step = readonly [ExpertInit3State, readonly ExpertInit3Output[]];

/** Before RC_CTL is up. */
export const initialExpertInit3State: ExpertInit3State = { name: 'connected' };

/** One step of the expert's session initialization in version 3. */
export function stepExpertInit3(state: ExpertInit3State, input: ExpertInit3Input): ExpertInit3Step {
  if (state.name === 'ended') return ignored(state);
  switch (input.type) {
    case 'link-closed':
      return end('link-closed');
    case 'local-end':
      return hasChannel(state) ? end('local-end', { name: 'DISCONNECT' }) : end('local-end');
    case 'received':
      return received(state, input.packet);
    case 'channel-open':
      if (state.name === 'token-came-early') {
        return checkToken(state.noviceToken, input.expectedNoviceToken, input.expertToken);
      }
      if (state.name !== 'connected') return ignored(state);
      return [
        {
          name: 'waiting-for-novice-token',
          expectedNoviceToken: input.expectedNoviceToken,
          expertToken: input.expertToken,
        },
        [],
      ];
    case 'view-begins':
      return state.name === 'waiting-for-novice'
        ? [{ name: 'session' }, [{ type: 'established' }]]
        : ignored(state);
  }
}

function received(state: ExpertInit3State, packet: CtlPacket): ExpertInit3Step {
  // A packet that arrives shows that the channel is up, whatever this side has been told.
  if (packet.name === 'DISCONNECT') return end('peer-disconnected');
  if (packet.name !== 'TOKEN') return ignored(state);
  switch (state.name) {
    case 'connected':
      return [{ name: 'token-came-early', noviceToken: packet.token }, []];
    case 'waiting-for-novice-token':
      return checkToken(packet.token, state.expectedNoviceToken, state.expertToken);
    default:
      return ignored(state);
  }
}

function checkToken(token: Uint8Array, expected: Uint8Array, expertToken: Uint8Array): ExpertInit3Step {
  // 3.7.5: the expert token goes out only after the check; on a mismatch nothing is sent
  // (product-behavior: `SILENT_ON_TOKEN_MISMATCH`).
  if (!equalBytes(token, expected)) return end('token-mismatch');
  return [
    { name: 'waiting-for-novice' },
    [{ type: 'send', packet: { name: 'TOKEN', token: expertToken } }, { type: 'proven' }],
  ];
}

/** Whether RC_CTL is known to be up, so that DISCONNECT can be sent. */
function hasChannel(state: ExpertInit3State): boolean {
  return state.name !== 'connected';
}

/** Section 3: messages of other versions are dropped without an error; so is whatever comes out of sequence. */
function ignored(state: ExpertInit3State): ExpertInit3Step {
  return [state, []];
}
