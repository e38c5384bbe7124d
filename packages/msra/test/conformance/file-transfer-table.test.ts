import { describe } from 'vitest';
import {
  type FileReceiverInput,
  type FileReceiverOutput,
  type FileReceiverState,
  stepFileReceiver,
} from '../../src/file-transfer/receiver.ts';
import {
  type FileSenderInput,
  type FileSenderOutput,
  type FileSenderState,
  stepFileSender,
} from '../../src/file-transfer/sender.ts';
import { encodeFileCommand } from '../../src/messages/file-transfer.ts';
import { checkTable, type Table } from './transition-table.ts';

const ACK = encodeFileCommand('FILEXFERACK');
const END = encodeFileCommand('FILEXFEREND');
const REJECT = encodeFileCommand('FILEXFERREJECT');
const NO_BYTES = new Uint8Array();
const FIVE = Uint8Array.of(1, 2, 3, 4, 5);
const filled = (bytes: number) => new Uint8Array(bytes).fill(7);

const say = (block: Uint8Array) => ({ type: 'send-block', block }) as const;
const CLOSE = { type: 'close-channel' } as const;

describe('[MS-RA] 3.9 the sender of a file, every state and every input', () => {
  const version = 2;
  const offer = { name: 'FILEXFER', fileName: 'a.txt', fileSize: 1_029, channelId: 'RA_FX' } as const;
  const waiting = (remaining: number) => ({ name: 'waiting-for-response', version, remaining }) as const;
  const transferring = (remaining: number) => ({ name: 'transferring', version, remaining }) as const;
  const states = {
    idle: { name: 'idle', version },
    opening: { name: 'opening', version, offer },
    waiting: waiting(1_029),
    'waiting without bytes': waiting(0),
    transferring: transferring(1_029),
    'transferring the last': transferring(5),
    'closing after END': { name: 'closing', version, result: 'sent' },
    'closing after cancel': { name: 'closing', version, result: 'cancelled' },
    ended: { name: 'ended' },
  } as const satisfies Record<string, FileSenderState>;
  const inputs: Record<string, FileSenderInput> = {
    send: { type: 'send', fileName: 'a.txt', fileSize: 1_029, channelId: 'RA_FX' },
    'channel-opened': { type: 'channel-opened' },
    'channel-closed': { type: 'channel-closed' },
    ACK: { type: 'received', block: ACK },
    END: { type: 'received', block: END },
    REJECT: { type: 'received', block: REJECT },
    data: { type: 'received', block: FIVE },
    'no bytes': { type: 'received', block: NO_BYTES },
    'full block': { type: 'block-read', block: filled(1_024) },
    'five bytes': { type: 'block-read', block: FIVE },
    'end of file': { type: 'block-read', block: NO_BYTES },
    cancel: { type: 'cancel' },
    'read-failed': { type: 'read-failed' },
    'session-ended': { type: 'session-ended' },
  };
  const failed = (reason: Extract<FileSenderOutput, { type: 'failed' }>['reason']) =>
    ({ type: 'failed', reason }) as const;
  const closing = (result: Extract<FileSenderState, { name: 'closing' }>['result']) =>
    ({ name: 'closing', version, result }) as const;
  const { idle, ended } = states;
  const lost = [idle, [failed('channel-lost')]] as const;
  const rejected = (reason: Extract<FileSenderOutput, { type: 'failed' }>['reason']) =>
    [closing(reason), [say(REJECT), CLOSE]] as const;
  const cut = [ended, [CLOSE, failed('session-ended')]] as const;
  const offered = {
    'channel-closed': lost,
    ACK: rejected('out-of-sequence'),
    END: rejected('out-of-sequence'),
    REJECT: [closing('rejected'), [CLOSE]],
    data: rejected('out-of-sequence'),
    'no bytes': rejected('out-of-sequence'),
    cancel: rejected('cancelled'),
    'read-failed': rejected('read-failed'),
    'session-ended': cut,
  } as const;
  const wrongRead = rejected('read-failed');
  const table: Table<FileSenderState, FileSenderOutput> = {
    idle: {
      send: [states.opening, [{ type: 'open-channel', channelId: 'RA_FX' }]],
      'session-ended': [ended, []],
    },
    opening: {
      'channel-opened': [states.waiting, [{ type: 'send-command', command: offer }]],
      'channel-closed': lost,
      REJECT: [closing('rejected'), [CLOSE]],
      cancel: [closing('cancelled'), [CLOSE]],
      'read-failed': [closing('read-failed'), [CLOSE]],
      'session-ended': cut,
    },
    waiting: { ...offered, ACK: [states.transferring, [{ type: 'read-block', bytes: 1_024 }]] },
    'waiting without bytes': { ...offered, ACK: [closing('sent'), [say(END), CLOSE]] },
    transferring: {
      ...offered,
      'full block': [transferring(5), [say(filled(1_024)), { type: 'read-block', bytes: 5 }]],
      'five bytes': wrongRead,
      'end of file': wrongRead,
    },
    'transferring the last': {
      ...offered,
      'full block': wrongRead,
      'five bytes': [closing('sent'), [say(FIVE), say(END), CLOSE]],
      'end of file': wrongRead,
    },
    'closing after END': {
      'channel-closed': [idle, [{ type: 'sent' }]],
      REJECT: [closing('rejected'), []],
      'session-ended': [ended, [failed('session-ended')]],
    },
    'closing after cancel': {
      'channel-closed': [idle, [failed('cancelled')]],
      'session-ended': [ended, [failed('cancelled')]],
    },
  };
  checkTable(stepFileSender, states, inputs, table);
});

