// Inputs and outputs of session initialization in version 2, and the ways to every state of both sides.

import { type CtlPacket } from '@rendezvous/msra';
import {
  type ExpertInit2Input,
  initialExpertInit2State,
  stepExpertInit2,
} from '../../src/session-init/expert-2.ts';
import {
  initialNoviceInit12State,
  type NoviceInit12Input,
  stepNoviceInit12,
} from '../../src/session-init/novice.ts';
import {
  initialNoviceInit2State,
  type NoviceInit2Input,
  stepNoviceInit2,
} from '../../src/session-init/novice-2.ts';
import { run } from './machine-run.ts';

export const PASS = new Uint8Array(32).fill(7);
export const BLOB = '9;NAME=John';
export const ANNOUNCE: CtlPacket = { name: 'SERVER_ANNOUNCE' };
export const VERSION: CtlPacket = { name: 'VERSIONINFO', versionMajor: 1, versionMinor: 2 };
export const STRANGE: CtlPacket = { name: 'VERSIONINFO', versionMajor: 9, versionMinor: 9 };
export const VISTA: CtlPacket = { name: 'EXPERT_ON_VISTA', encryptedPassword: PASS };
export const VERIFY: CtlPacket = { name: 'VERIFY_PASSWORD', expertBlob: BLOB };
export const NOVICE_NAME: CtlPacket = { name: 'RANOVICE_NAME', noviceName: 'Ann' };
export const EXPERT_NAME: CtlPacket = { name: 'RAEXPERT_NAME', expertName: 'John' };
export const AUTHENTICATE: CtlPacket = {
  name: 'AUTHENTICATE',
  raConnectionString: 'string',
  expertBlob: BLOB,
};
export const RESULT = (result: number): CtlPacket => ({ name: 'RESULT', result });
export const DISCONNECT: CtlPacket = { name: 'DISCONNECT' };
export const ISCONNECTED: CtlPacket = { name: 'ISCONNECTED' };

export const received = (packet: CtlPacket) => ({ type: 'received', packet }) as const;
export const send = (packet: CtlPacket) => ({ type: 'send', packet });
export const end = (reason: string) => ({ type: 'terminate', reason });
export const chosen = (version: number) => ({ type: 'version-chosen', version });
export const checked = (valid: boolean) => ({ type: 'credentials-checked', valid }) as const;

export const expert = (...inputs: ExpertInit2Input[]) =>
  run(initialExpertInit2State, stepExpertInit2, inputs);
export const novice = (...inputs: NoviceInit2Input[]) =>
  run(initialNoviceInit2State, stepNoviceInit2, inputs);
export const either = (...inputs: NoviceInit12Input[]) =>
  run(initialNoviceInit12State, stepNoviceInit12, inputs);

export const expertOpen = { type: 'channel-open', encryptedPassword: PASS, expertBlob: BLOB } as const;
export const VERIFYING = [expertOpen, received(ANNOUNCE)] as const;
export const WAITING = [...VERIFYING, received(RESULT(0))] as const;
export const EXPERT_SESSION = [...WAITING, { type: 'view-begins' }] as const;
export const SHADOWING = [...VERIFYING, { type: 'view-begins' }] as const;
export const EXPERT_PATHS = [[expertOpen], VERIFYING, SHADOWING, WAITING, EXPERT_SESSION] as const;

export const noviceOpen = { type: 'channel-open' } as const;
export const CHOSEN = [noviceOpen, received(VISTA)] as const;
export const CHECKING = [...CHOSEN, received(VERIFY)] as const;
export const ASKING = [...CHECKING, checked(true)] as const;
export const STARTING = [...ASKING, { type: 'user-accepts' }] as const;
export const NOVICE_SESSION = [...STARTING, { type: 'shadowing-started' }] as const;
export const NOVICE_PATHS = [[noviceOpen], CHOSEN, CHECKING, ASKING, STARTING, NOVICE_SESSION] as const;

/** Packets of versions 1 and 3. */
export const OF_OTHER_VERSIONS: readonly CtlPacket[] = [
  AUTHENTICATE,
  { name: 'REMOTE_CONTROL_DESKTOP', raConnectionString: 'string' },
  ISCONNECTED,
  { name: 'TOKEN', token: new Uint8Array(20) },
];
