import { CTL, decodeCtl, maySend, RC_COMMANDS } from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBlock } from '../../src/transport/binding.ts';
import { decodeMessages } from '../../src/transport/message.ts';
import { verifies } from '../conformance/verifies.ts';
import { EVERYWHERE, type Pair, type PairOptions, pair, WAYS } from './pair.ts';

type Where = (typeof EVERYWHERE)[number];

function connected({ binding, version }: Where, options: Partial<PairOptions> = {}): Pair {
  const both = pair({ binding, initiation: WAYS[version], ...options });
  both.link.settle();
  return both;
}

/** What each side sent on RC_CTL. */
function handshake({ link }: Pair, { binding }: Where): string[] {
  return link.sent.flatMap(({ from, block }) => {
    const named = decodeBlock(binding, block);
    return named.channelName === 'RC_CTL' ? [`${from} ${decodeCtl(named.data).name}`] : [];
  });
}

const HANDSHAKES = {
  1: [
    'novice SERVER_ANNOUNCE',
    'novice VERSIONINFO',
    'expert VERSIONINFO',
    'expert AUTHENTICATE',
    'novice RESULT',
    'expert REMOTE_CONTROL_DESKTOP',
    'novice RESULT',
  ],
  2: [
    'novice SERVER_ANNOUNCE',
    'novice VERSIONINFO',
    'expert EXPERT_ON_VISTA',
    'expert VERIFY_PASSWORD',
    'novice RESULT',
  ],
  3: ['novice TOKEN', 'expert TOKEN'],
} as const;

