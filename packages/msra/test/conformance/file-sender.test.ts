import { describe, expect, it } from 'vitest';
import { stepFileReceiver } from '../../src/file-transfer/receiver.ts';
import { type FileSenderInput, stepFileSender } from '../../src/file-transfer/sender.ts';
import { decodeCommand, encodeCommand } from '../../src/messages/rc-command.ts';
import { DecodeError } from '../../src/wire/errors.ts';
import { encodeUtf16z } from '../../src/wire/strings.ts';
import { FileLink } from './file-link.ts';
import {
  ACCEPT,
  ACK,
  blocks,
  CANCEL,
  CLOSE,
  CLOSED,
  discard,
  END,
  failed,
  filexfer,
  filled,
  got,
  OPENED,
  offered,
  REJECT,
  receiver,
  SESSION_ENDED,
  say,
  send,
  sender,
} from './file-steps.ts';
import { run } from './machine-run.ts';
import { verifies } from './verifies.ts';

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
