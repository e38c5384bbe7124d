/** A private X display with real programs on it. Every process is ended by its own id. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { XConnection } from '../../src/platform/x11/connection.ts';
import { until } from './until.ts';

const run = promisify(execFile);

export class Desktop {
  readonly display: string;
  readonly folder: string;
  readonly #children: ChildProcess[] = [];
  readonly connection: XConnection;

  private constructor(display: string, server: ChildProcess) {
    this.display = display;
    this.folder = mkdtempSync(join(tmpdir(), 'companion-test-'));
    this.#children.push(server);
    this.connection = new XConnection(display, () => {});
  }

  static async open(...options: string[]): Promise<Desktop> {
    const server = spawn(
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset', ...options],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
    );
    let failed: Error | undefined;
    server.on('error', error => {
      failed = new Error('Xvfb is missing: install xvfb', { cause: error });
    });
    let text = '';
    server.stdio[3]?.on('data', (data: Buffer) => {
      text += data.toString('utf8');
    });
    const number = await until('Xvfb says its number', () => {
      if (failed) throw failed;
      return text.endsWith('\n') && text.trim();
    });
    return new Desktop(`:${number}`, server);
  }

  /** What a program on this desktop is started with. */
  get env(): NodeJS.ProcessEnv {
    const { WAYLAND_DISPLAY: _, XDG_SESSION_TYPE: __, ...rest } = process.env;
    return { ...rest, DISPLAY: this.display, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
  }

  /** Starts a program that lives as long as the desktop. */
  start(program: string, ...args: string[]): ChildProcess {
    const child = spawn(program, args, { env: this.env, stdio: ['ignore', 'pipe', 'ignore'] });
    this.#children.push(child);
    return child;
  }

  /** Runs a program to its end. */
  async run(program: string, ...args: string[]): Promise<string> {
    return (await run(program, args, { env: this.env })).stdout;
  }

  /** A keyboard layout, with group names as setxkbmap takes them. */
  async layout(name: string): Promise<void> {
    await this.run('setxkbmap', '-layout', name);
  }

  /** Keycodes that are down now. */
  get keysDown(): readonly number[] {
    const bits = new Uint8Array(32);
    this.connection.x.XQueryKeymap(this.connection.pointer, bits);
    return Array.from({ length: 256 }, (_, code) => code).filter(
      code => (bits[code >> 3] ?? 0) & (1 << (code & 7)),
    );
  }

  /** Where the pointer is, and which of its buttons are down. */
  async pointer(): Promise<{ x: number; y: number }> {
    const text = await this.run('xdotool', 'getmouselocation');
    return { x: Number(/x:(\d+)/.exec(text)?.[1]), y: Number(/y:(\d+)/.exec(text)?.[1]) };
  }

  async close(): Promise<void> {
    this.connection.close();
    for (const child of this.#children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
