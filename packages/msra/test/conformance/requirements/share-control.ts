/** [MS-RA] 3.15, 3.16: share control. */
import { must, mustNot, type Requirement, should } from './requirement.ts';

export const SHARE_CONTROL = {
  C175: should('3.15.1', 'novice', 'sharing is enabled first, and then the expert is told'),
  C176: must('3.15.1', 'novice', 'a novice that stops share control says so'),
  C177: must('3.15.1', 'expert', 'an expert that releases control says so'),
  C178: must('3.15.1', 'novice', 'on that message the novice disables share control'),
  C179: should('3.15.5', 'both', 'messages out of sequence are ignored by the expert'),
  C180: must('3.15.5', 'novice', 'a novice that allows control answers ACCEPTRC'),
  C181: must('3.15.5', 'novice', 'a novice that does not want to share answers REJECTRC'),
  C182: must('3.15.5', 'novice', 'a novice whose settings forbid control answers DENIEDRC'),
  C183: must('3.15.5', 'novice', 'a novice that stops control sends TAKECONTROL'),
  C184: must('3.15.5', 'novice', 'a novice that receives REMOTECTRLEND disables share control'),
  C185: should('3.16.1', 'novice', 'the novice tracks the permissions currently granted'),
  C186: should('3.16.1', 'novice', 'messages outside the state diagram are ignored'),
  C187: should('3.16.5', 'both', 'messages out of sequence are ignored by the novice'),
  C188: must('3.16.5', 'novice', 'where a policy forbids, DENIEDRC is sent'),
  C189: must('3.16.5', 'novice', 'where the user refuses, REJECTRC is sent'),
  C190: must('3.16.5', 'novice', 'where both apply, DENIEDRC is sent'),
  C191: mustNot('3.16.5', 'novice', 'where both apply, REJECTRC is sent'),
  C192: must('3.16.5', 'novice', 'where user and policy allow, ACCEPTRC is sent'),
} as const satisfies Readonly<Record<string, Requirement>>;
