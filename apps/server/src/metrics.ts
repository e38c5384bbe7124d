/** Numbers for the operator. Labels come from closed lists only: never a person, an address or a text. */
import type { InvitationStage, OperationName } from '@rendezvous/im';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];

export class Metrics {
  readonly registry = new Registry();
  readonly connections = new Gauge({
    name: 'rendezvous_connections',
    help: 'Devices that are connected now',
    registers: [this.registry],
  });
  readonly messages = new Counter({
    name: 'rendezvous_messages_total',
    help: 'Messages stored, by kind',
    labelNames: ['kind'],
    registers: [this.registry],
  });
  readonly invitations = new Counter({
    name: 'rendezvous_invitations_total',
    help: 'Invitations that reached a stage',
    labelNames: ['stage'],
    registers: [this.registry],
  });
  readonly refused = new Counter({
    name: 'rendezvous_refused_total',
    help: 'Frames and requests that were refused, by error code',
    labelNames: ['code'],
    registers: [this.registry],
  });
  readonly closed = new Counter({
    name: 'rendezvous_closed_total',
    help: 'WebSockets that the server closed, by close code',
    labelNames: ['code'],
    registers: [this.registry],
  });
  readonly #operations = new Histogram({
    name: 'rendezvous_operation_seconds',
    help: 'Time to answer a request on the WebSocket',
    labelNames: ['op'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly #http = new Histogram({
    name: 'rendezvous_http_seconds',
    help: 'Time to answer an HTTP request',
    labelNames: ['route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  operation(op: OperationName, ms: number): void {
    this.#operations.observe({ op }, ms / 1000);
  }

  /** @param route the route's pattern, never the address that was asked for: that one may hold a link's token */
  http(route: string, status: number, ms: number): void {
    this.#http.observe({ route, status: String(status) }, ms / 1000);
  }

  stage(stage: InvitationStage): void {
    this.invitations.inc({ stage });
  }
}
