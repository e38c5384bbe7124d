/** The command line. */
import { createRequire } from 'node:module';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type CheckFlags, checkCommand } from './commands/check.ts';
import { addMsra } from './commands/msra.ts';
import {
  type ExportFlags,
  exportCommand,
  type FolderFlags,
  type ImportFlags,
  importCommand,
  listCommand,
  validateCommand,
} from './commands/registry.ts';
import { type SimulateFlags, simulateCommand } from './commands/simulate.ts';
import { EXIT, UsageError } from './errors.ts';
import { say } from './terminal.ts';

/** Seconds, at most: a day. */
const LONGEST_S = 86_400;

/** Runs one command. @returns the exit code; never rejects for what a person did wrong */
export async function run(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = build(code => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has said what is wrong; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : wrongUsage(argv);
    if (error instanceof UsageError) {
      say(`error: ${error.message}`);
      return EXIT.usage;
    }
    throw error;
  }
}

/** `msra` has two codes: there it makes no difference which part of the input is wrong. */
function wrongUsage([command]: readonly string[]): number {
  return command === 'msra' ? EXIT.failed : EXIT.usage;
}

function build(done: (code: number) => void): Command {
  const program = new Command('rendezvous')
    .description('Develops and registers applications for two that are started from a messenger.')
    .version(versionOf(), '--version');
  program
    .command('simulate')
    .description(
      'launches two registrations as a pair on this machine, and prints every step as a line of JSON',
    )
    .requiredOption('--inviter <file>', 'registration of the side that invites')
    .requiredOption('--invitee <file>', 'registration of the side that is invited')
    .option(
      '--component <guid>',
      'component to create on both sides, when the two registrations differ in it',
    )
    .option('--timeout <seconds>', 'how long the whole may take', seconds, 600)
    .addOption(
      new Option('--answer <answer>', 'what the invitee does')
        .choices(['accept', 'decline'])
        .default('accept'),
    )
    .option('--show-data', 'print context data and the texts of ends, not just their lengths')
    .option('--browser <command>', 'opens the pages: a program and its arguments, without a shell', words)
    .option(
      '--base <address>',
      'what relative addresses of pages start from, instead of the folder of the registration',
      address,
    )
    .action(async (flags: SimulateFlags) => done(await simulateCommand(flags)));
  program
    .command('check')
    .description('runs the compliance suite against an application that is a program or a module')
    .requiredOption('--application <file>', 'its registration')
    .option('--runs-on', 'the application goes on when its session has ended, with a transport of its own')
    .option('--only <id...>', 'these checks only')
    .option('--patience <seconds>', 'how long each wait may take', seconds, 5)
    .option('--json', 'one JSON object for each check')
    .action(async (flags: CheckFlags) => done(await checkCommand(flags)));
  addRegistry(program.command('registry').description('looks after the registrations of this machine'), done);
  addMsra(program.command('msra').description('reads and writes the messages of [MS-RA]'), done);
  // Each command of its own, because commander does not hand it down.
  for (const command of withAllBelow(program)) {
    command.exitOverride();
    // One sentence, suggestion included, is one line.
    command.configureOutput({
      outputError: (text, write) => write(`${text.trim().replace(/\s*\n\s*/g, ' ')}\n`),
    });
  }
  return program;
}

function withAllBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withAllBelow)];
}

function addRegistry(registry: Command, done: (code: number) => void): void {
  const folders = (command: Command): Command =>
    command
      .option('--system <folder>', 'the registrations of the machine')
      .option('--user <folder>', 'the registrations of the person');
  folders(registry.command('list').description('prints what is registered, and what is wrong'))
    .option('--json', 'as JSON')
    .action(async (flags: FolderFlags & { json?: boolean }) => done(await listCommand(flags)));
  registry
    .command('validate')
    .description('says what is wrong in registration files, .json or .reg')
    .addArgument(new Argument('<file...>'))
    .action(async (files: string[]) => done(await validateCommand(files)));
  registry
    .command('import')
    .description('writes the applications of a .reg file as registrations')
    .argument('<file>')
    .option('--to <folder>', 'where to write; the folder of the person when not named')
    .option('--system32 <path>', 'what $(runtime.system32) stands for')
    .action(async (file: string, flags: ImportFlags) => done(await importCommand(file, flags)));
  folders(registry.command('export').description('writes registrations as a .reg file'))
    .argument('[id...]', 'application ids; all when none is named')
    .option('--to <file>', 'where to write; standard output when not named')
    .option('--path <file>', 'Path of those that name no program: an .exe or .dll with the icon')
    .addOption(new Option('--encoding <encoding>').choices(['utf-16le', 'utf-8']).default('utf-16le'))
    .addOption(new Option('--format <version>', 'of the registry editor').choices(['5', '4']).default('5'))
    .action(async (ids: string[], flags: Omit<ExportFlags, 'format'> & { format: string }) =>
      done(await exportCommand(ids, { ...flags, format: flags.format === '4' ? 4 : 5 })),
    );
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= LONGEST_S) return value;
  throw new InvalidArgumentError(`a number of seconds up to ${String(LONGEST_S)} is expected.`);
}

/** Words, and quoted texts as one word. */
function words(text: string): [string, ...string[]] {
  const [program, ...rest] = [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
  if (program === undefined || program === '') throw new InvalidArgumentError('a program is expected.');
  return [program, ...rest];
}

function address(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('an http or https address is expected.');
}

function versionOf(): string {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  return version;
}
