/** The applications that run without a session, until they get one or go. */
import type { Registration } from '../registration.ts';
import type { HostContext } from './context.ts';
import type { LaunchedApplication } from './driver.ts';
import type { InviteFrom, RunningApplication } from './running-application.ts';
import { startRunning } from './start-running.ts';

export interface SessionlessOptions {
  readonly host: HostContext;
  readonly invite: InviteFrom;
  /** Nobody is left ringing for an application that has gone. */
  readonly takeBack: (sessionId: string) => void;
}

export class SessionlessApplications {
  readonly #options: SessionlessOptions;
  readonly #running = new Set<RunningApplication>();
  #closed = false;

  constructor(options: SessionlessOptions) {
    this.#options = options;
  }

  /** Launches one and waits for its hello. @throws as `startRunning` does */
  async start(
    registration: Registration,
    launch: (token: string) => Promise<LaunchedApplication>,
  ): Promise<void> {
    const { host, invite, takeBack } = this.#options;
    const done = (ended: RunningApplication): void => {
      this.#running.delete(ended);
      if (ended.invited !== undefined) takeBack(ended.invited);
    };
    const running = await startRunning({ registration, host, invite, done }, launch);
    if (this.#closed) running.close();
    else this.#running.add(running);
  }

  /** Lets all of them go. Idempotent. */
  close(): void {
    this.#closed = true;
    for (const running of this.#running) running.close();
  }
}
