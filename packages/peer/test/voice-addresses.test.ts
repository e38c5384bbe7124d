import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressOf,
  candidateLine,
  candidatesOfList,
  MAX_ADDRESSES,
  parseCandidate,
  toldCandidates,
  type VoiceCandidate,
} from '../src/voice/addresses.ts';

const line = (address: string, port = '4000', rest = 'typ host generation 0'): string =>
  `candidate:1 1 udp 2113937151 ${address} ${port} ${rest}`;
const MDNS = '06945e3d-58c2-4d31-b955-7578c3cf147a.local';

const ipv4 = fc
  .tuple(fc.integer({ min: 1, max: 223 }), fc.nat(255), fc.nat(255), fc.nat(255))
  .map(parts => parts.join('.'));
const ipv6 = fc.oneof(
  fc.ipV6().filter(text => /^[0-9a-f:]+$/i.test(text) && /[1-9a-f]/i.test(text) && !/^ff..:/i.test(text)),
  fc.constantFrom('fd00::1', '2001:db8:0:1:2:3:4:5', '::1'),
);
const host = fc
  .oneof(
    ipv4,
    ipv6,
    fc.uuid().map(id => `${id}.local`),
  )
  .map(text => text.toLowerCase());
const candidate: fc.Arbitrary<VoiceCandidate> = fc.record({
  foundation: fc.stringMatching(/^[A-Za-z0-9+/]{1,32}$/),
  priority: fc.integer({ min: 0, max: 0xffffffff }),
  host,
  port: fc.integer({ min: 1, max: 65_535 }),
  type: fc.constantFrom('host', 'srflx', 'prflx', 'relay'),
});

describe('candidates of a call', () => {
  it('are read from what browsers write', () => {
    expect(parseCandidate(`a=${line(MDNS)} ufrag nVPo network-cost 999`)).toMatchObject({
      host: MDNS,
      port: 4000,
    });
    expect(parseCandidate(line('fd00::1'))).toMatchObject({ host: 'fd00::1', type: 'host' });
    const relayed = parseCandidate(line('203.0.113.7', '4000', 'typ relay raddr 192.168.1.5 rport 50000'));
    expect(relayed).toMatchObject({ host: '203.0.113.7', type: 'relay' });
  });

  it.each([
    ['TCP', 'candidate:1 1 tcp 1509957375 192.0.2.1 9 typ host tcptype active'],
    ['the second component', line('192.0.2.1').replace(' 1 udp', ' 2 udp')],
    ['port 0', line('192.0.2.1', '0')],
    ['port 65,536', line('192.0.2.1', '65536')],
    ['a host name', line('example.org')],
    ['a name of the local network that is no UUID', line('printer.local')],
    ['an address of groups', line('239.0.0.1')],
    ['an address of groups of IPv6', line('ff02::1')],
    ['an address that is none', line('0.0.0.0')],
    ['::', line('::')],
    ['leading zeros', line('010.0.0.1')],
    ['a zone', line('fe80::1%eth0')],
    ['another line behind it', `${line('192.0.2.1')}\r\na=setup:active`],
    ['a type that is none', line('192.0.2.1', '4000', 'typ other')],
  ])('are none with %s', (_, text) => {
    expect(parseCandidate(text)).toBeUndefined();
  });

  it('are read from any text without throwing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => parseCandidate(text) === undefined));
  });

  it('survive being written and read', () => {
    fc.assert(
      fc.property(candidate, one => {
        expect(parseCandidate(candidateLine(one))).toEqual(one);
        expect(parseCandidate(`a=${candidateLine(one)}`)).toEqual(one);
      }),
    );
  });

  it('tell nothing of what lies behind a relay', () => {
    const relayed = parseCandidate(line('203.0.113.7', '4000', 'typ relay raddr 192.168.1.5 rport 50000'));
    expect(relayed && candidateLine(relayed)).not.toContain('192.168');
  });
});

describe('the addresses of VOIPIPLIST', () => {
  it('are the candidates, best first, each once, at most 16', () => {
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 40 }), found => {
        const told = toldCandidates(found, { relayedOnly: false });
        const addresses = told.map(addressOf);
        expect(addresses.length).toBe(Math.min(MAX_ADDRESSES, new Set(found.map(addressOf)).size));
        expect(new Set(addresses).size).toBe(addresses.length);
        const priorities = told.map(({ priority }) => priority);
        expect(priorities).toEqual([...priorities].sort((a, b) => b - a));
      }),
    );
  });

  it('are relayed ones only when addresses are hidden', () => {
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 40 }), found =>
        toldCandidates(found, { relayedOnly: true }).every(({ type }) => type === 'relay'),
      ),
    );
  });

  it('lead back to the same hosts and ports in the same order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(candidate, { minLength: 1, maxLength: 16, selector: addressOf }), found => {
        const addresses = toldCandidates(found, { relayedOnly: false }).map(addressOf);
        const called = candidatesOfList(addresses) ?? [];
        expect(called.map(addressOf)).toEqual(addresses);
        expect(called.every(one => parseCandidate(candidateLine(one)) !== undefined)).toBe(true);
        expect(toldCandidates(called, { relayedOnly: false })).toEqual(called);
      }),
    );
  });

  it('write IPv6 in brackets', () => {
    expect(candidatesOfList(['[FD00::1]:4000'])).toMatchObject([{ host: 'fd00::1', port: 4000 }]);
    expect(candidatesOfList(['fd00::1:4000'])).toBeUndefined();
    expect(candidatesOfList(['[192.0.2.1]:4000'])).toBeUndefined();
  });

  it.each([
    ['nothing', []],
    ['an empty entry', ['']],
    ['no port', ['192.0.2.1']],
    ['port 0', ['192.0.2.1:0']],
    ['a port with a sign', ['192.0.2.1:+80']],
    ['a port beyond the last', ['192.0.2.1:65536']],
    ['a space', ['192.0.2.1: 4000']],
    ['a line end', ['192.0.2.1:4000\r\na=x']],
    ['a candidate', [line('192.0.2.1')]],
    ['a host name', ['example.org:4000']],
    ['a number for an address', ['3221225985:4000']],
    ['one twice', ['192.0.2.1:4000', '192.0.2.1:4000']],
    ['one twice in two ways', [`${MDNS}:4000`, `${MDNS.toUpperCase()}:4000`]],
    ['a good one beside a bad one', ['192.0.2.1:4000', '256.0.2.1:4000']],
    ['17', Array.from({ length: 17 }, (_, i) => `192.0.2.1:${String(4000 + i)}`)],
  ])('are refused with %s', (_, list) => {
    expect(candidatesOfList(list)).toBeUndefined();
  });

  it('never become a candidate that could not be read again, whatever the list', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            host.map(text => `${text}:1`),
          ),
          { maxLength: 20 },
        ),
        list => {
          for (const one of candidatesOfList(list) ?? [])
            expect(parseCandidate(candidateLine(one))).toEqual(one);
        },
      ),
    );
  });
});
