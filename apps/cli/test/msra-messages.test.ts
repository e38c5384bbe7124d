/** `rendezvous msra decode`, `encode` and `token`: messages as JSON and back, and what is said of wrong input. */
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ctlPacket, participantPdu, rcCommand } from '../../../packages/msra/test/properties/arbitraries.ts';
import { decodeCommand, encodeCommand } from '../src/commands/msra-messages.ts';
import { toJsonLine } from '../src/msra/json-messages.ts';
import { linesOf, run, temporaryFolder } from './support/command.ts';
import { runInProcess } from './support/in-process.ts';

const VECTORS = resolve(import.meta.dirname, '../../../packages/msra/test/vectors');
const utf16 = (text: string): string => Buffer.from(text, 'utf16le').toString('hex');

/** Lower-case digits with their white space, as a person would paste them. */
const EXPERT_ON_VISTA = `0e 00 00 00 24 00 00 00 52 00 43 00 5f 00 43 00 54 00 4c 00 00 00
  09 00 00 00 77 7d fa ae 90 28 12 4d d0 2e de 80 14 22 1b 4a d1 f4 ec 13 85 39 d7 33 ac 76 78 95 b2 d8 57 D9`;
const EXPERT_ON_VISTA_JSON =
  '{"name":"EXPERT_ON_VISTA","encryptedPassword":"777dfaae9028124dd02ede8014221b4ad1f4ec138539d733ac767895b2d857d9"}';
const SERVER_ANNOUNCE = '0e00000004000000520043005f00430054004c00000004000000';
const VOIPGO =
  '<RCCOMMAND NAME="VOIPGO" VOIPVER="VOIPVER2" VOIPGOKEY="NzaogjS5hQMun/saZ1YCBMT9GwrdJwOomrldiOmXTrE=" VOIPIPLIST="172.31.242.5:11334"/>\0';
const VOIPGO_JSON =
  '{"name":"VOIPGO","voipVersion":"VOIPVER2","voipGoKey":"NzaogjS5hQMun/saZ1YCBMT9GwrdJwOomrldiOmXTrE=","voipIpList":["172.31.242.5:11334"]}';
const CONNECTION_STRING = readFileSync(join(VECTORS, 'connection-string/ms-ra-2-2-4.txt'), 'utf8').trimEnd();

async function printed(...argv: string[]): Promise<string[]> {
  const told = await runInProcess(['msra', ...argv]);
  expect([told.code, told.stderr]).toEqual([0, '']);
  return linesOf(told);
}

async function complaint(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await runInProcess(['msra', ...argv]);
  expect([code, stdout]).toEqual([1, '']);
  return stderr;
}

