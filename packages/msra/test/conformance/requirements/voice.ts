/** [MS-RA] 3.17, 3.18: voice. */
import { may, must, type Requirement, should, shouldNot } from './requirement.ts';

export const VOICE = {
  C193: must('3.17', 'novice', 'the RTC server that an expert connects to is the novice'),
  C194: should('3.17.1', 'both', 'the expert keeps whether voice is active, from inactive and back to it'),
  C195: must('3.17.5', 'both', 'an expert that receives BANDWTOLOW sets MaxBitRate to 6,400'),
  C196: must('3.17.5', 'both', 'an expert that receives BANDWTOHIGH sets MaxBitRate to 64,000'),
  C197: shouldNot('3.17.5', 'both', 'an expert that has received WIZARDBAD does not try to start voice'),
  C198: may('3.17.5', 'both', 'an expert that has received WIZARDGOOD starts voice'),
  C199: must('3.17.5', 'novice', 'in a handshake that the expert starts, the novice makes the RTC server'),
  C200: should('3.17.5', 'expert', 'the expert has its RTC client and a tuned device before VOIPPREGO'),
  C201: should(
    '3.17.5',
    'expert',
    'the expert that receives VOIPPREGO gets its RTC client and checks tuning',
  ),
  C202: must('3.17.5', 'expert', 'the expert answers VOIPPREGO with VOIPGONO when it cannot use RTC'),
  C203: must('3.17.5', 'expert', 'the expert answers VOIPPREGO with VOIPPREGO2 when it can use RTC'),
  C204: must('3.17.5', 'both', 'an expert that ends voice sends PRESTART'),
  C205: should('3.17.5', 'both', 'an expert that receives PRESTART while voice is active releases RTC'),
  C206: should('3.17.5', 'both', 'an expert that has released RTC sends PRESTARTYES'),
  C207: must('3.18', 'novice', 'the novice is the RTC server and never calls'),
  C208: should('3.18.1', 'both', 'the novice keeps whether voice is active, from inactive and back to it'),
  C209: must('3.18.5', 'both', 'a novice that receives BANDWTOLOW sets MaxBitRate to 6,400'),
  C210: must('3.18.5', 'both', 'a novice that receives BANDWTOHIGH sets MaxBitRate to 64,000'),
  C211: shouldNot('3.18.5', 'both', 'a novice that has received WIZARDBAD does not try to start voice'),
  C212: may('3.18.5', 'both', 'a novice that has received WIZARDGOOD starts voice'),
  C213: must('3.18.5', 'novice', 'in a handshake that the novice starts, the novice makes the RTC server'),
  C214: should(
    '3.18.5',
    'expert',
    'in a handshake that the expert starts, VOIPPREGO says that RTC and a tuned device are there',
  ),
  C215: should(
    '3.18.5',
    'expert',
    'in a handshake that the novice starts, VOIPPREGO makes the expert get RTC and check tuning',
  ),
  C216: must(
    '3.18.5',
    'expert',
    'in a handshake that the novice starts, an expert that cannot use RTC says VOIPGONO',
  ),
  C217: must(
    '3.18.5',
    'expert',
    'in a handshake that the novice starts, an expert that can use RTC says VOIPPREGO2',
  ),
  C218: must('3.18.5', 'both', 'a novice that ends voice sends PRESTART'),
  C219: should('3.18.5', 'both', 'a novice that receives PRESTART while voice is active releases RTC'),
  C220: must('3.18.5', 'both', 'a novice that has released RTC sends PRESTARTYES'),
} as const satisfies Readonly<Record<string, Requirement>>;
