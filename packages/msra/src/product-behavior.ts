// Every place where the specification contradicts itself, leaves something open, or Windows does otherwise:
// the reading this package takes, each with its reason. Code that depends on a reading names it.

/** One decision about the text. */
export interface Reading {
  /** Sections concerned. */
  readonly sections: string;
  /** What we do. */
  readonly reading: string;
  /** Why. */
  readonly reason: string;
}

/** The readings in use, by name. */
export const READINGS = {
  ENVELOPE_NAME_IS_VARIABLE: {
    sections: '2.2.1.2 against 2.2.1.4 to 2.2.1.15',
    reading: 'the header is as long as its ChannelName says, 22 bytes with RC_CTL',
    reason:
      'the drawings give 72 bytes, which is the room for the longest name; independent implementations send 22',
  },
  ENVELOPE_ON_CONTROL_ONLY: {
    sections: '2.2.1.1 against 3.9.5, 3.11, 3.12',
    reading: 'where every channel has a transport of its own, only RC_CTL packets carry the header',
    reason:
      'chat and file blocks are said to have no header; on one shared static channel everything needs it',
  },
  TAIL_STRINGS_END_IN_NUL: {
    sections: '2.2.1.9, 2.2.1.11',
    reading: 'a string at the end of a packet is sent with a NUL and read with or without it',
    reason: 'the terminator is not mentioned, and peers exist that send either',
  },
  EXPERT_ON_VISTA_IS_RAW: {
    sections: '2.2.1.12',
    reading: 'the encrypted password is sent as it is and also read behind a 4-byte count',
    reason: 'the field is called a BSTR without a wire form; Windows accepts the bare bytes',
  },
  NAMES_END_IN_NUL: {
    sections: '2.2.1.13, 2.2.1.14',
    reading: 'display names are UTF-16LE with a NUL, read also without it and behind a 4-byte count',
    reason: 'the field is called a BSTR without a wire form; no capture is public',
  },
  TOKEN_IS_RAW: {
    sections: '2.2.1.15, 2.2.4',
    reading:
      'a token is sent as 20 raw bytes and read also as 40 hexadecimal characters, either behind a 4-byte count',
    reason: 'the text does not say; unverified against Windows, since no capture is public',
  },
  TOKEN_PASSWORD_TAIL: {
    sections: '2.2.4',
    reading: 'the last six characters of the password are used',
    reason: 'the text says bytes, its example shows six characters, and PNRP passwords have six',
  },
  TOKEN_ROUNDS: {
    sections: '2.2.4',
    reading: '100,000 hashes in all, the first over zeros included',
    reason: 'the published vectors of the same iteration in [MS-RAIOP] come out only so',
  },
  VERSION_3_OVER_WEBRTC: {
    sections: '3, 3.7.5, 3.8.5',
    reading: 'an initiation through a messenger counts as PNRP, so version 3 is used',
    reason:
      'like PNRP it gives both sides the string and the password by a path of its own; both tokens prove it',
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
  DENIEDRC_WITH_BLANK: {
    sections: '2.2.2 against 3.15.5, 3.16.5',
    reading: 'DENIEDRC is sent without a blank behind it and read with or without',
    reason: 'two sections print a blank inside the quotes',
  },
  REMOTECTRLSTART_SPELLING: {
    sections: '2.2.2',
    reading: 'the request of version 1 is REMOTECTRLSTART',
    reason: 'the table of values and section 3 spell it so; REMOTECONTROLSTART appears once',
  },
  COMMANDS_ARE_XML: {
    sections: '2.2.2',
    reading:
      "an RCCOMMAND follows XML's rules for quoting, escaping and attribute order; unknown attributes are ignored",
    reason: 'the text calls it XML and gives no rules of its own',
  },
  VOICE_IN_EVERY_VERSION: {
    sections: '2.2.2, note <8>',
    reading: 'the voice commands are declared for all versions',
    reason: 'Windows ships voice in version 1 only, but the text does not restrict the commands',
  },
  VOIPGO_IS_THE_NOVICES: {
    sections: '2.2.2 against 3.17, 3.18',
    reading: 'only a novice sends VOIPGO; VOIPGONO comes from whoever fails',
    reason: 'the novice is always the voice server; one table cell says otherwise',
  },
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
  CHAT_LIMIT_ON_RECEIPT: {
    sections: '3.12.5',
    reading: 'chat messages of up to 64 KiB are read',
    reason:
      'receivers may take more than the 1,024 bytes senders of version 2 and 3 keep to, but not without end',
  },
  KEY_HASH_OF_DTLS: {
    sections: '[MS-RAI] 2.2.2',
    reading:
      "over WebRTC, KH2 holds the SHA-256 of the novice's DTLS certificate, and our own KX2 the expert's",
    reason: 'there is no RDP certificate; the token over the string then binds both ends of the link',
  },
} as const satisfies Readonly<Record<string, Reading>>;

/** Name of a reading. */
export type ReadingName = keyof typeof READINGS;