describe('rendezvous msra decode', () => {
  it('prints a packet of RC_CTL, with white space between its digits', async () => {
    expect(await printed('decode', '--channel', 'RC_CTL', '--hex', EXPERT_ON_VISTA)).toEqual([
      EXPERT_ON_VISTA_JSON,
    ]);
  });

  it('cuts packets of RC_CTL by their lengths, one JSON object a line', async () => {
    expect(
      await printed('decode', '--channel', 'RC_CTL', '--hex', SERVER_ANNOUNCE + EXPERT_ON_VISTA),
    ).toEqual(['{"name":"SERVER_ANNOUNCE"}', EXPERT_ON_VISTA_JSON]);
  });

  it('cuts commands of channel 71 behind each NUL', async () => {
    const hex = utf16(`${VOIPGO}<RCCOMMAND NAME="ACCEPTRC"/>\0`);
    expect(await printed('decode', '--channel', '71', '--hex', hex)).toEqual([
      VOIPGO_JSON,
      '{"name":"ACCEPTRC"}',
    ]);
  });

  it('cuts messages of channel 70 behind each NUL, empty ones included', async () => {
    expect(await printed('decode', '--channel', '70', '--hex', utf16('Hello\0\0Grüße\0'))).toEqual([
      '{"name":"CHAT","text":"Hello"}',
      '{"name":"CHAT","text":""}',
      '{"name":"CHAT","text":"Grüße"}',
    ]);
  });

  it.each([
    [utf16('FILEXFERACK\0'), '{"name":"FILEXFERACK"}'],
    [utf16('FILEXFEREND'), '{"name":"FILEXFEREND"}'],
    ['00ff10', '{"name":"DATA","data":"00ff10"}'],
    ['', '{"name":"DATA","data":""}'],
  ])('tells words of a file channel from data: %j', async (hex, line) => {
    expect(await printed('decode', '--channel', 'RA_FX', '--hex', hex)).toEqual([line]);
  });

  it('prints every PDU of encomsp that it knows', async () => {
    // Window-Removed, type 5, stands between them.
    const hex = '0100050001 0500080001000000 09000a00030000000000';
    expect(await printed('decode', '--channel', 'encomsp', '--hex', hex)).toEqual([
      '{"name":"FILTER_STATE_UPDATED","flags":1}',
      '{"name":"PARTICIPANT_CTRL_CHANGE","flags":3,"participantId":0}',
    ]);
  });

  it('reads a file as bytes, not as digits', async () => {
    const file = join(await temporaryFolder(), 'block');
    await writeFile(file, Buffer.from(SERVER_ANNOUNCE, 'hex'));
    expect(await printed('decode', '--channel', 'RC_CTL', '--file', file)).toEqual([
      '{"name":"SERVER_ANNOUNCE"}',
    ]);
  });

  const MUX = [
    SERVER_ANNOUNCE,
    `06000000 40000000 ${utf16('71\0')} ${utf16('<RCCOMMAND NAME="TAKECONTROL"/>\0')}`,
    `14000000 02000000 ${utf16('1000.6120\0')} beef`,
  ].join('');

  it('takes envelopes off with --mux, and prints the channel of each', async () => {
    expect(await printed('decode', '--mux', '--hex', MUX)).toEqual([
      '{"channel":"RC_CTL","name":"SERVER_ANNOUNCE"}',
      '{"channel":"71","name":"TAKECONTROL"}',
      '{"channel":"1000.6120","name":"DATA","data":"beef"}',
    ]);
  });

  it('picks the messages of one channel with --mux --channel, file channels of version 1 by RA_FX', async () => {
    expect(await printed('decode', '--mux', '--channel', '71', '--hex', MUX)).toEqual([
      '{"channel":"71","name":"TAKECONTROL"}',
    ]);
    expect(await printed('decode', '--mux', '--channel', 'RA_FX', '--hex', MUX)).toEqual([
      '{"channel":"1000.6120","name":"DATA","data":"beef"}',
    ]);
  });

  it.each([
    [['--channel', 'RC_CTL', '--hex', '0e0'], '--hex must have an even number of hexadecimal digits'],
    [['--channel', 'RC_CTL', '--hex', 'x'], '--hex must have an even number of hexadecimal digits'],
    [['--channel', 'RC_CTL'], 'the bytes must be named by --hex or by --file'],
    [['--channel', 'RC_CTL', '--file', 'no-such-file'], 'no-such-file cannot be read: there is no such file'],
    [['--hex', '00'], '--channel must be named, except with --mux'],
    [['--mux', '--channel', 'encomsp', '--hex', '00'], 'the messages of encomsp have no envelope'],
    [
      ['--channel', 'RC_CTL', '--hex', SERVER_ANNOUNCE.slice(0, -2)],
      'REMOTEDESKTOP_CHANNELBUF_HEADER ends too early at offset 22',
    ],
    [
      ['--channel', 'RC_CTL', '--hex', `${SERVER_ANNOUNCE}00`],
      'REMOTEDESKTOP_CHANNELBUF_HEADER ends too early at offset 0 of the packet at byte 26',
    ],
    [
      ['--channel', '71', '--hex', utf16('<RCCOMMAND NAME="ESCRC"/>\0<RCCOMMAND NAME="NONE"/>\0')],
      'RCCOMMAND is of an unknown type at offset 0 of the string at byte 52',
    ],
    [
      ['--channel', '71', '--hex', utf16('<RCCOMMAND NAME="ESCRC"/>')],
      'RCCOMMAND lacks its terminator at offset 50',
    ],
    [['--channel', '70', '--hex', ''], 'chat message lacks its terminator at offset 0'],
    [['--channel', 'encomsp', '--hex', '0100050000ff'], 'encomsp PDU ends too early at offset 5'],
    [
      ['--mux', '--hex', `${SERVER_ANNOUNCE}06000000 02000000 ${utf16('70\0')} ${utf16('H')}`],
      'chat message lacks its terminator at offset 2 of the data of the envelope at byte 26',
    ],
    [
      ['--mux', '--hex', `10000000 00000000 ${utf16('remdesk\0')}`],
      'REMOTEDESKTOP_CHANNELBUF_HEADER names a wrong channel at offset 8 of the envelope at byte 0',
    ],
    [
      ['--mux', '--hex', `10000000 00000000 ${utf16('encomsp\0')}`],
      'REMOTEDESKTOP_CHANNELBUF_HEADER names a wrong channel at offset 8 of the envelope at byte 0',
    ],
    [
      ['--channel', '72', '--hex', '00'],
      "option '--channel <name>' argument '72' is invalid. Allowed choices are RC_CTL, 70, 71, RA_FX, encomsp.",
    ],
    [
      ['--channel', '70', '--hex', '00', '--file', 'x'],
      "option '--hex <digits>' cannot be used with option '--file <file>'",
    ],
    [['--channel', '70', '--hex', '0000', 'more'], /^error: too many arguments for 'decode'/],
  ])('exits 1 with one sentence for %j', async (argv, sentence) => {
    const said = await complaint('decode', ...argv);
    if (typeof sentence === 'string') expect(said).toBe(`error: ${sentence}\n`);
    else expect(said).toMatch(sentence);
  });
});

