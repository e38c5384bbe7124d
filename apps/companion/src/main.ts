/** `npm run companion`: the command line of the companion. */
import { COMPANION_PORTS } from '@rendezvous/assist';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Companion, startCompanion } from './companion.ts';
import type { Ask } from './consent/ask.ts';
import { dialogAsk, findDialog } from './consent/dialog.ts';
import { openTerminal } from './consent/terminal.ts';
import { LIMITS } from './limits.ts';
import { ListenError } from './loopback-server.ts';
import { AllowedOrigins } from './origins.ts';
import { openPlatform } from './platform/open.ts';
import { Watchdog } from './watchdog/watchdog.ts';
import { type Language, languageOf, WORDS } from './words.ts';

/** What the process ends with. */
const EXIT = { stopped: 0, failed: 1, usage: 2, locked: 3, lost: 4 } as const;

interface Flags {
  readonly port?: number;
  readonly ask?: 'dialog' | 'terminal';
  readonly origin: readonly string[];
  readonly language: Language;
}

const program = new Command('companion')
  .description('Lets a person who helps you use this mouse and keyboard, after your yes at this machine.')
  .option('--port <number>', 'listen on this port only (0: any free one)', parsePort)
  .addOption(new Option('--ask <how>', 'where to ask you').choices(['dialog', 'terminal']))
  .option(
    '--origin <address...>',
    'another page that may pair, e.g. https://chat.example (those of this machine always may)',
    [],
  )
  .addOption(
    new Option('--language <language>', 'of what is printed here')
      .choices(['en', 'de'])
      .default(languageOf(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'])),
  )
  .exitOverride(error => process.exit(error.exitCode === 0 ? EXIT.stopped : EXIT.usage))
  .parse();

await run(program.opts<Flags>());

async function run(flags: Flags): Promise<void> {
  const words = WORDS[flags.language];
  const say = (text: string): void => console.log(text);
  let companion: Companion | undefined;
  const crash = (error: unknown): void => {
    // Only the kind of the error is printed: its text could hold what was typed.
    companion?.releaseNow();
    console.error(`${words.crashed} (${error instanceof Error ? error.name : 'unknown'})`);
    process.exit(EXIT.failed);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  process.on('exit', () => companion?.releaseNow());

  let origins: AllowedOrigins;
  try {
    origins = new AllowedOrigins(flags.origin);
  } catch (error) {
    console.error(error instanceof TypeError ? error.message : String(error));
    return process.exit(EXIT.usage);
  }
  const { ask, close } = chooseAsk(flags, say);
  try {
    companion = await startCompanion({
      ports: flags.port === undefined ? COMPANION_PORTS : [flags.port],
      origins,
      language: flags.language,
      ask,
      openPlatform: events => openPlatform({ system: process.platform, env: process.env }, events),
      startGuard: died => new Watchdog(died),
      say,
    });
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    console.error(words.portsTaken);
    return process.exit(EXIT.usage);
  }
  const started = companion;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void started.stop());

  say(`${words.banner}\n\n${words.what}\n`);
  if (started.unable) say(`${words.unable[started.unable]}\n`);
  say(`${words.code(started.code ?? '')}\n`);
  say(words.origins(origins.description));
  say(words.waiting(started.port));

  const end = await started.ended;
  close();
  say({ stopped: words.stopped, locked: words.locked, lost: words.lost }[end]);
  process.exitCode = EXIT[end];
  // Standard output may be a pipe: what was said must be out before the process is.
  process.stdout.write('', () => process.exit());
}

/** A dialog where the machine has one, else the terminal; with neither the answer is no. */
function chooseAsk(flags: Flags, say: (text: string) => void): { ask: Ask; close: () => void } {
  const dialog = flags.ask === 'terminal' ? undefined : findDialog(process.platform, process.env);
  if (dialog) return { ask: dialogAsk(dialog, process.env, LIMITS.questionMs), close: () => undefined };
  if (flags.ask === 'terminal' || (flags.ask === undefined && process.stdin.isTTY))
    return openTerminal(process.stdin, process.stdout, LIMITS.questionMs);
  return {
    ask: async () => {
      say(WORDS[flags.language].nobodyToAsk);
      return false;
    },
    close: () => undefined,
  };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535');
  return port;
}
