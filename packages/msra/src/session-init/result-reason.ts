// [MS-RA] 2.2.6, 3.3.5, 3.5.5: what a result code other than SAFERROR_NOERROR says about the end of a session.

import { E_FAIL, RESULT_CODE } from '../messages/result-codes.ts';
import type { SessionEndReason } from './end-reason.ts';

const REASONS: ReadonlyMap<number, SessionEndReason> = new Map<number, SessionEndReason>([
  [RESULT_CODE.SAFERROR_INVALIDPARAMETERSTRING, 'wrong-password'],
  [RESULT_CODE.SAFERROR_INVALIDPASSWORD, 'wrong-password'],
  [RESULT_CODE.PASSWORDS_DONT_MATCH, 'wrong-password'],
  [RESULT_CODE.SAFERROR_INCOMPATIBLEVERSION, 'incompatible-version'],
  [E_FAIL, 'incompatible-version'],
  [RESULT_CODE.SAFERROR_HELPEESAIDNO, 'user-refused'],
  [RESULT_CODE.SAFERROR_HELPEENEVERRESPONDED, 'consent-timeout'],
  [RESULT_CODE.SAFERROR_SHADOWEND_CONFIGCHANGE, 'resolution-changed'],
]);

/**
 * The reason of a code other than 0. Codes of the gaps and those nobody expects here are failures like any other
 * (product-behavior: `RESULT_GAPS_ARE_FAILURES`).
 */
export function reasonOfResult(result: number): SessionEndReason {
  return REASONS.get(result) ?? 'peer-failed';
}