describe('rendezvous msra encode', () => {
  it.each([
    ['RC_CTL', EXPERT_ON_VISTA_JSON, EXPERT_ON_VISTA.replaceAll(/\s/g, '').toLowerCase()],
    ['71', VOIPGO_JSON, utf16(VOIPGO)],
    ['70', '{"name":"CHAT","text":"Hello"}', utf16('Hello\0')],
    ['RA_FX', '{"name":"FILEXFERREJECT"}', utf16('FILEXFERREJECT\0')],
    ['RA_FX', '{"name":"DATA","data":"BEEF"}', 'beef'],
    ['encomsp', '{"name":"PARTICIPANT_CTRL_CHANGE","flags":3,"participantId":0}', '09000a00030000000000'],
  ])('prints the bytes of a message of %s', async (channel, json, hex) => {
    expect(await printed('encode', '--channel', channel, '--json', json)).toEqual([hex]);
  });

  it('takes several messages with one a line, and one over several lines', async () => {
    const two = '{"name":"ESCRC"}\n\n{"name":"TAKECONTROL"}\n';
    expect(await printed('encode', '--channel', '71', '--json', two)).toEqual([
      utf16('<RCCOMMAND NAME="ESCRC"/>\0<RCCOMMAND NAME="TAKECONTROL"/>\0'),
    ]);
    const pretty = JSON.stringify({ name: 'ESCRC' }, undefined, 2);
    expect(await printed('encode', '--channel', '71', '--json', pretty)).toEqual([
      utf16('<RCCOMMAND NAME="ESCRC"/>\0'),
    ]);
  });

  it('reads the messages out of a file, and puts them into envelopes with --mux', async () => {
    const file = join(await temporaryFolder(), 'messages.jsonl');
    await writeFile(file, '{"channel":"1000.6120","name":"DATA","data":"beef"}\n{"name":"FILEXFEREND"}\n');
    expect(await printed('encode', '--mux', '--channel', 'RA_FX', '--file', file)).toEqual([
      [
        `1400000002000000${utf16('1000.6120\0')}beef`,
        `0c00000018000000${utf16('RA_FX\0')}${utf16('FILEXFEREND\0')}`,
      ].join(''),
    ]);
  });

  it('puts no second envelope around a packet of RC_CTL', async () => {
    const json = '{"channel":"RC_CTL","name":"SERVER_ANNOUNCE"}';
    expect(await printed('encode', '--mux', '--json', json)).toEqual([SERVER_ANNOUNCE]);
  });

  const wrong: readonly (readonly [channel: string, json: string, sentence: string])[] = [
    ['RC_CTL', '{"name":"RESULT"}', 'result of RESULT is missing'],
    ['RC_CTL', '{"name":"RESULT","result":"0"}', 'result of RESULT must be a number'],
    ['RC_CTL', '{"name":"RESULT","result":4294967296}', 'result of RESULT does not fit its field'],
    ['RC_CTL', '{"name":"RESULT","result":0.5}', 'result of RESULT does not fit its field'],
    ['RC_CTL', '{"name":"RESULT","result":0,"code":1}', 'RESULT has no field "code"'],
    ['RC_CTL', '{"channel":"RC_CTL","name":"DISCONNECT"}', 'DISCONNECT has no field "channel"'],
    ['RC_CTL', '{"name":"ACCEPTRC"}', 'channel RC_CTL has no message with the name "ACCEPTRC"'],
    ['RC_CTL', '{"name":"toString"}', 'channel RC_CTL has no message with the name "toString"'],
    ['RC_CTL', '{"name":"TOKEN","token":"00"}', 'token of TOKEN does not fit its field'],
    ['RC_CTL', '{"name":"TOKEN","token":20}', 'token of TOKEN must be a text of hexadecimal digits'],
    [
      'RC_CTL',
      '{"name":"TOKEN","token":"0 0"}',
      'token of TOKEN must have an even number of hexadecimal digits and nothing else',
    ],
    [
      'RC_CTL',
      '{"name":"VERIFY_PASSWORD","expertBlob":"a\\u0000"}',
      'expertBlob of VERIFY_PASSWORD holds what cannot be sent',
    ],
    ['71', '{"name":"FILEXFER","fileName":"a","fileSize":1}', 'channelId of FILEXFER is missing'],
    [
      '71',
      '{"name":"FILEXFER","fileName":"a","fileSize":1,"channelId":"RA_FX","internalData":-1}',
      'internalData of FILEXFER does not fit its field',
    ],
    [
      '71',
      '{"name":"FILEXFER","fileName":"a\\ud800","fileSize":1,"channelId":"RA_FX"}',
      'fileName of FILEXFER holds what cannot be sent',
    ],
    [
      '71',
      '{"name":"VOIPGO","voipVersion":"","voipGoKey":"","voipIpList":"a"}',
      'voipIpList of VOIPGO must be a list of texts',
    ],
    [
      '71',
      '{"name":"VOIPGO","voipVersion":"","voipGoKey":"","voipIpList":["a",1]}',
      'entry 2 of voipIpList of VOIPGO must be a text',
    ],
    [
      '71',
      '{"name":"VOIPGO","voipVersion":"","voipGoKey":"","voipIpList":[]}',
      'voipIpList of VOIPGO holds what cannot be sent',
    ],
    ['71', '{"name":"ESCRC"}\n{"name":"ESC"}', 'channel 71 has no message with the name "ESC" in line 2'],
    ['71', '{"name":"ESCRC"}\n{"name":', 'the text is not JSON in line 2'],
    ['70', `{"name":"CHAT","text":"${'a'.repeat(512)}"}`, 'text of CHAT is too long'],
    ['70', 'Hello', 'the text is not JSON'],
    ['70', '"Hello"', 'a message must be a JSON object whose name is a text'],
    ['70', '{"text":"Hello"}', 'a message must be a JSON object whose name is a text'],
    [
      'RA_FX',
      '{"name":"FILEXFERACK"}\n{"name":"FILEXFEREND"}',
      'channel RA_FX takes one message at a time without --mux',
    ],
    [
      'encomsp',
      '{"name":"FILTER_STATE_UPDATED","flags":256}',
      'flags of FILTER_STATE_UPDATED does not fit its field',
    ],
  ];
  it.each(wrong)('exits 1 and names the field: %s %s', async (channel, json, sentence) => {
    expect(await complaint('encode', '--channel', channel, '--json', json)).toBe(`error: ${sentence}\n`);
  });

  it.each([
    [['--json', '{"name":"ESCRC"}'], '--channel must be named, except with --mux'],
    [['--channel', '71'], 'the message must be named by --json or by --file'],
    [['--mux', '--json', '{"name":"ESCRC"}'], 'channel is missing, in the message and as --channel'],
    [['--mux', '--json', '{"name":"ESCRC","channel":71}'], 'channel must be a text'],
    [
      ['--mux', '--json', '{"name":"ESCRC","channel":"remdesk"}'],
      '"remdesk" is no channel whose messages have an envelope',
    ],
    [
      ['--mux', '--channel', '70', '--json', '{"name":"ESCRC","channel":"71"}'],
      'the channel of the message is not 70',
    ],
    [
      ['--mux', '--json', `{"name":"FILEXFERACK","channel":"1000.${'1'.repeat(40)}"}`],
      'ChannelName is too long to be sent',
    ],
  ])('exits 1 with one sentence for %j', async (argv, sentence) => {
    expect(await complaint('encode', ...argv)).toBe(`error: ${sentence}\n`);
  });
});

