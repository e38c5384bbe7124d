/** An application whose session is over and whose messenger's page is a new one. */
import type { RelayServer, SessionSnapshot, Summary } from '../contract.ts';
import { type LinkOwner, notConnected, ownSession } from './application-link.ts';
import type { HostDriver } from './driver.ts';
import type { LaunchedRecord } from './launched-record.ts';

export class RestoredApplication implements LinkOwner {
  readonly record: LaunchedRecord;
  readonly resumeToken: string;
  readonly handOver = false;
  readonly taken = 0;
  readonly #driver: HostDriver;
  readonly #done: () => void;
  #finished = false;

  /** @param done called once, when the application has finished */
  constructor(record: LaunchedRecord, driver: HostDriver, done: () => void) {
    this.record = record;
    this.resumeToken = record.resumeToken;
    this.#driver = driver;
    this.#done = done;
  }

  greeted(): void {
    // The session was handed over long ago.
  }

  snapshot(): SessionSnapshot {
    const { sessionId: id, remoteUser, application, component, flags, state } = this.record;
    return { id, remoteUser, application, component, flags, state, invitationData: '' };
  }

  sendContextData(): void {
    throw notConnected();
  }

  /** T25: the session is over; ending it again does no harm. */
  terminate(): void {
    // Nothing is left to end.
  }

  held(): void {
    // Nothing is left to hold.
  }

  received(): void {
    // Nothing is on its way.
  }

  invite(): never {
    throw ownSession();
  }

  relayServers(): Promise<RelayServer[]> {
    return this.#driver.relayServers();
  }

  finished(summary: Summary | undefined): void {
    if (this.#finished) return;
    this.#finished = true;
    const { sessionId: id, remoteUser, application } = this.record;
    this.#driver.finished({ id, remoteUser, application }, summary);
    this.#done();
  }
}
