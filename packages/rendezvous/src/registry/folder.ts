/** The registry of a messenger: two folders of registrations that are read, merged and watched. rendezvous-api 8.4. Node only. */
import { type Logger, silentLogger, TypedEventTarget } from '@rendezvous/base';
import { type Clock, systemClock } from '../clock.ts';
import type { Registration } from '../registration.ts';
import { type FolderWatch, type WatchMode, watchFolder } from './folder-watch.ts';
import { REGISTRY_DELAYS } from './limits.ts';
import { type MergedRegistry, mergeReadings, type RegistryEntry } from './merge.ts';
import type { RegistryProblem } from './problem.ts';
import { type FileReading, type FolderReading, type RegistryOrigin, readFolder } from './registry-files.ts';

/** Which folders to read; `registryFolders` names this machine's. A folder may be missing, and may appear later. */
export interface RegistrySources {
  readonly system?: string | undefined;
  readonly user?: string | undefined;
}

export interface RegistryOptions extends RegistrySources {
  readonly log?: Logger;
  readonly clock?: Clock;
  /** `polling` for folders whose changes the operating system does not tell, as on a network. Default: `events`. */
  readonly watch?: WatchMode;
  /** Default: `REGISTRY_DELAYS`. */
  readonly delays?: Partial<RegistryDelays>;
}

type RegistryDelays = Readonly<Record<keyof typeof REGISTRY_DELAYS, number>>;

interface Remembered {
  /** What counts for the file; undefined while a new one is being written. */
  readonly reading: FileReading | undefined;
  /** Since when the file is taken to be half written; milliseconds since 1970. */
  readonly halfSince: number | undefined;
}

/** Reads the folders once, without watching them. Never rejects: what is wrong is in `problems`. */
export async function readRegistry(sources: RegistrySources): Promise<MergedRegistry> {
  const folders = await readSources(sources);
  return mergeFolders(folders, reading => reading);
}

/** Reads the folders and goes on watching them. Never rejects: what is wrong is in `problems`. */
export async function openRegistry(options: RegistryOptions): Promise<RegistryFolder> {
  return RegistryFolder.open(options);
}

/**
 * What is registered now. `change` says that `registrations` or `problems` are others than before; changes to several
 * files within a moment make one `change`. Whoever opens it closes it.
 */
export class RegistryFolder extends TypedEventTarget<{ change: Event }> {
  /** Resolves after `close()`; never rejects. */
  readonly closed: Promise<void>;
  readonly #resolveClosed: () => void;
  readonly #sources: RegistrySources;
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #delays: RegistryDelays;
  #merged: MergedRegistry = { entries: [], problems: [] };
  #watches: readonly FolderWatch[] = [];
  /** By file; undefined before the first reading. */
  #remembered: ReadonlyMap<string, Remembered> | undefined;
  #restlessSince: number | undefined;
  #cancelTimer: (() => void) | undefined;
  #isReading = false;
  #readAgain = false;
  #isClosed = false;

  private constructor(options: RegistryOptions) {
    super();
    this.#sources = { system: options.system, user: options.user };
    this.#log = options.log ?? silentLogger;
    this.#clock = options.clock ?? systemClock;
    this.#delays = { ...REGISTRY_DELAYS, ...options.delays };
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    this.#resolveClosed = resolve;
  }

