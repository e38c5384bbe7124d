import type { ParamsOf, ResultOf } from './contract.ts';
import { RpcError, StateError } from './errors.ts';
import type { RpcPeer } from './rpc.ts';

/** One way to the messenger that is found again, once each time, when it has broken. */
export class HostConnection {
  #peer: RpcPeer<'application'>;
  readonly #reopen: (() => Promise<RpcPeer<'application'>>) | undefined;
  #reopening: Promise<RpcPeer<'application'>> | undefined;

  constructor(peer: RpcPeer<'application'>, reopen?: () => Promise<RpcPeer<'application'>>) {
    this.#peer = peer;
    this.#reopen = reopen;
  }

  async request<M extends 'app/finished' | 'host/relayServers' | 'session/get'>(
    method: M,
    params: ParamsOf<M>,
  ): Promise<ResultOf<M>> {
    const peer = this.#peer;
    try {
      return await peer.request(method, params);
    } catch (error) {
      if (this.#reopen === undefined || !isBroken(error)) throw error;
      // Not every browser tells of a dead port: no answer in time means the same.
      peer.close();
      if (this.#peer === peer) {
        this.#reopening ??= this.#reopen().finally(() => {
          this.#reopening = undefined;
        });
        this.#peer = await this.#reopening;
      }
      return await this.#peer.request(method, params);
    }
  }

  close(): void {
    this.#peer.close();
  }
}

function isBroken(error: unknown): boolean {
  return (
    (error instanceof StateError && error.code === 'closed') ||
    (error instanceof RpcError && error.reason === 'timeout')
  );
}
