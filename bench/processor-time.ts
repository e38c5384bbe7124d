/** Seconds of processor time used by a process and all its descendants, from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

interface Entry {
  readonly parent: number;
  readonly ticks: number;
}

function entries(): Map<number, Entry> {
  const found = new Map<number, Entry>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The command may hold blanks and brackets: the fields begin after the last bracket.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      found.set(Number(name), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) });
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}

const TICKS_PER_SECOND = 100;

export function processorSeconds(root: number): number {
  const all = entries();
  let ticks = 0;
  const pending = [root];
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    ticks += all.get(pid)?.ticks ?? 0;
    for (const [child, { parent }] of all) if (parent === pid) pending.push(child);
  }
  return ticks / TICKS_PER_SECOND;
}

/** The browser process that Playwright started, found by the desktop or by being headless; the newest that matches. */
export function findProcess(
  matches: (commandLine: string, environment: string) => boolean,
): number | undefined {
  const found: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      if (matches(commandLine, readFileSync(`/proc/${name}/environ`, 'utf8'))) found.push(Number(name));
    } catch {
      // It ended meanwhile, or is not ours.
    }
  }
  return Math.max(...found);
}
