import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FileReceiverInput,
  initialFileReceiverState,
  stepFileReceiver,
} from '../../src/file-transfer/receiver.ts';
import {
  type FileSenderInput,
  initialFileSenderState,
  stepFileSender,
} from '../../src/file-transfer/sender.ts';
import { encodeFileCommand, FILE_COMMANDS, matchFileCommand } from '../../src/messages/file-transfer.ts';
import { FileLink } from './file-link.ts';

const RUNS = { numRuns: 2_000 };
const version = fc.constantFrom(1, 2, 3);
const event = <T extends string>(...types: T[]) => fc.constantFrom(...types.map(type => ({ type })));
const block = fc.oneof(
  fc.constantFrom(...FILE_COMMANDS).map(encodeFileCommand),
  fc.constantFrom(...FILE_COMMANDS).map(word => encodeFileCommand(word).subarray(0, word.length * 2)),
  fc.constantFrom(0, 1, 5, 24, 1_024, 1_025).map(bytes => new Uint8Array(bytes)),
);
const received = block.map(bytes => ({ type: 'received', block: bytes }) as const);
const fileSize = fc.constantFrom(0, 1, 5, 24, 29, 1_024, 1_029, 5_000);

const senderInput: fc.Arbitrary<FileSenderInput> = fc.oneof(
  fileSize.map(size => ({ type: 'send', fileName: 'f', fileSize: size, channelId: 'RA_FX' }) as const),
  event('channel-opened', 'channel-opened', 'channel-closed', 'cancel', 'read-failed'),
  received,
  fc.constant({ type: 'received', block: encodeFileCommand('FILEXFERACK') } as const),
  block.map(bytes => ({ type: 'block-read', block: bytes }) as const),
  event('session-ended', ...Array.from({ length: 9 }, () => 'channel-closed' as const)),
);

const receiverInput: fc.Arbitrary<FileReceiverInput> = fc.oneof(
  fc
    .record({
      name: fc.constant('FILEXFER' as const),
      fileName: fc.constant('f'),
      fileSize,
      channelId: fc.constantFrom('RA_FX', 'RA_FX', '1000.1', '71'),
      internalData: fc.constantFrom(0, 1),
    })
    .map(command => ({ type: 'offered', command }) as const),
  event('channel-opened', 'user-accepts', 'channel-opened', 'user-accepts', 'user-refuses', 'channel-closed'),
  event('cancel', 'write-failed', 'user-accepts', 'channel-opened'),
  received,
  received,
  fc.constantFrom({ type: 'session-ended' }, { type: 'channel-opened' }, { type: 'channel-opened' }),
);

/** A whole transfer, so that every step of one is reached, with anything in between. */
const transfer: fc.Arbitrary<readonly FileReceiverInput[]> = fc.constantFrom(0, 5, 24).map(bytes => [
  {
    type: 'offered',
    command: { name: 'FILEXFER', fileName: 'f', fileSize: bytes, channelId: 'RA_FX' },
  },
  { type: 'channel-opened' },
  { type: 'user-accepts' },
  ...(bytes === 0 ? [] : [{ type: 'received', block: new Uint8Array(bytes) } as const]),
  { type: 'received', block: encodeFileCommand('FILEXFEREND') },
]);
const receiverInputs = fc
  .array(
    fc.oneof(
      receiverInput.map(input => [input]),
      receiverInput.map(input => [input]),
      transfer,
    ),
    {
      maxLength: 20,
    },
  )
  .map(parts => parts.flat());

describe('the sender of a file', () => {
  it('has one end for every channel it opens, and says nothing behind the last word', () => {
    fc.assert(
      fc.property(version, fc.array(senderInput, { maxLength: 25 }), (v, inputs) => {
        let state = initialFileSenderState(v);
        let open = false;
        let over = true;
        for (const input of inputs) {
          const [next, outputs] = stepFileSender(state, input);
          if (state.name !== 'idle' && state.name !== 'closing' && input.type === 'received') {
            over ||= matchFileCommand(input.block) === 'FILEXFERREJECT';
          }
          for (const output of outputs) {
            switch (output.type) {
              case 'open-channel':
                expect(open).toBe(false);
                open = true;
                over = false;
                break;
              case 'send-block':
                expect(over).toBe(false);
                over ||= matchFileCommand(output.block) !== undefined;
                break;
              case 'read-block':
                expect(over).toBe(false);
                expect(output.bytes).toBeGreaterThan(0);
                break;
              case 'sent':
              case 'failed':
                expect(open).toBe(true);
                open = false;
                break;
              case 'close-channel':
              case 'send-command':
                expect(open).toBe(true);
            }
          }
          expect(open).toBe(next.name !== 'idle' && next.name !== 'ended');
          state = next;
        }
        expect(stepFileSender(state, { type: 'session-ended' })[0]).toEqual({ name: 'ended' });
      }),
      RUNS,
    );
  });
});

