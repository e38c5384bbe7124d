// Readings about files, chat, settings and contacts ([MS-RA] 3.9 to 3.14).

import type { Reading } from './reading.ts';

export const FILES_AND_CHAT_READINGS = {
  CHAT_LIMIT_ON_RECEIPT: {
    sections: '3.12.5',
    reading: 'chat messages of up to 64 KiB are read',
    reason:
      'receivers may take more than the 1,024 bytes senders of version 2 and 3 keep to, but not without end',
  },
  CHAT_LIMIT_IN_EVERY_VERSION: {
    sections: '3.11.5, 3.12.5',
    reading: 'chat messages of more than 1,024 bytes are cut in version 1 too',
    reason: 'version 1 may exceed the limit but need not, and how much its receivers take is not said',
  },
  FILESIZE_DECIDES: {
    sections: '2.2.3, 3.10.5',
    reading:
      'until FILESIZE bytes have come a block is data, unless it spells FILEXFERREJECT, or FILEXFEREND without being as long as what is missing; afterwards only a word fits',
    reason: 'blocks have no header, and only the last block of a file can be as short as a word',
  },
  BLOCK_LIKE_A_WORD: {
    sections: '2.2.3, 3.9.5',
    reading:
      'a block that spells FILEXFERREJECT is the word; a sender whose last block would spell any word cuts it in two',
    reason: 'a refusal must never end up in a file, and a file must arrive whatever it holds',
  },
  FILE_BLOCKS_MAY_BE_SMALLER: {
    sections: '3.9.5, 3.10.5',
    reading:
      "a receiver takes blocks of any size up to its version's, and none without bytes; larger ones are out of sequence",
    reason: 'nothing depends on the number of blocks, but memory does on their size',
  },
  FILE_WORDS_OUT_OF_SEQUENCE: {
    id: 'X15',
    sections: '3.9.5 against 3.10.5',
    reading: 'both sides answer whatever is out of sequence with one FILEXFERREJECT',
    reason: 'one section says SHOULD, the other MUST',
  },
  FILE_CHANNEL_NAMES: {
    sections: '2.2.1.2, 2.2.2, 3.10.5',
    reading:
      'a FILEXFER is answered on any channel named RA_FX or with a dot in its name, in every version, and ignored with another CHANNELID',
    reason:
      'the form is not said to be checked, but an answer on a channel of another use would break that channel',
  },
  OFFERS_ARE_WHOLE: {
    sections: '2.2.2, 3.10.5',
    reading: 'a FILEXFER without FILENAME, FILESIZE or CHANNELID is no command and gets no answer',
    reason:
      'senders MUST give all three; every command that cannot be read is dropped alike, and what else stands in it is not believed',
  },
  SECOND_FILE_IS_REFUSED: {
    sections: '3.9',
    reading:
      'a FILEXFER during a transfer is refused on its own channel; on the channel of the transfer it ends that as well',
    reason: 'one file at a time, and one FILEXFERREJECT is all that a channel can carry',
  },
  SENT_WHEN_CLOSED: {
    sections: '3.9.5',
    reading: 'a sender calls a file sent when the file channel has closed behind FILEXFEREND',
    reason:
      'a session that ends earlier cancels the transfer, and the next FILEXFER must not overtake the last block',
  },
  INTERNALDATA_OF_CONTACTS: {
    id: 'U5',
    sections: '2.2.2, 3.14.5',
    reading: 'a contact file is sent with INTERNALDATA 1, and any value but 0 is read as internal',
    reason: 'the bits are not documented',
  },
  FAILED_TRANSFER_ENDS_EXCHANGE: {
    sections: '3.14',
    reading: 'a contact file that is rejected or lost ends the exchange of contacts',
    reason: 'no error is described; a contact is worth something only where both have one',
  },
  UNKNOWN_SETTINGS: {
    id: 'U10',
    sections: '2.2.2, 3.14.5',
    reading: 'a PROPERTY other than CONTACTEXCHANGE is handed on and not answered',
    reason: 'no other name is documented, and the answer would be the value of a setting that is not there',
  },
} as const satisfies Readonly<Record<string, Reading>>;