describe('decode and encode', () => {
  const chat = fc.record({
    name: fc.constant('CHAT'),
    text: fc.string({ unit: 'grapheme', maxLength: 20 }).map(text => text.replaceAll('\0', '')),
  });
  const file = fc.oneof(
    fc.record({ name: fc.constantFrom('FILEXFERACK', 'FILEXFEREND', 'FILEXFERREJECT') }),
    fc.record({ name: fc.constant('DATA'), data: fc.uint8Array({ maxLength: 20 }) }),
  );
  const families = [
    ['RC_CTL', ctlPacket],
    ['70', chat],
    ['71', rcCommand],
    ['encomsp', participantPdu],
  ] as const;

  it.each(families)('are each other’s inverse for rows of messages of %s', async (channel, message) => {
    await fc.assert(
      fc.asyncProperty(fc.array<object>(message, { minLength: 1, maxLength: 3 }), async messages => {
        const lines = messages.map(toJsonLine);
        const [hex] = await encodeCommand({ channel, json: lines.join('\n') });
        expect(await decodeCommand({ channel, hex: hex ?? '' })).toEqual(lines);
      }),
    );
  });

  it('are each other’s inverse for one message of a file channel', async () => {
    await fc.assert(
      fc.asyncProperty(file, async message => {
        const json = toJsonLine(message);
        const [hex] = await encodeCommand({ channel: 'RA_FX', json });
        expect(await decodeCommand({ channel: 'RA_FX', hex: hex ?? '' })).toEqual([json]);
      }),
    );
  });

  it('are each other’s inverse for envelopes of every channel in one row', async () => {
    const on = (channel: fc.Arbitrary<string>, message: fc.Arbitrary<object>) =>
      fc.tuple(channel, message).map(([name, fields]) => ({ channel: name, ...fields }));
    const any = fc.oneof(
      on(fc.constant('RC_CTL'), ctlPacket),
      on(fc.constant('70'), chat),
      on(fc.constant('71'), rcCommand),
      on(fc.constantFrom('RA_FX', '1000.612009461', '172.31.251.165.612009461'), file),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 5 }), async messages => {
        const lines = messages.map(toJsonLine);
        const [hex] = await encodeCommand({ mux: true, json: lines.join('\n') });
        expect(await decodeCommand({ mux: true, hex: hex ?? '' })).toEqual(lines);
      }),
    );
  });

  it.each([
    ['rc-ctl', 'RC_CTL'],
    ['rc-command', '71'],
    ['chat', '70'],
    ['file-transfer', 'RA_FX'],
    ['participant-control', 'encomsp'],
  ] as const)('take the vectors of %s', async (family, channel) => {
    const names = readdirSync(join(VECTORS, family)).filter(name => name.endsWith('.hex'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const lines = await decodeCommand({ channel, hex: readFileSync(join(VECTORS, family, name), 'utf8') });
      const [hex] = await encodeCommand({ channel, json: lines.join('\n') });
      expect(await decodeCommand({ channel, hex: hex ?? '' }), name).toEqual(lines);
    }
  });
});

