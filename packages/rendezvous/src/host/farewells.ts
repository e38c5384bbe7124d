/** Last words: what the other side must hear although this side's session is over, said again after a lost connection. */
import type { InvitationMessage } from '../invitation.ts';
import { carry } from './carry.ts';
import type { HostDriver } from './driver.ts';

/** Beyond, the oldest are dropped: the other side's own deadlines end what they were about. */
const KEPT = 64;

export class Farewells {
  readonly #driver: HostDriver;
  #kept: (readonly [string, InvitationMessage])[] = [];

  constructor(driver: HostDriver) {
    this.#driver = driver;
  }

  /** Sends now; kept for the next connection when that fails. */
  say(to: string, message: InvitationMessage): void {
    void carry(this.#driver, to, message).catch(() => this.keep(to, message));
  }

  /** Only what ends something is worth repeating. */
  keep(to: string, message: InvitationMessage): void {
    if (message.type !== 'cancel' && message.type !== 'decline' && message.type !== 'terminate') return;
    this.#kept.push([to, message]);
    if (this.#kept.length > KEPT) this.#kept.shift();
  }

  /** The connection is back. What fails again waits for the next one. */
  flush(): void {
    for (const [to, message] of this.#kept.splice(0)) this.say(to, message);
  }
}
