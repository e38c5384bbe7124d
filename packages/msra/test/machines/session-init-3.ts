/** [MS-RA] 3.7, 3.8. */
import type { CtlPacket } from '@rendezvous/msra';
import { initialExpertInit3State, stepExpertInit3 } from '../../src/session-init/expert-3.ts';
import { initialNoviceInit3State, stepNoviceInit3 } from '../../src/session-init/novice-3.ts';
import { plain, sample } from './sample.ts';

const noviceToken = new Uint8Array(20).fill(1);
const expertToken = new Uint8Array(20).fill(2);
const received = (packet: CtlPacket) => ({ type: 'received', packet }) as const;
const packets = {
  'wrong TOKEN': received({ name: 'TOKEN', token: new Uint8Array(20) }),
  DISCONNECT: received({ name: 'DISCONNECT' }),
  VERSIONINFO: received({ name: 'VERSIONINFO', versionMajor: 1, versionMinor: 2 }),
};

export const EXPERT_INIT_3 = sample({
  title: 'Session initialization, expert, version 3',
  role: 'expert',
  versions: [3],
  section: '3.7',
  figures: '7 and 8',
  source: 'session-init/expert-3.ts',
  notes: 'token-came-early keeps a novice token that is faster than the expert’s own derivation.',
  home: ['ended'],
  wire: ['packet'],
  ignores: ['VERSIONINFO'],
  initial: initialExpertInit3State,
  inputs: {
    'channel-open': { type: 'channel-open', expectedNoviceToken: noviceToken, expertToken },
    'right TOKEN': received({ name: 'TOKEN', token: noviceToken }),
    ...packets,
    ...plain('view-begins', 'local-end', 'link-closed'),
  },
  step: stepExpertInit3,
});

export const NOVICE_INIT_3 = sample({
  title: 'Session initialization, novice, version 3',
  role: 'novice',
  versions: [3],
  section: '3.8',
  figures: '9',
  source: 'session-init/novice-3.ts',
  home: ['ended'],
  wire: ['packet'],
  ignores: ['VERSIONINFO'],
  initial: initialNoviceInit3State,
  inputs: {
    'channel-open': { type: 'channel-open', noviceToken, expectedExpertToken: expertToken },
    'right TOKEN': received({ name: 'TOKEN', token: expertToken }),
    ...packets,
    ...plain('user-accepts', 'user-refuses', 'local-end', 'link-closed'),
  },
  step: stepNoviceInit3,
});
