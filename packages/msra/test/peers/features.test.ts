import { FILE_BLOCK_BYTES } from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBlock } from '../../src/transport/binding.ts';
import { decodeMessages } from '../../src/transport/message.ts';
import { verifies } from '../conformance/verifies.ts';
import { EVERYWHERE, type Pair, type PairOptions, pair, WAYS } from './pair.ts';

type Where = (typeof EVERYWHERE)[number];

function session({ binding, version }: Where, options: Partial<PairOptions> = {}): Pair {
  const both = pair({ binding, initiation: WAYS[version], ...options });
  both.link.settle();
  expect([both.novice.established, both.expert.established]).toEqual([true, true]);
  return both;
}

/** NAMEs on channel 71 from the given place of the link's record. */
function commands({ link }: Pair, { binding }: Where, from = 0): string[] {
  return link.sent.slice(from).flatMap(({ from: role, block }) => {
    const named = decodeBlock(binding, block);
    if (named.channelName !== '71') return [];
    return decodeMessages(named).flatMap(message =>
      message.type === 'command' ? [`${role} ${message.command.name}`] : [],
    );
  });
}

function patterned(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i += 1) bytes[i] = i * 7 + (i >> 8);
  return bytes;
}

describe.each(EVERYWHERE)('[MS-RA] version $version, binding $binding: two peers', where => {
  const { version, binding } = where;
  const block = FILE_BLOCK_BYTES[version];

  verifies(['C007', 'C131', 'C133', 'C136', 'C146', 'C147', 'B25'], () => {
    const both = session(where);
    const sizes = [0, 1, block - 1, block, block + 1, 3 * block];
    for (const [sender, receiver] of [
      [both.novice, both.expert],
      [both.expert, both.novice],
    ] as const) {
      for (const size of sizes) {
        const bytes = patterned(size);
        const before = both.link.sent.length;
        sender.sendFile(`${size}.bin`, bytes);
        both.link.settle();
        expect(sender.log.at(-1)).toBe('sent');
        const file = receiver.files.at(-1);
        expect(file?.fileName).toBe(`${size}.bin`);
        expect(file?.bytes.length).toBe(size);
        expect(Buffer.compare(file?.bytes ?? new Uint8Array(1), bytes)).toBe(0);
        // Besides FILEXFER: the blocks, FILEXFERACK and FILEXFEREND, all on the file's own channel.
        const onFile = both.link.sent.slice(before).flatMap(({ block: sent }) => {
          const named = decodeBlock(binding, sent);
          return ['RC_CTL', '70', '71', 'encomsp'].includes(named.channelName) ? [] : [named.channelName];
        });
        expect(onFile.length).toBe(Math.ceil(size / block) + 2);
        const name = version === 1 ? (sender === both.novice ? '172.31.251.165.' : '1000.') : 'RA_FX';
        for (const channel of onFile) expect(channel.startsWith(name)).toBe(true);
      }
      expect(receiver.files).toHaveLength(sizes.length);
    }
  });

  verifies('C149', () => {
    const both = session(where, { expert: { answers: { files: false } } });
    both.novice.sendFile('unwanted.bin', patterned(10));
    both.link.settle();
    expect(both.novice.log.at(-1)).toBe('send failed: rejected');
    expect(both.expert.files).toHaveLength(0);
    // And the next one may be wanted.
    both.expert.answers.files = true;
    both.novice.sendFile('wanted.bin', patterned(10));
    both.link.settle();
    expect(both.expert.files.map(({ fileName }) => fileName)).toEqual(['wanted.bin']);
  });

  verifies('C138', () => {
    const both = session(where);
    both.novice.sendFile('long.bin', patterned(4 * block));
    for (let i = 0; i < 4; i += 1) both.link.deliver();
    both.novice.end();
    both.link.settle();
    expect(both.expert.files).toHaveLength(0);
    expect(both.novice.ended && both.expert.ended).toBe(true);
    expect(both.link.deliver()).toBe(false);
  });

  it('cancel a file from either side, and send another', () => {
    for (const canceller of ['novice', 'expert'] as const) {
      const both = session(where);
      both.novice.sendFile('cancelled.bin', patterned(4 * block));
      for (let i = 0; i < 3; i += 1) both.link.deliver();
      both[canceller].cancelFile();
      both.link.settle();
      expect(both.expert.files).toHaveLength(0);
      both.novice.sendFile('next.bin', patterned(3));
      both.link.settle();
      expect(both.expert.files.map(({ fileName }) => fileName)).toEqual(['next.bin']);
      expect(both.novice.log.at(-1)).toBe('sent');
    }
  });

  verifies(['C193', 'C199', 'C204', 'C205', 'C206'], () => {
    const both = session(where);
    const { novice, expert, link } = both;
    let before = link.sent.length;
    // Sequence A.
    expert.voice?.feed({ type: 'start' });
    link.settle();
    expect([novice.log.at(-1), expert.log.at(-1)]).toEqual(['voice on', 'voice on']);
    expect(commands(both, where, before)).toEqual([
      'expert PRESTART',
      'novice PRESTARTYES',
      'expert VOIPPREGO',
      'novice VOIPGO',
    ]);
    before = link.sent.length;
    novice.voice?.feed({ type: 'stop' });
    link.settle();
    expect(commands(both, where, before)).toEqual(['novice PRESTART', 'expert PRESTARTYES']);
    expect([novice.voice?.state.name, expert.voice?.state.name]).toEqual(['idle', 'idle']);
    expect([novice.log.at(-1), expert.log.at(-1)]).toEqual([
      'voice over: stopped',
      'voice over: peer-stopped',
    ]);
    // Sequence B.
    before = link.sent.length;
    novice.voice?.feed({ type: 'start' });
    link.settle();
    expect(commands(both, where, before)).toEqual([
      'novice PRESTART',
      'expert PRESTARTYES',
      'novice VOIPPREGO',
      'expert VOIPPREGO2',
      'novice VOIPGO',
    ]);
    expect([novice.log.at(-1), expert.log.at(-1)]).toEqual(['voice on', 'voice on']);
    expert.voice?.feed({ type: 'want-bit-rate', rate: 'low' });
    link.settle();
    expect(novice.log.at(-1)).toBe('voice at 6400');
    expert.voice?.feed({ type: 'stop' });
    link.settle();
    expect([novice.voice?.state.name, expert.voice?.state.name]).toEqual(['idle', 'idle']);
    expect(
      [...novice.timers.keys(), ...expert.timers.keys()].filter(name => name.startsWith('voice')),
    ).toEqual([]);
  });

  verifies(['B31', 'B32'], () => {
    const both = session(where, { expert: { answers: { voice: false } } });
    both.novice.voice?.feed({ type: 'start' });
    both.link.settle();
    expect(both.novice.log.at(-1)).toBe('voice over: refused');
    expect(both.expert.voice?.state.name).toBe('idle');
    // Both ask at once: neither has it.
    const crossed = session(where);
    crossed.novice.voice?.feed({ type: 'start' });
    crossed.expert.voice?.feed({ type: 'start' });
    crossed.link.settle();
    expect([crossed.novice.voice?.state.name, crossed.expert.voice?.state.name]).toEqual(['idle', 'idle']);
    expect([crossed.novice.log.at(-1), crossed.expert.log.at(-1)]).toEqual([
      'voice over: crossed',
      'voice over: crossed',
    ]);
  });

  it('send files and talk in whatever order the channels deliver', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(1_000)), order => {
        const pick = (choices: number): number => (order.next().value ?? 0) % Math.max(choices, 1);
        const both = pair({ binding, initiation: WAYS[version] });
        both.link.settle(pick);
        for (const [sender, receiver] of [
          [both.novice, both.expert],
          [both.expert, both.novice],
        ] as const) {
          sender.sendFile('a.bin', patterned(2_500));
          both.link.settle(pick);
          expect([sender.log.at(-1), receiver.files.at(-1)?.bytes.length]).toEqual(['sent', 2_500]);
          sender.voice?.feed({ type: 'start' });
          both.link.settle(pick);
          expect([both.novice.voice?.state.name, both.expert.voice?.state.name]).toEqual([
            'active',
            'active',
          ]);
          receiver.voice?.feed({ type: 'stop' });
          both.link.settle(pick);
          expect([both.novice.voice?.state.name, both.expert.voice?.state.name]).toEqual(['idle', 'idle']);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('hang up when the session ends', () => {
    const both = session(where);
    both.expert.voice?.feed({ type: 'start' });
    both.link.settle();
    both.novice.end();
    both.link.settle();
    expect(both.novice.log).toContain('voice over: session-ended');
    expect(both.expert.log).toContain('voice over: session-ended');
    expect([both.novice.voice?.state.name, both.expert.voice?.state.name]).toEqual(['ended', 'ended']);
  });
});

describe.each(['native', 'mux'] as const)('[MS-RA] version 3, binding %s: two peers', binding => {
  const where = { binding, version: 3 } as const;
  const willing = { answers: { contactExchange: true } };

  verifies(['C160', 'C166', 'C167', 'C169', 'C170', 'C171', 'C172', 'C173'], () => {
    const both = session(where, { novice: willing, expert: willing });
    expect(both.novice.log.at(-1)).toBe('exchanged: contact of the expert');
    expect(both.expert.log.at(-1)).toBe('exchanged: contact of the novice');
    expect(commands(both, where)).toEqual([
      'expert SETTINGANNOUNCE',
      'novice SETTINGANNOUNCE',
      'expert FILEXFER',
      'novice FILEXFER',
    ]);
    // No person was asked, and a person's file goes through afterwards as ever.
    expect([both.novice.files.length, both.expert.files.length]).toEqual([0, 0]);
    both.expert.sendFile('a.txt', patterned(5));
    both.link.settle();
    expect(both.novice.files).toHaveLength(1);
  });

  it('exchange no contacts where one of them does not want to', () => {
    const noviceOnly = session(where, { novice: willing });
    expect(noviceOnly.novice.log.at(-1)).toBe('not exchanged: peer-setting');
    expect(noviceOnly.expert.log.at(-1)).toBe('not exchanged: own-setting');
    const expertOnly = session(where, { expert: willing });
    expect(expertOnly.novice.log.at(-1)).toBe('not exchanged: own-setting');
    expect(expertOnly.expert.log.at(-1)).toBe('not exchanged: peer-setting');
    expect(commands(expertOnly, where)).toEqual(['expert SETTINGANNOUNCE', 'novice SETTINGANNOUNCE']);
  });
});

describe('[MS-RA] versions 1 and 2: two peers', () => {
  verifies(['B12', 'B28'], () => {
    for (const where of EVERYWHERE.filter(({ version }) => version !== 3)) {
      const willing = { answers: { contactExchange: true } };
      const both = session(where, { novice: willing, expert: willing });
      both.expert.send({
        type: 'command',
        command: { name: 'SETTINGANNOUNCE', property: 'CONTACTEXCHANGE', value: '1' },
      });
      both.link.settle();
      expect(commands(both, where)).toEqual(['expert SETTINGANNOUNCE']);
    }
  });
});