  /** Used by {@link openRegistry}. */
  static async open(options: RegistryOptions): Promise<RegistryFolder> {
    const registry = new RegistryFolder(options);
    const { clock = systemClock, watch: mode = 'events', system, user } = options;
    const folders = [system, user].filter(folder => folder !== undefined);
    // Watched before it is read, so that no change falls between the two.
    const changed = (): void => registry.#changed();
    const settings = { mode, clock, pollMs: registry.#delays.pollMs, changed };
    registry.#watches = await Promise.all(folders.map(folder => watchFolder(folder, settings)));
    await registry.#readAndTell();
    registry.#log.info('The registry is open', registry.#counts());
    return registry;
  }

  /** The registrations that stand, the system's first, each folder's by file name. */
  get registrations(): readonly Registration[] {
    return this.#merged.entries.map(({ registration }) => registration);
  }

  /** The same with the file that each comes from. */
  get entries(): readonly RegistryEntry[] {
    return this.#merged.entries;
  }

  /** What is wrong in the folders, in the order of the files. */
  get problems(): readonly RegistryProblem[] {
    return this.#merged.problems;
  }

  /** Stops watching. No `change` follows. Idempotent. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelTimer?.();
    for (const watch of this.#watches) watch.close();
    this.#log.info('The registry is closed');
    this.#resolveClosed();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Something happened in a folder: waits until nothing more happens, but not for ever. */
  #changed(): void {
    if (this.#isClosed) return;
    const now = this.#clock.now();
    this.#restlessSince ??= now;
    const left = this.#restlessSince + this.#delays.unsettledMs - now;
    this.#readIn(Math.max(0, Math.min(this.#delays.settleMs, left)));
  }

  #readIn(ms: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#clock.setTimer(ms, () => {
      this.#restlessSince = undefined;
      this.#cancelTimer = undefined;
      void this.#readAndTell();
    });
  }

  /** One reading at a time; what happens during one makes another. */
  async #readAndTell(): Promise<void> {
    if (this.#isReading) {
      this.#readAgain = true;
      return;
    }
    const before = JSON.stringify(this.#merged);
    const isFirst = this.#remembered === undefined;
    this.#isReading = true;
    await this.#read();
    this.#isReading = false;
    if (this.#isClosed) return;
    if (this.#readAgain) this.#changed();
    this.#readAgain = false;
    if (isFirst || JSON.stringify(this.#merged) === before) return;
    this.#log.debug('The registry has changed', this.#counts());
    this.dispatchEvent(new Event('change'));
  }

  async #read(): Promise<void> {
    await Promise.all(this.#watches.map(watch => watch.refresh()));
    const folders = await readSources(this.#sources);
    if (this.#isClosed) return;
    const remembered = new Map<string, Remembered>();
    this.#merged = mergeFolders(folders, reading => {
      const kept = this.#keepOver(reading);
      remembered.set(reading.file, kept);
      return kept.reading;
    });
    this.#remembered = remembered;
    const waiting = remembered.values().some(({ halfSince }) => halfSince !== undefined);
    if (waiting && !this.#cancelTimer) this.#readIn(this.#delays.settleMs);
  }

  /** A file that is being written is for a moment no registration; what counted before counts meanwhile. */
  #keepOver(reading: FileReading): Remembered {
    const now = this.#clock.now();
    const before = this.#remembered?.get(reading.file);
    const since = before?.halfSince ?? now;
    const patient = this.#remembered !== undefined && now - since < this.#delays.halfWrittenMs;
    if (!reading.unfinished || before?.reading?.unfinished || !patient)
      return { reading, halfSince: undefined };
    return { reading: before?.reading, halfSince: since };
  }

  #counts(): Record<string, number> {
    return { registrations: this.#merged.entries.length, problems: this.#merged.problems.length };
  }
}

async function readSources(sources: RegistrySources): Promise<readonly FolderReading[]> {
  const { system, user } = sources;
  const read = (folder: string | undefined, origin: RegistryOrigin): Promise<FolderReading> =>
    folder === undefined ? Promise.resolve({ files: [], problems: [] }) : readFolder(folder, origin);
  return Promise.all([read(system, 'system'), read(user, 'user')]);
}

function mergeFolders(
  folders: readonly FolderReading[],
  choose: (reading: FileReading) => FileReading | undefined,
): MergedRegistry {
  const files = folders.flatMap(folder => folder.files.map(choose)).filter(file => file !== undefined);
  const { entries, problems } = mergeReadings(files);
  return { entries, problems: [...folders.flatMap(folder => folder.problems), ...problems] };
}
