/** An application written in Node that a messenger starts as a program of its own. rendezvous-api 8.5, stdio. */
import { Console } from 'node:console';
import { type Clock, systemClock } from '../clock.ts';
import { ConnectError } from '../errors.ts';
import { TOKEN_VARIABLE } from './environment.ts';
import { type LineChannel, lineChannel } from './line-channel.ts';

export interface ConnectToHostOverStdioOptions {
  /**
   * Standard output is the messenger's: a `console.log` there would stand between the messages. Unless this is `false`,
   * the whole console writes to standard error from now on. What writes to `process.stdout` itself is not stopped;
   * lines that are no JSON are skipped by the messenger, up to `LIMITS.violations` of them.
   */
  readonly redirectConsole?: boolean;
  readonly clock?: Clock;
}

export interface StdioHost {
  /**
   * Closes when standard input ends: the messenger has gone or lets go, and the program must end. When nothing else
   * keeps it running it does so by itself; else end it at `channel.closed`, or the messenger will, by SIGTERM.
   */
  readonly channel: LineChannel;
  /** The launch token, for `acceptSession`. */
  readonly token: string;
}

/**
 * Takes the launch token out of the environment, so that nothing that the program starts inherits it, and takes
 * standard input and output over.
 * End the program by letting it run out, not by `process.exit()`: what was sent last may still be on its way.
 * @throws ConnectError `not-launched` when no messenger has started the program, or on a second call
 */
export function connectToHostOverStdio(options: ConnectToHostOverStdioOptions = {}): StdioHost {
  const token = process.env[TOKEN_VARIABLE];
  delete process.env[TOKEN_VARIABLE];
  if (token === undefined || token === '') {
    throw new ConnectError('not-launched', 'no messenger has started this program');
  }
  if (options.redirectConsole !== false) {
    Object.assign(globalThis.console, new Console({ stdout: process.stderr, stderr: process.stderr }));
  }
  const channel = lineChannel({
    input: process.stdin,
    output: process.stdout,
    clock: options.clock ?? systemClock,
  });
  return { channel, token };
}
