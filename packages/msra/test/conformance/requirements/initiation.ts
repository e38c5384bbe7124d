/** What of [MS-RAI] and [MS-RAIOP] a session needs to be started. */
import { must, type Requirement, rule, should } from './requirement.ts';

export const INITIATION = {
  I01: must('[MS-RAI] 2.2.1', 'novice', 'connection string 1 begins with ProtocolVersion 65538', [1]),
  I02: must('[MS-RAI] 2.2.1', 'novice', 'connection string 1 has protocolType 1', [1]),
  I03: must(
    '[MS-RAI] 2.2.1',
    'novice',
    'assistantAccountPwd, RASessionName and RASessionPwd of connection string 1 are asterisks',
    [1],
  ),
  I04: should('[MS-RAI] 2.2.2', 'novice', 'the novice writes KH2 beside KH into connection string 2', [2, 3]),
  I05: rule(
    '[MS-RAI] 2.2.2',
    'expert',
    'the expert checks KH2 where it is present, and KH where it is not',
    [2, 3],
  ),
  I06: must('[MS-RAI] 6', 'novice', 'an invitation file of type 2 has an UPLOADINFO of TYPE Escalated', [2]),
  I07: must(
    '[MS-RAI] 2.1, 3.1.4, 3.3.4',
    'both',
    'the DCOM interfaces have the UUIDs of the text, and opnums 3 and 4 are not called',
    [1, 2],
  ),
  I08: must(
    '[MS-RAI] 3.2.1, 3.4.1',
    'expert',
    'an expert that offers help is given the address or the full name of the novice’s computer',
    [1, 2],
  ),
  I09: must(
    '[MS-RAI] 3.2.4',
    'expert',
    'an expert that offers help ignores sessions without a domain or a user name',
    [1],
  ),
  I10: must(
    '[MS-RAIOP] 3.1',
    'novice',
    'the novice registers its unsecured name in the global cloud and takes it back when help begins or half an hour is over',
    [3],
  ),
  I11: must(
    '[MS-RAIOP] 3.1.5.1',
    'novice',
    'a derived password has six characters, found by the algorithm',
    [3],
  ),
  I12: must('[MS-RAIOP] 3.1.5.2', 'novice', 'the connection string is encrypted by the algorithm', [3]),
  I13: must('[MS-RAIOP] 3.1.5.3', 'both', 'an unsecured peer name is 0. and 32 hexadecimal digits', [3]),
  I14: must(
    '[MS-RAIOP] 3.2.5.2',
    'expert',
    'the expert tries the present hour, then the hour before, then the hour after',
    [3],
  ),
  I15: must(
    '[MS-RAIOP] 3.3',
    'novice',
    'a secure name comes from the own key and RAContact, and its payload is the wrapped key and the encrypted string',
    [3],
  ),
  I16: rule('[MS-RAIOP] 1.5', 'both', 'two sides whose clocks differ by up to an hour find each other', [3]),
} as const satisfies Readonly<Record<string, Requirement>>;
