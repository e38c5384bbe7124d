/**
 * Starts a program that holds this one's output open, says its number once it is ready, and ends.
 * `detached`: that program leaves the group. `ignore-term`: it does not end by SIGTERM. `stay`: this one waits for the end of its input.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const [, , ...flags] = process.argv;
const child = spawn(process.execPath, [join(import.meta.dirname, 'stubborn.ts'), ...flags], {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: flags.includes('detached'),
});
process.stdout.write(`${JSON.stringify({ child: child.pid })}\n`);
child.unref();
if (flags.includes('stay')) process.stdin.resume();
