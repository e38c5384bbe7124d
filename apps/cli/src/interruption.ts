/** Ctrl+C: once ends everything in stages, twice at once. */
import { EXIT } from './errors.ts';
import { say } from './terminal.ts';

export interface Interruption extends Disposable {
  readonly signal: AbortSignal;
}

/** Listens to SIGINT, SIGTERM and SIGHUP, and to a standard output that nobody reads any more, until it is disposed of. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const stop = (): void => {
    // Programs that were started are killed on the way out.
    if (controller.signal.aborted) process.exit(EXIT.failed);
    say('ending the applications; once more to end them at once');
    controller.abort(new Error('interrupted'));
  };
  const unread = (): void => {
    if (!controller.signal.aborted) controller.abort(new Error('nobody reads the output'));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  process.stdout.on('error', unread);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      for (const signal of signals) process.off(signal, stop);
      process.stdout.off('error', unread);
    },
  };
}