describe('[MS-RA] 3.10 the receiver of a file, every state and every input', () => {
  const version = 3;
  const offer = { fileName: 'a.txt', fileSize: 1_029, channelId: 'RA_FX', internalData: 0 } as const;
  const receiving = (remaining: number) => ({ name: 'receiving', version, offer, remaining }) as const;
  const rejecting = { name: 'rejecting', version, channelId: 'RA_FX', reason: 'cancelled' } as const;
  const states = {
    idle: { name: 'idle', version },
    opening: { name: 'opening', version, offer },
    rejecting,
    asking: { name: 'asking', version, offer },
    'asking the driver': { name: 'asking', version, offer: { ...offer, internalData: 1 } },
    receiving: receiving(1_029),
    'receiving the last five': receiving(5),
    'receiving the last twenty-four': receiving(24),
    'receiving END': receiving(0),
    ended: { name: 'ended' },
  } as const satisfies Record<string, FileReceiverState>;
  const filexfer = (channelId: string, internalData?: number): FileReceiverInput => ({
    type: 'offered',
    command: {
      name: 'FILEXFER',
      fileName: 'a.txt',
      fileSize: 1_029,
      channelId,
      ...(internalData === undefined ? {} : { internalData }),
    },
  });
  const inputs: Record<string, FileReceiverInput> = {
    FILEXFER: filexfer('RA_FX'),
    'FILEXFER with INTERNALDATA 0': filexfer('RA_FX', 0),
    'FILEXFER with INTERNALDATA 1': filexfer('RA_FX', 1),
    'FILEXFER elsewhere': filexfer('1000.612009461'),
    'FILEXFER on the command channel': filexfer('71'),
    'channel-opened': { type: 'channel-opened' },
    'channel-closed': { type: 'channel-closed' },
    'user-accepts': { type: 'user-accepts' },
    'user-refuses': { type: 'user-refuses' },
    ACK: { type: 'received', block: ACK },
    END: { type: 'received', block: END },
    'END without NUL': { type: 'received', block: END.subarray(0, 22) },
    REJECT: { type: 'received', block: REJECT },
    'REJECT without NUL': { type: 'received', block: REJECT.subarray(0, 28) },
    'no bytes': { type: 'received', block: NO_BYTES },
    'five bytes': { type: 'received', block: FIVE },
    'six bytes': { type: 'received', block: filled(6) },
    'full block': { type: 'received', block: filled(1_024) },
    'larger block': { type: 'received', block: filled(1_025) },
    'write-failed': { type: 'write-failed' },
    cancel: { type: 'cancel' },
    'session-ended': { type: 'session-ended' },
  };
  type Reason = Extract<FileReceiverOutput, { type: 'discard' }>['reason'];
  const { idle, ended } = states;
  const discard = (reason: Reason) => ({ type: 'discard', reason }) as const;
  const rejected = (reason: Reason) => [idle, [say(REJECT), CLOSE, discard(reason)]] as const;
  const byPeer = [idle, [CLOSE, discard('rejected')]] as const;
  const lost = [idle, [discard('channel-lost')]] as const;
  const cut = [ended, [CLOSE, discard('session-ended')]] as const;
  const wrong = rejected('out-of-sequence');
  const other = { type: 'reject-other', channelId: '1000.612009461' } as const;
  const write = (block: Uint8Array) => ({ type: 'write', block }) as const;
  const open = { type: 'open-channel', channelId: 'RA_FX' } as const;
  const busy = (state: FileReceiverState) =>
    ({
      FILEXFER: wrong,
      'FILEXFER with INTERNALDATA 0': wrong,
      'FILEXFER with INTERNALDATA 1': wrong,
      'FILEXFER elsewhere': [state, [other]],
      'session-ended': cut,
    }) as const;
  const doomed = [{ ...rejecting, reason: 'out-of-sequence' }, []] as const;
  const asking = (state: FileReceiverState, asked: FileReceiverState) =>
    ({
      ...busy(state),
      'channel-closed': lost,
      'user-accepts': [asked, [say(ACK)]],
      'user-refuses': rejected('refused'),
      ACK: wrong,
      END: wrong,
      'END without NUL': wrong,
      REJECT: byPeer,
      'REJECT without NUL': byPeer,
      'no bytes': wrong,
      'five bytes': wrong,
      'six bytes': wrong,
      'full block': wrong,
      'larger block': wrong,
      cancel: rejected('cancelled'),
    }) as const;
  const open3 = (remaining: number) =>
    ({
      ...busy(receiving(remaining)),
      'channel-closed': lost,
      ACK: wrong,
      END: wrong,
      'END without NUL': wrong,
      REJECT: byPeer,
      'REJECT without NUL': byPeer,
      'no bytes': wrong,
      'five bytes': wrong,
      'six bytes': wrong,
      'full block': wrong,
      'larger block': wrong,
      'write-failed': rejected('write-failed'),
      cancel: rejected('cancelled'),
    }) as const;
  const table: Table<FileReceiverState, FileReceiverOutput> = {
    idle: {
      FILEXFER: [states.opening, [open]],
      'FILEXFER with INTERNALDATA 0': [states.opening, [open]],
      'FILEXFER with INTERNALDATA 1': [{ ...states.opening, offer: { ...offer, internalData: 1 } }, [open]],
      'FILEXFER elsewhere': [
        { ...states.opening, offer: { ...offer, channelId: '1000.612009461' } },
        [{ type: 'open-channel', channelId: '1000.612009461' }],
      ],
      'session-ended': [ended, []],
    },
    opening: {
      ...busy(states.opening),
      FILEXFER: doomed,
      'FILEXFER with INTERNALDATA 0': doomed,
      'FILEXFER with INTERNALDATA 1': doomed,
      'channel-opened': [states.asking, [{ type: 'ask-user', fileName: 'a.txt', fileSize: 1_029 }]],
      'channel-closed': lost,
      ACK: doomed,
      END: doomed,
      'END without NUL': doomed,
      REJECT: byPeer,
      'REJECT without NUL': byPeer,
      'no bytes': doomed,
      'five bytes': doomed,
      'six bytes': doomed,
      'full block': doomed,
      'larger block': doomed,
      cancel: [rejecting, []],
    },
    rejecting: {
      'FILEXFER elsewhere': [rejecting, [other]],
      'channel-opened': rejected('cancelled'),
      'channel-closed': [idle, [discard('cancelled')]],
      REJECT: [idle, [CLOSE, discard('cancelled')]],
      'REJECT without NUL': [idle, [CLOSE, discard('cancelled')]],
      'session-ended': cut,
    },
    asking: asking(states.asking, states.receiving),
    'asking the driver': asking(states['asking the driver'], {
      ...states.receiving,
      offer: { ...offer, internalData: 1 },
    }),
    receiving: {
      ...open3(1_029),
      ACK: [receiving(1_029 - ACK.length), [write(ACK)]],
      'five bytes': [receiving(1_024), [write(FIVE)]],
      'six bytes': [receiving(1_023), [write(filled(6))]],
      'full block': [receiving(5), [write(filled(1_024))]],
    },
    'receiving the last five': { ...open3(5), 'five bytes': [receiving(0), [write(FIVE)]] },
    'receiving the last twenty-four': {
      ...open3(24),
      ACK: [receiving(0), [write(ACK)]],
      END: [receiving(0), [write(END)]],
      'five bytes': [receiving(19), [write(FIVE)]],
      'six bytes': [receiving(18), [write(filled(6))]],
    },
    'receiving END': {
      ...open3(0),
      END: [idle, [{ type: 'received-file', fileName: 'a.txt', bytes: 1_029, internalData: 0 }, CLOSE]],
      'END without NUL': [
        idle,
        [{ type: 'received-file', fileName: 'a.txt', bytes: 1_029, internalData: 0 }, CLOSE],
      ],
    },
  };
  checkTable(stepFileReceiver, states, inputs, table);
});
