// [MS-RA] 3.4 Session Initialization, version 1, novice side (figure 3).
// The novice announces itself, checks the connection string, and asks its user before the expert may see anything.

import type { CtlPacket } from '../messages/ctl.ts';
import { RESULT_CODE } from '../messages/result-codes.ts';
import type { SessionEndReason } from './end-reason.ts';
import { failure } from './ending.ts';
import { beat, type HeartbeatOutput, startHeartbeat, stopHeartbeat } from './heartbeat.ts';
import { reasonOfResult } from './result-reason.ts';
import { isOurVersion, VERSION_INFO } from './version-info.ts';

interface Beating {
  /** Send ISCONNECTED every 30 seconds (3.4.2). */
  readonly heartbeat: boolean;
}

/** A state of the novice's session initialization in version 1. */
export type NoviceInit1State =
  /** RC_CTL is not up yet. */
  | { readonly name: 'connected' }
  /** SERVER_ANNOUNCE and VERSIONINFO are sent. */
  | (Beating & { readonly name: 'waiting-for-expert' })
  /** AUTHENTICATE is in; the driver checks what it holds. */
  | (Beating & { readonly name: 'checking-credentials' })
  /** The connection string was right; the expert is to ask for the desktop. */
  | (Beating & { readonly name: 'waiting-for-request' })
  /** The user is being asked. */
  | (Beating & { readonly name: 'asking-user' })
  /** The user said yes; the expert does not know yet. */
  | (Beating & { readonly name: 'starting-shadowing' })
  /** The remote assistance session exists: the expert may view. */
  | (Beating & { readonly name: 'session' })
  | { readonly name: 'ended'; readonly reason: SessionEndReason };

/** What can happen to the novice's session initialization in version 1. */
export type NoviceInit1Input =
  /** RC_CTL is up. `heartbeat` is off unless it is true. */
  | { readonly type: 'channel-open'; readonly heartbeat?: boolean }
  /** A packet came on RC_CTL. */
  | { readonly type: 'received'; readonly packet: CtlPacket }
  /** The answer to `check-credentials`. */
  | { readonly type: 'credentials-checked'; readonly valid: boolean }
  | { readonly type: 'user-accepts' }
  | { readonly type: 'user-refuses' }
  /** The user did not answer in the time that this side allows (product-behavior: `DURATIONS_ARE_LOCAL`). */
  | { readonly type: 'consent-timeout' }
  /** `start-shadowing` is carried out. */
  | { readonly type: 'shadowing-started' }
  /** The screen's size or colours changed before the shadowing had started. */
  | { readonly type: 'resolution-changed' }
  | { readonly type: 'timer'; readonly timer: 'heartbeat' }
  /** The connection below is gone. */
  | { readonly type: 'link-closed' }
  /** The novice's side ends, for whatever reason. */
  | { readonly type: 'local-end' };

/** What the driver is to do, in order. */
export type NoviceInit1Output =
  | HeartbeatOutput
  /**
   * Check that the string is the one that was given out, and the PASS of the blob where the invitation has a password
   * ([MS-RAI] 6); answer with `credentials-checked`.
   */
  | {
      readonly type: 'check-credentials';
      readonly raConnectionString: string;
      readonly expertBlob: string;
    }
  /** Ask the user whether the expert may see the screen; answer with `user-accepts`, `user-refuses` or `consent-timeout`. */
  | { readonly type: 'ask-user' }
  /** Let the expert see the screen, then feed `shadowing-started`. Comes only after the user's yes. */
  | { readonly type: 'start-shadowing' }
  /** The session exists. Comes once. */
  | { readonly type: 'established' }
  /**
   * Take the connection down when what was sent is out, stop the shadowing, and withdraw the question if it is open.
   * Comes once; nothing follows it.
   */
  | { readonly type: 'terminate'; readonly reason: SessionEndReason };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type NoviceInit1Step = readonly [NoviceInit1State, readonly NoviceInit1Output[]];

/** Before RC_CTL is up. */
export const initialNoviceInit1State: NoviceInit1State = { name: 'connected' };

type Open = Exclude<NoviceInit1State, { name: 'connected' | 'ended' }>;

/**
 * One step of the novice's session initialization in version 1.
 * INVARIANT: `start-shadowing` follows the right connection string and the user's yes, and nothing else.
 */
