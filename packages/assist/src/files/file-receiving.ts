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
  /** No file is under way any more. */
  readonly idle: () => void;
}

type Offer = Extract<RcCommand, { name: 'FILEXFER' }>;

export class FileReceiving {
  readonly #options: FileReceivingOptions;
  readonly #inputs: FileReceiverInput[] = [];
  #state = initialFileReceiverState(3);
  #feeding = false;
  #reception: Reception | undefined;
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

  /** One input after the other: carrying out an output may bring the next input. */
  #feed(input: FileReceiverInput): void {
    this.#inputs.push(input);
    if (this.#feeding) return;
    this.#feeding = true;
    const wasBusy = this.busy;
    try {
      for (let next = this.#inputs.shift(); next; next = this.#inputs.shift()) {
        const [state, outputs] = stepFileReceiver(this.#state, next);
        this.#state = state;
        for (const output of outputs) this.#carryOut(output);
      }
    } finally {
      this.#feeding = false;
    }
    if (wasBusy && !this.busy) this.#options.idle();
  }

  #carryOut(output: FileReceiverOutput): void {
    const reception = this.#reception;
    switch (output.type) {
      case 'open-channel':
        void this.#open(output.channelId);
        return;
      case 'ask-user':
        this.#reception = this.#options.offered(this.#offerOf(output));
        return;
      case 'accept-internal':
        this.#reception = this.#options.internalOffered(this.#offerOf(output));
        return;
      case 'send-block':
        return this.#channel?.send(output.block);
      case 'write':
        return reception?.write(output.block);
      case 'received-file':
        this.#reception = undefined;
        return reception?.complete();
      case 'discard':
        this.#reception = undefined;
        return reception?.discard(output.reason);
      case 'close-channel':
        this.#channel?.finish();
        this.#channel = undefined;
        return;
      case 'reject-other':
        // A channel of a name that this link has none of: there is nothing to answer on.
        return;
    }
  }

  #offerOf({ fileName, fileSize }: { readonly fileName: string; readonly fileSize: number }): Offered {
    const file = this.#count;
    // An answer that comes when another file is under way is none to that.
    const still = (): boolean => this.#count === file;
    return {
      file,
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
      await this.#reception?.room();
    });
    if (this.#channel !== channel) return;
    this.#channel = undefined;
    this.#feed({ type: 'channel-closed' });
  }
}
