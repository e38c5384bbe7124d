/** One direction of the emulated network: takes packets in, holds them as long as its conditions say, counts them. */
import type { Conditions } from './conditions.ts';
import type { DirectionCounters } from './control.ts';
import { DelayLine } from './delay-line.ts';
import { add, emptyTally, type Flow, Flows } from './flows.ts';
import { Impairment } from './impairment.ts';

/** At most so many packets are on their way at once, whatever the conditions: 50 Mbyte of full packets. */
const MOST_PACKETS = 32_768;

/** A packet that comes out so much after its time, in ms, counts as late. */
const LATE_MS = 1;

interface Packet {
  /** When it should come out. */
  readonly at: number;
  /** The bytes are its first `length`. */
  readonly buffer: Uint8Array;
  readonly length: number;
  readonly flow: Flow;
}

export interface OneWayOptions {
  readonly conditions: Conditions;
  /** Gives 0 ≤ n < 1. */
  readonly random: () => number;
  /** Lets a packet out; false when the device refuses it. */
  readonly write: (buffer: Uint8Array, length: number) => boolean;
  /** The buffer is not used any more. */
  readonly release: (buffer: Uint8Array) => void;
}

export class OneWay {
  readonly #options: OneWayOptions;
  readonly #impairment: Impairment;
  readonly #line = new DelayLine<Packet>();
  readonly #flows = new Flows();
  readonly #counters = {
    offered: emptyTally(),
    delivered: emptyTally(),
    lost: emptyTally(),
    overflowed: emptyTally(),
    cut: emptyTally(),
    refused: emptyTally(),
  };
  #cut = false;
  #late = 0;

  constructor(options: OneWayOptions) {
    this.#options = options;
    this.#impairment = new Impairment(options.conditions, options.random);
  }

  /** When the next packet comes out; Infinity when none is on its way. */
  get dueAt(): number {
    return this.#line.dueAt;
  }

  get counters(): DirectionCounters {
    return { ...this.#counters, late: this.#late, flows: [...this.#flows.all()] };
  }

  change(conditions: Conditions): void {
    this.#impairment.change(conditions);
  }

  /** Pulls the cable: what is on its way is lost too. */
  cut(): void {
    this.#cut = true;
    for (let packet = this.#line.take(Infinity); packet; packet = this.#line.take(Infinity)) {
      add(this.#counters.cut, packet.length);
      this.#options.release(packet.buffer);
    }
    this.#impairment.clear();
  }

  mend(): void {
    this.#cut = false;
  }

  /** Takes a packet in; the buffer belongs to this object until it is released. */
  offer(buffer: Uint8Array, length: number, now: number): void {
    const counters = this.#counters;
    const flow = this.#flows.of(buffer, length);
    add(counters.offered, length);
    add(flow.offered, length);
    const fate = this.#cut ? 'cut' : this.#impairment.fate(length, now);
    if (typeof fate === 'number' && this.#line.size < MOST_PACKETS) {
      this.#line.add(fate, { at: fate, buffer, length, flow });
      return;
    }
    add(counters[typeof fate === 'number' ? 'overflowed' : fate], length);
    this.#options.release(buffer);
  }

  /** Lets out what is due. */
  deliver(now: number): void {
    for (let packet = this.#line.take(now); packet; packet = this.#line.take(now)) {
      const { at, buffer, length, flow } = packet;
      if (now - at > LATE_MS) this.#late += 1;
      if (this.#options.write(buffer, length)) {
        add(this.#counters.delivered, length);
        add(flow.delivered, length);
      } else {
        add(this.#counters.refused, length);
      }
      this.#options.release(buffer);
    }
  }
}
