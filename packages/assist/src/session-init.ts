/**
 * Drives [MS-RA] 3.7 and 3.8, session initialization in version 3: derives both tokens while the link comes up, and has the
 * machines of `msra` exchange and check them.
 */
import {
  type CtlPacket,
  decodeCtl,
  deriveTokenInSlices,
  type ExpertInit3Input,
  encodeCtl,
  initialExpertInit3State,
  initialNoviceInit3State,
  type NoviceInit3Input,
  type SessionEndReason,
  stepExpertInit3,
  stepNoviceInit3,
} from '@rendezvous/msra';
import type { Secrets } from './signaling.ts';
import type { EndCause, Role } from './view.ts';

export interface SessionInitOptions {
  readonly role: Role;
  /** One block of RC_CTL. */
  readonly send: (bytes: Uint8Array) => void;
  /** The two have proved themselves to each other; the novice's person is asked (by picking a screen). */
  readonly proven: () => void;
  /** The remote assistance session exists. */
  readonly established: () => void;
  readonly terminated: (reason: SessionEndReason) => void;
}

/** What the machines' reasons mean to people, where the other side did not simply leave. */
export const CAUSES_OF_TERMINATION: Readonly<
  Record<Exclude<SessionEndReason, 'peer-disconnected'>, EndCause>
> = {
  'token-mismatch': 'not-verified',
  'link-closed': 'remote-gone',
  'user-refused': 'local-user',
  'local-end': 'local-user',
  // Version 3 has no such ends.
  'wrong-password': 'protocol-error',
  'incompatible-version': 'protocol-error',
  'consent-timeout': 'protocol-error',
  'resolution-changed': 'protocol-error',
  'peer-failed': 'protocol-error',
};

interface Tokens {
  readonly novice: Uint8Array;
  readonly expert: Uint8Array;
}

type Output =
  | { readonly type: 'send'; readonly packet: CtlPacket }
  | { readonly type: 'ask-user' | 'proven' | 'established' }
  | { readonly type: 'terminate'; readonly reason: SessionEndReason };

export class SessionInit {
  readonly #options: SessionInitOptions;
  #novice = initialNoviceInit3State;
  #expert = initialExpertInit3State;
  #tokens: Tokens | undefined;
  #channelOpen = false;
  #ended = false;

  constructor(options: SessionInitOptions) {
    this.#options = options;
  }

  /** Derives the tokens, in slices. Call as soon as the secrets are known. */
  async derive({ connectionString, password }: Secrets): Promise<void> {
    const derive = (role: Role): Promise<Uint8Array> =>
      inSlices(deriveTokenInSlices({ role, password, connectionString }));
    // The novice's first: it is the first to be sent, and the first to be checked.
    const novice = await derive('novice');
    const expert = await derive('expert');
    this.#tokens = { novice, expert };
    this.#begin();
  }

  /** RC_CTL is open on a link whose certificate was checked. */
  handleChannelOpen(): void {
    this.#channelOpen = true;
    this.#begin();
  }

  /** Takes a block of RC_CTL. @throws DecodeError */
  take(bytes: Uint8Array): void {
    this.#feed({ type: 'received', packet: decodeCtl(bytes) });
  }

  /** Novice: a screen was picked, which is the yes to being seen. */
  handleUserAccepts(): void {
    this.#feedNovice({ type: 'user-accepts' });
  }

  /** Expert: the screen is seen. */
  handleViewBegins(): void {
    if (this.#options.role === 'expert') this.#feedExpert({ type: 'view-begins' });
  }

  /** This side ends: DISCONNECT. Idempotent; nothing is reported after it. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#feed({ type: 'local-end' });
  }

  #begin(): void {
    if (!this.#channelOpen || !this.#tokens) return;
    const { novice, expert } = this.#tokens;
    if (this.#options.role === 'novice') {
      this.#feedNovice({ type: 'channel-open', noviceToken: novice, expectedExpertToken: expert });
    } else {
      this.#feedExpert({ type: 'channel-open', expectedNoviceToken: novice, expertToken: expert });
    }
  }

  #feed(input: NoviceInit3Input & ExpertInit3Input): void {
    if (this.#options.role === 'novice') this.#feedNovice(input);
    else this.#feedExpert(input);
  }

  #feedNovice(input: NoviceInit3Input): void {
    const [state, outputs] = stepNoviceInit3(this.#novice, input);
    this.#novice = state;
    for (const output of outputs) this.#carryOut(output);
  }

  #feedExpert(input: ExpertInit3Input): void {
    const [state, outputs] = stepExpertInit3(this.#expert, input);
    this.#expert = state;
    for (const output of outputs) this.#carryOut(output);
  }

  #carryOut(output: Output): void {
    const { send, proven, established, terminated } = this.#options;
    if (output.type === 'send') return send(encodeCtl(output.packet));
    if (this.#ended) return;
    switch (output.type) {
      case 'ask-user':
      case 'proven':
        return proven();
      case 'established':
        return established();
      case 'terminate':
        this.#ended = true;
        return terminated(output.reason);
    }
  }
}

async function inSlices(work: Generator<number, Uint8Array, void>): Promise<Uint8Array> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await nextTask();
  }
}

/** Lets the page do other things. A message to oneself comes at once, where a timer of 0 ms waits for 4. */
function nextTask(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
