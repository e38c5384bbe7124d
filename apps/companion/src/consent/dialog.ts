/** A question in a window of the operating system, by the program that the system already has for it. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Question } from '../words.ts';
import type { Ask } from './ask.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How one program is run for one question, and how its yes looks. No shell ever sees the text. */
export interface DialogCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Added to the surroundings of the program. */
  readonly env: Readonly<Record<string, string>>;
  readonly saysYes: (exitCode: number | null, output: string) => boolean;
}

type DialogProgram = (question: Question, seconds: number) => Omit<DialogCommand, 'file'>;

const zenity: DialogProgram = (question, seconds) => ({
  args: [
    '--question',
    '--no-markup',
    '--default-cancel',
    '--icon-name=dialog-warning',
    '--width=480',
    `--timeout=${String(seconds)}`,
    `--title=${question.title}`,
    `--text=${question.text}`,
    `--ok-label=${question.allow}`,
    `--cancel-label=${question.refuse}`,
  ],
  env: {},
  saysYes: exitCode => exitCode === 0,
});

/** A yes-no box of kdialog has yes as its default, so this is a choice whose first line is the refusal. */
const kdialog: DialogProgram = question => ({
  args: [
    '--title',
    question.title,
    '--combobox',
    question.text,
    question.refuse,
    question.allow,
    '--default',
    question.refuse,
  ],
  env: {},
  saysYes: (exitCode, output) => exitCode === 0 && output.trim() === question.allow,
});

const XMESSAGE_YES = 10;
const xmessage: DialogProgram = (question, seconds) => ({
  args: [
    '-center',
    '-title',
    question.title,
    '-timeout',
    String(seconds),
    '-buttons',
    `${question.refuse}:1,${question.allow}:${String(XMESSAGE_YES)}`,
    '-default',
    question.refuse,
    question.text,
  ],
  env: {},
  saysYes: exitCode => exitCode === XMESSAGE_YES,
});

/** Unverified: no macOS machine was at hand. The text arrives as an argument, never as script. */
const osascript: DialogProgram = (question, seconds) => ({
  args: [
    '-e',
    [
      'on run argv',
      'set answer to display dialog (item 2 of argv) with title (item 1 of argv)' +
        ' buttons {item 3 of argv, item 4 of argv} default button 1 cancel button 1' +
        ' with icon caution giving up after (item 5 of argv as integer)',
      'if gave up of answer then return ""',
      'return button returned of answer',
      'end run',
    ].join('\n'),
    question.title,
    question.text,
    question.refuse,
    question.allow,
    String(seconds),
  ],
  env: {},
  saysYes: (exitCode, output) => exitCode === 0 && output.trim() === question.allow,
});

/** Unverified: no Windows machine was at hand. The text arrives in the environment, never as script. */
const powershell: DialogProgram = question => ({
  args: [
    '-NoProfile',
    '-NonInteractive',
    '-WindowStyle',
    'Hidden',
    '-Command',
    [
      'Add-Type -AssemblyName System.Windows.Forms',
      '$top = New-Object System.Windows.Forms.Form -Property @{TopMost = $true}',
      "[System.Windows.Forms.MessageBox]::Show($top, $env:RENDEZVOUS_TEXT, $env:RENDEZVOUS_TITLE, 'YesNo', 'Warning', 'Button2')",
    ].join('; '),
  ],
  env: { RENDEZVOUS_TITLE: question.title, RENDEZVOUS_TEXT: question.text },
  saysYes: (exitCode, output) => exitCode === 0 && output.trim() === 'Yes',
});

const PROGRAMS: Readonly<Partial<Record<NodeJS.Platform, readonly (readonly [string, DialogProgram])[]>>> = {
  win32: [['powershell.exe', powershell]],
  darwin: [['osascript', osascript]],
};
const X11_PROGRAMS: readonly (readonly [string, DialogProgram])[] = [
  ['zenity', zenity],
  ['kdialog', kdialog],
  ['xmessage', xmessage],
];

/** The first dialog program that this machine has; undefined when there is none, or no desktop to show it on. */
export function findDialog(
  system: NodeJS.Platform,
  env: Environment,
): ((question: Question, seconds: number) => DialogCommand) | undefined {
  const programs = PROGRAMS[system] ?? (env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? X11_PROGRAMS : []);
  for (const [name, program] of programs) {
    const file = findExecutable(name, env);
    if (file) return (question, seconds) => ({ file, ...program(question, seconds) });
  }
  return undefined;
}

function findExecutable(name: string, env: Environment): string | undefined {
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    if (!folder) continue;
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** Asks by a dialog that is closed at the deadline and when the signal aborts. */
export function dialogAsk(
  command: (question: Question, seconds: number) => DialogCommand,
  env: Environment,
  deadlineMs: number,
): Ask {
  return (question, signal) =>
    new Promise(resolve => {
      if (signal.aborted) return resolve(false);
      const { file, args, env: extra, saysYes } = command(question, Math.ceil(deadlineMs / 1000));
      const child = spawn(file, args, {
        env: { ...env, ...extra },
        shell: false,
        stdio: ['ignore', 'pipe', 'ignore'],
        windowsHide: true,
      });
      let output = '';
      let refused = false;
      const refuse = (): void => {
        refused = true;
        child.kill('SIGKILL');
      };
      const timer = setTimeout(refuse, deadlineMs);
      signal.addEventListener('abort', refuse, { once: true });
      const done = (yes: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', refuse);
        resolve(yes && !refused && !signal.aborted);
      };
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(0, 1000);
      });
      child.on('error', () => done(false));
      child.on('close', exitCode => done(saysYes(exitCode, output)));
    });
}
