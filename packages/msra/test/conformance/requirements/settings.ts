/** [MS-RA] 3.13, 3.14: settings and the exchange of contacts. */
import { may, must, type Requirement, should } from './requirement.ts';

export const SETTINGS = {
  C160: should('3.13', 'expert', 'the expert announces its settings when the session has begun', [3]),
  C161: must('3.13.5', 'both', 'a setting is announced by an RCCOMMAND', [3]),
  C162: should('3.13.5', 'both', 'an announcement has NAME, PROPERTY and VALUE and nothing else', [3]),
  C163: must('3.13.5', 'both', 'the NAME of an announcement is SETTINGANNOUNCE', [3]),
  C164: should('3.13.5', 'both', 'the PROPERTY of an announcement is the name of one setting alone', [3]),
  C165: must('3.13.5', 'both', 'the VALUE of an announcement is the value on the side that sends it', [3]),
  C166: should('3.14', 'expert', 'the exchange of settings begins with the expert, not with the novice', [3]),
  C167: should('3.14', 'novice', 'the novice answers an announcement with its own value', [3]),
  C168: may('3.14', 'both', 'a setting that changes may be announced again', [3]),
  C169: must('3.14', 'expert', 'the expert announces whether it exchanges contacts after PNRP', [3]),
  C170: must(
    '3.14',
    'expert',
    'the expert compares its value of CONTACTEXCHANGE with that of the novice',
    [3],
  ),
  C171: must(
    '3.14',
    'expert',
    'the expert sends its contact file as internal data when both values are 1',
    [3],
  ),
  C172: must(
    '3.14',
    'novice',
    'the novice sends its contact file as internal data when it has the other',
    [3],
  ),
  C173: should('3.14.5', 'novice', 'the answer to an announcement is about the same PROPERTY', [3]),
  C174: may('3.14.5', 'both', 'a setting that arrives may change the session or bring further messages', [3]),
} as const satisfies Readonly<Record<string, Requirement>>;
