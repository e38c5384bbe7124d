import { encodeFileCommand, type RcCommand, type Role, type Version } from '@rendezvous/msra';
import { fileChannelName } from '../../src/file-transfer/channel-name.ts';
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
import { type Agenda, type Driven, drive } from './machine.ts';

/** A file that has arrived. */
export interface ReceivedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly internalData: number;
}

/** What the desk needs of its peer. */
export interface FileDeskPorts {
  readonly role: Role;
  readonly version: Version;
  readonly agenda: Agenda;
  openFile(channelId: string): void;
  closeFile(channelId: string): void;
  sendCommand(command: RcCommand): void;
  sendBlock(channelId: string, block: Uint8Array): void;
  /** Back-pressure: continues when the link takes more. */
  whenRoom(resume: () => void): void;
  /** Whether the user, or for the protocol's own files the settings, want it. */
  wanted(fileName: string, fileSize: number, internalData: number): boolean;
  received(file: ReceivedFile): void;
  sent(internalData: number): void;
  failed(what: 'send' | 'receive', reason: string, internalData: number): void;
}

/** Drives the two machines of file transfer over the channels of a peer. */
export class FileDesk {
  readonly sender: Driven<FileSenderState, FileSenderInput>;
  readonly receiver: Driven<FileReceiverState, FileReceiverInput>;
  readonly #ports: FileDeskPorts;
  #outgoing: { readonly channelId: string; readonly internalData: number; bytes: Uint8Array } | undefined;
  /** Whether the outgoing file's channel is asked for: before that, its name may still be another file's. */
  #claimed = false;
  /** The channel of the file that comes in, or of the last that did. */
  #incoming = '';
  #incomingInternal = 0;
  #written: Uint8Array[] = [];
  readonly #toReject = new Set<string>();
  #seconds = 612_009_461;

  constructor(ports: FileDeskPorts) {
    this.#ports = ports;
    const { agenda, version } = ports;
    this.sender = drive(agenda, initialFileSenderState(version), stepFileSender, output =>
      this.#whenSending(output),
    );
    this.receiver = drive(agenda, initialFileReceiverState(version), stepFileReceiver, output =>
      this.#whenReceiving(output),
    );
  }

  send(fileName: string, bytes: Uint8Array, internalData?: number): void {
    this.#seconds += 1;
    const parts = { ip: '172.31.251.165', seconds: this.#seconds };
    const channelId = fileChannelName(this.#ports.version, this.#ports.role, parts);
    this.#outgoing = { channelId, internalData: internalData ?? 0, bytes };
    const own = internalData === undefined ? {} : { internalData };
    this.sender.feed({ type: 'send', fileName, fileSize: bytes.length, channelId, ...own });
  }

  handleOffer(command: Extract<RcCommand, { name: 'FILEXFER' }>): void {
    this.receiver.feed({ type: 'offered', command });
  }

  handleOpened(channelId: string): void {
    if (this.#toReject.delete(channelId)) {
      this.#ports.sendBlock(channelId, encodeFileCommand('FILEXFERREJECT'));
      this.#ports.closeFile(channelId);
      return;
    }
    this.#ownerOf(channelId)?.feed({ type: 'channel-opened' });
  }

  handleClosed(channelId: string): void {
    this.#toReject.delete(channelId);
    this.#ownerOf(channelId)?.feed({ type: 'channel-closed' });
  }

  handleBlock(channelId: string, block: Uint8Array): void {
    this.#ownerOf(channelId)?.feed({ type: 'received', block });
  }

  handleSessionEnd(): void {
    this.sender.feed({ type: 'session-ended' });
    this.receiver.feed({ type: 'session-ended' });
  }

  #ownerOf(channelId: string) {
    if (this.#claimed && this.#outgoing?.channelId === channelId) return this.sender;
    return this.receiver.state.name !== 'idle' && this.#incoming === channelId ? this.receiver : undefined;
  }

  #whenSending(output: FileSenderOutput): void {
    const outgoing = this.#outgoing;
    if (outgoing === undefined) throw new Error('the sender speaks of no file');
    switch (output.type) {
      case 'open-channel':
        this.#claimed = true;
        return this.#ports.openFile(output.channelId);
      case 'send-command':
        return this.#ports.sendCommand(output.command);
      case 'send-block':
        return this.#ports.sendBlock(outgoing.channelId, output.block);
      case 'read-block': {
        const block = outgoing.bytes.subarray(0, output.bytes);
        outgoing.bytes = outgoing.bytes.subarray(output.bytes);
        return this.#ports.whenRoom(() => {
          if (this.#outgoing === outgoing) this.sender.feed({ type: 'block-read', block });
        });
      }
      case 'close-channel':
        return this.#ports.closeFile(outgoing.channelId);
      case 'sent':
        this.#outgoing = undefined;
        this.#claimed = false;
        return this.#ports.sent(outgoing.internalData);
      case 'failed':
        this.#outgoing = undefined;
        this.#claimed = false;
        return this.#ports.failed('send', output.reason, outgoing.internalData);
    }
  }

  #whenReceiving(output: FileReceiverOutput): void {
    switch (output.type) {
      case 'open-channel':
        this.#incoming = output.channelId;
        this.#incomingInternal = 0;
        this.#written = [];
        return this.#ports.openFile(output.channelId);
      case 'ask-user':
        return this.#answer(output.fileName, output.fileSize);
      case 'accept-internal':
        this.#incomingInternal = output.internalData;
        return this.#answer(output.fileName, output.fileSize);
      case 'send-block':
        return this.#ports.sendBlock(this.#incoming, output.block);
      case 'write':
        this.#written.push(output.block);
        return;
      case 'received-file': {
        const { fileName, internalData } = output;
        return this.#ports.received({ fileName, internalData, bytes: concat(this.#written) });
      }
      case 'discard':
        return this.#ports.failed('receive', output.reason, this.#incomingInternal);
      case 'close-channel':
        return this.#ports.closeFile(this.#incoming);
      case 'reject-other':
        this.#toReject.add(output.channelId);
        return this.#ports.openFile(output.channelId);
    }
  }

  #answer(fileName: string, fileSize: number): void {
    const wanted = this.#ports.wanted(fileName, fileSize, this.#incomingInternal);
    this.receiver.feed({ type: wanted ? 'user-accepts' : 'user-refuses' });
  }
}

function concat(blocks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    bytes.set(block, at);
    at += block.length;
  }
  return bytes;
}
