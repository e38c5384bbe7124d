/** [MS-RA] 3.15, 3.16. */
import {
  CONTROL_LEVEL,
  initialExpertShareControlState,
  initialNoviceShareControlState,
  PARTICIPANT,
  type ParticipantPdu,
  type RcCommand,
  stepExpertShareControl,
  stepNoviceShareControl,
} from '@rendezvous/msra';
import { stepExpertShareControl1 } from '../../src/share-control/expert.ts';
import { stepNoviceShareControl1 } from '../../src/share-control/novice.ts';
import { plain, sample } from './sample.ts';

/** Commands without attributes, as inputs. */
export const told = <const N extends RcCommand['name']>(...names: readonly N[]) =>
  Object.fromEntries(names.map(name => [name, { type: 'received', command: { name } }])) as {
    readonly [K in N]: { readonly type: 'received'; readonly command: Extract<RcCommand, { name: K }> };
  };

const change = (flags: number): ParticipantPdu => ({
  name: 'PARTICIPANT_CTRL_CHANGE',
  flags,
  participantId: 3,
});
const created = (flags: number): ParticipantPdu => ({
  name: 'PARTICIPANT_CREATED',
  participantId: 3,
  groupId: 0,
  flags: flags | PARTICIPANT.IS_PARTICIPANT,
  friendlyName: '',
});
const REQUEST = change(CONTROL_LEVEL.REQUEST_VIEW | CONTROL_LEVEL.REQUEST_INTERACT);

export const EXPERT_SHARE_CONTROL = sample({
  title: 'Share control, expert, versions 2 and 3',
  role: 'expert',
  versions: [2, 3],
  section: '3.15',
  figures: '14 and 15',
  source: 'share-control/expert.ts',
  notes:
    'withdrawing is a request that was taken back, which [MS-RDPEMC] knows; the levels are those that other novices announce instead of answering.',
  home: ['ended'],
  wire: ['command', 'pdu'],
  initial: initialExpertShareControlState,
  inputs: {
    ...plain('request', 'release', 'input-failed'),
    ...told('ACCEPTRC', 'REJECTRC', 'DENIEDRC', 'ESCRC', 'TAKECONTROL'),
    'level(view)': { type: 'received', pdu: created(PARTICIPANT.MAY_VIEW) },
    'level(interact)': {
      type: 'received',
      pdu: created(PARTICIPANT.MAY_VIEW | PARTICIPANT.MAY_INTERACT),
    },
    ...plain('session-ended'),
  },
  step: stepExpertShareControl,
});

export const NOVICE_SHARE_CONTROL = sample({
  title: 'Share control, novice, versions 2 and 3',
  role: 'novice',
  versions: [2, 3],
  section: '3.16',
  figures: '16 and 17',
  source: 'share-control/novice.ts',
  notes: 'enabling stands between the user’s yes and ACCEPTRC (3.15.1).',
  home: ['ended'],
  wire: ['command'],
  initial: initialNoviceShareControlState,
  inputs: {
    'ask-level(interact)': { type: 'received', pdu: REQUEST, allowed: true },
    'ask-level(interact), forbidden': { type: 'received', pdu: REQUEST, allowed: false },
    'ask-level(view)': { type: 'received', pdu: change(CONTROL_LEVEL.REQUEST_VIEW), allowed: true },
    ...told('REMOTECTRLEND', 'ABORTRC'),
    ...plain('user-accepts', 'user-refuses', 'input-enabled', 'input-failed'),
    ...plain('policy-forbids', 'panic', 'stop', 'session-ended'),
  },
  step: stepNoviceShareControl,
});

export const EXPERT_SHARE_CONTROL_1 = sample({
  title: 'Share control, expert, version 1',
  section: '3.15',
  figures: '14 and 15',
  source: 'share-control/expert.ts',
  notes:
    'withdrawing is a request that is not meant any more; version 1 has no word for it, so that its answer is waited for.',
  role: 'expert',
  versions: [1],
  home: ['ended'],
  wire: ['command', 'pdu'],
  initial: initialExpertShareControlState,
  inputs: {
    ...plain('request', 'release', 'input-failed'),
    ...told('ACCEPTRC', 'REJECTRC', 'DENIEDRC', 'ESCRC', 'TAKECONTROL'),
    ...plain('session-ended'),
  },
  step: stepExpertShareControl1,
});

export const NOVICE_SHARE_CONTROL_1 = sample({
  title: 'Share control, novice, version 1',
  section: '3.16',
  figures: '16 and 17',
  source: 'share-control/novice.ts',
  notes: 'enabling stands between the user’s yes and ACCEPTRC (3.15.1).',
  role: 'novice',
  versions: [1],
  home: ['ended'],
  wire: ['command'],
  initial: initialNoviceShareControlState,
  inputs: {
    REMOTECTRLSTART: { type: 'received', command: { name: 'REMOTECTRLSTART' }, allowed: true },
    'REMOTECTRLSTART, forbidden': { type: 'received', command: { name: 'REMOTECTRLSTART' }, allowed: false },
    ...told('REMOTECTRLEND', 'ABORTRC'),
    ...plain('user-accepts', 'user-refuses', 'input-enabled', 'input-failed'),
    ...plain('policy-forbids', 'panic', 'stop', 'session-ended'),
  },
  step: stepNoviceShareControl1,
});
