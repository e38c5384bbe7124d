/**
 * `@rendezvous/rendezvous/compliance`: what a host or an application runs against itself, in any test framework:
 * `for (const check of hostSuite(fixture)) it(check.title, () => check.run())`. Runs in browsers and in Node.
 */
export type { ApplicationFixture, CheckedApplication } from './application/fixture.ts';
export { applicationSuite } from './application/suite.ts';
export {
  type Check,
  type CheckResult,
  ComplianceError,
  type ComplianceErrorCode,
  runChecks,
} from './check.ts';
export type { CheckedHost, CheckedLaunch, HostFixture, HostPair } from './host/fixture.ts';
export { hostSuite } from './host/suite.ts';
