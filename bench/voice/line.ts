/** One direction of a call: who speaks, who listens, and what goes over the wire between them. */
import type { Page } from 'playwright-core';
import type { SoundDevices } from '../../tests/e2e/support/sound-devices.ts';
import type { Direction } from '../../tests/network/conditions.ts';
import type { Network } from '../../tests/network/namespaces.ts';
import { type Meter, type Moment, type Rates, rates } from './rates.ts';
import { readStatistics } from './statistics.ts';

/** One end of a call, in whatever page it is. */
export interface End {
  readonly name: string;
  readonly page: Page;
  readonly sound: SoundDevices;
}

export class Line {
  readonly speaker: End;
  readonly listener: End;
  readonly #network: Network;
  readonly #direction: Direction;

  /** @param direction from the speaker's network to the listener's */
  constructor(network: Network, speaker: End, listener: End, direction: Direction) {
    this.#network = network;
    this.speaker = speaker;
    this.listener = listener;
    this.#direction = direction;
  }

  /** `Alice → Bob` */
  get name(): string {
    return `${this.speaker.name} → ${this.listener.name}`;
  }

  /** What has gone this way until now. */
  async moment(): Promise<Moment> {
    const [from, to, [counters, atMs]] = await Promise.all([
      readStatistics(this.speaker.page),
      readStatistics(this.listener.page),
      this.#network.counters().then(counted => [counted, performance.now()] as const),
    ]);
    const wire: Meter = { packets: 0, bytes: 0 };
    for (const flow of counters[this.#direction].flows) {
      if (flow.protocol !== 'udp' || flow.sourcePort !== from.localPort) continue;
      if (flow.destinationPort !== from.remotePort) continue;
      wire.packets += flow.offered.packets;
      wire.bytes += flow.offered.bytes;
    }
    return { atMs, wire, outbound: from.outbound, inbound: to.inbound, codec: from.codec };
  }

  /** What goes this way while something is done. */
  async during(act: () => Promise<unknown>): Promise<Rates> {
    const before = await this.moment();
    await act();
    return rates(before, await this.moment());
  }
}
