/** One file that comes in: the question, the place where it is kept, and whether it is what was sent. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { FileDiscardReason } from '@rendezvous/msra';
import { DEADLINES, LIMITS } from '../limits.ts';
import type { AssistPorts } from '../ports.ts';
import type { Questions } from '../questions.ts';
import type { Refusals } from '../refusals.ts';
import type { StatusMessage } from '../signals.ts';
import type { FileList } from './file-list.ts';
import { escapeFileName, safeFileName } from './file-name.ts';
import type { FileSink } from './file-ports.ts';
import type { Offered, Reception } from './file-receiving.ts';
import type { FileEndCause } from './file-view.ts';
import { SinkWriter } from './sink-writer.ts';

export interface IncomingFileOptions {
  readonly offer: Offered;
  readonly ports: Pick<AssistPorts, 'openFileSink' | 'now' | 'setTimer'>;
  readonly questions: Questions;
  readonly refusals: Refusals;
  readonly list: FileList;
  readonly sendStatus: (message: StatusMessage) => void;
  /** It is here and is what was sent. */
  readonly kept: (bytes: number) => void;
  /** Nothing more will come of it. Once. */
  readonly over: () => void;
}

const CAUSES: Readonly<Record<FileDiscardReason, FileEndCause>> = {
  refused: 'refused',
  cancelled: 'cancelled-here',
  rejected: 'cancelled-there',
  'out-of-sequence': 'not-as-announced',
  'write-failed': 'write-failed',
  'channel-lost': 'connection-lost',
  'session-ended': 'session-ended',
};

export class IncomingFile implements Reception {
  /** The entry in the list. */
  readonly id: number;
  readonly #options: IncomingFileOptions;
  readonly #name: string;
  readonly #hash = sha256.create();
  readonly #told = Promise.withResolvers<string | undefined>();
  #questionId: number | undefined;
  #writer: SinkWriter | undefined;
  #bytes = 0;
  #acknowledged = 0;
  /** SHA-256 of all bytes, once they are here. */
  #received: string | undefined;
  #over = false;

  constructor(options: IncomingFileOptions) {
    this.#options = options;
    const { fileName, fileSize } = options.offer;
    this.#name = safeFileName(fileName);
    this.id = options.list.add({
      direction: 'in',
      name: this.#name,
      ...this.#sentName,
      size: fileSize,
      state: { name: 'asking' },
    });
  }

  /** All bytes have come. */
  get arrived(): boolean {
    return this.#received !== undefined;
  }

  /** Asks the person, or says no for a reason that needs no person. */
  begin(): void {
    const { offer, ports, questions, refusals } = this.#options;
    if (!ports.openFileSink) return this.#refuse('not-supported');
    if (LIMITS.fileBytes < offer.fileSize) return this.#refuse('too-large');
    if (refusals.pressing(ports.now())) return this.#refuse('refused-unasked');
    this.#questionId = questions.ask({
      subject: {
        kind: 'file',
        possible: 'yes',
        fileId: this.id,
        fileName: this.#name,
        ...this.#sentName,
        size: offer.fileSize,
      },
      answered: yes => this.#handleAnswer(yes),
    });
    if (this.#questionId === undefined) this.#refuse('refused-unasked');
  }

  write(block: Uint8Array): void {
    this.#hash.update(block);
    this.#bytes += block.length;
    this.#writer?.add(block);
    this.#options.list.moved(this.id, this.#bytes);
  }

  async room(): Promise<void> {
    await this.#writer?.room();
  }

  complete(): void {
    this.#received = bytesToHex(this.#hash.digest());
    this.#options.list.update(this.id, { name: 'checking' });
    void this.#check(this.#received);
  }

  discard(reason: FileDiscardReason): void {
    const { questions, refusals, ports, offer, sendStatus } = this.#options;
    if (this.#writer?.closing) {
      // What was sent lies where the person said: the last word of this assistance must not deny it.
      if (reason === 'session-ended') this.#keep();
      return;
    }
    if (this.#questionId !== undefined) {
      refusals.count(false, ports.now());
      questions.withdraw(this.#questionId);
    }
    if (reason === 'cancelled' && this.#received !== undefined)
      sendStatus({ type: 'file-result', file: offer.file, result: 'cancelled', sha256: this.#received });
    this.#end(CAUSES[reason]);
  }

  /** The sender's word on what it has sent. */
  handleHash(told: string): void {
    this.#told.resolve(told);
  }

  get #sentName(): { readonly sentName?: string } {
    const { fileName } = this.#options.offer;
    return fileName === this.#name ? {} : { sentName: escapeFileName(fileName) };
  }

  #refuse(cause: FileEndCause): void {
    // Before the answer, whose echo would say that the person had refused.
    this.#end(cause);
    this.#options.offer.respond(false);
  }

  #handleAnswer(yes: boolean): void {
    const { offer, ports, refusals } = this.#options;
    this.#questionId = undefined;
    refusals.count(yes, ports.now());
    // In the gesture of the yes: a browser's picker needs one.
    if (yes) void this.#openSink();
    else offer.respond(false);
  }

  async #openSink(): Promise<void> {
    const { offer, ports, list, questions, sendStatus } = this.#options;
    let sink: FileSink | undefined;
    // Where it is kept is this person's to say, not the expert's with the novice's mouse.
    const letGo = questions.hold();
    try {
      sink = await ports.openFileSink?.(this.#name, offer.fileSize);
    } catch {
      // The person picked no place, or there is none.
    } finally {
      letGo();
    }
    if (!sink) return this.#refuse('write-failed');
    if (this.#over) return void sink.abort().catch(() => undefined);
    this.#writer = new SinkWriter({
      sink,
      written: bytes => {
        if (bytes - this.#acknowledged < LIMITS.fileAckBytes) return;
        this.#acknowledged = bytes;
        sendStatus({ type: 'file-progress', file: offer.file, bytes });
      },
      failed: () => offer.writeFailed(),
    });
    list.moved(this.id, 0);
    offer.respond(true);
  }

  /** All bytes are here: are they those that were sent, and can they be kept? */
  async #check(received: string): Promise<void> {
    const { offer, ports, sendStatus } = this.#options;
    const cancel = ports.setTimer(DEADLINES.fileHashMs, () => this.#told.resolve(undefined));
    const told = await this.#told.promise;
    cancel();
    if (this.#over) return;
    const intact = told === received;
    const stored = intact && (await this.#writer?.close()) === true;
    if (this.#over) return;
    if (told === undefined) return this.#end('unconfirmed');
    const result = !intact ? 'damaged' : stored ? 'kept' : 'write-failed';
    sendStatus({ type: 'file-result', file: offer.file, result, sha256: received });
    if (result !== 'kept') return this.#end(result, { sentSha256: told, receivedSha256: received });
    this.#keep();
  }

  #keep(): void {
    const { list, kept } = this.#options;
    if (this.#over || this.#received === undefined) return;
    list.update(this.id, { name: 'done', sha256: this.#received });
    kept(this.#bytes);
    this.#release();
  }

  #end(
    cause: FileEndCause,
    hashes: { readonly sentSha256?: string; readonly receivedSha256?: string } = {},
  ): void {
    if (this.#over) return;
    this.#options.list.update(this.id, { name: 'ended', cause, ...hashes });
    void this.#writer?.abort();
    this.#release();
  }

  #release(): void {
    this.#over = true;
    this.#told.resolve(undefined);
    this.#options.over();
  }
}
