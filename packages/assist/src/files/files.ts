/**
 * Files between the two people ([MS-RA] 3.9, 3.10, on `RA_FX`): one at a time, each asked for at the side that gets it.
 * What the protocol has no words for (how much is written, what was sent and what came) is said on `status`.
 */
import { CHANNEL, CONTACT_INTERNAL_DATA, type RcCommand } from '@rendezvous/msra';
import type { AssistLink } from '../link.ts';
import type { AssistPorts } from '../ports.ts';
import type { Questions } from '../questions.ts';
import { Refusals } from '../refusals.ts';
import type { StatusMessage, StatusOf } from '../signals.ts';
import { ArrivingChannels } from './arriving-channels.ts';
import { FileChannel } from './file-channel.ts';
import { FileList } from './file-list.ts';
import type { FileSource } from './file-ports.ts';
import { FileReceiving, type Offered, type Reception } from './file-receiving.ts';
import type { FileDirection, FileView } from './file-view.ts';
import { IncomingFile } from './incoming-file.ts';
import { receiveInternal, sourceOf } from './internal-file.ts';
import { OutgoingFiles } from './outgoing-files.ts';

export interface FilesOptions {
  readonly ports: Pick<AssistPorts, 'openFileSink' | 'now' | 'setTimer'>;
  readonly questions: Questions;
  readonly link: () => AssistLink | undefined;
  readonly sendCommand: (command: RcCommand) => void;
  readonly sendStatus: (message: StatusMessage) => void;
  readonly changed: (files: readonly FileView[]) => void;
  /** For the receipt: what came in and was kept, and what has left. */
  readonly transferred: (direction: FileDirection, bytes: number) => void;
}

export class Files {
  readonly #options: FilesOptions;
  readonly #list: FileList;
  readonly #arriving: ArrivingChannels;
  readonly #receiving: FileReceiving;
  readonly #outgoing: OutgoingFiles;
  readonly #refusals = new Refusals();
  /** By the file's number, until nothing more will come of it. */
  readonly #incoming = new Map<number, IncomingFile>();
  #expected: ((bytes: Uint8Array | undefined) => void) | undefined;
  #started = false;

  constructor(options: FilesOptions) {
    this.#options = options;
    const { ports, changed, sendCommand, sendStatus, transferred } = options;
    this.#list = new FileList({ changed, now: ports.now });
    this.#arriving = new ArrivingChannels(ports.setTimer);
    this.#receiving = new FileReceiving({
      join: () => this.#arriving.join(),
      offered: offer => this.#handleOffered(offer),
      internalOffered: offer => receiveInternal(offer, this.#takeExpected(), ports.setTimer),
      internalLost: () => this.#takeExpected()?.(undefined),
      idle: () => this.#outgoing.advance(),
    });
    this.#outgoing = new OutgoingFiles({
      list: this.#list,
      setTimer: ports.setTimer,
      sendCommand,
      sendStatus,
      openChannel: () => this.#openChannel(),
      clear: () => this.#started && !this.#receiving.busy,
      left: bytes => transferred('out', bytes),
    });
  }

  /** The other side is verified: from now on its channels are taken. */
  start(): void {
    const link = this.#options.link();
    if (!link) return;
    this.#started = true;
    void this.#arriving.run(link.incomingChannels);
    this.#outgoing.advance();
  }

  /** Sends a file when it is its turn. @returns its entry in the list, which also says if it is not sent at all */
  send(source: FileSource): number {
    return this.#outgoing.send(source);
  }

  /** Breaks off, refuses or takes back a file of either direction. What is over, or all sent, stays as it is. */
  cancel(id: number): void {
    const incoming = [...this.#incoming.values()].find(file => file.id === id);
    if (!incoming) this.#outgoing.cancel(id);
    else if (incoming.arrived) incoming.discard('cancelled');
    else this.#receiving.cancel();
  }

  handleOffer(command: Extract<RcCommand, { name: 'FILEXFER' }>): void {
    this.#receiving.handleOffer(command);
  }

  handleStatus(message: StatusOf<'file-progress' | 'file-hash' | 'file-result'>): void {
    switch (message.type) {
      case 'file-progress':
        return this.#outgoing.handleProgress(message);
      case 'file-hash':
        return this.#incoming.get(message.file)?.handleHash(message.sha256);
      case 'file-result':
        return this.#outgoing.handleResult(message);
    }
  }

  /** Sends this side's contact file. Resolves `false` when it did not get there. Never rejects. */
  sendContact(bytes: Uint8Array): Promise<boolean> {
    return this.#outgoing.sendInternal(sourceOf('contact.xml', bytes), CONTACT_INTERNAL_DATA);
  }

  /**
   * The next internal file of the other side is its contact file: `take` gets its bytes, or `undefined` when it does not
   * come. Without `take` none is expected any more. What was expected before is not heard of.
   */
  expectContact(take: ((bytes: Uint8Array | undefined) => void) | undefined): void {
    this.#expected = take;
  }

  /** The session is over: whatever has not arrived is dropped. Idempotent. */
  close(): void {
    this.#started = false;
    this.#outgoing.close();
    this.#receiving.close();
    for (const file of this.#incoming.values()) file.discard('session-ended');
    this.#arriving.close();
    this.#expected = undefined;
  }

  #openChannel(): FileChannel {
    const { link, ports } = this.#options;
    const channel = link()?.openChannel(CHANNEL.file);
    if (!channel) throw new Error('there is no link');
    return new FileChannel(channel, ports.setTimer);
  }

  #takeExpected(): ((bytes: Uint8Array | undefined) => void) | undefined {
    const expected = this.#expected;
    this.#expected = undefined;
    return expected;
  }

  #handleOffered(offer: Offered): Reception {
    const { ports, questions, sendStatus, transferred } = this.#options;
    const file = new IncomingFile({
      offer,
      ports,
      questions,
      refusals: this.#refusals,
      list: this.#list,
      sendStatus,
      kept: bytes => transferred('in', bytes),
      over: () => this.#incoming.delete(offer.file),
    });
    this.#incoming.set(offer.file, file);
    file.begin();
    return file;
  }
}
