/** How reasons, states, result codes and the codes of a messenger's service go together. */
import { type EndReason, HRESULT, type SessionOutcome } from '../session-state.ts';

/** The terminal state of an accepted session that ended for `reason`: CANCELLED when somebody meant it, else TERMINATED. */
export function stateOfReason(reason: EndReason): SessionOutcome['state'] {
  switch (reason) {
    case 'success':
    case 'cancelled':
    case 'answered-elsewhere':
    case 'glare':
      return 'cancelled';
    default:
      return 'terminated';
  }
}

/** The result code of an end that no application has given one. */
export function hresultOfReason(reason: EndReason): number {
  switch (reason) {
    case 'success':
      return HRESULT.S_OK;
    case 'timeout':
      return HRESULT.TIMEOUT;
    case 'not-installed':
    case 'launch-failed':
      return HRESULT.LAUNCH_FAILED;
    case 'protocol-error':
      return HRESULT.E_UNEXPECTED;
    case 'declined':
    case 'cancelled':
    case 'answered-elsewhere':
    case 'glare':
    case 'connectivity':
      return HRESULT.E_ABORT;
    case 'busy':
    case 'offline':
    case 'unsupported-version':
    case 'app-crashed':
    case 'policy':
      return HRESULT.E_FAIL;
  }
}

/** Why an invitation could not be sent, from the code with which the messenger's service refused it. */
export function reasonOfCode(code: string): EndReason {
  switch (code) {
    case 'offline':
    case 'busy':
      return code;
    case 'not-contact':
    case 'not-allowed':
    case 'not-found':
    case 'yourself':
    case 'rate-limited':
    case 'too-many':
      return 'policy';
    default:
      return 'connectivity';
  }
}
