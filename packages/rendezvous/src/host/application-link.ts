/** The host's end of the channel to one application: who may say what, and when. */
import type { Logger } from '@rendezvous/base';
import type { Channel } from '../channel.ts';
import type { Clock } from '../clock.ts';
import type {
  NotificationFrom,
  NotificationParamsOf,
  ParamsOf,
  RelayServer,
  ResultOf,
  SessionSnapshot,
  Summary,
} from '../contract.ts';
import { RPC_CODE, RpcError } from '../errors.ts';
import { PROTOCOL_VERSIONS } from '../invitation.ts';
import { LIMITS } from '../limits.ts';
import { RpcPeer } from '../rpc.ts';
import { HRESULT } from '../session-state.ts';

/** What a link serves once its hello was accepted. Each may throw an {@link RpcError} for the application. */
export interface LinkOwner {
  readonly resumeToken: string;
  /** Whether the session will be handed over on the link that says hello now. */
  readonly handOver: boolean;
  /** The highest number of context data that was taken from the application. */
  readonly taken: number;
  /** The hello has been answered. */
  greeted(link: ApplicationLink, greeting: Greeting): void;
  snapshot(): SessionSnapshot;
  sendContextData(id: number, data: string): void;
  terminate(hr: number, appData: string): void;
  relayServers(): Promise<RelayServer[]>;
  /** How many leases of the session the application holds now. */
  held(count: number): void;
  /** The application has taken context data up to this number. */
  received(seq: number): void;
  /** Invites somebody from inside the application; the new session's id. */
  invite(to: string, data: string): string;
  finished(summary: Summary | undefined): void;
}

/** What an application says of itself with its hello. */
export interface Greeting {
  /** It comes back when its channel breaks. */
  readonly returns: boolean;
  /** The last context data that it has taken before. */
  readonly received: number;
}

export interface LinkOptions {
  readonly channel: Channel;
  readonly host: { readonly name: string; readonly language: string };
  /** Finds whom a token belongs to; throws an {@link RpcError} when to nobody. */
  readonly admit: (token: string) => LinkOwner;
  /** Application and host speak no common version. */
  readonly incompatible?: () => void;
  readonly clock: Clock;
  readonly log: Logger;
}

export class ApplicationLink {
  readonly #peer: RpcPeer<'host'>;
  readonly #options: LinkOptions;
  #owner: LinkOwner | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#peer = new RpcPeer({
      side: 'host',
      channel: options.channel,
      clock: options.clock,
      log: options.log,
      handlers: {
        'rendezvous/hello': params => this.#greet(params),
        'session/get': () => this.#served().snapshot(),
        'session/sendContextData': ({ id, data }) => {
          this.#served().sendContextData(id, data);
          return null;
        },
        'session/terminate': ({ hr, appData }) => {
          this.#served().terminate(hr, appData);
          return null;
        },
        'host/relayServers': async () => ({ servers: await this.#served().relayServers() }),
        'host/invite': ({ to, data }) => ({ sessionId: this.#served().invite(to, data) }),
        'session/held': ({ count }) => this.#owner?.held(count),
        'session/received': ({ seq }) => this.#owner?.received(seq),
        'app/finished': ({ summary }) => {
          this.#served().finished(summary);
          return null;
        },
      },
    });
  }

  /** Whether a hello was accepted on this link. */
  get greeted(): boolean {
    return this.#owner !== undefined;
  }

  /** Whether it was closed because the application broke the contract again and again. */
  get broken(): boolean {
    return this.#peer.violations >= LIMITS.violations;
  }

  /** Resolves when the channel has closed. Never rejects. */
  get closed(): Promise<void> {
    return this.#peer.closed;
  }

  /** From now on the link serves another owner: a running application has got its session. */
  serve(owner: LinkOwner): void {
    this.#owner = owner;
  }

  /** `SetRendezvousSession`. Rejects when the application refuses it or does not answer. */
  async setSession(session: SessionSnapshot, deadlineMs: number): Promise<void> {
    await this.#peer.request('app/setSession', { session }, deadlineMs);
  }

  notify<N extends NotificationFrom<'host'>>(name: N, params: NotificationParamsOf<N>): void {
    this.#peer.notify(name, params);
  }

  close(): void {
    this.#peer.close();
  }

  #greet({
    protocol,
    token,
    returns = false,
    received = 0,
  }: ParamsOf<'rendezvous/hello'>): ResultOf<'rendezvous/hello'> {
    if (this.#owner !== undefined) {
      throw new RpcError(RPC_CODE.state, 'hello was said before', {
        hresult: HRESULT.STATE_INVALID,
        reason: 'hello-repeated',
      });
    }
    try {
      const owner = this.#options.admit(token);
      const version = Math.max(...protocol.filter(offered => PROTOCOL_VERSIONS.includes(offered)));
      if (!Number.isFinite(version)) {
        this.#options.incompatible?.();
        throw new RpcError(
          RPC_CODE.refused,
          `no common version: offered ${protocol.join(', ')}, spoken ${PROTOCOL_VERSIONS.join(', ')}`,
          { hresult: HRESULT.E_FAIL, reason: 'unsupported-version' },
        );
      }
      this.#owner = owner;
      // After the answer to this request, which goes out when this function has returned.
      queueMicrotask(() => owner.greeted(this, { returns, received }));
      return {
        protocol: version,
        resumeToken: owner.resumeToken,
        limits: { contextDataBytes: LIMITS.contextDataBytes, appDataBytes: LIMITS.appDataBytes },
        host: {
          name: this.#options.host.name.slice(0, 100),
          language: this.#options.host.language.slice(0, 35),
        },
        handOver: owner.handOver,
        sent: owner.taken,
      };
    } catch (error) {
      // The refusal still goes out: it is sent when this function has thrown.
      queueMicrotask(() => this.close());
      throw error;
    }
  }

  #served(): LinkOwner {
    if (this.#owner !== undefined) return this.#owner;
    throw new RpcError(RPC_CODE.state, 'say hello first', {
      hresult: HRESULT.STATE_INVALID,
      reason: 'hello-first',
    });
  }
}

/** The answer to a hello that is not welcome. */
export function refusedHello(reason: 'token-used' | 'token-unknown' | 'session-ended'): RpcError {
  const texts = {
    'token-used': 'this launch token was used before',
    'token-unknown': 'no launch knows this token',
    'session-ended': 'the session was over before the application took it',
  } as const;
  return new RpcError(RPC_CODE.refused, texts[reason], { hresult: HRESULT.E_ABORT, reason });
}

/** The answer to an invitation from an application that has a session already. */
export function ownSession(): RpcError {
  return new RpcError(RPC_CODE.state, 'this application has a session already', {
    hresult: HRESULT.STATE_INVALID,
    reason: 'already-invited',
  });
}

/** The answer to what only a live session can do. */
export function notConnected(): RpcError {
  return new RpcError(RPC_CODE.state, 'the session is not connected', {
    hresult: HRESULT.STATE_INVALID,
    reason: 'not-connected',
  });
}