describe('rendezvous msra token', () => {
  it('prints the token of [MS-RA] 2.2.4, each role its own', async () => {
    const argv = ['token', '--password', 'ABCDEF', '--connection-string', CONNECTION_STRING, '--role'];
    expect(await printed(...argv, 'novice')).toEqual(['9361919a7985bbfdaeb9e26ac08a86c5f6eff2ab']);
    const [expert] = await printed(...argv, 'expert');
    expect(expert).toMatch(/^[0-9a-f]{40}$/);
    expect(expert).not.toBe('9361919a7985bbfdaeb9e26ac08a86c5f6eff2ab');
  });

  it.each([
    [
      ['--role', 'helper', '--password', 'p', '--connection-string', 's'],
      "option '--role <role>' argument 'helper' is invalid. Allowed choices are novice, expert.",
    ],
    [
      ['--role', 'novice', '--connection-string', 's'],
      "required option '--password <password>' not specified",
    ],
    [
      ['--role', 'novice', '--password', 'p', '--connection-string', 's'.repeat(32 * 1024 + 1)],
      'connection string is too long to be sent',
    ],
  ])('exits 1 with one sentence (%#)', async (argv, sentence) => {
    expect(await complaint('token', ...argv)).toBe(`error: ${sentence}\n`);
  });
});

