/** Says what it was given: environment, arguments, folder; then waits for the end of its input. */
import { readFileSync } from 'node:fs';

const { argv, env, pid } = process;
const commandLine = process.platform === 'linux' ? readFileSync('/proc/self/cmdline', 'utf8') : '';
process.stdout.write(`${JSON.stringify({ env, argv, commandLine, folder: process.cwd(), pid })}\n`);
process.stdin.resume();
