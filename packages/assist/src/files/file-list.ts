/** The files that people see: entries in, one list out; progress is thinned out, and the list is bounded. */
import { DEADLINES, LIMITS } from '../limits.ts';
import type { FileEndCause, FileState, FileView } from './file-view.ts';

export class FileList {
  readonly #changed: (files: readonly FileView[]) => void;
  readonly #now: () => number;
  #files: readonly FileView[] = [];
  #id = 0;
  #movedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: {
    readonly changed: (files: readonly FileView[]) => void;
    readonly now: () => number;
  }) {
    this.#changed = options.changed;
    this.#now = options.now;
  }

  /** @returns its id */
  add(file: Omit<FileView, 'id'>): number {
    this.#id += 1;
    const all = [...this.#files, { ...file, id: this.#id }];
    this.#publish(LIMITS.fileEntries < all.length ? withoutOne(all) : all);
    return this.#id;
  }

  state(id: number): FileState | undefined {
    return this.#files.find(file => file.id === id)?.state;
  }

  /** Whether it has neither arrived nor failed. */
  open(id: number): boolean {
    const state = this.state(id);
    return state !== undefined && !isOver(state);
  }

  /** What is over stays as it ended. */
  update(id: number, state: FileState): void {
    if (!this.open(id)) return;
    this.#publish(this.#files.map(file => (file.id === id ? { ...file, state } : file)));
  }

  /** So many bytes have moved; a few times a second this is shown. */
  moved(id: number, bytes: number): void {
    const now = this.#now();
    const begins = this.state(id)?.name !== 'moving';
    if (!begins && now - this.#movedAtMs < DEADLINES.fileProgressMs) return;
    this.#movedAtMs = now;
    this.update(id, { name: 'moving', bytes });
  }

  end(id: number, cause: FileEndCause): void {
    this.update(id, { name: 'ended', cause });
  }

  #publish(files: readonly FileView[]): void {
    this.#files = files;
    this.#changed(files);
  }
}

/** Those that failed go before those that arrived: who offers without end does not push them out of sight. */
function withoutOne(files: readonly FileView[]): readonly FileView[] {
  const failed = files.findIndex(({ state }) => state.name === 'ended');
  const oldest = failed < 0 ? files.findIndex(({ state }) => isOver(state)) : failed;
  return oldest < 0 ? files : files.toSpliced(oldest, 1);
}

function isOver(state: FileState): boolean {
  return state.name === 'done' || state.name === 'ended';
}
