import {
  type FileReceiverInput,
  type FileReceiverOutput,
  type FileReceiverState,
  initialFileReceiverState,
  stepFileReceiver,
} from '../../src/file-transfer/receiver.ts';
import {
  type FileSenderInput,
  type FileSenderOutput,
  type FileSenderState,
  initialFileSenderState,
  stepFileSender,
} from '../../src/file-transfer/sender.ts';
import { matchFileCommand } from '../../src/messages/file-transfer.ts';
import type { RcCommand } from '../../src/messages/rc-command.ts';

type Side = 'sender' | 'receiver';

/** One file channel: what is on its way to each side, in order; a close arrives behind everything before it. */
interface Channel {
  readonly to: Readonly<Record<Side, (Uint8Array | 'closed')[]>>;
  readonly closed: Record<Side, boolean>;
}

/**
 * A sender and a receiver whose channels keep their order, each on its own: channel 71 may overtake a file channel.
 * `said` is what each side sent on the channel of the latest transfer, words by name and data as `data`.
 */
export class FileLink {
  sender: FileSenderState;
  receiver: FileReceiverState;
  readonly results: string[] = [];
  readonly arrivals: (readonly number[])[] = [];
  said: string[] = [];
  written: number[] = [];
  readonly #file: Uint8Array;
  #position = 0;
  readonly #commands: RcCommand[] = [];
  #channel: Channel | undefined;
  #joined: Channel | undefined;
  #read: { readonly channel: Channel | undefined; readonly bytes: number } | undefined;

  constructor(version: 1 | 2 | 3, file: Uint8Array) {
    this.sender = initialFileSenderState(version);
    this.receiver = initialFileReceiverState(version);
    this.#file = file;
  }

  /** Begins to send the file, which is said to have `fileSize` bytes. */
  send(fileSize = this.#file.length): void {
    this.feedSender({ type: 'send', fileName: 'f', fileSize, channelId: 'RA_FX' });
  }

  feedSender(input: FileSenderInput): void {
    const [state, outputs] = stepFileSender(this.sender, input);
    this.sender = state;
    for (const output of outputs) this.#doForSender(output);
  }

  feedReceiver(input: FileReceiverInput): void {
    const [state, outputs] = stepFileReceiver(this.receiver, input);
    this.receiver = state;
    for (const output of outputs) this.#doForReceiver(output);
  }

  #doForSender(output: FileSenderOutput): void {
    switch (output.type) {
      case 'open-channel':
        this.#channel = {
          to: { sender: [], receiver: [] },
          closed: { sender: false, receiver: false },
        };
        this.#position = 0;
        this.said = [];
        return this.feedSender({ type: 'channel-opened' });
      case 'send-command':
        this.#commands.push(output.command);
        return;
      case 'send-block':
        return this.#say('sender', this.#channel, output.block);
      case 'read-block':
        this.#read = { channel: this.#channel, bytes: output.bytes };
        return;
      case 'close-channel':
        return close('sender', this.#channel);
      case 'sent':
        this.results.push('sent');
        return;
      case 'failed':
        this.results.push(output.reason);
    }
  }

  #doForReceiver(output: FileReceiverOutput): void {
    switch (output.type) {
      case 'open-channel':
        this.#joined = this.#channel;
        this.written = [];
        return this.feedReceiver({ type: 'channel-opened' });
      case 'send-block':
        return this.#say('receiver', this.#joined, output.block);
      case 'write':
        this.written.push(...output.block);
        return;
      case 'close-channel':
        close('receiver', this.#joined);
        this.#joined = undefined;
        return;
      case 'received-file':
        this.arrivals.push(this.written);
        return;
      case 'discard':
      case 'ask-user':
      case 'accept-internal':
      case 'reject-other':
        return;
    }
  }

  #say(side: Side, channel: Channel | undefined, block: Uint8Array): void {
    this.said.push(`${side} ${matchFileCommand(block) ?? 'data'}`);
    channel?.to[side === 'sender' ? 'receiver' : 'sender'].push(block);
  }

  /** Reads what the sender has asked for; `false` where there is nothing to do. */
  readFile(): boolean {
    const read = this.#read;
    this.#read = undefined;
    if (read === undefined || read.channel !== this.#channel) return read !== undefined;
    const block = this.#file.subarray(this.#position, this.#position + read.bytes);
    this.#position += block.length;
    this.feedSender({ type: 'block-read', block });
    return true;
  }

  /** Lets the next thing of a channel arrive; `false` where nothing is on its way. */
  deliver(what: '71' | 'to-receiver' | 'to-sender'): boolean {
    if (what === '71') {
      const command = this.#commands.shift();
      if (command?.name === 'FILEXFER') this.feedReceiver({ type: 'offered', command });
      return command !== undefined;
    }
    return what === 'to-receiver' ? this.#arriveAtReceiver() : this.#arriveAtSender();
  }

  #arriveAtReceiver(): boolean {
    // What comes before the receiver has joined, waits for it.
    const joined = this.#joined;
    if (joined === undefined) return this.#returnClose();
    const block = joined.to.receiver.shift();
    if (block === undefined) return false;
    if (block !== 'closed') this.feedReceiver({ type: 'received', block });
    else {
      close('receiver', joined);
      this.#joined = undefined;
      this.feedReceiver({ type: 'channel-closed' });
    }
    return true;
  }

  /** A channel that the receiver has closed, or never joined and its transport closes, closes on the sender's side too. */
  #returnClose(): boolean {
    const channel = this.#channel;
    if (channel === undefined || !channel.closed.sender || channel.closed.receiver) return false;
    if (this.#commands.length > 0) return false;
    close('receiver', channel);
    return true;
  }

  #arriveAtSender(): boolean {
    const block = this.#channel?.to.sender.shift();
    if (block === undefined) return false;
    this.feedSender(block === 'closed' ? { type: 'channel-closed' } : { type: 'received', block });
    return true;
  }

  /** Lets everything arrive. */
  settle(): void {
    while (this.readFile() || this.deliver('71') || this.deliver('to-receiver') || this.deliver('to-sender'));
  }
}

function close(side: Side, channel: Channel | undefined): void {
  if (channel === undefined || channel.closed[side]) return;
  channel.closed[side] = true;
  channel.to[side === 'sender' ? 'receiver' : 'sender'].push('closed');
}
