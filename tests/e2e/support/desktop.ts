/** A real X11 desktop for the novice: Xvfb, a window manager, and a real terminal. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Program, type Resources, start, until } from './resources.ts';

export interface Desktop {
  readonly display: string;
  readonly width: number;
  readonly height: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Starts a virtual display with a window manager on it. */
export async function startDesktop(resources: Resources, width = 1280, height = 800): Promise<Desktop> {
  const screen = `${String(width)}x${String(height)}x24`;
  const server = resources.add(
    start('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    }),
    program => program.stop(),
  );
  let number = '';
  server.child.stdio[3]?.on('data', (chunk: Buffer) => (number += chunk.toString()));
  await until('the display number', () => number.endsWith('\n'));
  const display = `:${number.trim()}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DISPLAY: display,
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    XDG_SESSION_TYPE: 'x11',
  };
  delete env['WAYLAND_DISPLAY'];
  resources.add(start('openbox', ['--sm-disable'], { env }), program => program.stop());
  return { display, width, height, env };
}

export interface Terminal {
  readonly program: Program;
  /** The file that takes every line typed into the terminal. */
  readonly file: string;
  readonly read: () => string;
}

/**
 * A real xterm in which `cat` writes what is typed to a file. Window `title` stands at the given place.
 * `cat` shows nothing before Enter but what the terminal echoes, so a test ends its lines.
 */
export async function startTerminal(
  resources: Resources,
  desktop: Desktop,
  folder: string,
  geometry = '80x20+640+10',
  title = 'terminal',
): Promise<Terminal> {
  const file = join(folder, `${title}.txt`);
  const ready = join(folder, `${title}.ready`);
  writeFileSync(file, '');
  const script = `: > '${ready}'; exec cat > '${file}'`;
  const args = ['-u8', '-T', title, '-geometry', geometry, '-fa', 'DejaVu Sans Mono', '-fs', '11'];
  const program = resources.add(
    start('xterm', [...args, '-e', 'sh', '-c', script], { env: desktop.env }),
    p => p.stop(),
  );
  await until('the terminal', () => {
    try {
      readFileSync(ready);
      return true;
    } catch {
      return false;
    }
  });
  return { program, file, read: () => readFileSync(file, 'utf8') };
}

/** Runs xdotool: a hand at the novice's machine. */
export async function xdotool(desktop: Desktop, ...words: readonly string[]): Promise<string> {
  const program = start('xdotool', words, { env: desktop.env });
  const code = await new Promise<number | null>(resolve => program.child.once('close', resolve));
  if (code !== 0) throw new Error(`xdotool ${words.join(' ')}: ${program.output()}`);
  return program.output();
}
