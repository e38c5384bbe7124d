/** [MS-RA] 3.13, 3.14: settings and the exchange of contacts. */
import { may, must, type Requirement, should } from './requirement.ts';

export const SETTINGS = {
  C160: should('3.13', 'expert', 'Starts the exchange of settings after the session has begun', [3]),
  C161: must('3.13.5', 'both', 'a setting is announced by an RCCOMMAND', [3]),
  C162: should('3.13.5', 'both', 'a setting announcement has only NAME, PROPERTY and VALUE', [3]),
  C163: must('3.13.5', 'both', 'a setting announcement is named SETTINGANNOUNCE', [3]),
  C164: should('3.13.5', 'both', 'PROPERTY is a unique setting name', [3]),
  C165: must('3.13.5', 'both', 'VALUE is the local value', [3]),
  C166: should('3.14', 'expert', 'Starts the exchange of settings', [3]),
  C167: should('3.14', 'novice', 'Answers an announcement with its own value', [3]),
  C168: may('3.14', 'both', 'May send further messages or change state on a changed setting', [3]),
  C169: must('3.14', 'expert', 'v3 + PNRP session: announces its contact-exchange setting', [3]),
  C170: must('3.14', 'expert', 'Compares local and remote contact-exchange values', [3]),
  C171: must('3.14', 'expert', 'Both "1" → starts internal transfer of its contact file', [3]),
  C172: must('3.14', 'novice', 'After receiving it, sends its own contact file as internal data', [3]),
  C173: should('3.14.5', 'novice', 'Answers with the matching local setting', [3]),
  C174: may('3.14.5', 'both', 'May modify the session or send more messages in reaction', [3]),
} as const satisfies Readonly<Record<string, Requirement>>;
