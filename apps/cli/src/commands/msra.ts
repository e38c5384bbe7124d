/** `rendezvous msra`: what goes over the wire in [MS-RA], to look at and to make. */
import { DecodeError, EncodeError, InvitationError, type TokenInput } from '@rendezvous/msra';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXIT, UsageError } from '../errors.ts';
import { CHANNEL_NAMES } from '../msra/families.ts';
import { print, say } from '../terminal.ts';
import {
  readInvitationCommand,
  type WriteInvitationFlags,
  writeInvitationCommand,
} from './msra-invitation.ts';
import { type DecodeFlags, decodeCommand, type EncodeFlags, encodeCommand } from './msra-messages.ts';
import {
  type PassStubFlags,
  type PeerNameFlags,
  passStubCommand,
  peerNameCommand,
  tokenCommand,
} from './msra-secrets.ts';

type Done = (code: number) => void;

const MESSAGES = `
Bytes in JSON are lower-case hexadecimal digits. A message is an object with a name and fields:
  RC_CTL, 71, encomsp  the name of the message without its prefix, and its fields
  70                   {"name":"CHAT","text":"…"}
  RA_FX                {"name":"FILEXFERACK"}, FILEXFEREND, FILEXFERREJECT, or {"name":"DATA","data":"…"};
                       a block that spells one of the three words is read as the word
Several messages: RC_CTL and encomsp are cut by their lengths, 70 and 71 behind each NUL, RA_FX not at all.
PDUs of encomsp that need no action are left out.

With --mux every message has an envelope, as on the static channel remdesk: its channel is printed with it, and
--channel, when it is there, picks the messages of that channel. RA_FX is then every file channel, those of
version 1 (a name with a point) included. The packets of RC_CTL have their envelope in any case.`;

/** Declares the commands below `msra`. All of them end with 0, or with 1 and one sentence. */
export function addMsra(msra: Command, done: Done): void {
  addMessages(msra, done);
  addSecrets(msra, done);
  const invitation = msra.command('invitation').description('reads and writes invitation files ([MS-RAI] 6)');
  addInvitation(invitation, done);
  refuseOthers(msra, done);
}

/** Has no command, and unknown ones, told in one sentence. Behind the commands, which would take the settings over. */
function refuseOthers(group: Command, done: Done): void {
  group
    .usage('<command> [options]')
    .helpCommand(true)
    .argument('[command]')
    .allowExcessArguments()
    .action(
      answer(done, (command: string | undefined): never => {
        const what = command === undefined ? 'needs a command' : `has no command ${command}`;
        throw new UsageError(`${group.name()} ${what}: see --help`);
      }),
    );
}

function addMessages(msra: Command, done: Done): void {
  const channel = (): Option => new Option('--channel <name>', 'whose messages').choices(CHANNEL_NAMES);
  const mux = 'every message has an envelope with the name of its channel';
  msra
    .command('decode')
    .description('prints messages as JSON, one a line')
    .addOption(channel())
    .option('--mux', mux)
    .addOption(new Option('--hex <digits>', 'the bytes; white space does not count').conflicts('file'))
    .option('--file <file>', 'the bytes as they are')
    .addHelpText('after', MESSAGES)
    .action(answer(done, (flags: DecodeFlags) => decodeCommand(flags)));
  msra
    .command('encode')
    .description('prints the bytes of messages in hexadecimal digits; takes what decode prints')
    .addOption(channel())
    .option('--mux', mux)
    .addOption(new Option('--json <json>', 'a message, or several with one a line').conflicts('file'))
    .option('--file <file>', 'the same in a file')
    .addHelpText('after', MESSAGES)
    .action(answer(done, (flags: EncodeFlags) => encodeCommand(flags)));
}

function addSecrets(msra: Command, done: Done): void {
  msra
    .command('token')
    .description('prints the session authorization token of version 3 ([MS-RA] 2.2.4)')
    .addOption(
      new Option('--role <role>', 'whose identity it proves')
        .choices(['novice', 'expert'])
        .makeOptionMandatory(),
    )
    .requiredOption('--password <password>', 'of the session; its last six characters count')
    .requiredOption('--connection-string <text>', 'connection string 2, exactly as it was sent')
    .action(answer(done, (flags: TokenInput) => tokenCommand(flags)));
  msra
    .command('passstub')
    .description(
      'prints the encrypted PassStub that proves a password, the value of PASS ([MS-RAI] note <17>)',
    )
    .requiredOption('--password <password>', 'of the invitation')
    .requiredOption('--stub <text>', 'PassStub of the invitation file, without the escapes of XML')
    .action(answer(done, (flags: PassStubFlags) => passStubCommand(flags)));
  msra
    .command('pnrp-name')
    .description('prints the unsecured peer name of a session for an hour ([MS-RAIOP] 3.1.5.3)')
    .requiredOption('--password <password>', 'of the session, six characters')
    .option('--time <seconds>', 'since 1970 UTC; now when not named', wholeNumber)
    .action(answer(done, (flags: PeerNameFlags) => peerNameCommand(flags)));
}

function addInvitation(invitation: Command, done: Done): void {
  invitation
    .command('read')
    .description('prints what an invitation file says, and whether it has expired, as one JSON object')
    .argument('<file>')
    .option('--password <password>', 'of the invitation: decrypts the connection string in a file of type 2')
    .action(answer(done, (file: string, flags: { password?: string }) => readInvitationCommand(file, flags)));
  invitation
    .command('write')
    .description('writes an invitation file')
    .addOption(
      new Option('--type <type>', 'when not named, what the connection string is').choices(['1', '2']),
    )
    .requiredOption('--user-name <name>', 'of the novice')
    .requiredOption('--connection-string <text>', 'connection string 1 or 2, as the type needs')
    .option('--password <password>', 'of the invitation; type 2 needs one')
    .option('--minutes <minutes>', 'how long it is valid', wholeNumber, 360)
    .option('--start <seconds>', 'when it begins, since 1970 UTC; now when not named', wholeNumber)
    .option('--stub <text>', 'PassStub; a random one when not named')
    .option('--slow-line', 'the novice has a modem')
    .requiredOption('--output <file>', 'where to write')
    .option('--force', 'replace a file that is there')
    .action(answer(done, (flags: WriteInvitationFlags) => writeInvitationCommand(flags)));
  refuseOthers(invitation, done);
}

function wholeNumber(text: string): number {
  if (/^[0-9]{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a whole number is expected.');
}

/** Prints the lines that an action gives, all or none; what it says of wrong input is one sentence, and ends with 1. */
function answer<A extends readonly unknown[]>(
  done: Done,
  act: (...given: A) => Promise<readonly string[]> | readonly string[],
): (...given: A) => Promise<void> {
  return async (...given) => {
    try {
      for (const line of await act(...given)) await print(line);
      done(EXIT.ok);
    } catch (error) {
      if (!isSentence(error)) throw error;
      say(`error: ${error.message}`);
      done(EXIT.failed);
    }
  };
}

function isSentence(error: unknown): error is Error {
  return [UsageError, DecodeError, EncodeError, InvitationError].some(kind => error instanceof kind);
}
