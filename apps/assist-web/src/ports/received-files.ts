import type { FileSink, FileView } from '@rendezvous/assist';
import { TypedEventTarget } from '@rendezvous/base';
import { BlobSink } from './blob-sink.ts';

/** A file that has come, was checked, and waits in this window to be saved. */
export interface ReceivedFile {
  readonly blob: Blob;
  /** The person has saved it at least once. */
  readonly saved: boolean;
}

/** The files that came in, by their number in the view, until the window closes. `change` says: look again. */
export class ReceivedFiles extends TypedEventTarget<{ change: Event }> {
  #files: ReadonlyMap<number, ReceivedFile> = new Map();

  /** An immutable snapshot, replaced at each `change`. */
  get files(): ReadonlyMap<number, ReceivedFile> {
    return this.#files;
  }

  /**
   * Makes room for the one file that the person has just said yes to.
   * @param listed the view's files; what is not listed any more is let go
   * @throws Error when no file is being asked about
   */
  open(size: number, listed: readonly FileView[]): FileSink {
    const asked = listed.find(({ direction, state }) => direction === 'in' && state.name === 'asking');
    if (!asked) throw new Error('no file was offered');
    const ids = new Set(listed.map(({ id }) => id));
    this.#files = new Map([...this.#files].filter(([id]) => ids.has(id)));
    return new BlobSink(size, blob => this.#set(asked.id, { blob, saved: false }));
  }

  /** The person has pressed Save. */
  markSaved(id: number): void {
    const file = this.#files.get(id);
    if (file && !file.saved) this.#set(id, { ...file, saved: true });
  }

  #set(id: number, file: ReceivedFile): void {
    this.#files = new Map(this.#files).set(id, file);
    this.dispatchEvent(new Event('change'));
  }
}
