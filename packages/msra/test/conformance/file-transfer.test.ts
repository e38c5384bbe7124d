import { describe, expect, it } from 'vitest';
import { fileChannelName, isFileChannelName } from '../../src/file-transfer/channel-name.ts';
import {
  type FileReceiverInput,
  type FileReceiverOutput,
  initialFileReceiverState,
  stepFileReceiver,
} from '../../src/file-transfer/receiver.ts';
import {
  type FileSenderInput,
  type FileSenderOutput,
  initialFileSenderState,
  stepFileSender,
} from '../../src/file-transfer/sender.ts';
import { encodeFileCommand } from '../../src/messages/file-transfer.ts';
import { decodeCommand, encodeCommand } from '../../src/messages/rc-command.ts';
import { DecodeError, EncodeError } from '../../src/wire/errors.ts';
import { encodeUtf16z } from '../../src/wire/strings.ts';
import { FileLink } from './file-link.ts';
import { run } from './machine-run.ts';
import { verifies } from './verifies.ts';

const ACK = encodeFileCommand('FILEXFERACK');
const END = encodeFileCommand('FILEXFEREND');
const REJECT = encodeFileCommand('FILEXFERREJECT');
const filled = (bytes: number, value = 7) => new Uint8Array(bytes).fill(value);
const say = (block: Uint8Array) => ({ type: 'send-block', block }) as const;
const got = (block: Uint8Array) => ({ type: 'received', block }) as const;
const CLOSE = { type: 'close-channel' } as const;

const send = (fileSize: number, more: { internalData?: number } = {}): FileSenderInput => ({
  type: 'send',
  fileName: 'Übersicht & Plan.txt',
  fileSize,
  channelId: 'RA_FX',
  ...more,
});
const OPENED = { type: 'channel-opened' } as const;
const CLOSED = { type: 'channel-closed' } as const;
const sender = (version: 1 | 2 | 3, ...inputs: FileSenderInput[]) =>
  run(initialFileSenderState(version), stepFileSender, inputs);

const offered = (
  fileSize: number,
  more: { channelId?: string; internalData?: number } = {},
): FileReceiverInput => ({
  type: 'offered',
  command: { name: 'FILEXFER', fileName: 'Übersicht & Plan.txt', fileSize, channelId: 'RA_FX', ...more },
});
const receiver = (version: 1 | 2 | 3, ...inputs: FileReceiverInput[]) =>
  run(initialFileReceiverState(version), stepFileReceiver, inputs);
const ACCEPT = { type: 'user-accepts' } as const;
const REFUSE = { type: 'user-refuses' } as const;
const CANCEL = { type: 'cancel' } as const;
const SESSION_ENDED = { type: 'session-ended' } as const;
const discard = (reason: string) => ({ type: 'discard', reason });
const failed = (reason: string) => ({ type: 'failed', reason });

const filexfer = (outputs: readonly (readonly FileSenderOutput[])[]) =>
  outputs.flat().find(output => output.type === 'send-command')?.command;
const blocks = (outputs: readonly (readonly (FileSenderOutput | FileReceiverOutput)[])[]) =>
  outputs.flat().flatMap(output => (output.type === 'send-block' ? [output.block] : []));

