import type { Check } from '../check.ts';
import { contextDataChecks } from './context-data.ts';
import { endingChecks } from './ending.ts';
import type { HostFixture } from './fixture.ts';
import { handOverChecks } from './hand-over.ts';
import { invitationChecks } from './invitations.ts';
import { messageChecks } from './messages.ts';

/**
 * Everything that two hosts of one messenger, or of two, must do between them, as two applications see it. The checks
 * play the applications; how the hosts reach each other is their own affair.
 */
export function hostSuite(fixture: HostFixture): readonly Check[] {
  return Object.freeze([
    ...invitationChecks(fixture),
    ...handOverChecks(fixture),
    ...contextDataChecks(fixture),
    ...endingChecks(fixture),
    ...messageChecks(fixture),
  ]);
}
