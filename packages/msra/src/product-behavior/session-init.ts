// Readings about session initialization ([MS-RA] 3.3 to 3.8).

import type { Reading } from './reading.ts';

export const SESSION_INIT_READINGS = {
  EXPERT_2_SENDS_NO_VERSIONINFO: {
    id: 'X4',
    sections: '2.2.1.8 against 3.5.5, 3.6.5, figure 5',
    reading: 'an expert of version 2 never sends VERSIONINFO',
    reason: 'a novice that can do both would fall back to version 1 on it',
  },
  NOVICE_SENDS_THE_RESULT: {
    id: 'X5',
    sections: '3.5.5, 3.6.5',
    reading: "the novice sends RESULT and shows its screen after that and its user's yes",
    reason: 'two sections let the novice receive what only the expert receives',
  },
  ERROR_RULES_STAND_TWICE: {
    id: 'X23',
    sections: '3.3.5, 3.4.5',
    reading: 'what 3.3.5 says of the novice is the rule of 3.4.5 and tested once',
    reason: "the section of the expert repeats the novice's error handling",
  },
  DURATIONS_ARE_LOCAL: {
    id: 'U9',
    sections: '2.2.6, 3.9.2, 3.17.2',
    reading: "how long a user may think, and how long an answer may take, is the caller's choice",
    reason: 'a result code for a late answer exists, a duration does not',
  },
  DISCONNECT_AFTER_REFUSAL: {
    sections: '2.2.1.5, 3.8.5',
    reading: 'a novice whose user refuses in version 3 sends DISCONNECT before it ends the connection',
    reason:
      'the connection must end and version 3 has no result code; so the expert learns it was no fault of the link',
  },
  SILENT_ON_TOKEN_MISMATCH: {
    sections: '3.7.5, 3.8.5',
    reading: 'after a wrong token nothing more is sent',
    reason: 'a peer that guesses must not learn anything, not even that it was heard',
  },
  EXPERT_KEEPS_AN_EARLY_TOKEN: {
    sections: '3.7.3, 3.7.5',
    reading: 'a novice token that comes before the expert has derived its own is kept',
    reason: 'the derivation takes a tenth of a second and the novice speaks as soon as the channel is up',
  },
  EITHER_PACKET_BEGINS: {
    sections: '3.3.5, 3.5.5',
    reading:
      'the expert begins on whichever of SERVER_ANNOUNCE and VERSIONINFO comes first, and does not wait for the other',
    reason:
      'the text answers SERVER_ANNOUNCE, the figures wait for VERSIONINFO, and novices exist that send only that',
  },
  BAD_STRING_IS_26: {
    id: 'X3',
    sections: '3.3.5, 3.4.5 against figures 1 and 3',
    reading:
      'a wrong connection string or password is SAFERROR_INVALIDPASSWORD; any code but 0 is read as a failure',
    reason:
      'the figures show SAFERROR_INVALIDPARAMETERSTRING, the text says MUST; Windows also answers E_FAIL',
  },
  RESULT_IS_THE_LAST_WORD: {
    sections: '2.2.1.5, 3.3.5, 3.5.5',
    reading: 'a failure that was told by a RESULT ends the connection without a DISCONNECT',
    reason: 'the code says more than DISCONNECT would, and the figures show nothing behind it',
  },
  RESOLUTION_CHANGED_IS_301: {
    sections: '3.6.5, figure 6 against figure 3',
    reading:
      'a novice of version 2 whose screen changes while the shadowing starts sends 301, as in version 1',
    reason: 'the figure ends there without naming a code',
  },
  NAMES_OF_THE_PROVEN_ONLY: {
    id: 'X21',
    sections: '2.2.1.13, 2.2.1.14, 3.5.5',
    reading:
      "each side sends its own name only, and takes the other's, both after the password was right; a name packet that goes the other way is dropped like any message out of sequence",
    reason:
      'the text also says that either packet goes either way, but one that does would tell a side its own name; a name is only ever shown, never believed',
  },
  VIEW_AND_RESULT_ARE_NOT_ORDERED: {
    sections: '3.3.5, 3.5.5',
    reading:
      'the expert takes the first picture before or after the RESULT that announces it; in version 1 the RESULT alone makes the session',
    reason: 'they travel on different channels, which a transport need not keep in order with each other',
  },
} as const satisfies Readonly<Record<string, Reading>>;