describe('[MS-RA] 3.9 file transfer, sender', () => {
  verifies(['C130', 'C134'], () => {
    expect(sender(3, send(5)).outputs).toEqual([[{ type: 'open-channel', channelId: 'RA_FX' }]]);
    const { last } = sender(3, send(5), OPENED);
    expect(last).toStrictEqual([
      {
        type: 'send-command',
        command: { name: 'FILEXFER', fileName: 'Übersicht & Plan.txt', fileSize: 5, channelId: 'RA_FX' },
      },
    ]);
    // Without the channel no FILEXFER ever leaves.
    expect(sender(3, send(5), CLOSED, OPENED).outputs.flat()).toEqual([
      { type: 'open-channel', channelId: 'RA_FX' },
      failed('channel-lost'),
    ]);
  });

  verifies(['C131', 'C132', 'C133', 'C141', 'C142', 'C143', 'C144'], () => {
    const command = filexfer(sender(2, send(2 ** 40), OPENED).outputs);
    if (command?.name !== 'FILEXFER') throw new Error('no FILEXFER was sent');
    const arrived = decodeCommand(encodeCommand(command));
    expect(arrived).toEqual({
      name: 'FILEXFER',
      fileName: 'Übersicht & Plan.txt',
      fileSize: 2 ** 40,
      channelId: 'RA_FX',
    });
    if (arrived.name !== 'FILEXFER') throw new Error('no FILEXFER arrived');
    expect(receiver(2, { type: 'offered', command: arrived }, OPENED).outputs.flat()).toEqual([
      { type: 'open-channel', channelId: 'RA_FX' },
      { type: 'ask-user', fileName: 'Übersicht & Plan.txt', fileSize: 2 ** 40 },
    ]);
  });

  verifies('C141', 'the machine never sees one without', () => {
    for (const attributes of [
      'FILESIZE="5" CHANNELID="RA_FX"',
      'FILENAME="a" CHANNELID="RA_FX"',
      'FILENAME="a" FILESIZE="5"',
    ]) {
      const block = encodeUtf16z(`<RCCOMMAND NAME="FILEXFER" ${attributes}/>`, 'test');
      expect(() => decodeCommand(block)).toThrow(
        expect.objectContaining({ constructor: DecodeError, code: 'missing-attribute' }),
      );
    }
  });

  verifies(['C135', 'C145'], () => {
    const command = filexfer(sender(3, send(5, { internalData: 6 }), OPENED).outputs);
    expect(command).toMatchObject({ name: 'FILEXFER', internalData: 6 });
    if (command?.name !== 'FILEXFER') throw new Error('no FILEXFER was sent');
    const { state, last } = receiver(3, { type: 'offered', command }, OPENED);
    expect(last).toEqual([
      { type: 'accept-internal', fileName: 'Übersicht & Plan.txt', fileSize: 5, internalData: 6 },
    ]);
    expect(run(state, stepFileReceiver, [ACCEPT, got(filled(5)), got(END)]).last).toEqual([
      { type: 'received-file', fileName: 'Übersicht & Plan.txt', bytes: 5, internalData: 6 },
      CLOSE,
    ]);
  });

  verifies('B13', () => {
    for (const more of [{}, { internalData: 0 }]) {
      expect(receiver(3, offered(5, more), OPENED).last).toEqual([
        { type: 'ask-user', fileName: 'Übersicht & Plan.txt', fileSize: 5 },
      ]);
    }
    // Where INTERNALDATA does not exist yet, it neither leaves nor keeps the user from being asked.
    for (const version of [1, 2] as const) {
      expect(filexfer(sender(version, send(5, { internalData: 1 }), OPENED).outputs)).toStrictEqual({
        name: 'FILEXFER',
        fileName: 'Übersicht & Plan.txt',
        fileSize: 5,
        channelId: 'RA_FX',
      });
      expect(receiver(version, offered(5, { internalData: 1 }), OPENED).last).toEqual([
        { type: 'ask-user', fileName: 'Übersicht & Plan.txt', fileSize: 5 },
      ]);
    }
  });

  verifies(['C136', 'C137', 'C150'], () => {
    const file = Uint8Array.from({ length: 2_500 }, (_, i) => i % 251);
    const link = new FileLink(2, file);
    link.send();
    link.deliver('71');
    link.feedReceiver(ACCEPT);
    link.deliver('to-sender');
    // One read is open at a time, and the next is asked for only behind the block before it.
    expect(link.said).toEqual(['receiver FILEXFERACK']);
    link.readFile();
    expect(link.said).toEqual(['receiver FILEXFERACK', 'sender data']);
    link.settle();
    expect(link.said).toEqual([
      'receiver FILEXFERACK',
      'sender data',
      'sender data',
      'sender data',
      'sender FILEXFEREND',
    ]);
    expect(link.results).toEqual(['sent']);
    expect(link.arrivals).toEqual([[...file]]);
  });

  verifies('C136', 'a file without bytes has no blocks', () => {
    const { outputs, last } = sender(3, send(0), OPENED, got(ACK));
    expect(last).toEqual([say(END), CLOSE]);
    expect(blocks(outputs)).toEqual([END]);
    expect(receiver(3, offered(0), OPENED, ACCEPT, got(END)).last).toEqual([
      { type: 'received-file', fileName: 'Übersicht & Plan.txt', bytes: 0, internalData: 0 },
      CLOSE,
    ]);
  });

  verifies('B25', () => {
    for (const [version, size] of [
      [1, 409_600],
      [2, 1_024],
      [3, 1_024],
    ] as const) {
      const read = (bytes: number) => ({ type: 'block-read', block: filled(bytes) }) as const;
      const { outputs } = sender(
        version,
        send(2 * size + 1),
        OPENED,
        got(ACK),
        read(size),
        read(size),
        read(1),
      );
      expect(blocks(outputs).map(block => block.length)).toEqual([size, size, 1, END.length]);
      expect(outputs.flat().flatMap(output => (output.type === 'read-block' ? [output.bytes] : []))).toEqual([
        size,
        size,
        1,
      ]);
      // A receiver takes no larger block than that, whatever FILESIZE says.
      const receiving = [offered(size + 1), OPENED, ACCEPT] as const;
      expect(receiver(version, ...receiving, got(filled(size))).last).toEqual([
        { type: 'write', block: filled(size) },
      ]);
      expect(receiver(version, ...receiving, got(filled(size + 1))).last).toEqual([
        say(REJECT),
        CLOSE,
        discard('out-of-sequence'),
      ]);
    }
  });

  verifies('C138', () => {
    const RUNNING = [send(2_000), OPENED, got(ACK)] as const;
    for (const inputs of [RUNNING.slice(0, 1), RUNNING.slice(0, 2), RUNNING]) {
      const { state, last } = sender(3, ...inputs, SESSION_ENDED);
      expect(last).toEqual([CLOSE, failed('session-ended')]);
      expect(state).toEqual({ name: 'ended' });
    }
    // FILEXFEREND has left, but nobody knows whether it has arrived.
    expect(sender(3, send(0), OPENED, got(ACK), SESSION_ENDED).last).toEqual([failed('session-ended')]);
    expect(sender(3, send(0), OPENED, got(ACK), CLOSED, SESSION_ENDED).outputs.slice(-2)).toEqual([
      [{ type: 'sent' }],
      [],
    ]);
    const RECEIVING = [offered(5), OPENED, ACCEPT, got(filled(5))] as const;
    for (const count of [1, 2, 3, 4]) {
      const { state, last } = receiver(3, ...RECEIVING.slice(0, count), SESSION_ENDED);
      expect(last).toEqual([CLOSE, discard('session-ended')]);
      expect(state).toEqual({ name: 'ended' });
    }
  });

  verifies('C139', () => {
    for (const block of [END, filled(5), new Uint8Array()]) {
      expect(sender(3, send(5), OPENED, got(block)).last).toEqual([say(REJECT), CLOSE]);
      expect(sender(3, send(5), OPENED, got(block), CLOSED).last).toEqual([failed('out-of-sequence')]);
      expect(sender(3, send(5), OPENED, got(ACK), got(block)).last).toEqual([say(REJECT), CLOSE]);
    }
    expect(sender(3, send(5), OPENED, got(ACK), got(ACK)).last).toEqual([say(REJECT), CLOSE]);
  });

  verifies(['C152', 'B26'], () => {
    const rest: FileSenderInput[] = [
      { type: 'block-read', block: filled(1_024) },
      got(ACK),
      got(REJECT),
      got(filled(3)),
      CANCEL,
      { type: 'read-failed' },
      CLOSED,
      got(REJECT),
      got(ACK),
    ];
    const begun = [send(2_000), OPENED, got(ACK)] as const;
    for (const [end, own] of [
      [got(REJECT), []],
      [CANCEL, [REJECT]],
    ] as const) {
      expect(blocks(sender(3, ...begun, end, ...rest).outputs)).toEqual(own);
    }
    for (const [end, own] of [
      [got(REJECT), [ACK]],
      [CANCEL, [ACK, REJECT]],
    ] as const) {
      const late = [got(filled(5)), got(END), got(REJECT), { type: 'write-failed' }, CANCEL, CLOSED] as const;
      const { outputs } = receiver(3, offered(2_000), OPENED, ACCEPT, end, ...late);
      expect(blocks(outputs)).toEqual(own);
      expect(outputs.flat().filter(output => output.type === 'discard')).toHaveLength(1);
    }
  });

  verifies('B24', () => {
    // There is no input for time, and nothing but the answer moves it: a minute and a year are the same.
    const { state, last } = sender(3, send(5), OPENED, OPENED, send(9), {
      type: 'block-read',
      block: filled(5),
    });
    expect([state.name, last]).toEqual(['waiting-for-response', []]);
    expect(stepFileSender(state, got(ACK))[1]).toEqual([{ type: 'read-block', bytes: 5 }]);
  });

  verifies('B23', () => {
    const { state, outputs } = sender(3, send(5), send(9), OPENED, send(9), got(ACK), send(9));
    expect(outputs.flat().filter(output => output.type === 'open-channel')).toHaveLength(1);
    expect(state).toEqual({ name: 'transferring', version: 3, remaining: 5 });
    // A receiver does not begin anything by itself, and refuses a second file while the first is under way.
    expect(receiver(3, OPENED, ACCEPT, got(ACK), got(filled(5)), CANCEL).outputs.flat()).toEqual([]);
    const second = offered(9, { channelId: '1000.1' });
    for (const inputs of [[], [OPENED], [OPENED, ACCEPT], [CANCEL]] as const) {
      expect(receiver(3, offered(5), ...inputs, second).last).toEqual([
        { type: 'reject-other', channelId: '1000.1' },
      ]);
    }
  });

  it('takes back what it has announced where the file turns out shorter or longer', () => {
    const begun = [send(1_500), OPENED, got(ACK)] as const;
    for (const bytes of [0, 1_023, 1_025]) {
      const short: FileSenderInput = { type: 'block-read', block: filled(bytes) };
      expect(sender(2, ...begun, short).last).toEqual([say(REJECT), CLOSE]);
      expect(sender(2, ...begun, short, CLOSED).last).toEqual([failed('read-failed')]);
    }
    expect(sender(2, ...begun, { type: 'read-failed' }).last).toEqual([say(REJECT), CLOSE]);
  });

  it('tells the truth about a file whose refusal crosses FILEXFEREND, and says nothing more about it', () => {
    const crossed = sender(3, send(0), OPENED, got(ACK), got(REJECT), got(REJECT), CLOSED);
    expect(crossed.outputs.slice(3)).toEqual([[], [], [failed('rejected')]]);
  });

  it('cuts a last block that spells a word, so that every file arrives', () => {
    for (const word of [ACK, END, REJECT, REJECT.subarray(0, 28), END.subarray(0, 22)]) {
      for (const before of [0, 1_024]) {
        const file = new Uint8Array([...filled(before), ...word]);
        const link = new FileLink(3, file);
        link.send();
        link.deliver('71');
        link.feedReceiver(ACCEPT);
        link.settle();
        expect(link.arrivals).toEqual([[...file]]);
        expect(link.results).toEqual(['sent']);
        const data = link.said.filter(said => said === 'sender data');
        expect(data).toHaveLength(before === 0 ? 2 : 3);
      }
    }
  });
});