describe('the receiver of a file', () => {
  it('writes as many bytes as were announced before it calls a file received, and never more', () => {
    let files = 0;
    fc.assert(
      fc.property(version, receiverInputs, (v, inputs) => {
        let state = initialFileReceiverState(v);
        let open = false;
        let said: (string | undefined)[] = [];
        let missing = 0;
        for (const input of inputs) {
          const [next, outputs] = stepFileReceiver(state, input);
          const rejected = input.type === 'received' && matchFileCommand(input.block) === 'FILEXFERREJECT';
          if (rejected) said.push('FILEXFERREJECT');
          for (const output of outputs) {
            switch (output.type) {
              case 'open-channel':
                expect([open, input.type]).toEqual([false, 'offered']);
                open = true;
                said = [];
                missing = input.type === 'offered' ? input.command.fileSize : 0;
                break;
              case 'send-block':
                expect(open).toBe(true);
                expect(said).not.toContain('FILEXFERREJECT');
                said.push(matchFileCommand(output.block));
                expect(['FILEXFERACK', 'FILEXFERREJECT']).toContain(said.at(-1));
                break;
              case 'write':
                expect(said).toEqual(['FILEXFERACK']);
                missing -= output.block.length;
                expect(missing).toBeGreaterThanOrEqual(0);
                break;
              case 'received-file':
                expect([open, missing, said]).toEqual([true, 0, ['FILEXFERACK']]);
                open = false;
                files += 1;
                break;
              case 'discard':
                expect(open).toBe(true);
                open = false;
                break;
              case 'accept-internal':
                expect([open, v]).toEqual([true, 3]);
                break;
              case 'ask-user':
              case 'reject-other':
                expect(open).toBe(true);
                break;
              case 'close-channel':
                expect(['receiving', 'asking', 'opening', 'rejecting']).toContain(state.name);
            }
          }
          expect(open).toBe(next.name !== 'idle' && next.name !== 'ended');
          state = next;
        }
      }),
      RUNS,
    );
    expect(files).toBeGreaterThan(100);
  });
});

describe('a file between two of our own', () => {
  const act = fc.constantFrom(
    (link: FileLink) => link.send(),
    (link: FileLink) => link.feedReceiver({ type: 'user-accepts' }),
    (link: FileLink) => link.feedReceiver({ type: 'user-accepts' }),
    (link: FileLink) => link.feedReceiver({ type: 'user-refuses' }),
    (link: FileLink) => link.feedReceiver({ type: 'cancel' }),
    (link: FileLink) => link.feedReceiver({ type: 'write-failed' }),
    (link: FileLink) => link.feedSender({ type: 'cancel' }),
    (link: FileLink) => link.feedSender({ type: 'read-failed' }),
    ...(['71', '71', 'to-receiver', 'to-receiver', 'to-sender', 'to-sender'] as const).map(
      what => (link: FileLink) => void link.deliver(what),
    ),
    ...Array.from({ length: 4 }, () => (link: FileLink) => void link.readFile()),
    (link: FileLink) => link.settle(),
    ...Array.from({ length: 3 }, () => (link: FileLink) => {
      link.send();
      link.settle();
      link.feedReceiver({ type: 'user-accepts' });
    }),
  );
  const file = fc.oneof(
    fc.constantFrom(...FILE_COMMANDS).map(encodeFileCommand),
    fc.constantFrom(0, 1, 1_024, 3_000).map(bytes => new Uint8Array(bytes).fill(9)),
  );

  it('is sent where it has arrived, whole, and only there, whatever crosses on the way', () => {
    let sent = 0;
    fc.assert(
      fc.property(version, file, fc.array(act, { maxLength: 60 }), (v, bytes, acts) => {
        const link = new FileLink(v, bytes);
        for (const one of acts) one(link);
        link.settle();
        link.feedReceiver({ type: 'user-refuses' });
        link.settle();
        expect([link.sender.name, link.receiver.name]).toEqual(['idle', 'idle']);
        expect(link.arrivals).toEqual(link.results.filter(result => result === 'sent').map(() => [...bytes]));
        sent += link.arrivals.length;
      }),
      RUNS,
    );
    expect(sent).toBeGreaterThan(100);
  });
});
