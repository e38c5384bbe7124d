/** Tells that something in a folder may have changed, also when the folder comes, goes or is replaced. Node only. */
import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { REGISTRY_LIMITS } from './limits.ts';
import { registrationNames } from './registry-files.ts';

/** `events`: the operating system tells, with looking as the fallback. `polling`: looking only, for network folders. */
export type WatchMode = 'events' | 'polling';

export interface FolderWatchOptions {
  readonly mode: WatchMode;
  readonly clock: Clock;
  /** Milliseconds between two looks, where looking is needed. */
  readonly pollMs: number;
  /** May be called more often than there are changes, never less often. */
  readonly changed: () => void;
}

export interface FolderWatch {
  /** Watches the folder that now has this path, if it is another one than before. Never rejects. */
  refresh(): Promise<void>;
  /** Idempotent; nothing is told afterwards. */
  close(): void;
}

/** Resolves when no change can be missed any more: only then the folder is worth reading. */
export async function watchFolder(folder: string, options: FolderWatchOptions): Promise<FolderWatch> {
  const { clock, pollMs } = options;
  let closed = false;
  let watcher: FSWatcher | undefined;
  let watched: string | undefined;
  let cancelPoll: (() => void) | undefined;
  let look = await fingerprint(folder);

  const tell = (): void => {
    if (!closed) options.changed();
  };
  const detach = (): void => {
    watcher?.close();
    watcher = undefined;
    watched = undefined;
  };
  const attach = (identity: string): boolean => {
    try {
      const fresh = watch(folder);
      fresh.on('change', tell);
      fresh.on('error', () => {
        if (watcher !== fresh) return;
        detach();
        poll();
        tell();
      });
      watcher = fresh;
      watched = identity;
      cancelPoll?.();
      cancelPoll = undefined;
      return true;
    } catch {
      return false;
    }
  };
  const poll = (): void => {
    if (closed || cancelPoll) return;
    cancelPoll = clock.setTimer(pollMs, () => {
      cancelPoll = undefined;
      void lookAgain();
    });
  };
  const lookAgain = async (): Promise<void> => {
    const now = await fingerprint(folder);
    if (now !== look) {
      look = now;
      tell();
    }
    await settleOn();
  };
  /** Watches if there is something to watch and it can be watched, else looks again later. */
  const settleOn = async (): Promise<void> => {
    const identity = await identityOf(folder);
    if (closed) return;
    if (watcher && identity === watched) return;
    const before = watcher;
    detach();
    const attached = identity !== undefined && options.mode === 'events' && attach(identity);
    if (!attached) poll();
    // What happened between the last look and now is told once more rather than never.
    if (attached || before) tell();
  };

  await settleOn();
  return {
    refresh: settleOn,
    close() {
      closed = true;
      detach();
      cancelPoll?.();
    },
  };
}

/** Which folder it is, whatever its name: undefined when there is none. */
async function identityOf(folder: string): Promise<string | undefined> {
  try {
    const stats = await stat(folder);
    return stats.isDirectory() ? `${String(stats.dev)}:${String(stats.ino)}` : undefined;
  } catch {
    return undefined;
  }
}

/** A text that differs when a registration was added, changed, removed or replaced. */
async function fingerprint(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => undefined);
  if (!names) return 'missing';
  const files = registrationNames(names).slice(0, REGISTRY_LIMITS.filesPerFolder);
  const lines = await Promise.all(
    files.map(async name => {
      const stats = await stat(join(folder, name), { bigint: true }).catch(() => undefined);
      return [name, stats?.ino, stats?.size, stats?.mtimeNs, stats?.ctimeNs].join('/');
    }),
  );
  return [names.length, ...lines].join('\n');
}
