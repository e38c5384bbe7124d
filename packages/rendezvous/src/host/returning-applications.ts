/** Applications that knock again: after a reload of the messenger's page, or with a token that was spent. */
import type { Logger } from '@rendezvous/base';
import type { Channel } from '../channel.ts';
import type { Clock } from '../clock.ts';
import type { InvitationMessage } from '../invitation.ts';
import { DEADLINES, LIMITS } from '../limits.ts';
import { HRESULT, isTerminal, SESSION_STATE, stateNamed } from '../session-state.ts';
import { ApplicationLink, type LinkOwner, refusedHello } from './application-link.ts';
import type { HostDriver } from './driver.ts';
import type { LaunchedRecord } from './launched-record.ts';
import { RestoredApplication } from './restored-application.ts';
import type { SessionApplication } from './session-application.ts';

export interface ReturningOptions {
  readonly driver: HostDriver;
  readonly clock: Clock;
  readonly log: Logger;
  readonly isSpent: (token: string) => boolean;
  /** The application of a session of this very host, if one has this resume token and comes from this origin. */
  readonly find: (resumeToken: string, origin: string) => SessionApplication | undefined;
  readonly say: (to: string, message: InvitationMessage) => void;
  readonly changed: () => void;
}

/** How many channels may be open here at once. */
const KNOCKING = 2 * LIMITS.launchedRecords;

export class ReturningApplications {
  readonly #options: ReturningOptions;
  readonly #restored = new Map<string, RestoredApplication>();
  #knocking = 0;

  constructor(options: ReturningOptions) {
    this.#options = options;
  }

  get records(): LaunchedRecord[] {
    return [...this.#restored.values()].map(application => application.record);
  }

  /** Takes what an earlier page has written down of sessions that do not go on. */
  restore(records: readonly LaunchedRecord[]): void {
    for (const known of records) {
      if (this.#restored.has(known.resumeToken)) continue;
      const record = this.#ended(known);
      const application = new RestoredApplication(record, this.#options.driver, () => {
        this.#restored.delete(record.resumeToken);
        this.#options.changed();
      });
      this.#restored.set(record.resumeToken, application);
    }
  }

  /** Whether an application from `origin` is expected at all. */
  expects(origin: string): boolean {
    return this.records.some(record => record.origin === origin);
  }

  /** @param closed resolves when the window that knocks has been closed */
  knock(channel: Channel, origin: string, closed: Promise<void>): void {
    if (this.#knocking >= KNOCKING) {
      channel.close();
      return;
    }
    this.#knocking += 1;
    const { clock, log, driver } = this.#options;
    const link: ApplicationLink = new ApplicationLink({
      channel,
      host: driver,
      clock,
      log,
      admit: token => this.#admit(token, origin, closed),
    });
    const late = clock.setTimer(DEADLINES.requestMs, () => {
      if (!link.greeted) link.close();
    });
    // A knock is over when its channel is: whoever was let in holds it for as long as it runs, as a launch does.
    void link.closed.then(() => {
      late();
      this.#knocking -= 1;
    });
  }

  #admit(token: string, origin: string, closed: Promise<void>): LinkOwner {
    const restored = this.#restored.get(token);
    if (restored !== undefined && restored.record.origin === origin) return restored;
    const owner = this.#options.find(token, origin);
    if (owner !== undefined) {
      owner.watch(closed);
      return owner;
    }
    throw refusedHello(this.#options.isSpent(token) ? 'token-used' : 'token-unknown');
  }

  /** A session that lived when the page was reloaded has lost its messenger: it ended then, and the other side is told. */
  #ended(record: LaunchedRecord): LaunchedRecord {
    const state = stateNamed(record.state);
    if (state !== undefined && isTerminal(state)) return record;
    this.#options.say(record.remoteUser.address, {
      type: 'terminate',
      sessionId: record.sessionId,
      reason: 'connectivity',
      hr: HRESULT.E_ABORT,
      appData: '',
    });
    return { ...record, live: undefined, state: SESSION_STATE.terminated };
  }
}
