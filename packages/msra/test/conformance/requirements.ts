/** How binding a requirement is; `RULE` marks binding sentences written without a capitalised keyword. */
export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY' | 'RULE';

/** One normative statement, in our own words. */
export interface Requirement {
  /** Section of [MS-RA], unless another document is named. */
  readonly section: string;
  readonly level: Level;
  readonly who: 'novice' | 'expert' | 'both';
  readonly text: string;
}

const must = (section: string, who: Requirement['who'], text: string): Requirement => ({
  section,
  level: 'MUST',
  who,
  text,
});
const should = (section: string, who: Requirement['who'], text: string): Requirement => ({
  ...must(section, who, text),
  level: 'SHOULD',
});
const mustNot = (section: string, who: Requirement['who'], text: string): Requirement => ({
  ...must(section, who, text),
  level: 'MUST NOT',
});
const rule = (section: string, who: Requirement['who'], text: string): Requirement => ({
  ...must(section, who, text),
  level: 'RULE',
});

/** The requirements covered so far, under ids that never change. A test of this folder fails when one is not cited. */
export const REQUIREMENTS = {
  C002: must('2.1', 'both', 'session initialization on a dynamic channel uses the name RC_CTL'),
  C003: must('2.1', 'both', 'session initialization on a static channel uses the name remdesk'),
  C004: must('2.1', 'both', 'the channel 70 is for chat'),
  C005: must('2.1', 'both', 'the channel 71 is for share control and for setting up files and voice'),
  C008: must('2.2.1', 'both', 'session initialization packets travel on RC_CTL only'),
  C009: must('2.2.1.4', 'expert', 'AUTHENTICATE names RC_CTL in its header'),
  C010: must('2.2.1.4', 'expert', 'AUTHENTICATE has msgType 3'),
  C011: must('2.2.1.5', 'both', 'DISCONNECT names RC_CTL in its header'),
  C012: must('2.2.1.5', 'both', 'DISCONNECT has msgType 5'),
  C013: must('2.2.1.6', 'both', 'ISCONNECTED names RC_CTL in its header'),
  C014: must('2.2.1.6', 'both', 'ISCONNECTED has msgType 7'),
  C015: must('2.2.1.7', 'novice', 'SERVER_ANNOUNCE names RC_CTL in its header'),
  C016: must('2.2.1.7', 'novice', 'SERVER_ANNOUNCE has msgType 4'),
  C017: must('2.2.1.8', 'both', 'VERSIONINFO names RC_CTL in its header'),
  C018: must('2.2.1.8', 'both', 'VERSIONINFO has msgType 6'),
  C020: must('2.2.1.9', 'expert', 'REMOTE_CONTROL_DESKTOP names RC_CTL in its header'),
  C021: must('2.2.1.9', 'expert', 'REMOTE_CONTROL_DESKTOP has msgType 1'),
  C022: must('2.2.1.10', 'both', 'RESULT names RC_CTL in its header'),
  C023: must('2.2.1.10', 'both', 'RESULT has msgType 2'),
  C024: must('2.2.1.11', 'expert', 'VERIFY_PASSWORD names RC_CTL in its header'),
  C025: must('2.2.1.11', 'expert', 'VERIFY_PASSWORD has msgType 8'),
  C026: must('2.2.1.12', 'expert', 'EXPERT_ON_VISTA names RC_CTL in its header'),
  C027: must('2.2.1.12', 'expert', 'EXPERT_ON_VISTA has msgType 9'),
  C028: must('2.2.1.13', 'novice', 'RANOVICE_NAME names RC_CTL in its header'),
  C029: must('2.2.1.13', 'novice', 'RANOVICE_NAME has msgType 10'),
  C030: must('2.2.1.14', 'expert', 'RAEXPERT_NAME names RC_CTL in its header'),
  C031: must('2.2.1.14', 'expert', 'RAEXPERT_NAME has msgType 11'),
  C032: must('2.2.1.15', 'both', 'TOKEN names RC_CTL in its header'),
  C033: must('2.2.1.15', 'both', 'TOKEN has msgType 12'),
  C035: must('2.2.2', 'both', 'CHANNELID appears only with FILEXFER'),
  C036: must('2.2.4', 'both', 'an authorization token is built by exactly the five steps of the text'),
  C044: must('3', 'novice', 'a novice of version 1 alone uses version 1'),
  C045: must('3', 'novice', 'a novice of versions 1 and 2 decides by the first packet of the expert'),
  C046: must(
    '3',
    'novice',
    'a novice of all versions decides by the initiation and the first packet of the expert',
  ),
  C047: must('3', 'novice', 'a novice of all versions that initiated by PNRP uses version 3'),
  C048: must('3', 'expert', 'an expert of version 1 alone uses version 1'),
  C050: must('3', 'expert', 'an expert of versions 1 and 2 uses version 1 with connection string 1'),
  C051: must('3', 'expert', 'an expert of versions 1 and 2 uses version 2 with connection string 2'),
  C053: must('3', 'expert', 'an expert of all versions uses version 3 after PNRP'),
  C054: must('3', 'expert', 'an expert of all versions uses version 1 with connection string 1'),
  C055: must('3', 'expert', 'an expert of all versions uses version 2 with connection string 2'),
  C056: must('3', 'both', 'a message of a version that is not in use is dropped without an error code'),
  C114: must('3.7', 'both', 'tokens are used only after a PNRP initiation'),
  C118: must('3.7.5', 'expert', 'the expert waits for a TOKEN with the novice token'),
  C119: must('3.7.5', 'expert', 'the expert compares it with its own computation'),
  C120: must('3.7.5', 'expert', 'after that check the expert sends a TOKEN with the expert token'),
  C121: must('3.7.5', 'both', 'a mismatch or a refusal ends the connection, seen from the expert'),
  C122: must('3.8.3', 'novice', 'RC_CTL is up before anything is sent on it'),
  C125: must('3.8.5', 'novice', 'once RC_CTL is up the novice sends a TOKEN with the novice token'),
  C126: must('3.8.5', 'novice', 'the novice then receives a TOKEN with the expert token'),
  C127: must('3.8.5', 'novice', 'the novice compares it with its own computation'),
  C128: must('3.8.5', 'novice', 'after a match the user is asked before the view is granted'),
  C129: must('3.8.5', 'both', 'a mismatch or a refusal ends the connection, seen from the novice'),
  C154: must('3.11.5', 'both', 'a chat message is a NUL-terminated Unicode string'),
  C155: mustNot('3.11.5', 'both', 'a chat message over 1,024 bytes with its NUL is written'),
  C157: must('3.12.5', 'both', 'each block of channel 70 is one message'),
  C161: must('3.13.5', 'both', 'a setting is announced by an RCCOMMAND'),
  C162: should('3.13.5', 'both', 'a setting announcement has only NAME, PROPERTY and VALUE'),
  C163: must('3.13.5', 'both', 'a setting announcement is named SETTINGANNOUNCE'),
  C175: should('3.15.1', 'novice', 'sharing is enabled first, and then the expert is told'),
  C176: must('3.15.1', 'novice', 'a novice that stops share control says so'),
  C177: must('3.15.1', 'expert', 'an expert that releases control says so'),
  C178: must('3.15.1', 'novice', 'on that message the novice disables share control'),
  C179: should('3.15.5', 'expert', 'messages out of sequence are ignored by the expert'),
  C180: must('3.15.5', 'novice', 'a novice that allows control answers ACCEPTRC'),
  C181: must('3.15.5', 'novice', 'a novice that does not want to share answers REJECTRC'),
  C182: must('3.15.5', 'novice', 'a novice whose settings forbid control answers DENIEDRC'),
  C183: must('3.15.5', 'novice', 'a novice that stops control sends TAKECONTROL'),
  C184: must('3.15.5', 'novice', 'a novice that receives REMOTECTRLEND disables share control'),
  C185: should('3.16.1', 'novice', 'the novice tracks the permissions currently granted'),
  C186: should('3.16.1', 'novice', 'messages outside the state diagram are ignored'),
  C187: should('3.16.5', 'novice', 'messages out of sequence are ignored by the novice'),
  C188: must('3.16.5', 'novice', 'where a policy forbids, DENIEDRC is sent'),
  C189: must('3.16.5', 'novice', 'where the user refuses, REJECTRC is sent'),
  C190: must('3.16.5', 'novice', 'where both apply, DENIEDRC is sent'),
  C191: mustNot('3.16.5', 'novice', 'where both apply, REJECTRC is sent'),
  C192: must('3.16.5', 'novice', 'where user and policy allow, ACCEPTRC is sent'),
  B01: rule('2.2.1.2', 'both', 'a ChannelName has at most 64 bytes and ends in a NUL'),
  B04: rule('2.2.1.5', 'both', 'DISCONNECT may be missing and is not depended on'),
  B05: rule('2.2.1.6', 'both', 'ISCONNECTED belongs to version 1'),
  B06: rule('2.2.1.8', 'both', 'VERSIONINFO is neither sent nor heeded in version 3'),
  B07: rule('2.2.1.9', 'expert', 'REMOTE_CONTROL_DESKTOP belongs to version 1'),
  B08: rule('2.2.1.11', 'expert', 'VERIFY_PASSWORD and EXPERT_ON_VISTA belong to version 2'),
  B09: rule('2.2.1.13', 'both', 'the name packets belong to version 2'),
  B10: rule('2.2.1.15', 'both', 'TOKEN belongs to version 3'),
  B11: rule('2.2.2', 'both', 'each command has its sender'),
  B12: rule(
    '2.2.2',
    'expert',
    'REMOTECTRLSTART and EXPERTIP belong to version 1, SETTINGANNOUNCE to version 3',
  ),
  B13: rule('2.2.2', 'both', 'INTERNALDATA missing or 0 is an ordinary file'),
  B18: rule('3.3.5', 'both', 'the side that ends the session sends DISCONNECT'),
  B25: rule('3.9.5', 'both', 'a file block has 409,600 bytes in version 1 and 1,024 bytes later'),
  B27: rule('3.12', 'both', 'a chat message longer than one may send is still read'),
  B29: rule('3.15.5', 'expert', 'in versions 2 and 3 control is asked for by REQUEST_INTERACT'),
  B30: rule('3.16.5', 'both', 'after ESCRC, TAKECONTROL or REMOTECTRLEND the expert only views'),
} as const satisfies Readonly<Record<string, Requirement>>;

/** The id of a requirement in this table. */
export type RequirementId = keyof typeof REQUIREMENTS;
