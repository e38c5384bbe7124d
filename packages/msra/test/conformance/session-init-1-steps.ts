// Inputs and outputs of session initialization in version 1, and the ways to every state of both sides.

import { type CtlPacket } from '@rendezvous/msra';
import {
  type ExpertInit1Input,
  initialExpertInit1State,
  stepExpertInit1,
} from '../../src/session-init/expert-1.ts';
import {
  initialNoviceInit1State,
  type NoviceInit1Input,
  stepNoviceInit1,
} from '../../src/session-init/novice-1.ts';
import { run } from './machine-run.ts';

export const STRING = '65538,1,172.31.243.138:3389,*,id,*,*,parms';
export const BLOB = '9;NAME=John';
export const ANNOUNCE: CtlPacket = { name: 'SERVER_ANNOUNCE' };
export const VERSION: CtlPacket = { name: 'VERSIONINFO', versionMajor: 1, versionMinor: 2 };
export const OTHER_VERSIONS: readonly CtlPacket[] = [
  { name: 'VERSIONINFO', versionMajor: 2, versionMinor: 2 },
  { name: 'VERSIONINFO', versionMajor: 1, versionMinor: 1 },
];
export const AUTHENTICATE: CtlPacket = { name: 'AUTHENTICATE', raConnectionString: STRING, expertBlob: BLOB };
export const REQUEST: CtlPacket = { name: 'REMOTE_CONTROL_DESKTOP', raConnectionString: STRING };
export const RESULT = (result: number): CtlPacket => ({ name: 'RESULT', result });
export const DISCONNECT: CtlPacket = { name: 'DISCONNECT' };
export const ISCONNECTED: CtlPacket = { name: 'ISCONNECTED' };

export const received = (packet: CtlPacket) => ({ type: 'received', packet }) as const;
export const send = (packet: CtlPacket) => ({ type: 'send', packet });
export const end = (reason: string) => ({ type: 'terminate', reason });
export const timer = { type: 'timer', timer: 'heartbeat' } as const;
export const setTimer = { type: 'set-timer', timer: 'heartbeat', ms: 30_000 };
export const clearTimer = { type: 'clear-timer', timer: 'heartbeat' };

export const expert = (...inputs: ExpertInit1Input[]) =>
  run(initialExpertInit1State, stepExpertInit1, inputs);
export const novice = (...inputs: NoviceInit1Input[]) =>
  run(initialNoviceInit1State, stepNoviceInit1, inputs);

/** The way to every state that has a channel. */
export const expertOpen = { type: 'channel-open', raConnectionString: STRING, expertBlob: BLOB } as const;
export const BEGUN = [expertOpen, received(ANNOUNCE)] as const;
export const VERIFYING = [...BEGUN, received(VERSION)] as const;
export const WAITING = [...VERIFYING, received(RESULT(0))] as const;
export const SHADOWING = [...WAITING, { type: 'view-begins' }] as const;
export const EXPERT_SESSION = [...SHADOWING, received(RESULT(0))] as const;
export const EXPERT_PATHS = [[expertOpen], BEGUN, VERIFYING, WAITING, SHADOWING, EXPERT_SESSION] as const;

export const noviceOpen = { type: 'channel-open' } as const;
export const CHECKING = [noviceOpen, received(VERSION), received(AUTHENTICATE)] as const;
export const CHECKED = [...CHECKING, { type: 'credentials-checked', valid: true }] as const;
export const ASKING = [...CHECKED, received(REQUEST)] as const;
export const STARTING = [...ASKING, { type: 'user-accepts' }] as const;
export const NOVICE_SESSION = [...STARTING, { type: 'shadowing-started' }] as const;
export const NOVICE_PATHS = [[noviceOpen], CHECKING, CHECKED, ASKING, STARTING, NOVICE_SESSION] as const;

/** Paths with the heartbeat on instead of off. */
export function beating<I extends { readonly type: string }>(path: readonly I[]): I[] {
  return path.map(input => (input.type === 'channel-open' ? { ...input, heartbeat: true } : input));
}

/** Every packet whose declaration names other versions than 1. */
export const OF_OTHER_VERSIONS: readonly CtlPacket[] = [
  { name: 'VERIFY_PASSWORD', expertBlob: BLOB },
  { name: 'EXPERT_ON_VISTA', encryptedPassword: new Uint8Array(32) },
  { name: 'RANOVICE_NAME', noviceName: 'Ann' },
  { name: 'RAEXPERT_NAME', expertName: 'John' },
  { name: 'TOKEN', token: new Uint8Array(20) },
];