export function stepNoviceInit1(state: NoviceInit1State, input: NoviceInit1Input): NoviceInit1Step {
  if (state.name === 'ended') return ignored(state);
  if (state.name === 'connected') return whileConnected(state, input);
  const { heartbeat } = state;
  switch (input.type) {
    case 'link-closed':
      return end(state, 'link-closed');
    case 'local-end':
      return end(state, 'local-end', { name: 'DISCONNECT' });
    case 'received':
      return received(state, input.packet);
    case 'timer':
      return [state, beat(heartbeat)];
    case 'credentials-checked':
      if (state.name !== 'checking-credentials') return ignored(state);
      // The rule of 3.3.5 is the same (product-behavior: `BAD_STRING_IS_26`, `ERROR_RULES_STAND_TWICE`).
      if (!input.valid) return end(state, 'wrong-password', failure('SAFERROR_INVALIDPASSWORD'));
      return [{ name: 'waiting-for-request', heartbeat }, [NOERROR]];
    case 'user-accepts':
      if (state.name !== 'asking-user') return ignored(state);
      return [{ name: 'starting-shadowing', heartbeat }, [{ type: 'start-shadowing' }]];
    case 'user-refuses':
      if (state.name !== 'asking-user') return ignored(state);
      return end(state, 'user-refused', failure('SAFERROR_HELPEESAIDNO'));
    case 'consent-timeout':
      if (state.name !== 'asking-user') return ignored(state);
      return end(state, 'consent-timeout', failure('SAFERROR_HELPEENEVERRESPONDED'));
    case 'shadowing-started':
      if (state.name !== 'starting-shadowing') return ignored(state);
      return [{ name: 'session', heartbeat }, [NOERROR, { type: 'established' }]];
    case 'resolution-changed':
      if (state.name !== 'starting-shadowing') return ignored(state);
      return end(state, 'resolution-changed', failure('SAFERROR_SHADOWEND_CONFIGCHANGE'));
    case 'channel-open':
      return ignored(state);
  }
}

const NOERROR: NoviceInit1Output = {
  type: 'send',
  packet: { name: 'RESULT', result: RESULT_CODE.SAFERROR_NOERROR },
};

/** 3.4.3: nothing is sent or heard before RC_CTL is up. */
function whileConnected(state: NoviceInit1State, input: NoviceInit1Input): NoviceInit1Step {
  switch (input.type) {
    case 'channel-open': {
      const { heartbeat = false } = input;
      return [
        waitingForExpert(heartbeat),
        [
          { type: 'send', packet: { name: 'SERVER_ANNOUNCE' } },
          { type: 'send', packet: VERSION_INFO },
          ...startHeartbeat(heartbeat),
        ],
      ];
    }
    case 'link-closed':
    case 'local-end':
      return [{ name: 'ended', reason: input.type }, [{ type: 'terminate', reason: input.type }]];
    default:
      return ignored(state);
  }
}

/** The state after SERVER_ANNOUNCE and VERSIONINFO, where a novice of several versions joins this machine. */
export function waitingForExpert(heartbeat: boolean): NoviceInit1State {
  return { name: 'waiting-for-expert', heartbeat };
}

function received(state: Open, packet: CtlPacket): NoviceInit1Step {
  switch (packet.name) {
    case 'DISCONNECT':
      return end(state, 'peer-disconnected');
    case 'RESULT':
      // 2.2.1.8: an expert that does not like our version says so. NOERROR from an expert has no meaning.
      if (packet.result === RESULT_CODE.SAFERROR_NOERROR) return ignored(state);
      return end(state, reasonOfResult(packet.result));
    case 'VERSIONINFO':
      if (state.name !== 'waiting-for-expert' || isOurVersion(packet)) return ignored(state);
      return end(state, 'incompatible-version', failure('SAFERROR_INCOMPATIBLEVERSION'));
    case 'AUTHENTICATE': {
      if (state.name !== 'waiting-for-expert') return ignored(state);
      const { raConnectionString, expertBlob } = packet;
      return [
        { name: 'checking-credentials', heartbeat: state.heartbeat },
        [{ type: 'check-credentials', raConnectionString, expertBlob }],
      ];
    }
    case 'REMOTE_CONTROL_DESKTOP':
      // 3.3.5: the string in it is not looked at; AUTHENTICATE's was.
      if (state.name !== 'waiting-for-request') return ignored(state);
      return [{ name: 'asking-user', heartbeat: state.heartbeat }, [{ type: 'ask-user' }]];
    default:
      return ignored(state);
  }
}

function end(state: Open, reason: SessionEndReason, lastWord?: CtlPacket): NoviceInit1Step {
  const said: readonly NoviceInit1Output[] = lastWord ? [{ type: 'send', packet: lastWord }] : [];
  return [
    { name: 'ended', reason },
    [...said, ...stopHeartbeat(state.heartbeat), { type: 'terminate', reason }],
  ];
}

/** Section 3: messages of other versions are dropped without an error; so is whatever comes out of sequence. */
function ignored(state: NoviceInit1State): NoviceInit1Step {
  return [state, []];
}
