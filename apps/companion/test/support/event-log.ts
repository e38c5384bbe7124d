import type { ChildProcess } from 'node:child_process';
import { until } from './until.ts';

/** What xev prints about the events of its window. */
export class EventLog {
  #text = '';

  constructor(xev: ChildProcess) {
    xev.stdout?.on('data', (data: Buffer) => {
      this.#text += data.toString('utf8');
    });
  }

  clear(): void {
    this.#text = '';
  }

  /** Each event in one line, e.g. `KeyPress Left shift` or `ButtonPress 3 640,400`. */
  get lines(): readonly string[] {
    return this.#text.split(/\n\n/).flatMap(block => {
      const name = /^\s*(\w+) event/.exec(block)?.[1];
      const state = Number(/state (0x[0-9a-f]+)/.exec(block)?.[1] ?? 0);
      const held = [state & 1 ? 'shift' : '', state & 4 ? 'control' : '', state & 8 ? 'alt' : ''].filter(
        Boolean,
      );
      switch (name) {
        case 'KeyPress':
        case 'KeyRelease':
          return [[name, /keysym 0x[0-9a-f]+, (\w+)/.exec(block)?.[1], ...held].join(' ')];
        case 'ButtonPress':
        case 'ButtonRelease':
          return [
            `${name} ${/button (\d+)/.exec(block)?.[1] ?? ''} ${/root:\((\d+,\d+)\)/.exec(block)?.[1] ?? ''}`,
          ];
        case 'MotionNotify':
          return [`${name} ${/root:\((\d+,\d+)\)/.exec(block)?.[1] ?? ''}`];
        default:
          return [];
      }
    });
  }

  /** Waits until this line has come. */
  saw(line: string): Promise<true> {
    return until(`xev sees “${line}” in ${JSON.stringify(this.lines)}`, () => this.lines.includes(line));
  }
}
