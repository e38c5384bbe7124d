/** What of [MS-RAI] and [MS-RAIOP] a session needs to be started. */
import { must, type Requirement, rule, should } from './requirement.ts';

export const INITIATION = {
  I01: must('[MS-RAI] 2.2.1', 'both', 'string 1: ProtocolVersion = 65538'),
  I02: must('[MS-RAI] 2.2.1', 'both', 'string 1: protocolType = 1'),
  I03: must('[MS-RAI] 2.2.1', 'both', 'string 1: assistantAccountPwd, RASessionName, RASessionPwd = `*`'),
  I04: should(
    '[MS-RAI] 2.2.2',
    'both',
    'novice also writes KH2 (product note <5>: not in Windows XP "or later" — but a 2024 Windows file has it)',
  ),
  I05: rule('[MS-RAI] 2.2.2', 'both', 'KH2 present → validated; absent → KH validated'),
  I06: must('[MS-RAI] 6', 'both', 'type-2 file: UPLOADINFO TYPE = `Escalated`'),
  I07: must('[MS-RAI] 2.1, 3.1.4, 3.3.4', 'both', 'DCOM UUIDs of 6.5; opnums 3 and 4 not used'),
  I08: must('[MS-RAI] 3.2.1, 3.4.1', 'both', "expert gives the novice's IP or FQDN"),
  I09: must('[MS-RAI] 3.2.4', 'both', 'sessions with no domain or user name are ignored'),
  I10: must(
    '[MS-RAIOP] 3.1',
    'both',
    'publisher joins the Global PNRP cloud, registers the unsecured name with the encrypted string as payload; SHOULD unregister after the session starts or after 30 minutes; timer MUST NOT be restarted',
  ),
  I11: must('[MS-RAIOP] 3.1.5.1', 'both', 'derived password is 6 characters by the given algorithm'),
  I12: must('[MS-RAIOP] 3.1.5.2', 'both', 'string encrypted by the given algorithm'),
  I13: must('[MS-RAIOP] 3.1.5.3', 'both', 'peer name = `0.` + 32 hex characters'),
  I14: must('[MS-RAIOP] 3.2.5.2', 'both', 'consumer retries with hour − 1, then hour + 1'),
  I15: must(
    '[MS-RAIOP] 3.3',
    'both',
    'secure name: authority from own public key, identity string `RAContact`, payload = base64(RSA(AES-256 key)) followed by AES-256 of the string, FriendlyName = decimal length of the base64 part',
  ),
  I16: rule('[MS-RAIOP] 1.5', 'both', 'clocks differ by at most 1 hour'),
} as const satisfies Readonly<Record<string, Requirement>>;
