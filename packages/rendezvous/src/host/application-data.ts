/** Context data between a host and one application: each string is taken once and given until it is confirmed. */
import { RPC_CODE, RpcError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { HRESULT } from '../session-state.ts';
import { exceedsBytes } from '../utf8.ts';
import { notConnected } from './application-link.ts';
import { Deliveries, type Delivery } from './deliveries.ts';
import type { SessionControl } from './session-control.ts';

export class ApplicationData {
  readonly deliveries: Deliveries;
  readonly #session: SessionControl;
  #taken: number;
  /** What was taken before the application came back: it may repeat that, because it may not know. */
  #takenBefore = 0;

  /** @param kept what an earlier page of the messenger has kept */
  constructor(session: SessionControl, kept?: { taken: number; deliveries: readonly Delivery[] }) {
    this.#session = session;
    this.#taken = kept?.taken ?? 0;
    this.deliveries = new Deliveries(kept?.deliveries);
  }

  /** The highest number of context data that was taken from the application. */
  get taken(): number {
    return this.#taken;
  }

  /** @throws RpcError for the application: over the limit, not connected, too much on its way, or a number used twice */
  send(id: number, data: string): void {
    // Sent again by an application that has come back: it was taken.
    if (id <= this.#takenBefore) return;
    if (id <= this.#taken) {
      throw new RpcError(RPC_CODE.invalidParams, 'the numbers of context data must grow', {
        hresult: HRESULT.E_INVALIDARG,
      });
    }
    if (exceedsBytes(data, LIMITS.contextDataBytes)) {
      throw new RpcError(RPC_CODE.limit, 'the context data is too long', {
        hresult: HRESULT.CONTEXT_DATA_OVER_LIMIT,
        reason: 'over-limit',
      });
    }
    if (this.#session.state !== 'connected') throw notConnected();
    if (!this.#session.sendData(id, data)) {
      throw new RpcError(RPC_CODE.limit, 'too much context data is on its way', {
        hresult: HRESULT.E_OUTOFMEMORY,
        reason: 'too-many',
      });
    }
    this.#taken = id;
  }

  /** The application is back, and has everything up to `received`. @returns what it has not */
  comeBack(received: number): Delivery[] {
    this.deliveries.confirm(received);
    this.#takenBefore = this.#taken;
    return this.deliveries.waiting;
  }
}
