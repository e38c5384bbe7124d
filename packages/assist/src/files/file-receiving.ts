/** Drives [MS-RA] 3.10, the receiver of files: each is offered, asked for, and then written no faster than there is room. */
import {
  CHANNEL,
  type FileDiscardReason,
  type FileReceiverInput,
  type FileReceiverOutput,
  initialFileReceiverState,
  type RcCommand,
  stepFileReceiver,
} from '@rendezvous/msra';
import { Feed } from '../feed.ts';
import type { FileChannel } from './file-channel.ts';

/** Where a file that is offered goes. */
export interface Reception {
  /** Appends; `block` may be reused afterwards. */
  write(block: Uint8Array): void;
  /** Resolves when there is room for more. */
  room(): Promise<void>;
  /** All bytes have come. */
  complete(): void;
  /** It will not come. */
  discard(reason: FileDiscardReason): void;
}

/** What is offered. */
export interface Offered {
  /** The count of FILEXFER, which names the file on both sides. */
  readonly file: number;
  /** As it was sent: hostile. */
  readonly fileName: string;
  readonly fileSize: number;
  /** Answers, at once or later. */
  readonly respond: (accept: boolean) => void;
  /** It cannot be kept. */
  readonly writeFailed: () => void;
}

export interface FileReceivingOptions {
  readonly join: () => Promise<FileChannel | undefined>;
  readonly offered: (offer: Offered) => Reception;
  /** A file of the protocol's own. */
  readonly internalOffered: (offer: Offered) => Reception;
  /** A file of the protocol's own was lost before it could be offered. */
  readonly internalLost: () => void;
  /** No file is under way any more. */
  readonly idle: () => void;
}

type Offer = Extract<RcCommand, { name: 'FILEXFER' }>;

interface Transfer {
  /** The count of its FILEXFER. */
  readonly file: number;
  readonly internal: boolean;
  /** Once it is offered. */
  reception: Reception | undefined;
}

export class FileReceiving {
  readonly #options: FileReceivingOptions;
  readonly #inputs = new Feed<FileReceiverInput>(input => this.#step(input));
  #state = initialFileReceiverState(3);
  #transfer: Transfer | undefined;
  #channel: FileChannel | undefined;
  #count = 0;

  constructor(options: FileReceivingOptions) {
    this.#options = options;
  }

  get busy(): boolean {
    return this.#state.name !== 'idle' && this.#state.name !== 'ended';
  }

  handleOffer(command: Offer): void {
    this.#count += 1;
    this.#feed({ type: 'offered', command });
  }

  /** Breaks off the file under way. */
  cancel(): void {
    this.#feed({ type: 'cancel' });
  }

  /** The session is over. Idempotent. */
  close(): void {
    this.#feed({ type: 'session-ended' });
  }

  #feed(input: FileReceiverInput): void {
    const wasBusy = this.busy;
    if (this.#inputs.take(input) && wasBusy && !this.busy) this.#options.idle();
  }

  #step(input: FileReceiverInput): void {
    const [state, outputs] = stepFileReceiver(this.#state, input);
    this.#state = state;
    for (const output of outputs) this.#carryOut(output);
  }

  #carryOut(output: FileReceiverOutput): void {
    const { offered, internalOffered } = this.#options;
    const transfer = this.#transfer;
    switch (output.type) {
      case 'open-channel':
        this.#transfer = {
          file: this.#count,
          internal: this.#state.name === 'opening' && this.#state.offer.internalData !== 0,
          reception: undefined,
        };
        void this.#open(output.channelId);
        return;
      case 'ask-user':
        if (transfer) transfer.reception = offered(this.#offerOf(transfer, output));
        return;
      case 'accept-internal':
        if (transfer) transfer.reception = internalOffered(this.#offerOf(transfer, output));
        return;
      case 'send-block':
        return this.#channel?.send(output.block);
      case 'write':
        return transfer?.reception?.write(output.block);
      case 'received-file':
        this.#transfer = undefined;
        return transfer?.reception?.complete();
      case 'discard':
        this.#transfer = undefined;
        if (transfer?.reception) transfer.reception.discard(output.reason);
        else if (transfer?.internal) this.#options.internalLost();
        return;
      case 'close-channel':
        this.#channel?.finish();
        this.#channel = undefined;
        return;
      case 'reject-other':
        // A channel of a name that this link has none of: there is nothing to answer on.
        return;
    }
  }

  #offerOf(
    transfer: Transfer,
    { fileName, fileSize }: { readonly fileName: string; readonly fileSize: number },
  ): Offered {
    // An answer that comes when another file is under way is none to that.
    const still = (): boolean => this.#transfer === transfer;
    return {
      file: transfer.file,
      fileName,
      fileSize,
      respond: accept => {
        if (still()) this.#feed({ type: accept ? 'user-accepts' : 'user-refuses' });
      },
      writeFailed: () => {
        if (still()) this.#feed({ type: 'write-failed' });
      },
    };
  }

  async #open(channelId: string): Promise<void> {
    const channel = channelId === CHANNEL.file ? await this.#options.join() : undefined;
    if (this.#state.name !== 'opening' && this.#state.name !== 'rejecting') return channel?.close();
    this.#channel = channel;
    if (!channel || !(await channel.opened())) return this.#feed({ type: 'channel-closed' });
    this.#feed({ type: 'channel-opened' });
    await channel.read(async block => {
      if (this.#channel !== channel) return;
      this.#feed({ type: 'received', block });
      await this.#transfer?.reception?.room();
    });
    if (this.#channel !== channel) return;
    this.#channel = undefined;
    this.#feed({ type: 'channel-closed' });
  }
}
