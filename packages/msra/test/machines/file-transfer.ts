/** [MS-RA] 3.9, 3.10. */
import { encodeFileCommand } from '@rendezvous/msra';
import { initialFileReceiverState, stepFileReceiver } from '../../src/file-transfer/receiver.ts';
import { initialFileSenderState, stepFileSender } from '../../src/file-transfer/sender.ts';
import { plain, sample } from './sample.ts';

/** A file of one whole block and a last one that is shorter. */
const fileSize = 1_500;
const offer = { fileName: 'a.txt', fileSize, channelId: 'RA_FX' } as const;

const words = {
  FILEXFERACK: { type: 'received', block: encodeFileCommand('FILEXFERACK') },
  FILEXFEREND: { type: 'received', block: encodeFileCommand('FILEXFEREND') },
  FILEXFERREJECT: { type: 'received', block: encodeFileCommand('FILEXFERREJECT') },
} as const;

export const FILE_SENDER = sample({
  title: 'File transfer, sender',
  versions: [3],
  section: '3.9',
  figures: '10 and 11',
  source: 'file-transfer/sender.ts',
  notes:
    'Drawn for version 3; a version differs in the size of its blocks and in INTERNALDATA. In closing only the channel is still to close.',
  home: ['idle', 'ended'],
  wire: ['block'],
  initial: initialFileSenderState(3),
  inputs: {
    send: { type: 'send', ...offer },
    ...plain('channel-opened', 'channel-closed'),
    ...words,
    'other block': { type: 'received', block: new Uint8Array(4) },
    'block-read(whole)': { type: 'block-read', block: new Uint8Array(1_024) },
    'block-read(last)': { type: 'block-read', block: new Uint8Array(fileSize - 1_024) },
    ...plain('read-failed', 'cancel', 'session-ended'),
  },
  step: stepFileSender,
});

export const FILE_RECEIVER = sample({
  title: 'File transfer, receiver',
  versions: [3],
  section: '3.10',
  figures: '12 and 13',
  source: 'file-transfer/receiver.ts',
  notes:
    'Drawn for version 3. rejecting is a file that is refused before its channel is open: FILEXFERREJECT waits for the channel.',
  home: ['idle', 'ended'],
  undrawn: { 'FILEXFER(another)': ['idle'] },
  wire: ['block'],
  initial: initialFileReceiverState(3),
  inputs: {
    FILEXFER: { type: 'offered', command: { name: 'FILEXFER', ...offer } },
    'FILEXFER(internal)': { type: 'offered', command: { name: 'FILEXFER', ...offer, internalData: 1 } },
    'FILEXFER(another)': { type: 'offered', command: { name: 'FILEXFER', ...offer, channelId: '1000.7' } },
    ...plain('channel-opened', 'channel-closed', 'user-accepts', 'user-refuses'),
    'block(whole)': { type: 'received', block: new Uint8Array(1_024) },
    'block(last)': { type: 'received', block: new Uint8Array(fileSize - 1_024) },
    ...words,
    ...plain('write-failed', 'cancel', 'session-ended'),
  },
  step: stepFileReceiver,
});
