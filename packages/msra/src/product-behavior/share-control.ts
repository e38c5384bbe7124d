// Readings about who is in control ([MS-RA] 3.15, 3.16).

import type { Reading } from './reading.ts';

export const SHARE_CONTROL_READINGS = {
  ABORTRC_ENDS_CONTROL: {
    sections: '2.2.2',
    reading: 'ABORTRC from the expert ends control like REMOTECTRLEND',
    reason: 'section 3 forgets it; the table says that an error at the client ends control',
  },
  RELEASE_BY_LEVEL: {
    sections: '[MS-RDPEMC] 3.2.5, 3.15.5',
    reading:
      'a Change Participant Control Level without REQUEST_INTERACT also gives control, or a request, back',
    reason: 'independent experts release so; losing control too readily is the safe side',
  },
  WITHDRAWAL_IS_ANSWERED: {
    sections: '3.16.5, [MS-RDPEMC] 3.3.5.2.3',
    reading:
      'a request that is taken back while it is open is answered REJECTRC; lowering a level one does not have is answered by the level',
    reason: 'an expert that takes back and asks again must be able to tell which request an answer is for',
  },
  ANSWERS_ON_TWO_CHANNELS: {
    sections: '3.15.5, [MS-RDPEMC] 3.3.5.2.3',
    reading: 'the expert obeys commands; Participant-Created counts only until the first command has come',
    reason: 'some novices announce levels only, but the channels are not ordered with each other',
  },
  FAILED_INPUT_REJECTS: {
    sections: '3.16.5',
    reading: 'a novice that cannot enable input after a yes answers REJECTRC',
    reason: 'DENIEDRC says that a setting forbids control, which is not so; an answer is owed',
  },
  VERSION_1_CANNOT_WITHDRAW: {
    sections: '2.2.2, 3.15.5',
    reading:
      'an expert of version 1 that takes its request back says nothing, and gives control back when a yes comes after all',
    reason:
      'REMOTECTRLSTART has no counterpart, and REMOTECTRLEND means nothing to a novice that has not answered',
  },
} as const satisfies Readonly<Record<string, Reading>>;
