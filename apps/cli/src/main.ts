/** The command `rendezvous`. */
import { EXIT } from './errors.ts';
import { run } from './program.ts';
import { say } from './terminal.ts';

let stained = false;
const end = (code: number): void => {
  const last = code === EXIT.ok && stained ? EXIT.failed : code;
  // A module that was launched in this process may keep it alive; what was printed goes out first.
  process.stdout.write('', () => process.exit(last));
};
const tell = (error: unknown): void => {
  const text = error instanceof Error ? (error.stack ?? error.message) : 'unknown';
  for (const line of `error: ${text}`.split('\n')) say(line);
};
process.on('uncaughtException', error => {
  tell(error);
  process.exit(EXIT.failed);
});
// Most likely of a module in this process, which has nobody else to tell: nothing went well then, but it goes on.
process.on('unhandledRejection', error => {
  stained = true;
  tell(error);
});
// Whoever reads the output may leave early.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

end(await run(process.argv.slice(2)));
