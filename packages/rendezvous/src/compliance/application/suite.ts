import type { Check } from '../check.ts';
import { beginningChecks } from './beginning.ts';
import { endingChecks } from './ending.ts';
import type { ApplicationFixture } from './fixture.ts';
import { messageChecks } from './messages.ts';

/**
 * Everything that an application of any kind must do, as a host sees it. Each check launches the application anew, and
 * the checks play the host and the other side. What the application is for is not checked: what it says to the other side is its own.
 */
export function applicationSuite(fixture: ApplicationFixture): readonly Check[] {
  return Object.freeze([...beginningChecks(fixture), ...messageChecks(fixture), ...endingChecks(fixture)]);
}
