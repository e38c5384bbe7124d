import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Conditions, type ConditionsInput } from '../network/conditions.ts';
import { DelayLine } from '../network/delay-line.ts';
import { MOST_FLOWS } from '../network/flows.ts';
import { OneWay } from '../network/one-way.ts';
import { seededRandom } from '../network/random.ts';

interface Header {
  readonly protocol?: number;
  readonly source?: number;
  readonly destination?: number;
  readonly fragment?: number;
  readonly version?: number;
  readonly options?: number;
}

/** An IP packet of 100 bytes that begins as told. */
function packet(header: Header = {}): Uint8Array {
  const {
    protocol = 17,
    source = 5_000,
    destination = 6_000,
    fragment = 0,
    version = 4,
    options = 0,
  } = header;
  const bytes = Buffer.alloc(100);
  bytes[0] = (version << 4) | (5 + options);
  bytes.writeUInt16BE(fragment, 6);
  bytes[9] = protocol;
  bytes.writeUInt16BE(source, 20 + options * 4);
  bytes.writeUInt16BE(destination, 22 + options * 4);
  return bytes;
}

/** A direction whose other end is a list; `released` are the buffers that it has given back. */
function direction(conditions: ConditionsInput, takes = true) {
  const out: Uint8Array[] = [];
  const released: Uint8Array[] = [];
  const way = new OneWay({
    conditions: Conditions.parse(conditions),
    random: seededRandom(1),
    write: buffer => {
      if (takes) out.push(buffer);
      return takes;
    },
    release: buffer => released.push(buffer),
  });
  return { way, out, released };
}

describe('the delay line', () => {
  it('gives everything at its time, and what has the same time in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), ats => {
        const line = new DelayLine<{ at: number; index: number }>();
        ats.forEach((at, index) => line.add(at, { at, index }));
        const out: { at: number; index: number }[] = [];
        for (let now = 0; now <= 50; now++) {
          for (let item = line.take(now); item; item = line.take(now)) {
            expect(item.at).toBe(now);
            out.push(item);
          }
        }
        const expected = ats
          .map((at, index) => ({ at, index }))
          .sort((a, b) => a.at - b.at || a.index - b.index);
        expect(out).toEqual(expected);
        expect(line.dueAt).toBe(Infinity);
      }),
    );
  });
});

describe('a direction of the network', () => {
  it('lets a packet out when its time has come, not before', () => {
    const { way, out, released } = direction({ delayMs: 20 });
    const sent = packet();
    way.offer(sent, 100, 5);
    way.deliver(24.9);
    expect(out).toEqual([]);
    expect(way.dueAt).toBe(25);
    way.deliver(25);
    expect(out).toEqual([sent]);
    expect(released).toEqual([sent]);
  });

  it('accounts for every packet and gives every buffer back', () => {
    const { way, out, released } = direction({ loss: 0.3, rate: 600_000, queueMs: 50, delayMs: 5 });
    for (let now = 0; now < 2_000; now++) {
      if (now === 1_000) way.cut();
      if (now === 1_500) way.mend();
      way.offer(packet(), 100, now / 2);
      way.deliver(now / 2);
    }
    way.deliver(10_000);
    const { offered, delivered, lost, overflowed, cut, refused } = way.counters;
    expect(offered).toEqual({ packets: 2_000, bytes: 200_000 });
    expect(delivered.packets).toBe(out.length);
    for (const tally of [delivered, lost, overflowed, cut]) expect(tally.packets).toBeGreaterThan(100);
    const sum = [delivered, lost, overflowed, cut, refused].reduce((all, tally) => all + tally.bytes, 0);
    expect(sum).toBe(offered.bytes);
    expect(released).toHaveLength(2_000);
  });

  it('loses with a cut what is on its way, and begins afresh when mended', () => {
    const { way, out } = direction({ delayMs: 500, rate: 100_000, queueMs: 10_000 });
    for (let i = 0; i < 50; i++) way.offer(packet(), 100, 0);
    way.cut();
    way.offer(packet(), 100, 1);
    expect(way.dueAt).toBe(Infinity);
    expect(way.counters.cut.packets).toBe(51);
    way.mend();
    way.offer(packet(), 100, 10);
    // Its own 8 ms on the link: nothing of what was lost is in its way.
    expect(way.dueAt).toBe(518);
    way.deliver(518);
    expect(out).toHaveLength(1);
  });

  it('counts packets that come out late', () => {
    const { way } = direction({ delayMs: 10 });
    for (let i = 0; i < 3; i++) way.offer(packet(), 100, i * 5);
    way.deliver(10.9);
    expect(way.counters.late).toBe(0);
    way.deliver(20.5);
    expect(way.counters.late).toBe(1);
    expect(way.counters.delivered.packets).toBe(3);
  });

  it('counts what a device refuses as not delivered', () => {
    const { way } = direction({}, false);
    way.offer(packet(), 100, 0);
    way.deliver(0);
    expect(way.counters.delivered.packets).toBe(0);
    expect(way.counters.refused).toEqual({ packets: 1, bytes: 100 });
    expect(way.counters.flows[0]?.delivered.packets).toBe(0);
  });

  it('tells apart who speaks to whom', () => {
    const { way } = direction({ loss: 0 });
    const send = (header: Header): void => way.offer(packet(header), 100, 0);
    send({});
    send({ options: 3 });
    send({ source: 6_000, destination: 5_000 });
    send({ protocol: 6 });
    send({ protocol: 1 });
    send({ fragment: 185 });
    send({ version: 6 });
    way.deliver(0);
    const counts = way.counters.flows.map(flow => [
      flow.protocol,
      flow.sourcePort,
      flow.destinationPort,
      flow.offered.packets,
      flow.delivered.bytes,
    ]);
    expect(counts).toEqual([
      ['udp', 5_000, 6_000, 2, 200],
      ['udp', 6_000, 5_000, 1, 100],
      ['tcp', 5_000, 6_000, 1, 100],
      ['other', 0, 0, 3, 300],
    ]);
  });

  it('does not remember flows without end', () => {
    const { way } = direction({});
    for (let source = 1; source <= 3 * MOST_FLOWS; source++) way.offer(packet({ source }), 100, 0);
    const { flows } = way.counters;
    expect(flows.length).toBeLessThanOrEqual(MOST_FLOWS + 1);
    expect(flows.reduce((all, flow) => all + flow.offered.packets, 0)).toBe(3 * MOST_FLOWS);
  });

  it('takes any bytes as a packet', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        const { way, out } = direction({});
        way.offer(bytes, bytes.length, 0);
        way.deliver(0);
        expect(out).toEqual([bytes]);
        expect(way.counters.flows).toHaveLength(1);
      }),
    );
  });
});
