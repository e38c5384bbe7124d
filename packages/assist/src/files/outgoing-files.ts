/** The files that this side sends: a queue, the one under way, and those whose arrival is still to be confirmed. */
import type { FileSendFailure } from '@rendezvous/msra';
import { DEADLINES, LIMITS } from '../limits.ts';
import type { AssistPorts } from '../ports.ts';
import type { StatusMessage, StatusOf } from '../signals.ts';
import type { FileList } from './file-list.ts';
import { safeFileName } from './file-name.ts';
import type { FileSource } from './file-ports.ts';
import { type FileJob, FileSending, type FileSendingOptions, type Sent } from './file-sending.ts';
import type { FileEndCause } from './file-view.ts';

export interface OutgoingFilesOptions extends FileSendingOptions {
  readonly list: FileList;
  readonly setTimer: AssistPorts['setTimer'];
  readonly sendStatus: (message: StatusMessage) => void;
  /** Whether a file may begin now. */
  readonly clear: () => boolean;
  /** So many bytes of a file have left this machine. */
  readonly left: (bytes: number) => void;
}

interface Queued {
  /** The entry in the list; none for the protocol's own files. */
  readonly id?: number;
  readonly job: FileJob;
  /** It is its turn. */
  readonly begun: () => void;
}

/** All of it was sent, and the other side has not said what came of it. */
interface Unconfirmed {
  readonly id: number;
  readonly sha256: string;
  readonly cancel: () => void;
}

/** What the receiver's word means here. */
const RESULTS: Readonly<Record<StatusOf<'file-result'>['result'], FileEndCause>> = {
  // Kept, but not what was sent.
  kept: 'damaged',
  damaged: 'damaged',
  'write-failed': 'write-failed',
  cancelled: 'cancelled-there',
};

const CAUSES: Readonly<Record<Exclude<FileSendFailure, 'rejected'>, FileEndCause>> = {
  cancelled: 'cancelled-here',
  'out-of-sequence': 'not-as-announced',
  'read-failed': 'read-failed',
  'channel-lost': 'connection-lost',
  'session-ended': 'session-ended',
};

export class OutgoingFiles {
  readonly #options: OutgoingFilesOptions;
  readonly #sending: FileSending;
  readonly #queue: Queued[] = [];
  /** By the file's number. */
  readonly #unconfirmed = new Map<number, Unconfirmed>();
  #current: Queued | undefined;
  #closed = false;

  constructor(options: OutgoingFilesOptions) {
    this.#options = options;
    this.#sending = new FileSending(options);
  }

  /** Sends a file when it is its turn. @returns its entry in the list, which also says if it is not sent at all */
  send(source: FileSource): number {
    const { list } = this.#options;
    const { size } = source;
    const name = safeFileName(source.name);
    const id = list.add({ direction: 'out', name, size, state: { name: 'waiting' } });
    if (!Number.isSafeInteger(size) || size < 0) list.end(id, 'read-failed');
    else if (LIMITS.fileBytes < size) list.end(id, 'too-large');
    else if (LIMITS.fileQueue <= this.#queue.length) list.end(id, 'too-many');
    else {
      const job: FileJob = {
        source: { name, size, read: (offset, bytes) => source.read(offset, bytes) },
        moved: bytes => list.moved(id, bytes),
        done: sent => this.#handleSent(id, sent),
      };
      this.#queue.push({ id, job, begun: () => list.update(id, { name: 'asking' }) });
      this.advance();
    }
    return id;
  }

  /** Sends a file of the protocol's own, before all that wait; one may wait. Resolves `false` when it did not get there. */
  sendInternal(source: FileSource, internalData: number): Promise<boolean> {
    if (this.#closed || this.#queue.some(({ id }) => id === undefined)) return Promise.resolve(false);
    return new Promise(resolve => {
      let cancel = (): void => undefined;
      const begun = (): void => {
        // Nobody sees it, so that nobody could take it back: the files of people wait behind it.
        cancel = this.#options.setTimer(DEADLINES.contactMs, () => this.#sending.cancel());
      };
      const done = ({ failure }: Sent): void => {
        cancel();
        this.#current = undefined;
        resolve(failure === undefined);
        this.advance();
      };
      this.#queue.unshift({ job: { source, internalData, done }, begun });
      this.advance();
    });
  }

  /** Takes a file back, as long as it has not all left. Another id changes nothing. */
  cancel(id: number): void {
    const waiting = this.#queue.findIndex(queued => queued.id === id);
    if (0 <= waiting) this.#queue.splice(waiting, 1);
    else if (this.#current?.id !== id) return;
    this.#options.list.end(id, 'cancelled-here');
    if (this.#current?.id === id) this.#sending.cancel();
  }

  /** Begins with the next file, if there is one and nothing is under way. */
  advance(): void {
    if (this.#closed || this.#sending.busy || !this.#options.clear()) return;
    const next = this.#queue.shift();
    if (!next) return;
    this.#current = next;
    next.begun();
    this.#sending.send(next.job);
  }

  handleProgress({ file, bytes }: StatusOf<'file-progress'>): void {
    this.#sending.handleProgress(file, bytes);
  }

  /** The receiver's word on what came of a file. */
  handleResult({ file, result, sha256 }: StatusOf<'file-result'>): void {
    const sent = this.#unconfirmed.get(file);
    if (!sent) return;
    const { list } = this.#options;
    this.#unconfirmed.delete(file);
    sent.cancel();
    if (result === 'kept' && sha256 === sent.sha256) return list.update(sent.id, { name: 'done', sha256 });
    const cause = RESULTS[result];
    const hashes = cause === 'damaged' ? { sentSha256: sent.sha256, receivedSha256: sha256 } : {};
    list.update(sent.id, { name: 'ended', cause, ...hashes });
  }

  /** The session is over. Idempotent. */
  close(): void {
    const { list } = this.#options;
    this.#closed = true;
    this.#sending.close();
    for (const { id, job } of this.#queue.splice(0)) {
      if (id !== undefined) list.end(id, 'session-ended');
      else job.done({ failure: 'session-ended', accepted: false, file: 0, bytes: 0, sha256: '' });
    }
    for (const { id, cancel } of this.#unconfirmed.values()) {
      cancel();
      list.end(id, 'session-ended');
    }
    this.#unconfirmed.clear();
  }

  #handleSent(id: number, { failure, accepted, file, bytes, sha256 }: Sent): void {
    const { list, left, sendStatus, setTimer } = this.#options;
    this.#current = undefined;
    if (failure === undefined || 0 < bytes) left(bytes);
    if (failure === undefined && list.open(id)) {
      list.update(id, { name: 'checking' });
      const cancel = setTimer(DEADLINES.fileResultMs, () => {
        this.#unconfirmed.delete(file);
        list.end(id, 'unconfirmed');
      });
      this.#unconfirmed.set(file, { id, sha256, cancel });
      sendStatus({ type: 'file-hash', file, sha256 });
    } else list.end(id, failure === undefined ? 'cancelled-here' : causeOf(failure, accepted));
    this.advance();
  }
}

function causeOf(failure: FileSendFailure, accepted: boolean): FileEndCause {
  if (failure === 'rejected') return accepted ? 'cancelled-there' : 'refused';
  return CAUSES[failure];
}
