// [MS-RA] 3.6 Session Initialization, version 2, novice side (figure 6).
// The novice announces itself, checks the password, and asks its user before the expert may see anything.

import type { CtlPacket } from '../messages/ctl.ts';
import { RESULT_CODE } from '../messages/result-codes.ts';
import type { SessionEndReason } from './end-reason.ts';
import { end, failure } from './ending.ts';
import { VERSION_INFO } from './version-info.ts';

interface Named {
  /** Sent as RANOVICE_NAME when the password was right. */
  readonly noviceName: string | undefined;
}

/** A state of the novice's session initialization in version 2. */
export type NoviceInit2State =
  /** RC_CTL is not up yet. */
  | { readonly name: 'connected' }
  /** SERVER_ANNOUNCE and VERSIONINFO are sent. */
  | (Named & { readonly name: 'waiting-for-expert' })
  /** The expert has said that it is of version 2. */
  | (Named & { readonly name: 'waiting-for-password'; readonly encryptedPassword: Uint8Array })
  /** VERIFY_PASSWORD is in; the driver checks what it holds. */
  | (Named & { readonly name: 'checking-credentials' })
  /** The password was right; the user is being asked. */
  | { readonly name: 'asking-user' }
  /** The user said yes; the expert does not see anything yet. */
  | { readonly name: 'starting-shadowing' }
  /** The remote assistance session exists: the expert views. */
  | { readonly name: 'session' }
  | { readonly name: 'ended'; readonly reason: SessionEndReason };

/** What can happen to the novice's session initialization in version 2. */
export type NoviceInit2Input =
  /** RC_CTL is up. `noviceName` is sent as RANOVICE_NAME when it is given. */
  | { readonly type: 'channel-open'; readonly noviceName?: string }
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
  /** The connection below is gone. */
  | { readonly type: 'link-closed' }
  /** The novice's side ends, for whatever reason. */
  | { readonly type: 'local-end' };

/** What the driver is to do, in order. */
export type NoviceInit2Output =
  | { readonly type: 'send'; readonly packet: CtlPacket }
  /** Check the PASS of the blob, and the encrypted password if wanted ([MS-RAI] 6); answer with `credentials-checked`. */
  | {
      readonly type: 'check-credentials';
      readonly encryptedPassword: Uint8Array;
      readonly expertBlob: string;
    }
  /** The expert's name, for the interface. Nobody has proven it. */
  | { readonly type: 'peer-name'; readonly peerName: string }
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
export type NoviceInit2Step = readonly [NoviceInit2State, readonly NoviceInit2Output[]];

/** Before RC_CTL is up. */
export const initialNoviceInit2State: NoviceInit2State = { name: 'connected' };

type Open = Exclude<NoviceInit2State, { name: 'connected' | 'ended' }>;

/**
 * One step of the novice's session initialization in version 2.
 * INVARIANT: `start-shadowing` follows the right password and the user's yes, and nothing else.
 */
export function stepNoviceInit2(state: NoviceInit2State, input: NoviceInit2Input): NoviceInit2Step {
  if (state.name === 'ended') return ignored(state);
  if (state.name === 'connected') return whileConnected(state, input);
  switch (input.type) {
    case 'link-closed':
      return end('link-closed');
    case 'local-end':
      return end('local-end', { name: 'DISCONNECT' });
    case 'received':
      return received(state, input.packet);
    case 'credentials-checked':
      if (state.name !== 'checking-credentials') return ignored(state);
      if (!input.valid) return end('wrong-password', failure('PASSWORDS_DONT_MATCH'));
      return [{ name: 'asking-user' }, [NOERROR, ...introduce(state), { type: 'ask-user' }]];
    case 'user-accepts':
      if (state.name !== 'asking-user') return ignored(state);
      return [{ name: 'starting-shadowing' }, [{ type: 'start-shadowing' }]];
    case 'user-refuses':
      return state.name === 'asking-user'
        ? end('user-refused', failure('SAFERROR_HELPEESAIDNO'))
        : ignored(state);
    case 'consent-timeout':
      return state.name === 'asking-user'
        ? end('consent-timeout', failure('SAFERROR_HELPEENEVERRESPONDED'))
        : ignored(state);
    case 'shadowing-started':
      if (state.name !== 'starting-shadowing') return ignored(state);
      return [{ name: 'session' }, [{ type: 'established' }]];
    case 'resolution-changed':
      // Figure 6 shows the end without a code; this is version 1's. product-behavior: `RESOLUTION_CHANGED_IS_301`
      return state.name === 'starting-shadowing'
        ? end('resolution-changed', failure('SAFERROR_SHADOWEND_CONFIGCHANGE'))
        : ignored(state);
    case 'channel-open':
      return ignored(state);
  }
}

/** Said by the novice when the password was right (product-behavior: `NOVICE_SENDS_THE_RESULT`). */
const NOERROR: NoviceInit2Output = {
  type: 'send',
  packet: { name: 'RESULT', result: RESULT_CODE.SAFERROR_NOERROR },
};

function introduce({ noviceName }: Named): readonly NoviceInit2Output[] {
  return noviceName === undefined ? [] : [{ type: 'send', packet: { name: 'RANOVICE_NAME', noviceName } }];
}

/** 3.6.3: nothing is sent or heard before RC_CTL is up. */
function whileConnected(state: NoviceInit2State, input: NoviceInit2Input): NoviceInit2Step {
  switch (input.type) {
    case 'channel-open':
      return [
        waitingForExpert(input.noviceName),
        [
          { type: 'send', packet: { name: 'SERVER_ANNOUNCE' } },
          { type: 'send', packet: VERSION_INFO },
        ],
      ];
    case 'link-closed':
    case 'local-end':
      return end(input.type);
    default:
      return ignored(state);
  }
}

/** The state after SERVER_ANNOUNCE and VERSIONINFO, where a novice of several versions joins this machine. */
export function waitingForExpert(noviceName: string | undefined): NoviceInit2State {
  return { name: 'waiting-for-expert', noviceName };
}

function received(state: Open, packet: CtlPacket): NoviceInit2Step {
  switch (packet.name) {
    case 'DISCONNECT':
      return end('peer-disconnected');
    case 'EXPERT_ON_VISTA': {
      if (state.name !== 'waiting-for-expert') return ignored(state);
      const { noviceName } = state;
      const { encryptedPassword } = packet;
      return [{ name: 'waiting-for-password', noviceName, encryptedPassword }, []];
    }
    case 'VERIFY_PASSWORD': {
      if (state.name !== 'waiting-for-password') return ignored(state);
      const { noviceName, encryptedPassword } = state;
      return [
        { name: 'checking-credentials', noviceName },
        [{ type: 'check-credentials', encryptedPassword, expertBlob: packet.expertBlob }],
      ];
    }
    case 'RAEXPERT_NAME':
      return isProven(state) ? [state, [{ type: 'peer-name', peerName: packet.expertName }]] : ignored(state);
    default:
      return ignored(state);
  }
}

/** Whether the password was right (product-behavior: `NAMES_OF_THE_PROVEN_ONLY`). */
function isProven(state: Open): boolean {
  return state.name === 'asking-user' || state.name === 'starting-shadowing' || state.name === 'session';
}

/** Section 3: messages of other versions are dropped without an error; so is whatever comes out of sequence. */
function ignored(state: NoviceInit2State): NoviceInit2Step {
  return [state, []];
}
