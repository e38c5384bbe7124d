/** A program and whatever it has started, as one thing that can be ended. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface ProcessGroup {
  /** Whether anything of it is known to be left, the program itself included. */
  readonly alive: boolean;
  /** Asks all of it to end. */
  terminate(): void;
  /** Ends all of it. */
  kill(): void;
  /** Ends all of it before returning: the host's own process is about to end. */
  killNow(): void;
}

/**
 * The group of a program that was started as the leader of one.
 * A descendant that left the group (`setsid`, a daemon) is not in it. It cannot be found portably, and it may be a
 * thing that was meant to stay: it is left alone, and nothing waits for it.
 */
export function processGroup(pid: number, platform: NodeJS.Platform = process.platform): ProcessGroup {
  return platform === 'win32' ? windowsTree(pid) : posixGroup(pid);
}

function posixGroup(pid: number): ProcessGroup {
  let gone = false;
  const signal = (name: NodeJS.Signals | 0): void => {
    // Never again once it is empty: its number may be another's by then.
    if (gone) return;
    try {
      process.kill(-pid, name);
    } catch {
      // ESRCH: nobody is left. EPERM: nobody that is ours to end; on macOS also when all that is left are zombies.
      gone = true;
    }
  };
  return {
    get alive() {
      signal(0);
      return !gone;
    },
    terminate: () => signal('SIGTERM'),
    kill: () => signal('SIGKILL'),
    killNow: () => signal('SIGKILL'),
  };
}

/** Unverified: no Windows machine was at hand. What a program has started is found only while the program runs. */
function windowsTree(pid: number): ProcessGroup {
  const taskkill = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');
  const tree = ['/PID', String(pid), '/T'];
  const run = (flags: readonly string[]): void => {
    // It fails when the program has ended meanwhile, which is what was wanted.
    spawn(taskkill, flags, { stdio: 'ignore', windowsHide: true }).on('error', () => undefined);
  };
  return {
    alive: false,
    terminate: () => run(tree),
    kill: () => run([...tree, '/F']),
    killNow: () => {
      spawnSync(taskkill, [...tree, '/F'], { stdio: 'ignore', windowsHide: true });
    },
  };
}

const living = new Set<ProcessGroup>();
const killAll = (): void => {
  for (const group of living) group.killNow();
};

/**
 * From now on `group` does not outlive the host's process, as far as that ends in an orderly way: a host that is killed
 * itself, or by a signal that it does not handle, leaves programs that only their ended standard input tells to end.
 * @returns takes it back
 */
export function endWithHost(group: ProcessGroup): () => void {
  if (living.size === 0) process.on('exit', killAll);
  living.add(group);
  return () => {
    living.delete(group);
    if (living.size === 0) process.off('exit', killAll);
  };
}
