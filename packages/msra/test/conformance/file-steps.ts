// Inputs and outputs of both sides of a file transfer, and what each machine makes of a list of inputs.

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
import { run } from './machine-run.ts';

export const ACK = encodeFileCommand('FILEXFERACK');
export const END = encodeFileCommand('FILEXFEREND');
export const REJECT = encodeFileCommand('FILEXFERREJECT');
export const filled = (bytes: number, value = 7) => new Uint8Array(bytes).fill(value);
export const say = (block: Uint8Array) => ({ type: 'send-block', block }) as const;
export const got = (block: Uint8Array) => ({ type: 'received', block }) as const;
export const CLOSE = { type: 'close-channel' } as const;

export const send = (fileSize: number, more: { internalData?: number } = {}): FileSenderInput => ({
  type: 'send',
  fileName: 'Übersicht & Plan.txt',
  fileSize,
  channelId: 'RA_FX',
  ...more,
});
export const OPENED = { type: 'channel-opened' } as const;
export const CLOSED = { type: 'channel-closed' } as const;
export const sender = (version: 1 | 2 | 3, ...inputs: FileSenderInput[]) =>
  run(initialFileSenderState(version), stepFileSender, inputs);

export const offered = (
  fileSize: number,
  more: { channelId?: string; internalData?: number } = {},
): FileReceiverInput => ({
  type: 'offered',
  command: { name: 'FILEXFER', fileName: 'Übersicht & Plan.txt', fileSize, channelId: 'RA_FX', ...more },
});
export const receiver = (version: 1 | 2 | 3, ...inputs: FileReceiverInput[]) =>
  run(initialFileReceiverState(version), stepFileReceiver, inputs);
export const ACCEPT = { type: 'user-accepts' } as const;
export const REFUSE = { type: 'user-refuses' } as const;
export const CANCEL = { type: 'cancel' } as const;
export const SESSION_ENDED = { type: 'session-ended' } as const;
export const discard = (reason: string) => ({ type: 'discard', reason });
export const failed = (reason: string) => ({ type: 'failed', reason });

export const filexfer = (outputs: readonly (readonly FileSenderOutput[])[]) =>
  outputs.flat().find(output => output.type === 'send-command')?.command;
export const blocks = (outputs: readonly (readonly (FileSenderOutput | FileReceiverOutput)[])[]) =>
  outputs.flat().flatMap(output => (output.type === 'send-block' ? [output.block] : []));