describe('rendezvous msra', () => {
  it.each([
    [[], 'msra needs a command: see --help'],
    [['encrypt'], 'msra has no command encrypt: see --help'],
    [['--mode'], "unknown option '--mode'"],
  ])('exits 1 with one sentence for %j', async (argv, sentence) => {
    expect(await complaint(...argv)).toBe(`error: ${sentence}\n`);
  });

  it('explains itself with --help', async () => {
    const told = await runInProcess(['msra', 'decode', '--help']);
    expect(told.code).toBe(0);
    expect(told.stdout).toContain('every message has an envelope');
  });
});

describe('rendezvous msra as a process', () => {
  it.each([
    ['decode', ['--channel', 'RC_CTL', '--hex', EXPERT_ON_VISTA], EXPERT_ON_VISTA_JSON],
    ['encode', ['--channel', '71', '--json', VOIPGO_JSON], utf16(VOIPGO)],
    [
      'token',
      ['--role', 'novice', '--password', 'ABCDEF', '--connection-string', CONNECTION_STRING],
      '9361919a7985bbfdaeb9e26ac08a86c5f6eff2ab',
    ],
  ])('%s prints its result and exits 0', async (command, argv, line) => {
    const finished = await run(['msra', command, ...argv]);
    expect([finished.code, finished.stdout, finished.stderr]).toEqual([0, `${line}\n`, '']);
  });

  it.each([
    ['decode', ['--channel', '70', '--hex', '4'], '--hex must have an even number of hexadecimal digits'],
    ['encode', ['--channel', '70', '--json', '{"name":"CHAT"}'], 'text of CHAT is missing'],
    ['token', ['--role', 'novice'], "required option '--password <password>' not specified"],
  ])('%s says what is wrong and exits 1', async (command, argv, sentence) => {
    const finished = await run(['msra', command, ...argv]);
    expect([finished.code, finished.stdout, finished.stderr]).toEqual([1, '', `error: ${sentence}\n`]);
  });
});
