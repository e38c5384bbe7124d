/**
 * Structured logs: one JSON line each on standard error.
 * What is never logged: bodies, texts, names, tokens, secrets, SDP, and the address of a connection above `debug`.
 */
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type { Logger };

/** @param stream where lines go; tests collect them */
export function createLog(config: Config, stream?: DestinationStream): Logger {
  return pino(
    {
      // A person at a terminal wants to hear of trouble only; a service manager collects everything worth keeping.
      level: config.log.level ?? (process.stderr.isTTY ? 'warn' : 'info'),
      base: null,
      serializers: { err: describeError },
    },
    stream ?? destination({ dest: 2, sync: true }),
  );
}

/** Only what identifies a fault: messages of libraries may quote the values they choked on. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  return {
    name: error.name,
    ...('code' in error && { code: String(error.code) }),
    at: frames.slice(0, 6).map(line => line.trim()),
  };
}
