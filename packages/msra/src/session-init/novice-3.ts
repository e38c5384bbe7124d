// [MS-RA] 3.8 Session Initialization, version 3, novice side (figure 9).
// The novice speaks first: its token, then the expert's token, then its user's consent.
// No result codes, no VERSIONINFO, no timers: a driver that wants a deadline feeds `local-end`.

import type { CtlPacket } from '../messages/ctl.ts';
import { equalBytes } from '../wire/equal-bytes.ts';
import type { SessionEndReason } from './end-reason.ts';
import { end } from './ending.ts';

/** A state of the novice's session initialization. */
export type NoviceInit3State =
  /** RC_CTL is not up yet. */
  | { readonly name: 'connected' }
  /** The novice token is sent. */
  | { readonly name: 'waiting-for-expert-token'; readonly expectedExpertToken: Uint8Array }
  /** The expert has proven itself; the user is being asked. */
  | { readonly name: 'asking-user' }
  /** The remote assistance session exists: the expert may view. */
  | { readonly name: 'session' }
  | { readonly name: 'ended'; readonly reason: SessionEndReason };

/** What can happen to the novice's session initialization. */
export type NoviceInit3Input =
  /** RC_CTL is up; both tokens come from `deriveToken` over the connection string as it was sent. */
  | {
      readonly type: 'channel-open';
      readonly noviceToken: Uint8Array;
      readonly expectedExpertToken: Uint8Array;
    }
  /** A packet came on RC_CTL. */
  | { readonly type: 'received'; readonly packet: CtlPacket }
  | { readonly type: 'user-accepts' }
  | { readonly type: 'user-refuses' }
  /** The connection below is gone. */
  | { readonly type: 'link-closed' }
  /** The novice's side ends, for whatever reason. */
  | { readonly type: 'local-end' };

/** What the driver is to do, in order. */
export type NoviceInit3Output =
  | { readonly type: 'send'; readonly packet: CtlPacket }
  /** Ask the user whether the expert may see the screen; answer with `user-accepts` or `user-refuses`. */
  | { readonly type: 'ask-user' }
  /** Grant the view. Comes once, and only after the user's yes. */
  | { readonly type: 'established' }
  /** Take the connection down and withdraw the question if it is open. Comes once; nothing follows it. */
  | { readonly type: 'terminate'; readonly reason: SessionEndReason };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type NoviceInit3Step = readonly [NoviceInit3State, readonly NoviceInit3Output[]];

/** Before RC_CTL is up. */
export const initialNoviceInit3State: NoviceInit3State = { name: 'connected' };

/** One step of the novice's session initialization in version 3. */
export function stepNoviceInit3(state: NoviceInit3State, input: NoviceInit3Input): NoviceInit3Step {
  if (state.name === 'ended') return ignored(state);
  switch (input.type) {
    case 'link-closed':
      return end('link-closed');
    case 'local-end':
      // The side that ends says so; in `connected` there is no channel yet to say it on.
      return state.name === 'connected' ? end('local-end') : end('local-end', { name: 'DISCONNECT' });
    case 'received':
      return received(state, input.packet);
    case 'channel-open':
      if (state.name !== 'connected') return ignored(state);
      return [
        { name: 'waiting-for-expert-token', expectedExpertToken: input.expectedExpertToken },
        [{ type: 'send', packet: { name: 'TOKEN', token: input.noviceToken } }],
      ];
    case 'user-accepts':
      return state.name === 'asking-user' ? [{ name: 'session' }, [{ type: 'established' }]] : ignored(state);
    case 'user-refuses':
      // product-behavior: `DISCONNECT_AFTER_REFUSAL`
      return state.name === 'asking-user' ? end('user-refused', { name: 'DISCONNECT' }) : ignored(state);
  }
}

function received(state: NoviceInit3State, packet: CtlPacket): NoviceInit3Step {
  if (state.name === 'connected') return ignored(state);
  if (packet.name === 'DISCONNECT') return end('peer-disconnected');
  if (packet.name !== 'TOKEN' || state.name !== 'waiting-for-expert-token') return ignored(state);
  // 3.8.5: a mismatch terminates the connection. Nothing is sent: whoever guesses learns nothing
  // (product-behavior: `SILENT_ON_TOKEN_MISMATCH`).
  if (!equalBytes(packet.token, state.expectedExpertToken)) return end('token-mismatch');
  return [{ name: 'asking-user' }, [{ type: 'ask-user' }]];
}

/** Section 3: messages of other versions are dropped without an error; so is whatever comes out of sequence. */
function ignored(state: NoviceInit3State): NoviceInit3Step {
  return [state, []];
}
