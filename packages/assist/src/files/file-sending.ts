/** Drives [MS-RA] 3.9, the sender of files: one after the other, no faster than the channel and the other side's disk take them. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  CHANNEL,
  type FileSenderInput,
  type FileSenderOutput,
  type FileSendFailure,
  initialFileSenderState,
  type RcCommand,
  stepFileSender,
} from '@rendezvous/msra';
import { Feed } from '../feed.ts';
import { LIMITS } from '../limits.ts';
import type { FileChannel } from './file-channel.ts';
import type { FileSource } from './file-ports.ts';
import { PieceReader } from './piece-reader.ts';

/** How a file's sending ended. */
export interface Sent {
  readonly failure?: FileSendFailure | undefined;
  /** The receiver had said yes. */
  readonly accepted: boolean;
  /** The count of FILEXFER, which names the file on both sides; 0 when none was sent. */
  readonly file: number;
  /** Bytes that were given to the channel. */
  readonly bytes: number;
  /** Of those bytes. */
  readonly sha256: string;
}

/** One file to send. */
export interface FileJob {
  readonly source: FileSource;
  /** INTERNALDATA, for files of the protocol's own. */
  readonly internalData?: number;
  /** So many bytes have left. */
  readonly moved?: (bytes: number) => void;
  /** Called once, also when the session ends. */
  readonly done: (sent: Sent) => void;
}

export interface FileSendingOptions {
  /** Throws when the link is closed. */
  readonly openChannel: () => FileChannel;
  readonly sendCommand: (command: RcCommand) => void;
}

interface Transfer {
  readonly job: FileJob;
  readonly reader: PieceReader;
  readonly hash: ReturnType<typeof sha256.create>;
  channel: FileChannel | undefined;
  file: number;
  bytes: number;
  /** Bytes that the other side has written. */
  acknowledged: number;
  accepted: boolean;
  over: boolean;
  /** The window has room again, or the transfer is over. */
  moved: () => void;
}

export class FileSending {
  readonly #options: FileSendingOptions;
  readonly #inputs = new Feed<FileSenderInput>(input => {
    const [state, outputs] = stepFileSender(this.#state, input);
    this.#state = state;
    for (const output of outputs) this.#carryOut(output);
  });
  #state = initialFileSenderState(3);
  #transfer: Transfer | undefined;
  #count = 0;

  constructor(options: FileSendingOptions) {
    this.#options = options;
  }

  get busy(): boolean {
    return this.#transfer !== undefined;
  }

  /** Sends a file. Not while busy. */
  send(job: FileJob): void {
    const { source, internalData } = job;
    this.#transfer = {
      job,
      reader: new PieceReader(source),
      hash: sha256.create(),
      channel: undefined,
      file: 0,
      bytes: 0,
      acknowledged: 0,
      accepted: false,
      over: false,
      moved: () => undefined,
    };
    this.#feed({
      type: 'send',
      fileName: source.name,
      fileSize: source.size,
      channelId: CHANNEL.file,
      ...(internalData === undefined ? {} : { internalData }),
    });
    // The machine of a session that is over takes no file.
    if (this.#state.name === 'ended') this.#finish('session-ended');
  }

  /** Breaks off the file under way. */
  cancel(): void {
    this.#feed({ type: 'cancel' });
  }

  /** The other side has written so much of a file. */
  handleProgress(file: number, bytes: number): void {
    const transfer = this.#transfer;
    if (transfer?.file !== file || transfer.bytes < bytes) return;
    transfer.acknowledged = Math.max(transfer.acknowledged, bytes);
    transfer.moved();
  }

  /** The session is over. Idempotent. */
  close(): void {
    this.#feed({ type: 'session-ended' });
  }

  #feed(input: FileSenderInput): void {
    this.#inputs.take(input);
  }

  #carryOut(output: FileSenderOutput): void {
    const transfer = this.#transfer;
    if (!transfer) return;
    switch (output.type) {
      case 'open-channel':
        return this.#open(transfer);
      case 'send-command':
        this.#count += 1;
        transfer.file = this.#count;
        return this.#options.sendCommand(output.command);
      case 'send-block':
        return transfer.channel?.send(output.block);
      case 'read-block':
        transfer.accepted = true;
        void this.#read(transfer, output.bytes);
        return;
      case 'close-channel':
        // A file without bytes is accepted without one being read.
        if (this.#state.name === 'closing' && this.#state.result === 'sent') transfer.accepted = true;
        return transfer.channel?.finish();
      case 'sent':
        return this.#finish(undefined);
      case 'failed':
        return this.#finish(output.reason);
    }
  }

  #open(transfer: Transfer): void {
    try {
      transfer.channel = this.#options.openChannel();
      void this.#listen(transfer.channel);
    } catch {
      this.#feed({ type: 'channel-closed' });
    }
  }

  async #listen(channel: FileChannel): Promise<void> {
    if (await channel.opened()) this.#feed({ type: 'channel-opened' });
    await channel.read(block => this.#feed({ type: 'received', block }));
    this.#feed({ type: 'channel-closed' });
  }

  async #read(transfer: Transfer, bytes: number): Promise<void> {
    const { job, channel } = transfer;
    await windowOf(transfer);
    // A channel that has closed is reported by its reader.
    if (!(await channel?.room())) return;
    let block: Uint8Array;
    try {
      block = await transfer.reader.next(bytes);
    } catch {
      if (this.#reads(transfer)) this.#feed({ type: 'read-failed' });
      return;
    }
    if (!this.#reads(transfer)) return;
    transfer.hash.update(block);
    transfer.bytes += block.length;
    this.#feed({ type: 'block-read', block });
    job.moved?.(Math.max(transfer.acknowledged, transfer.bytes - (channel?.bufferedAmount ?? 0)));
  }

  #reads(transfer: Transfer): boolean {
    return this.#transfer === transfer && this.#state.name === 'transferring';
  }

  #finish(failure: FileSendFailure | undefined): void {
    const transfer = this.#transfer;
    if (!transfer) return;
    this.#transfer = undefined;
    transfer.over = true;
    transfer.moved();
    const { job, accepted, file, bytes, hash } = transfer;
    job.done({ failure, accepted, file, bytes, sha256: bytesToHex(hash.digest()) });
  }
}

/** Waits until the other side has written enough of what was sent, or it is over. The protocol has no word for it, so `status` does. */
async function windowOf(transfer: Transfer): Promise<void> {
  if (transfer.job.internalData !== undefined) return;
  while (!transfer.over && LIMITS.fileWindow <= transfer.bytes - transfer.acknowledged) {
    const { promise, resolve } = Promise.withResolvers<void>();
    transfer.moved = resolve;
    await promise;
  }
}
