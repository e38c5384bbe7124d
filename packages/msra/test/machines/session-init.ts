/** [MS-RA] 3.3 to 3.6: versions 1 and 2, and the novice that does not know yet which of them it is to speak. */
import type { CtlPacket } from '@rendezvous/msra';
import { initialExpertInit1State, stepExpertInit1 } from '../../src/session-init/expert-1.ts';
import { initialExpertInit2State, stepExpertInit2 } from '../../src/session-init/expert-2.ts';
import { initialNoviceInit12State, stepNoviceInit12 } from '../../src/session-init/novice.ts';
import { initialNoviceInit1State, stepNoviceInit1 } from '../../src/session-init/novice-1.ts';
import { initialNoviceInit2State, stepNoviceInit2 } from '../../src/session-init/novice-2.ts';
import { plain, sample } from './sample.ts';

const received = (packet: CtlPacket) => ({ type: 'received', packet }) as const;
const result = (code: number) => received({ name: 'RESULT', result: code });
const versionInfo = (versionMinor: number) =>
  received({ name: 'VERSIONINFO', versionMajor: 1, versionMinor });
const DISCONNECT = received({ name: 'DISCONNECT' });

const fromNovice = {
  SERVER_ANNOUNCE: received({ name: 'SERVER_ANNOUNCE' }),
  'VERSIONINFO 1.2': versionInfo(2),
  'VERSIONINFO 1.3': versionInfo(3),
  'RESULT 0': result(0),
  'RESULT 26': result(26),
  'RESULT 41': result(41),
  'RESULT 47': result(47),
  'RESULT 61': result(61),
  'RESULT 301': result(301),
  DISCONNECT,
};
const fromExpert = {
  'VERSIONINFO 1.2': versionInfo(2),
  'VERSIONINFO 1.3': versionInfo(3),
  AUTHENTICATE: received({ name: 'AUTHENTICATE', raConnectionString: 's', expertBlob: 'b' }),
  REMOTE_CONTROL_DESKTOP: received({ name: 'REMOTE_CONTROL_DESKTOP', raConnectionString: 's' }),
  EXPERT_ON_VISTA: received({ name: 'EXPERT_ON_VISTA', encryptedPassword: new Uint8Array(32) }),
  VERIFY_PASSWORD: received({ name: 'VERIFY_PASSWORD', expertBlob: 'b' }),
  RAEXPERT_NAME: received({ name: 'RAEXPERT_NAME', expertName: 'e' }),
  ISCONNECTED: received({ name: 'ISCONNECTED' }),
  'RESULT 47': result(47),
  DISCONNECT,
};
const driver = {
  'right credentials': { type: 'credentials-checked', valid: true },
  'wrong credentials': { type: 'credentials-checked', valid: false },
  ...plain('user-accepts', 'user-refuses', 'consent-timeout', 'shadowing-started', 'resolution-changed'),
  ...plain('local-end', 'link-closed'),
} as const;
const heartbeat = { type: 'timer', timer: 'heartbeat' } as const;

export const EXPERT_INIT_1 = sample({
  title: 'Session initialization, expert, version 1',
  role: 'expert',
  versions: [1],
  section: '3.3',
  figures: '1 and 2',
  source: 'session-init/expert-1.ts',
  notes: 'Drawn with the heartbeat on, which is off by default.',
  home: ['ended'],
  wire: ['packet'],
  initial: initialExpertInit1State,
  inputs: {
    'channel-open': { type: 'channel-open', raConnectionString: 's', expertBlob: 'b', heartbeat: true },
    ...fromNovice,
    'timer(heartbeat)': heartbeat,
    'tell-address': { type: 'tell-address', expertIpData: '10.0.0.1' },
    ...plain('view-begins', 'local-end', 'link-closed'),
  },
  step: stepExpertInit1,
});

export const NOVICE_INIT_1 = sample({
  title: 'Session initialization, novice, version 1',
  role: 'novice',
  versions: [1],
  section: '3.4',
  figures: '3',
  source: 'session-init/novice-1.ts',
  notes: 'Drawn with the heartbeat on, which is off by default.',
  home: ['ended'],
  wire: ['packet'],
  ignores: ['VERSIONINFO 1.2', 'EXPERT_ON_VISTA', 'VERIFY_PASSWORD', 'RAEXPERT_NAME', 'ISCONNECTED'],
  initial: initialNoviceInit1State,
  inputs: {
    'channel-open': { type: 'channel-open', heartbeat: true },
    ...fromExpert,
    'timer(heartbeat)': heartbeat,
    ...driver,
  },
  step: stepNoviceInit1,
});

export const EXPERT_INIT_2 = sample({
  title: 'Session initialization, expert, version 2',
  role: 'expert',
  versions: [2],
  section: '3.5',
  figures: '4 and 5',
  source: 'session-init/expert-2.ts',
  home: ['ended'],
  wire: ['packet'],
  initial: initialExpertInit2State,
  inputs: {
    'channel-open': {
      type: 'channel-open',
      encryptedPassword: new Uint8Array(32),
      expertBlob: 'b',
      expertName: 'e',
    },
    ...fromNovice,
    RANOVICE_NAME: received({ name: 'RANOVICE_NAME', noviceName: 'n' }),
    ...plain('view-begins', 'local-end', 'link-closed'),
  },
  step: stepExpertInit2,
});

export const NOVICE_INIT_2 = sample({
  title: 'Session initialization, novice, version 2',
  role: 'novice',
  versions: [2],
  section: '3.6',
  figures: '6',
  source: 'session-init/novice-2.ts',
  home: ['ended'],
  wire: ['packet'],
  ignores: [
    'VERSIONINFO 1.2',
    'VERSIONINFO 1.3',
    'AUTHENTICATE',
    'REMOTE_CONTROL_DESKTOP',
    'ISCONNECTED',
    'RESULT 47',
  ],
  initial: initialNoviceInit2State,
  inputs: { 'channel-open': { type: 'channel-open', noviceName: 'n' }, ...fromExpert, ...driver },
  step: stepNoviceInit2,
});

export const NOVICE_INIT_12 = sample({
  title: 'Choice of the version, novice, versions 1 and 2',
  role: 'novice',
  versions: [1, 2],
  section: '3, 3.6.5',
  figures: '6',
  source: 'session-init/novice.ts',
  notes: 'version-1 and version-2 are the machines of the novice drawn above.',
  home: ['ended'],
  inner: ['version-1', 'version-2'],
  wire: ['packet'],
  ignores: ['ISCONNECTED'],
  initial: initialNoviceInit12State,
  inputs: {
    'channel-open': { type: 'channel-open', heartbeat: true, noviceName: 'n' },
    ...fromExpert,
    'timer(heartbeat)': heartbeat,
    ...driver,
  },
  step: stepNoviceInit12,
});