describe('[MS-RA] 3.10 file transfer, receiver', () => {
  verifies(['C146', 'C147'], () => {
    expect(receiver(2, offered(5)).last).toEqual([{ type: 'open-channel', channelId: 'RA_FX' }]);
    expect(receiver(2, offered(5), OPENED, ACCEPT).last).toEqual([say(ACK)]);
    // Nobody's answer comes before the channel is there to take it.
    expect(blocks(receiver(2, offered(5), ACCEPT, REFUSE).outputs)).toEqual([]);
  });

  verifies(['C146', 'C149'], () => {
    expect(receiver(2, offered(5), OPENED, REFUSE).last).toEqual([say(REJECT), CLOSE, discard('refused')]);
    // Also one that nobody wants any more, or that another has followed, before its channel is open.
    expect(receiver(2, offered(5), CANCEL, OPENED).last).toEqual([say(REJECT), CLOSE, discard('cancelled')]);
    expect(receiver(2, offered(5), offered(6), OPENED).last).toEqual([
      say(REJECT),
      CLOSE,
      discard('out-of-sequence'),
    ]);
  });

  verifies('C146', 'but never on a channel of another use', () => {
    for (const channelId of [
      'RC_CTL',
      'remdesk',
      '70',
      '71',
      'encomsp',
      'ra_fx',
      '',
      `1.${'0'.repeat(30)}`,
    ]) {
      expect(receiver(2, offered(5, { channelId })).outputs).toEqual([[]]);
      const busy = receiver(2, offered(5), OPENED, ACCEPT, offered(5, { channelId }));
      expect([busy.state.name, busy.last]).toEqual(['receiving', []]);
    }
    for (const channelId of ['172.31.251.165.612009461', '1000.612009461', `1.${'0'.repeat(29)}`, 'RA_FX']) {
      expect(receiver(2, offered(5, { channelId })).last).toEqual([{ type: 'open-channel', channelId }]);
    }
  });

  verifies('C148', () => {
    const begun = [offered(9), OPENED, ACCEPT] as const;
    const { outputs } = receiver(3, ...begun, got(filled(4, 1)), got(filled(5, 2)), got(END));
    expect(outputs.slice(3)).toEqual([
      [{ type: 'write', block: filled(4, 1) }],
      [{ type: 'write', block: filled(5, 2) }],
      [{ type: 'received-file', fileName: 'Übersicht & Plan.txt', bytes: 9, internalData: 0 }, CLOSE],
    ]);
    expect(receiver(3, offered(9), OPENED, got(filled(4))).last).toEqual([
      say(REJECT),
      CLOSE,
      discard('out-of-sequence'),
    ]);
  });

  verifies('C151', () => {
    const cancelled = [say(REJECT), CLOSE, discard('cancelled')];
    expect(receiver(3, offered(9), OPENED, CANCEL).last).toEqual(cancelled);
    expect(receiver(3, offered(9), OPENED, ACCEPT, CANCEL).last).toEqual(cancelled);
    expect(receiver(3, offered(9), OPENED, ACCEPT, got(filled(9)), CANCEL).last).toEqual(cancelled);
  });

  verifies('C140', 'FILESIZE lies both ways', () => {
    const begun = [offered(100), OPENED, ACCEPT, got(filled(60))] as const;
    const wrong = [say(REJECT), CLOSE, discard('out-of-sequence')];
    // The file is shorter than announced, and longer.
    expect(receiver(3, ...begun, got(END)).last).toEqual(wrong);
    expect(receiver(3, ...begun, got(filled(41))).last).toEqual(wrong);
    expect(receiver(3, ...begun, got(filled(40)), got(filled(1))).last).toEqual(wrong);
    // The machine is done with it: nothing is written, and no second FILEXFERREJECT is sent.
    const after = receiver(3, ...begun, got(filled(41)), got(filled(40)), got(END), got(filled(1)));
    expect(after.outputs.slice(-3)).toEqual([[], [], []]);
    expect(after.state).toEqual({ name: 'idle', version: 3 });
  });

  verifies('C140', 'every word and every block has its moment', () => {
    const wrong = [say(REJECT), CLOSE, discard('out-of-sequence')];
    for (const block of [ACK, END, filled(5), new Uint8Array()]) {
      // Before the channel is joined the answer waits for it, and nobody is asked any more.
      expect(receiver(3, offered(5), got(block)).last).toEqual([]);
      expect(receiver(3, offered(5), got(block), OPENED).last).toEqual(wrong);
      expect(receiver(3, offered(5), OPENED, got(block)).last).toEqual(wrong);
    }
    for (const block of [ACK, END, filled(6), new Uint8Array()]) {
      expect(receiver(3, offered(5), OPENED, ACCEPT, got(block)).last).toEqual(wrong);
    }
    for (const block of [ACK, filled(1), new Uint8Array()]) {
      expect(receiver(3, offered(0), OPENED, ACCEPT, got(block)).last).toEqual(wrong);
    }
  });

  it('ends with the sender where that is unlike itself, and without it where its channel is gone', () => {
    const begun = [offered(40), OPENED, ACCEPT, got(filled(12))] as const;
    // These last 28 bytes could be data. A refusal is never written into a file.
    expect(receiver(3, ...begun, got(REJECT.subarray(0, 28))).last).toEqual([CLOSE, discard('rejected')]);
    expect(receiver(3, ...begun, CLOSED).last).toEqual([discard('channel-lost')]);
    expect(receiver(3, ...begun, got(filled(28)), CLOSED).last).toEqual([discard('channel-lost')]);
  });

  it('receives one file after the other', () => {
    const one = [offered(1), OPENED, ACCEPT, got(filled(1)), got(END)] as const;
    expect(receiver(3, ...one, ...one).last).toEqual(receiver(3, ...one).last);
    expect(sender(3, send(1), OPENED, got(REJECT), CLOSED, send(2)).last).toEqual([
      { type: 'open-channel', channelId: 'RA_FX' },
    ]);
  });
});