describe.each(EVERYWHERE)('[MS-RA] version $version, binding $binding: two peers', where => {
  const { version, binding } = where;

  it('come to a session, in the order of the specification', () => {
    const both = connected(where);
    expect(both.novice.log).toEqual([
      ...(version === 3 ? ['version 3', 'connected'] : ['connected', `version ${version}`]),
      'asked for the view',
      'established',
      ...(version === 3 ? ['not exchanged: own-setting'] : []),
    ]);
    const viewed = version === 1 ? ['sees the screen', 'established'] : ['sees the screen', 'established'];
    expect(both.expert.log).toEqual([
      `version ${version}`,
      'connected',
      'proven',
      ...viewed,
      ...(version === 3 ? ['not exchanged: own-setting'] : []),
    ]);
    expect(handshake(both, where)).toEqual(HANDSHAKES[version]);
  });

  it('come to none with a wrong password, and the expert sees nothing', () => {
    const both = connected(where, { expert: { password: 'GHIJKL' } });
    const reason = version === 3 ? 'token-mismatch' : 'wrong-password';
    expect(both.expert.log.at(-1)).toBe(`ended: ${reason}`);
    expect(both.novice.log.at(-1)).toBe(version === 3 ? 'ended: link-closed' : `ended: ${reason}`);
    for (const peer of [both.novice, both.expert]) {
      expect(peer.established).toBe(false);
      expect(peer.log).not.toContain('asked for the view');
      expect(peer.log).not.toContain('sees the screen');
    }
  });

  verifies('B19', () => {
    const both = connected(where, { novice: { answers: { view: false } } });
    expect(both.novice.log.at(-1)).toBe('ended: user-refused');
    // Version 3 has no code to say it with.
    expect(both.expert.log.at(-1)).toBe(version === 3 ? 'ended: peer-disconnected' : 'ended: user-refused');
    expect(both.expert.log).not.toContain('sees the screen');
  });

  it('chat both ways, umlauts and long texts too', () => {
    const both = connected(where);
    const long = 'ä'.repeat(600);
    both.novice.say('Grüße');
    both.expert.say(long);
    both.link.settle();
    expect(both.expert.log.at(-1)).toBe('chat: Grüße');
    expect(both.novice.log.slice(-2)).toEqual([`chat: ${'ä'.repeat(511)}`, `chat: ${'ä'.repeat(89)}`]);
    both.expert.type();
    both.link.settle();
    expect(both.novice.log.at(-1)).toBe('typing on');
    both.expert.say('x');
    both.link.settle();
    expect(both.novice.log.slice(-2)).toEqual(['typing off', 'chat: x']);
  });

  verifies(['B30', 'C183', 'C184'], () => {
    const both = connected(where);
    const { novice, expert, link } = both;
    const log = (): string | undefined => expert.log.at(-1);
    const ask = (): void => {
      expert.requestControl();
      link.settle();
    };
    ask();
    expect([novice.inputEnabled, log()]).toEqual([true, 'in control']);
    novice.control?.feed({ type: 'panic' });
    expect(novice.inputEnabled).toBe(false);
    link.settle();
    expect([expert.control?.state.name, log()]).toEqual(['viewing', 'control over: panic']);
    ask();
    expect([novice.inputEnabled, log()]).toEqual([true, 'in control']);
    novice.control?.feed({ type: 'stop' });
    link.settle();
    expect([novice.inputEnabled, log()]).toEqual([false, 'control over: stopped']);
    ask();
    expert.releaseControl();
    link.settle();
    expect([novice.inputEnabled, log()]).toEqual([false, 'control over: released']);
    expect([novice.control?.state.name, expert.control?.state.name]).toEqual(['viewing', 'viewing']);
    expect(expert.log.filter(line => line === 'in control')).toHaveLength(3);
  });

  it('refuse control, by the person and by a setting', () => {
    const both = connected(where, { novice: { answers: { control: false } } });
    both.expert.requestControl();
    both.link.settle();
    expect(both.expert.log.at(-1)).toBe('control over: rejected');
    both.novice.answers.controlAllowed = false;
    both.expert.requestControl();
    both.link.settle();
    expect(both.expert.log.at(-1)).toBe('control over: denied');
    expect(both.novice.inputEnabled).toBe(false);
  });

  verifies('B18', () => {
    for (const [ender, other] of [
      ['novice', 'expert'],
      ['expert', 'novice'],
    ] as const) {
      const both = connected(where);
      both.expert.requestControl();
      both.link.settle();
      both[ender].end();
      both.link.settle();
      expect(both[ender].log.filter(line => line.startsWith('ended'))).toEqual(['ended: local-end']);
      expect(both[other].log.filter(line => line.startsWith('ended'))).toEqual(['ended: peer-disconnected']);
      expect(handshake(both, where).filter(line => line.endsWith('DISCONNECT'))).toEqual([
        `${ender} DISCONNECT`,
      ]);
      expect(both.novice.inputEnabled).toBe(false);
      expect(both.expert.log).toContain('control over: session-ended');
      expect(both.link.deliver()).toBe(false);
    }
  });

  verifies('B04', () => {
    // Wherever in the session the cable is pulled, both sides come to an end, and nothing is sent afterwards.
    const full = connected(where);
    for (let deliveries = 0; deliveries <= full.link.sent.length + 12; deliveries += 1) {
      const both = pair({ binding, initiation: WAYS[version] });
      for (let i = 0; i < deliveries; i += 1) both.link.deliver();
      both.link.cut();
      const sent = both.link.sent.length;
      both.expert.say('is anybody there?');
      both.link.settle();
      for (const peer of [both.novice, both.expert]) {
        expect(peer.log.filter(line => line.startsWith('ended'))).toEqual(['ended: link-closed']);
      }
      expect(both.link.sent.length).toBe(sent);
      expect(both.novice.inputEnabled).toBe(false);
    }
  });

  it('send only what their role may send in their version', () => {
    const both = connected(where);
    both.expert.requestControl();
    both.expert.type();
    both.expert.say('a');
    both.novice.say('b');
    both.novice.sendFile('a.txt', Uint8Array.of(1));
    both.link.settle();
    both.novice.voice?.feed({ type: 'start' });
    both.link.settle();
    both.novice.end();
    both.link.settle();
    expect(both.link.sent.length).toBeGreaterThan(10);
    for (const { from, block } of both.link.sent) {
      for (const message of decodeMessages(decodeBlock(binding, block))) {
        if (message.type === 'control') expect(maySend(CTL[message.packet.name], from, version)).toBe(true);
        if (message.type === 'command')
          expect(maySend(RC_COMMANDS[message.command.name], from, version)).toBe(true);
        if (message.type === 'participant') expect(version).toBeGreaterThan(1);
      }
    }
  });

  it('come to the same end in whatever order the channels deliver', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(1_000)), order => {
        const pick = (choices: number): number => (order.next().value ?? 0) % Math.max(choices, 1);
        const both = pair({ binding, initiation: WAYS[version] });
        both.link.settle(pick);
        both.novice.say('one');
        both.expert.requestControl();
        both.novice.say('two');
        both.link.settle(pick);
        expect(both.expert.log.filter(line => line.startsWith('chat'))).toEqual(['chat: one', 'chat: two']);
        expect([both.novice.control?.state.name, both.expert.control?.state.name]).toEqual([
          'sharing',
          'controlling',
        ]);
        both.expert.end();
        both.link.settle(pick);
        expect([both.novice.ended, both.expert.ended, both.novice.inputEnabled]).toEqual([true, true, false]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('[MS-RA] two peers of version 1', () => {
  verifies(['C079', 'C095'], () => {
    const both = connected({ binding: 'native', version: 1 });
    both.expert.tellAddress('172.31.0.7');
    both.expert.tellAddress('172.31.0.7');
    both.link.settle();
    expect(both.novice.log.slice(-1)).toEqual(['expert at 172.31.0.7']);
    expect(both.novice.log.filter(line => line.startsWith('expert at'))).toHaveLength(1);
  });

  verifies(['C066', 'C078', 'C081', 'C094', 'C097', 'B05'], () => {
    const both = connected(
      { binding: 'native', version: 1 },
      { novice: { heartbeat: true }, expert: { heartbeat: true } },
    );
    const { novice, expert, link } = both;
    expect([novice.timers.get('heartbeat'), expert.timers.get('heartbeat')]).toEqual([30_000, 30_000]);
    const before = [[...novice.log], [...expert.log]];
    novice.beat();
    expert.beat();
    link.settle();
    expect(handshake(both, { binding: 'native', version: 1 }).slice(-2)).toEqual([
      'novice ISCONNECTED',
      'expert ISCONNECTED',
    ]);
    expect([novice.log, expert.log]).toEqual(before);
    expert.end();
    link.settle();
    expect([novice.timers.size, expert.timers.size]).toEqual([0, 0]);
    // In version 2 nobody's heart beats.
    const later = connected({ binding: 'native', version: 2 }, { novice: { heartbeat: true } });
    expect(later.novice.timers.size).toBe(0);
  });
});

describe('[MS-RA] two peers of version 2', () => {
  verifies(['C105', 'C113', 'B09'], () => {
    const both = connected(
      { binding: 'native', version: 2 },
      { novice: { noviceName: 'Ann' }, expert: { expertName: 'John' } },
    );
    expect(both.novice.log).toContain('expert is John');
    expect(both.expert.log).toContain('novice is Ann');
    const { established } = connected({ binding: 'mux', version: 2 }).expert;
    expect(established).toBe(true);
  });
});

describe.each([1, 2] as const)('[MS-RA] two peers of version %i', version => {
  it('end when the novice’s person does not answer in time', () => {
    const both = pair({ binding: 'mux', initiation: WAYS[version] });
    both.novice.slowAnswer = true;
    both.link.settle();
    expect(both.novice.log.at(-1)).toBe('asked for the view');
    expect([both.novice.ended, both.expert.ended]).toEqual([false, false]);
    both.novice.answerView('consent-timeout');
    both.link.settle();
    expect(both.novice.log.at(-1)).toBe('ended: consent-timeout');
    expect(both.expert.log.at(-1)).toBe('ended: consent-timeout');
  });

  it('end when the novice’s screen changes before it is seen', () => {
    const both = pair({ binding: 'native', initiation: WAYS[version] });
    both.novice.resolutionChanges = true;
    both.link.settle();
    expect(both.novice.log.at(-1)).toBe('ended: resolution-changed');
    expect(both.expert.log.at(-1)).toBe('ended: resolution-changed');
  });
});
