import { describe, expect, it } from 'vitest';
import {
  ACCEPT,
  ACK,
  blocks,
  CANCEL,
  CLOSE,
  CLOSED,
  discard,
  END,
  filled,
  got,
  OPENED,
  offered,
  REFUSE,
  REJECT,
  receiver,
  say,
  send,
  sender,
} from './file-steps.ts';
import { verifies } from './verifies.ts';

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

  verifies(['C139', 'C140'], 'every word and every block has its moment', () => {
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