describe('[MS-RA] 2.2.1.2 the name of a file channel', () => {
  const parts = { ip: '172.31.251.165', seconds: 612_009_461 };

  it('is made of the address or of 1000, and of the time, in version 1, and RA_FX later', () => {
    expect(fileChannelName(1, 'novice', parts)).toBe('172.31.251.165.612009461');
    expect(fileChannelName(1, 'expert', parts)).toBe('1000.612009461');
    for (const role of ['novice', 'expert'] as const) {
      expect(fileChannelName(2, role, parts)).toBe('RA_FX');
      expect(fileChannelName(3, role, parts)).toBe('RA_FX');
    }
    expect(fileChannelName(1, 'expert', { ...parts, seconds: 0 })).toBe('1000.0');
  });

  it('fits into 64 bytes with its NUL, and is made of a whole number of seconds', () => {
    const error = (code: string) =>
      expect.objectContaining({ constructor: EncodeError, code, structure: 'CHANNELID' });
    const ip = (units: number) => ({ ip: 'f'.repeat(units), seconds: 7 });
    expect(fileChannelName(1, 'novice', ip(29))).toBe(`${'f'.repeat(29)}.7`);
    expect(() => fileChannelName(1, 'novice', ip(30))).toThrow(error('too-long'));
    for (const seconds of [-1, 1.5, Number.NaN]) {
      expect(() => fileChannelName(1, 'expert', { ip: '', seconds })).toThrow(error('out-of-range'));
    }
  });

  it('is known by a dot, or is RA_FX', () => {
    for (const name of ['RA_FX', 'a.b', '.', `.${'x'.repeat(30)}`])
      expect(isFileChannelName(name)).toBe(true);
    for (const name of ['', '70', 'RA_FX ', 'RA-FX', `.${'x'.repeat(31)}`]) {
      expect(isFileChannelName(name)).toBe(false);
    }
  });
});
