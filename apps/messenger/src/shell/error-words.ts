/** A failure's code → words for people. */
import { ImError, LIMITS } from '@rendezvous/im';
import type { T } from '../strings/use-strings.ts';

/** The code of anything thrown by a request; `internal` for what is none of ours. */
export function codeOf(error: unknown): string {
  return error instanceof ImError ? error.code : 'internal';
}

/** One sentence that says what happened and, where there is one, the next step. */
export function errorWords(t: T, code: string): string {
  switch (code) {
    case 'name-taken':
      return t('error.nameTaken');
    case 'weak-password':
      return t('error.weakPassword', { count: LIMITS.passwordMin });
    case 'wrong-password':
    case 'unauthorized':
      return t('error.wrongPassword');
    case 'rate-limited':
      return t('error.rateLimited');
    case 'offline':
    case 'deadline':
    case 'stopped':
      return t('error.offline');
    case 'not-contact':
      return t('error.notContact');
    case 'not-allowed':
      return t('error.notAllowed');
    case 'too-many':
      return t('error.tooMany');
    case 'too-large':
      return t('error.tooLarge');
    case 'yourself':
      return t('error.yourself');
    case 'link-expired':
      return t('error.linkExpired');
    case 'link-used':
      return t('error.linkUsed');
    case 'not-found':
      return t('error.linkUnknown');
    default:
      return t('error.internal');
  }
}
