/** The first leg of the way: the rendezvous session, from CONNECTED until the link is verified and it is no longer needed. */
import type { SessionOutcome } from '@rendezvous/rendezvous';
import type { AssistRendezvousSession } from './ports.ts';
import { type EndWord, FarewellData } from './signals.ts';
import type { EndCause, Role } from './view.ts';

/** The Remote Assistance components of the seed: who of the two is the novice. */
const COMPONENTS: Readonly<Record<string, { readonly inviter: Role; readonly invitee: Role }>> = {
  /** Ask for Remote Assistance. */
  '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}': { inviter: 'novice', invitee: 'expert' },
  /** Offer Remote Assistance. */
  '{49010C18-B110-421A-9047-ADCA421CBC40}': { inviter: 'expert', invitee: 'novice' },
};

/** Who this side is. @throws RangeError for a component that is not Remote Assistance */
export function roleOf(session: Pick<AssistRendezvousSession, 'component' | 'inviter'>): Role {
  const roles = COMPONENTS[session.component.toUpperCase()];
  if (!roles) throw new RangeError('the component is not remote assistance');
  return session.inviter ? roles.inviter : roles.invitee;
}

/** S_OK and E_ABORT of the contract. */
const S_OK = 0;
const E_ABORT = -2147467260;

export class RendezvousLeg {
  readonly #session: AssistRendezvousSession;

  constructor(session: AssistRendezvousSession) {
    this.#session = session;
  }

  /** Context data may be sent. */
  get open(): boolean {
    return this.#session.state === 'connected';
  }

  get contextData(): AsyncIterable<string> {
    return this.#session.contextData;
  }

  get ended(): Promise<SessionOutcome> {
    return this.#session.ended;
  }

  /** Resolves `true` when both applications are there, `false` when that will not come. */
  async connected(): Promise<boolean> {
    const session = this.#session;
    const listening = new AbortController();
    try {
      return await new Promise<boolean>(resolve => {
        const look = (): void => {
          if (session.state === 'connected') resolve(true);
        };
        session.addEventListener('statechange', look, { signal: listening.signal });
        void session.ended.then(() => resolve(false));
        look();
      });
    } finally {
      listening.abort();
    }
  }

  async send(text: string): Promise<void> {
    await this.#session.sendContextData(text);
  }

  /** The messenger is no longer needed: the link is up, or (with a word) the assistance is over before it was. */
  async terminate(why?: EndWord): Promise<void> {
    if (why === undefined) await this.#session.terminate(S_OK, '');
    else await this.#session.terminate(why === 'user' || why === 'refused' ? S_OK : E_ABORT, farewell(why));
  }
}

function farewell(ended: EndWord): string {
  return JSON.stringify({ ended });
}

/** What the end of the rendezvous session means before the link is verified; `undefined`: only that the other side is ahead. */
export function causeOfEnd(outcome: SessionOutcome, role: Role): EndCause | undefined {
  if (outcome.by === 'local') return undefined;
  const word = farewellIn(outcome.appData);
  // A link that failed before it was verified was never up, for whoever reads of it.
  if (word === 'link-failed') return 'link-never-up';
  if (word === 'error') return 'rendezvous-failed';
  if (word !== undefined) return causeOfWord(word, role);
  return outcome.reason === 'success' ? undefined : 'rendezvous-failed';
}

function farewellIn(appData: string): EndWord | undefined {
  if (appData === '') return undefined;
  try {
    const parsed = FarewellData.safeParse(JSON.parse(appData));
    return parsed.success ? parsed.data.ended : undefined;
  } catch {
    return undefined;
  }
}

/** The other side's last word → why it ended, as this side says it. */
export function causeOfWord(word: EndWord, role: Role): EndCause {
  switch (word) {
    case 'user':
      return 'remote-user';
    case 'refused':
      // Only a novice can refuse to show its screen.
      return role === 'expert' ? 'novice-refused' : 'remote-user';
    case 'error':
      return 'remote-gone';
    case 'not-verified':
    case 'protocol-error':
    case 'link-failed':
      return word;
  }
}

/** Why this side ended it → the last word to the other; `undefined` when the other knows, or cannot be told. */
export function wordOfCause(cause: EndCause, refusing: boolean): EndWord | undefined {
  switch (cause) {
    case 'local-user':
      return refusing ? 'refused' : 'user';
    case 'not-verified':
    case 'protocol-error':
      return cause;
    case 'link-failed':
    case 'link-never-up':
      return 'link-failed';
    case 'internal-error':
    case 'rendezvous-failed':
    case 'screen-stopped':
      return 'error';
    case 'remote-user':
    case 'novice-refused':
    case 'remote-gone':
      return undefined;
  }
}
