/** The whole interaction of the seed, once: rendezvous-api 5.1 and 5.2. */
import { DEADLINES, type HostSession, type Registration } from '../../src/index.ts';
import { settle, until } from '../support/manual-clock.ts';
import { other, type Who } from '../support/pair.ts';
import type { Kind } from './kinds.ts';
import { type Noted, Stage } from './stage.ts';

/** Programs start slowly on a machine under load. */
const DEADLINE_MS = 30_000;

export class Performance {
  readonly stage: Stage;
  readonly inviter: Who;
  readonly registration: Registration;
  readonly menu: readonly string[];
  readonly session: HostSession;
  /** How many applications there were when the invitation lay open. */
  createdBefore = 0;
  /** Whether an application runs on although its session is over, as the messengers see it then. */
  runsOn = false;

  constructor(stage: Stage, inviter: Who, registration: Registration) {
    this.stage = stage;
    this.inviter = inviter;
    this.registration = registration;
    this.menu = stage.pair[inviter].registrations.map(({ name }) => name);
    this.session = stage.pair.invite(inviter, registration);
  }

  /** `inviter` invites, the other person accepts; the rest is the applications' own doing. */
  static async of(kind: Kind, inviter: Who, registration: Registration): Promise<Performance> {
    const performance = new Performance(new Stage(kind), inviter, registration);
    await performance.#run();
    return performance;
  }

  async #run(): Promise<void> {
    const { pair, kind, notes, gone } = this.stage;
    const invitee = pair[other(this.inviter)];
    await settle();
    this.createdBefore = this.stage.created;
    countHolds(this, this.inviter, this.session);
    countHolds(this, invitee.who, invitee.offered);
    invitee.note('person accepts');
    invitee.offered.accept();
    const went = (who: Who): boolean => notes[who].some(({ what }) => what === 'goes' || what === 'failed');
    await until(() => went('A') && went('B'), 'both applications go', DEADLINE_MS);
    if (!kind.leaves) {
      // A page does not close itself; its messenger lets go of it after a while.
      await until(() => this.#heldNoMore('A') && this.#heldNoMore('B'), 'both leases are given back');
      this.runsOn = this.#runs('A') && this.#runs('B');
      await pair.clock.advance(DEADLINES.teardownMs);
    }
    await until(() => !this.#runs('A') && !this.#runs('B'), 'both messengers let go', DEADLINE_MS);
    await until(() => gone.A.length + gone.B.length === 2, 'both applications are gone', DEADLINE_MS);
    await settle();
  }

  #runs(who: Who): boolean {
    return this.hostSession(who)?.applicationRunning ?? false;
  }

  #heldNoMore(who: Who): boolean {
    return this.stage.pair.journal.some(entry => entry.who === who && entry.what === 'holds 0');
  }

  hostSession(who: Who): HostSession | undefined {
    return this.stage.pair[who].host.sessions.get(this.session.id);
  }

  /** The place in the messengers' journal; fails when it never happened. */
  place(who: Who, what: string): number {
    return this.stage.pair.indexOf(who, what);
  }

  /** What a messenger noted beside it. */
  detail(who: Who, what: string): unknown {
    return this.stage.pair.journal[this.place(who, what)]?.detail;
  }

  /** What a messenger saw, in order. */
  seen(who: Who, pattern: RegExp): string[] {
    return this.stage.pair.journal.filter(e => e.who === who && pattern.test(e.what)).map(e => e.what);
  }

  /** What the application of a side noted, in order. */
  notes(who: Who): readonly Noted[] {
    return this.stage.notes[who];
  }

  /** The place in the application's notes; fails when it never happened. */
  notedAt(who: Who, what: string): number {
    const index = this.notes(who).findIndex(noted => noted.what === what);
    if (index < 0) throw new Error(`never in the application of ${who}: ${what}`);
    return index;
  }

  noted(who: Who, what: string): unknown {
    return this.notes(who)[this.notedAt(who, what)]?.detail;
  }
}

/** What a messenger counts of leases, as it changes, goes into its journal. */
function countHolds({ stage }: Performance, who: Who, session: HostSession): void {
  let before = session.holds;
  session.addEventListener('change', () => {
    if (session.holds === before) return;
    before = session.holds;
    stage.pair[who].note(`holds ${String(before)}`);
  });
}
