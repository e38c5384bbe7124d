/** A question on the terminal in which the companion was started. */
import { createInterface } from 'node:readline';
import type { Ask } from './ask.ts';

/**
 * Reads the terminal from now on; only a line typed after the question stands can answer it.
 * @returns the way to ask, and a function that lets the terminal go
 */
export function openTerminal(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  deadlineMs: number,
): { ask: Ask; close: () => void } {
  let answer: ((line: string) => void) | undefined;
  let ended = false;
  const lines = createInterface({ input, terminal: false });
  // A line that comes while nothing is asked is nobody's answer.
  lines.on('line', line => answer?.(line));
  lines.on('close', () => {
    ended = true;
    answer?.('');
  });

  const ask: Ask = (question, signal) =>
    new Promise(resolve => {
      if (ended || signal.aborted) return resolve(false);
      const done = (yes: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', refuse);
        answer = undefined;
        if (!yes) output.write(`${question.refused}\n`);
        resolve(yes && !signal.aborted);
      };
      const refuse = (): void => done(false);
      const timer = setTimeout(refuse, deadlineMs);
      signal.addEventListener('abort', refuse, { once: true });
      output.write(`\n${question.text}\n${question.choice}`);
      answer = line => done(question.yes.includes(line.trim().toLowerCase()));
    });
  return { ask, close: () => lines.close() };
}
