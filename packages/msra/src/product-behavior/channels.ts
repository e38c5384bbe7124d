// Readings about virtual channels ([MS-RA] 1.3, 2.1, 2.2.1.1).

import type { Reading } from './reading.ts';

export const CHANNELS_READINGS = {
  ENVELOPE_ON_CONTROL_ONLY: {
    id: 'X2',
    sections: '2.2.1.1 against 3.9.5, 3.11, 3.12',
    reading: 'where every channel has a transport of its own, only RC_CTL packets carry the header',
    reason:
      'chat and file blocks are said to have no header; on one shared static channel everything needs it',
  },
  BINDING_IS_A_CHOICE: {
    id: 'U6',
    sections: '2.1, 2.2.1.1',
    reading:
      'one static channel with a header on everything, or a channel for each name with bare blocks: whoever opens the connection chooses',
    reason: 'how Windows maps 70, 71 and file channels to dynamic channels is not said',
  },
  THREE_CHANNELS_AND_FILES: {
    id: 'X19',
    sections: '1.3, 2.1',
    reading: 'three channels are made with the connection, and one for each file transfer',
    reason: 'one list names six capabilities, another place four channels',
  },
  CHANNEL_DECIDES_THE_FAMILY: {
    sections: '2.2.1, 2.2.2',
    reading: 'a block is read as what its channel carries, whatever it looks like',
    reason: 'RC_CTL packets belong to RC_CTL and RCCOMMANDs to 71 only, so nothing is looked for elsewhere',
  },
} as const satisfies Readonly<Record<string, Reading>>;
