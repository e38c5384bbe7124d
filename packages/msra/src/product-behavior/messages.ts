// Readings about bytes and texts ([MS-RA] 2).

import type { Reading } from './reading.ts';

export const MESSAGES_READINGS = {
  ENVELOPE_NAME_IS_VARIABLE: {
    id: 'X1',
    sections: '2.2.1.2 against 2.2.1.4 to 2.2.1.15',
    reading: 'the header is as long as its ChannelName says, 22 bytes with RC_CTL',
    reason:
      'the drawings give 72 bytes, which is the room for the longest name; independent implementations send 22',
  },
  TAIL_STRINGS_END_IN_NUL: {
    sections: '2.2.1.9, 2.2.1.11',
    reading: 'a string at the end of a packet is sent with a NUL and read with or without it',
    reason: 'the terminator is not mentioned, and peers exist that send either',
  },
  EXPERT_ON_VISTA_IS_RAW: {
    id: 'U1',
    sections: '2.2.1.12',
    reading: 'the encrypted password is sent as it is and also read behind a 4-byte count',
    reason: 'the field is called a BSTR without a wire form; Windows accepts the bare bytes',
  },
  NAMES_END_IN_NUL: {
    id: 'U1',
    sections: '2.2.1.13, 2.2.1.14',
    reading: 'display names are UTF-16LE with a NUL, read also without it and behind a 4-byte count',
    reason: 'the field is called a BSTR without a wire form; no capture is public',
  },
  TOKEN_IS_RAW: {
    id: 'U2',
    sections: '2.2.1.15, 2.2.4',
    reading:
      'a token is sent as 20 raw bytes and read also as 40 hexadecimal characters, either behind a 4-byte count',
    reason: 'the text does not say; unverified against Windows, since no capture is public',
  },
  TOKEN_PASSWORD_TAIL: {
    id: 'U3',
    sections: '2.2.4',
    reading: 'the last six characters of the password are used',
    reason: 'the text says bytes, its example shows six characters, and PNRP passwords have six',
  },
  TOKEN_ROUNDS: {
    id: 'U4',
    sections: '2.2.4',
    reading: '100,000 hashes in all, the first over zeros included',
    reason: 'the published vectors of the same iteration in [MS-RAIOP] come out only so',
  },
  VERIFY_PASSWORD_HAS_NO_STRING: {
    id: 'X6',
    sections: '2.2.1.11 against 3.6.5',
    reading: 'VERIFY_PASSWORD holds the expertBlob and nothing else; its PASS is what is checked',
    reason: 'the layout has one field, although 3.6.5 speaks of a connection string in it',
  },
  PASS_IN_VERSION_2: {
    id: 'X7',
    sections: '2.2.1.11',
    reading: 'the expertBlob of VERIFY_PASSWORD holds PASS',
    reason:
      'the text says that PASS is used in version 1, in the description of a packet of version 2 that has nothing else to check',
  },
  EXPERT_BLOB_IS_READ_STRICTLY: {
    sections: '2.2.1.4, 2.2.1.11',
    reading:
      'pairs of unknown names are ignored; a length that does not fit and a name that comes twice are errors',
    reason: 'the grammar is not stated, but a blob of credentials must have one meaning only',
  },
  VERSIONINFO_IS_CONSTANT: {
    id: 'X22',
    sections: '2.2.1.8',
    reading: 'VERSIONINFO is 1.2 always and means nothing about RDP',
    reason: 'the fields are described as the version of RDP and fixed in the same sentence',
  },
  RESULT_GAPS_ARE_FAILURES: {
    id: 'U12',
    sections: '2.2.6, notes <5>, <6>',
    reading: 'any result but 0 is a failure, listed or not, and E_FAIL too',
    reason: 'the list has gaps, and later versions of Windows answer E_FAIL',
  },
  REMOTECTRLSTART_SPELLING: {
    id: 'X8',
    sections: '2.2.2',
    reading: 'the request of version 1 is REMOTECTRLSTART',
    reason: 'the table of values and section 3 spell it so; REMOTECONTROLSTART appears once',
  },
  DENIEDRC_WITH_BLANK: {
    id: 'X9',
    sections: '2.2.2 against 3.15.5, 3.16.5',
    reading: 'DENIEDRC is sent without a blank behind it and read with or without',
    reason: 'two sections print a blank inside the quotes',
  },
  COMMANDS_ARE_XML: {
    id: 'U11',
    sections: '2.2.2',
    reading:
      "an RCCOMMAND follows XML's rules for quoting, escaping and attribute order; unknown attributes are ignored",
    reason: 'the text calls it XML and gives no rules of its own',
  },
  FILEXFERREJECT_SPELLING: {
    id: 'X10',
    sections: '2.2.3 against figures 10 and 12',
    reading: 'the word is FILEXFERREJECT',
    reason: 'the figures print FILEXFEREJECT, every text FILEXFERREJECT',
  },
  RAINVITATIONITEM_SPELLING: {
    id: 'X11',
    sections: '2.2.5, 3.14',
    reading: 'the only child of a contact file is written RAINVITATIONITEM, and read as RAINVITATION too',
    reason: 'the example and 3.14 have the longer name, the table of values the shorter',
  },
  CONTACT_FILE_IS_UTF8: {
    sections: '2.2.5',
    reading:
      'a contact file is written in UTF-8 without a byte order mark and without a declaration; UTF-16 with a mark and a declaration in front are read',
    reason: 'the text says XML and no more; the mark decides what the text is, whatever a declaration says',
  },
  CONTACT_TYPE_IS_1: {
    sections: '2.2.5',
    reading: 'a contact whose TYPE is not 1 is refused',
    reason: 'the text says that it is always 1; another value would be another kind of entry',
  },
  FAST_PATH_PAD_STAYS: {
    sections: '2.2.7.1',
    reading:
      'the pad of an update of variable size is handed on at the end of its data, that of an update of fixed size is cut off',
    reason: 'only who draws an update of variable size knows where it ends',
  },
  NO_CAPTURE_IS_PUBLIC: {
    id: 'U14',
    sections: '2.2.1, 2.2.2, 3.11',
    reading:
      'forms that only a capture could prove are sent in the plainest way and read in every way that can be told apart',
    reason: 'no capture of RC_CTL, 70 or 71 is public; chapter 4 has two texts and no bytes',
  },
} as const satisfies Readonly<Record<string, Reading>>;
