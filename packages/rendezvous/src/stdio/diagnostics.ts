import type { Readable } from 'node:stream';
import type { Logger } from '@rendezvous/base';
import { DIAGNOSTIC_BYTES } from './limits.ts';
import { LineSplitter } from './line-splitter.ts';

/** Takes one line that a program has written to its standard error. It may hold anything, private data included. */
export type DiagnosticsListener = (line: string) => void;

/**
 * Reads the diagnostics of a program to their end, so that it never waits for a reader. Without a listener they are
 * dropped. Lines are at most `DIAGNOSTIC_BYTES` long and hold no control characters: they cannot steer a terminal.
 * @returns resolves when all is read, or the stream has gone
 */
export function readDiagnostics(
  stream: Readable,
  listener: DiagnosticsListener | undefined,
  log: Logger,
): Promise<void> {
  stream.on('error', error => log.debug('Diagnostics not read', { error }));
  if (listener === undefined) stream.resume();
  else giveLines(stream, listener, log);
  return new Promise(resolve => stream.once('close', resolve));
}

function giveLines(stream: Readable, listener: DiagnosticsListener, log: Logger): void {
  const splitter = new LineSplitter({ limit: DIAGNOSTIC_BYTES, beyond: 'cut' });
  const decoder = new TextDecoder();
  const give = (bytes: Uint8Array): void => {
    const line = decoder.decode(bytes).replace(/[^\P{Cc}\t]/gu, '');
    if (line === '') return;
    try {
      listener(line);
    } catch (error) {
      log.error('Diagnostics listener failed', { error });
    }
  };
  stream.on('data', (chunk: Uint8Array) => {
    for (const line of splitter.lines(chunk)) if (line.kind === 'line') give(line.bytes);
  });
  stream.on('end', () => give(splitter.unfinished));
}
