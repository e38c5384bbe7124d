// Readings about voice ([MS-RA] 3.17, 3.18).

import type { Reading } from './reading.ts';

export const VOICE_READINGS = {
  VOICE_IN_EVERY_VERSION: {
    sections: '2.2.2, note <8>',
    reading: 'the voice commands are declared for all versions',
    reason: 'Windows ships voice in version 1 only, but the text does not restrict the commands',
  },
  VOIPGO_IS_THE_NOVICES: {
    id: 'X12',
    sections: '2.2.2 against 3.17, 3.18',
    reading: 'only a novice sends VOIPGO; VOIPGONO comes from whoever fails',
    reason: 'the novice is always the voice server; one table cell says otherwise',
  },
  VOICE_COMMANDS_ON_71: {
    id: 'X16',
    sections: '1.3.5 against 3.17.3',
    reading: 'the commands of voice travel on channel 71, which is there from the start',
    reason: 'one section lets a channel for voice be made when it is needed',
  },
  VOICE_MEDIA_IS_PLUGGED_IN: {
    id: 'U7',
    sections: '2.2.2, 3.17, 4.1',
    reading:
      "VOIPGOKEY is the base64 of 32 random bytes, IPv6 addresses of VOIPIPLIST stand in brackets, and sound takes a path of the caller's",
    reason: 'the format follows the one example; the media of the RTC client are not described',
  },
  VOIPVER_IS_VOIPVER2: {
    id: 'U8',
    sections: '2.2.2, 4.1',
    reading: 'VOIPVER is sent as VOIPVER2 and read as anything',
    reason: 'the example has VOIPVER2, the prose beside it VOIPVER',
  },
  VOIPQNO_ANSWERS_BOTH: {
    id: 'X13',
    sections: '2.2.2, figure 22 against 3.17.5, figures 18 and 21',
    reading:
      'VOIPQNO is sent in answer to PRESTART, and taken in answer to PRESTART, VOIPPREGO and VOIPPREGO2',
    reason: 'the table and one figure have it after VOIPPREGO, the text after PRESTART',
  },
  TEARDOWN_IS_ANSWERED: {
    id: 'X14',
    sections: '3.17.5 against 3.18.5',
    reading:
      'the PRESTART that ends a call, or an attempt, is answered by PRESTARTYES in any case, also when both send it',
    reason: 'one section says SHOULD, the other MUST, and the other side waits for it',
  },
  GIVING_UP_VOICE: {
    sections: '2.2.2, 3.17.5, 3.18.5',
    reading:
      'who gives up before VOIPGO, also for time, says VOIPGONO, and later PRESTART; it then waits for the word that is still owed to it before it asks again',
    reason:
      'the text has no word for it; VOIPGONO sends every side that knows it back to idle, and as words carry no numbers a late one could be taken for the answer to the next question',
  },
  LATE_VOICE_WORDS: {
    sections: '3.17.5, 3.18.5',
    reading:
      'an idle side answers PRESTARTYES, VOIPPREGO and VOIPPREGO2 with VOIPGONO, and an idle expert VOIPGO with PRESTART',
    reason: 'the other side waits for something that this side has given up, and must not stay half open',
  },
  BIT_RATE_OUTLIVES_CALLS: {
    sections: '3.17.5, 3.18.5',
    reading:
      'BANDWTOLOW and BANDWTOHIGH count at once in every state, and for later calls of the session until the next of them',
    reason: 'the wish is about the link; when it may be sent, and when it ends, is not said',
  },
  DISABLEVOICE_UNTIL_PRESTART: {
    sections: '2.2.2, note <8>',
    reading:
      'DISABLEVOICE ends what is under way in any state; this side asks again only after the other has asked itself',
    reason: 'the table says what it means but neither when it may come nor how it is taken back',
  },
} as const satisfies Readonly<Record<string, Reading>>;
