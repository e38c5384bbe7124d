/** [MS-RA] 3.17, 3.18. */
import { initialExpertVoiceState, stepExpertVoice } from '../../src/voice/expert.ts';
import { initialNoviceVoiceState, stepNoviceVoice } from '../../src/voice/novice.ts';
import { plain, sample } from './sample.ts';
import { told } from './share-control.ts';

const words = told('PRESTART', 'PRESTARTYES', 'PRESTARTNO', 'VOIPQNO', 'VOIPPREGO', 'VOIPGONO');
const driver = {
  ...plain('start', 'stop', 'user-accepts', 'user-refuses'),
  ...plain('media-connected', 'media-failed', 'media-lost', 'released'),
  ...told('DISABLEVOICE', 'WIZARDGOOD', 'WIZARDBAD', 'BANDWTOLOW', 'BANDWTOHIGH'),
  'tuned(good)': { type: 'tuned', good: true },
  'tuned(bad)': { type: 'tuned', good: false },
  'want-bit-rate(low)': { type: 'want-bit-rate', rate: 'low' },
  'want-bit-rate(high)': { type: 'want-bit-rate', rate: 'high' },
  ...plain('disable', 'enable'),
  'timer(answer)': { type: 'timer', timer: 'answer' },
  ...plain('session-ended'),
} as const;

export const EXPERT_VOICE = sample({
  title: 'Voice, expert',
  role: 'expert',
  versions: [1, 2, 3],
  section: '3.17',
  figures: '18 to 20',
  source: 'voice/expert.ts',
  notes:
    'settling, withdrawing and releasing are not in the figures: an answer that is owed is waited for, so that it is never taken for a later one. The timers are not in the text either; Windows since Vista never answers.',
  home: ['idle', 'ended'],
  wire: ['command'],
  initial: initialExpertVoiceState,
  inputs: {
    ...words,
    VOIPGO: {
      type: 'received',
      command: { name: 'VOIPGO', voipVersion: 'VOIPVER2', voipGoKey: 'k', voipIpList: ['a:1'] },
    },
    'client-ready(tuned)': { type: 'client-ready', tuned: true },
    'client-ready(not tuned)': { type: 'client-ready', tuned: false },
    ...plain('client-failed'),
    ...driver,
  },
  step: stepExpertVoice,
});

export const NOVICE_VOICE = sample({
  title: 'Voice, novice',
  role: 'novice',
  versions: [1, 2, 3],
  section: '3.18',
  figures: '21 to 23',
  source: 'voice/novice.ts',
  notes:
    'settling and releasing are not in the figures: an answer that is owed is waited for, so that it is never taken for a later one. The timers are not in the text either.',
  home: ['idle', 'ended'],
  wire: ['command'],
  initial: initialNoviceVoiceState,
  inputs: {
    ...words,
    ...told('VOIPPREGO2'),
    'server-ready': { type: 'server-ready', key: 'k', addresses: ['a:1'] },
    ...plain('server-failed'),
    ...driver,
  },
  step: stepNoviceVoice,
});
