import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialogAsk, findDialog } from '../src/consent/dialog.ts';
import { openTerminal } from '../src/consent/terminal.ts';
import { plainText } from '../src/consent/untrusted-text.ts';
import { languageOf, WORDS } from '../src/words.ts';
import { until } from './support/until.ts';

const question = WORDS.en.question('Eva $(touch x) `y` --help; "', 'eva@chat.example', 15);
const never = new AbortController().signal;

describe('untrusted text', () => {
  const points = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 0x10ffff }), fc.integer({ min: 0, max: 0x2100 })),
    { maxLength: 200 },
  );

  it('holds no control, no direction, no markup and no more than its length, whatever it was', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 80 }), (codes, max) => {
        const plain = plainText(String.fromCodePoint(...codes), max);
        expect(Array.from(plain).length).toBeLessThanOrEqual(max);
        expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>&\\"]/u);
        expect(plain).not.toBe('');
      }),
    );
  });

  it.each([
    ['Zoë Müller', 'Zoë Müller'],
    ['李 小龍', '李 小龍'],
    ['  a \n\t b ', 'a b'],
    ['\u202Eevil\u2066', 'evil'],
    ['Z\u0301\u0302\u0303\u0304\u0305', 'Ź\u0302\u0303'],
    ['\u200b', '?'],
  ])('%j becomes %j', (text, plain) => {
    expect(plainText(text, 60)).toBe(plain);
  });
});

describe('the question on a terminal', () => {
  let input: PassThrough;
  let output: PassThrough;
  let printed: string;
  let terminal: ReturnType<typeof openTerminal>;
  beforeEach(() => {
    input = new PassThrough();
    output = new PassThrough();
    printed = '';
    output.on('data', (data: Buffer) => {
      printed += data.toString('utf8');
    });
    terminal = openTerminal(input, output, 60_000);
  });
  afterEach(() => terminal.close());

  it.each([
    ['y', true],
    [' YES ', true],
    ['', false],
    ['n', false],
    ['yes please', false],
    ['j', false],
  ])('%j is %s', async (line, yes) => {
    const answer = terminal.ask(question, never);
    await until('it is asked', () => printed.includes('Allow? [y/N]'));
    input.write(`${line}\n`);
    expect(await answer).toBe(yes);
  });

  it('takes a German yes to a German question', async () => {
    const answer = terminal.ask(WORDS.de.question('Eva', 'eva@chat.example', 15), never);
    input.write('Ja\n');
    expect(await answer).toBe(true);
  });

  it('takes no line that was typed before the question stood', async () => {
    input.write('y\ny\n');
    await until('the lines are read', () => input.readableLength === 0);
    const answer = terminal.ask(question, never);
    input.write('n\n');
    expect(await answer).toBe(false);
  });

  it('is no when it is withdrawn, when the deadline passes and when the terminal ends', async () => {
    const withdrawn = new AbortController();
    const answer = terminal.ask(question, withdrawn.signal);
    withdrawn.abort();
    expect(await answer).toBe(false);
    const hurried = openTerminal(new PassThrough(), output, 1);
    expect(await hurried.ask(question, never)).toBe(false);
    hurried.close();
    const ended = terminal.ask(question, never);
    input.end();
    expect(await ended).toBe(false);
    expect(await terminal.ask(question, never)).toBe(false);
  });
});

describe('the question in a dialog', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'companion-dialog-'));
    env = { PATH: folder, DISPLAY: ':9' };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A dialog program of our own that writes down its arguments, each on a line. */
  function install(name: string, script: string): void {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" > ${folder}/args\n${script}\n`);
    chmodSync(file, 0o700);
  }
  async function ask(deadlineMs = 60_000, signal = never): Promise<boolean> {
    const dialog = findDialog('linux', env);
    if (!dialog) throw new Error('no dialog was found');
    return dialogAsk(dialog, env, deadlineMs)(question, signal);
  }

  it.each([
    ['zenity', 'exit 0', true],
    ['zenity', 'exit 1', false],
    ['zenity', 'exit 5', false],
    ['kdialog', 'echo Allow', true],
    ['kdialog', 'echo Refuse', false],
    ['kdialog', 'echo Allow; exit 1', false],
    ['xmessage', 'exit 10', true],
    ['xmessage', 'exit 0', false],
  ])('%s that does “%s” is %s', async (name, script, yes) => {
    install(name, script);
    expect(await ask()).toBe(yes);
  });

  it('gives a name as an argument, which no shell reads', async () => {
    install('zenity', 'exit 1');
    await ask();
    const lines = readFileSync(join(folder, 'args'), 'utf8');
    expect(lines).toContain('--text=“Eva $(touch x) `y` --help; "” (eva@chat.example)');
    expect(lines).toContain('--default-cancel');
    expect(lines).toContain('--no-markup');
  });

  it('is closed and no at its deadline and when it is withdrawn', async () => {
    install('zenity', 'exec /bin/sleep 60');
    expect(await ask(50)).toBe(false);
    const withdrawn = new AbortController();
    const answer = ask(60_000, withdrawn.signal);
    withdrawn.abort();
    expect(await answer).toBe(false);
  });

  it('is not there without a desktop or without a program', () => {
    expect(findDialog('linux', { ...env, DISPLAY: '' })).toBeUndefined();
    expect(findDialog('linux', env)).toBeUndefined();
    install('zenity', 'exit 0');
    expect(findDialog('linux', env)).toBeDefined();
  });
});

it('a locale is read for its language', () => {
  for (const tag of ['de', 'de-AT', 'de_DE.UTF-8', 'DE']) expect(languageOf(tag)).toBe('de');
  for (const tag of ['en', 'den', 'C.UTF-8', '', undefined]) expect(languageOf(tag)).toBe('en');
});
