/** [MS-RA] 3.15, 3.16: share control. */
import { must, mustNot, type Requirement, should } from './requirement.ts';

export const SHARE_CONTROL = {
  C175: should('3.15.1', 'novice', 'sharing is enabled first, and then the expert is told'),
  C176: must('3.15.1', 'novice', 'a novice that stops share control says so'),
  C177: must('3.15.1', 'expert', 'an expert that releases control says so'),
  C178: must(
    '3.15.1',
    'novice',
    'the novice disables share control when the expert says that it releases it',
  ),
  C179: should(
    '3.15.5',
    'both',
    'either side ignores messages out of sequence while the expert asks or is in control',
  ),
  C180: must('3.15.5', 'novice', 'a novice that wants to share control answers ACCEPTRC'),
  C181: must('3.15.5', 'novice', 'a novice that does not want to share control answers REJECTRC'),
  C182: must('3.15.5', 'novice', 'a novice whose settings forbid control answers DENIEDRC'),
  C183: must('3.15.5', 'novice', 'a novice that stops control sends TAKECONTROL'),
  C184: must('3.15.5', 'novice', 'a novice that receives REMOTECTRLEND disables share control'),
  C185: should('3.16.1', 'novice', 'the novice keeps track of the permissions it has granted'),
  C186: should('3.16.1', 'novice', 'the novice ignores messages that its state diagram does not have'),
  C187: should(
    '3.16.5',
    'both',
    'either side ignores messages out of sequence while the novice decides or shares',
  ),
  C188: must('3.16.5', 'novice', 'where a policy forbids control, DENIEDRC is sent'),
  C189: must('3.16.5', 'novice', 'where the user refuses control, REJECTRC is sent'),
  C190: must('3.16.5', 'novice', 'where policy and user both refuse, DENIEDRC is sent'),
  C191: mustNot('3.16.5', 'novice', 'where policy and user both refuse, REJECTRC is not sent'),
  C192: must('3.16.5', 'novice', 'where user and policy allow control, ACCEPTRC is sent'),
} as const satisfies Readonly<Record<string, Requirement>>;
