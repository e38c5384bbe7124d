/** Last words: what the other side must hear although this side's session is over, said again after a lost connection. */
import type { InvitationMessage } from '../invitation.ts';
import { carry, codeOf } from './carry.ts';
import type { HostDriver } from './driver.ts';

/** Beyond, the oldest are dropped: the other side's own deadlines end what they were about. */
const KEPT = 64;

/** Codes of a driver that could not ask anybody, or found nobody there. */
const UNSAID: ReadonlySet<string> = new Set(['connectivity', 'offline', 'deadline', 'closed', 'unknown']);

const LAST_WORDS: ReadonlySet<string> = new Set(['cancel', 'decline', 'unavailable', 'terminate']);

export class Farewells {
  readonly #driver: HostDriver;
  #kept: (readonly [string, InvitationMessage])[] = [];

  constructor(driver: HostDriver) {
    this.#driver = driver;
  }

  /** Sends now; kept for the next connection when that fails. */
  say(to: string, message: InvitationMessage): void {
    void carry(this.#driver, to, message).catch((error: unknown) => this.keep(to, message, codeOf(error)));
  }

  /** Only what ends something is worth repeating, and only when the service has not said no to it. */
  keep(to: string, message: InvitationMessage, code: string): void {
    if (!UNSAID.has(code)) return;
    if (!LAST_WORDS.has(message.type)) return;
    this.#kept.push([to, message]);
    if (this.#kept.length > KEPT) this.#kept.shift();
  }

  /** The connection is back. What fails again waits for the next one. */
  flush(): void {
    for (const [to, message] of this.#kept.splice(0)) this.say(to, message);
  }
}
