/** [MS-RA] 3 to 3.2: the choice of a version, and the connection. */
import { must, type Requirement, should } from './requirement.ts';

export const CONNECTION = {
  C043: should('3', 'both', 'an implementation supports versions 1, 2 and 3'),
  C044: must('3', 'novice', 'a novice of version 1 alone uses version 1', [1]),
  C045: must(
    '3',
    'novice',
    'a novice of versions 1 and 2 decides by the initiation and by the version packet of the expert',
    [1, 2],
  ),
  C046: must(
    '3',
    'novice',
    'a novice of all versions decides by the initiation and by the version packet of the expert',
  ),
  C047: must('3', 'novice', 'a novice of all versions that initiated by PNRP uses version 3', [3]),
  C048: must('3', 'expert', 'an expert of version 1 alone uses version 1', [1]),
  C049: must(
    '3',
    'expert',
    'an expert of versions 1 and 2 decides by the way it got the connection string',
    [1, 2],
  ),
  C050: must('3', 'expert', 'an expert of versions 1 and 2 uses version 1 with connection string 1', [1]),
  C051: must('3', 'expert', 'an expert of versions 1 and 2 uses version 2 with connection string 2', [2]),
  C052: must('3', 'expert', 'an expert of all versions decides by the way it got the connection string'),
  C053: must('3', 'expert', 'an expert of all versions uses version 3 after PNRP', [3]),
  C054: must('3', 'expert', 'an expert of all versions uses version 1 with connection string 1', [1]),
  C055: must('3', 'expert', 'an expert of all versions uses version 2 with connection string 2', [2]),
  C056: must('3', 'both', 'a message of a version that is not in use is dropped without an error code'),
  C057: must('3.1.5', 'expert', 'the expert takes addresses and ports for TCP from the connection string'),
  C058: must('3.1.5', 'expert', 'the expert attempts every address and port of the connection string'),
  C059: must('3.1.5', 'expert', 'the expert uses the first TCP connection that succeeds and no other'),
  C060: must(
    '3.1.5',
    'expert',
    'the expert starts RDP with the extensions of 2.2.7 when its TCP connection is up',
  ),
  C061: must('3.1.5', 'expert', 'the expert begins the session of its version when RDP is up'),
  C062: must(
    '3.2.5',
    'novice',
    'the novice runs RDP with the extensions of 2.2.7 when its TCP connection is up',
  ),
  C063: must('3.2.5', 'novice', 'the novice begins the session of its version when RDP is up'),
} as const satisfies Readonly<Record<string, Requirement>>;
