/** Applications that run on while the messenger's page is reloaded. */
import { z } from 'zod';
import type { RelayServer, SessionSnapshot, Summary } from '../contract.ts';
import { GuidSchema } from '../invitation.ts';
import { LIMITS } from '../limits.ts';
import { SESSION_STATE } from '../session-state.ts';
import { type LinkOwner, notConnected } from './application-link.ts';
import type { HostDriver } from './driver.ts';

/**
 * What a messenger keeps of a launched application over a reload of its own page, in `sessionStorage` for example.
 * `resumeToken` is a secret between the two: never keep it where another origin or another person can read it.
 */
export const LaunchedRecord = z.object({
  sessionId: z.uuid(),
  remoteUser: z.object({ name: z.string().max(LIMITS.nameLength), address: z.string().max(300) }),
  application: GuidSchema,
  component: GuidSchema,
  /** RENDEZVOUS_SESSION_FLAGS */
  flags: z.int().min(0).max(0x1f),
  resumeToken: z.string().min(16).max(200),
  /** Of the application's page: only a page of this origin may come back. */
  origin: z.string().max(300),
  /** RENDEZVOUS_SESSION_STATE when the record was made. */
  state: z.int().min(SESSION_STATE.unknown).max(SESSION_STATE.terminated),
});
export type LaunchedRecord = z.infer<typeof LaunchedRecord>;

/** An application whose session is over and whose messenger's page is a new one. */
export class RestoredApplication implements LinkOwner {
  readonly record: LaunchedRecord;
  readonly resumeToken: string;
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
    return { id, remoteUser, application, component, flags, state };
  }

  sendContextData(): void {
    throw notConnected();
  }

  /** T25: the session is over; ending it again does no harm. */
  terminate(): void {
    // Nothing is left to end.
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
