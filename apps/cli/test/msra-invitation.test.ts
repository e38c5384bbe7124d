/** `rendezvous msra invitation`, `passstub` and `pnrp-name`: what starts a session. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linesOf, run, temporaryFolder } from './support/command.ts';
import { runInProcess } from './support/in-process.ts';

const STRING_1 =
  '65538,1,10.0.3.105:3389;winxpsp3.contoso3.com:3389,*,rb+v0oPmEISmi8N2zK/vuhgul/ABqlDt6wW0VxMyxK8=,*,*,IuaRySSbPDNna4+2mKcsKxsbJFI=';
const STRING_2 =
  '<E><A KH="BNRjdu97DyczQSRuMRrDWoue+HA=" ID="+ULZ6ifjoCa6cGPMLQiGHRPwkg6VyJqGwxMnO6GcelwUh9a6/FBq3It5ADSndmLL"/><C><T ID="1" SID="0"><L P="49228" N="fe80::1032:53d9:5a01:909b%3"/><L P="49229" N="fe80::3d8f:9b2d:6b4e:6aa%6"/><L P="49230" N="192.168.1.200"/><L P="49231" N="169.254.6.170"/></T></C></E>';
const STRING_2_AS_1 =
  '65538,1,192.168.1.200:49230;169.254.6.170:49231,*,+ULZ6ifjoCa6cGPMLQiGHRPwkg6VyJqGwxMnO6GcelwUh9a6/FBq3It5ADSndmLL,*,*,BNRjdu97DyczQSRuMRrDWoue+HA=';
/** SHA-256 of the 608 bytes that Windows wrote for this string and password. */
const LHTICKET_SHA256 = '766e184204baf1c89bcbe73252218b39bb933ef5d6c9421a3d64b976a8a6bb62';
const PASSWORD = '48BJQ853X3B4';

const write = (output: string, ...argv: string[]) =>
  runInProcess(['msra', 'invitation', 'write', '--user-name', 'Anna <&> Ö', '--output', output, ...argv]);

async function read(file: string, ...argv: string[]): Promise<Record<string, unknown>> {
  const told = await runInProcess(['msra', 'invitation', 'read', file, ...argv]);
  expect([told.code, told.stderr]).toEqual([0, '']);
  const [line, ...more] = linesOf(told);
  expect(more).toEqual([]);
  return JSON.parse(line ?? '') as Record<string, unknown>;
}

const newFile = async (): Promise<string> => join(await temporaryFolder(), 'help.msrcIncident');
const WROTE = { code: 0, stdout: '', stderr: '' };

describe('rendezvous msra invitation', () => {
  it('writes an invitation of type 2 as a process, and another one reads it back', async () => {
    const file = await newFile();
    const wrote = await run([
      'msra',
      'invitation',
      'write',
      '--output',
      file,
      '--user-name',
      'Anna',
      '--password',
      PASSWORD,
      '--connection-string',
      STRING_2,
      '--stub',
      'WB^6HsrIaFmEpi',
      '--start',
      '1403972263',
      '--minutes',
      '14400',
      '--slow-line',
    ]);
    expect([wrote.code, wrote.stdout, wrote.stderr]).toEqual([0, '', '']);
    const finished = await run(['msra', 'invitation', 'read', file, '--password', PASSWORD]);
    expect([finished.code, finished.stderr]).toEqual([0, '']);
    const { lhTicket, ...rest } = JSON.parse(finished.stdout) as Record<string, unknown>;
    expect(
      createHash('sha256')
        .update(Buffer.from(String(lhTicket), 'hex'))
        .digest('hex'),
    ).toBe(LHTICKET_SHA256);
    expect(lhTicket).toBe(String(lhTicket).toLowerCase());
    expect(rest).toEqual({
      type: 2,
      userName: 'Anna',
      passwordProtected: true,
      dtStart: 1_403_972_263,
      dtLength: 14_400,
      passStub: 'WB^6HsrIaFmEpi',
      slowLine: true,
      rcTicket: STRING_2_AS_1,
      connectionString: STRING_2,
      expires: '2014-07-08T16:17:43.000Z',
      expired: true,
    });
  });

  it('reads a file of type 2 without the password too, but not its connection string', async () => {
    const file = await newFile();
    expect(await write(file, '--connection-string', STRING_2, '--password', PASSWORD)).toEqual(WROTE);
    const content = await read(file);
    expect(content).toMatchObject({ type: 2, userName: 'Anna <&> Ö', slowLine: false, expired: false });
    expect(content).not.toHaveProperty('connectionString');
  });

  it('begins now, for six hours, with a PassStub of its own', async () => {
    const [one, other] = [await newFile(), await newFile()];
    const before = Math.floor(Date.now() / 1000);
    for (const file of [one, other]) {
      expect(await write(file, '--connection-string', STRING_2, '--password', PASSWORD)).toEqual(WROTE);
    }
    const content = await read(one);
    expect(content['dtLength']).toBe(360);
    expect(Number(content['dtStart'])).toBeGreaterThanOrEqual(before);
    expect(Number(content['dtStart'])).toBeLessThanOrEqual(Date.now() / 1000);
    expect(content['passStub']).toMatch(/^[\w*]{2}[!@#$&^*()+=-]\d[A-Z][a-z][\w*]{8}$/);
    expect((await read(other))['passStub']).not.toBe(content['passStub']);
  });

  it('writes an invitation of type 1 for a connection string 1, and leaves the password out of it', async () => {
    const file = await newFile();
    const given = ['--connection-string', STRING_1, '--start', '1314905741', '--minutes', '180'];
    expect(
      await write(file, ...given, '--type', '1', '--password', 'Password1', '--stub', 'RT=0PvIndan52*'),
    ).toEqual(WROTE);
    expect(await readFile(file, 'utf8')).not.toContain('Password1');
    expect(await read(file)).toEqual({
      type: 1,
      userName: 'Anna <&> Ö',
      passwordProtected: true,
      dtStart: 1_314_905_741,
      dtLength: 180,
      passStub: 'RT=0PvIndan52*',
      slowLine: false,
      rcTicket: STRING_1,
      expires: '2011-09-01T22:35:41.000Z',
      expired: true,
    });
  });

  it('writes an invitation of type 1 without a password, and then without a PassStub', async () => {
    const file = await newFile();
    expect(await write(file, '--connection-string', STRING_1)).toEqual(WROTE);
    const content = await read(file);
    expect(content).toMatchObject({ type: 1, passwordProtected: false });
    expect(content).not.toHaveProperty('passStub');
  });

  it('reads a bare connection string, which never expires', async () => {
    const file = await newFile();
    await writeFile(file, STRING_2);
    expect(await read(file)).toEqual({
      type: 'connection-string',
      connectionString: STRING_2,
      expired: false,
    });
  });

  it('keeps the hands off a file that is there, unless it is forced', async () => {
    const file = await newFile();
    await writeFile(file, 'mine');
    const told = await write(file, '--connection-string', STRING_1);
    expect(told).toEqual({
      code: 1,
      stdout: '',
      stderr: `error: ${file} is already there: --force replaces it\n`,
    });
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(await write(file, '--connection-string', STRING_1, '--force')).toEqual(WROTE);
    expect(await read(file)).toMatchObject({ type: 1 });
  });

  it.each([
    [['--connection-string', STRING_2], 'an invitation of type 2 needs --password'],
    [
      ['--connection-string', STRING_1, '--type', '2', '--password', 'p'],
      'connection string 2 is not the expected element at offset 0',
    ],
    [
      ['--connection-string', STRING_2, '--type', '1'],
      'connection string 1 has a value that is not allowed at offset 0',
    ],
    [['--connection-string', STRING_1, '--minutes', '4294967296'], 'DtLength does not fit its field'],
    [['--connection-string', STRING_1, '--start', '4294967296'], 'DtStart does not fit its field'],
    [['--connection-string', STRING_1, '--stub', '\u0001'], 'PassStub holds characters that cannot be sent'],
    [
      ['--connection-string', STRING_1, '--minutes', '-1'],
      "option '--minutes <minutes>' argument '-1' is invalid. a whole number is expected.",
    ],
    [
      ['--connection-string', STRING_1, '--type', '3'],
      "option '--type <type>' argument '3' is invalid. Allowed choices are 1, 2.",
    ],
    [[], "required option '--connection-string <text>' not specified"],
  ])('write exits 1 with one sentence, and writes nothing (%#)', async (argv, sentence) => {
    const file = await newFile();
    expect(await write(file, ...argv)).toEqual({ code: 1, stdout: '', stderr: `error: ${sentence}\n` });
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('write exits 1 for a folder that is not there', async () => {
    const file = join(await temporaryFolder(), 'none', 'help.msrcIncident');
    expect(await write(file, '--connection-string', STRING_1)).toEqual({
      code: 1,
      stdout: '',
      stderr: `error: ${file} cannot be written: there is no such file\n`,
    });
  });

  it('read exits 1 with one sentence for a wrong password, as a process', async () => {
    const file = await newFile();
    expect(await write(file, '--connection-string', STRING_2, '--password', PASSWORD)).toEqual(WROTE);
    const finished = await run(['msra', 'invitation', 'read', file, '--password', 'wrong']);
    expect([finished.code, finished.stdout, finished.stderr]).toEqual([
      1,
      '',
      'error: the password or key does not open the invitation\n',
    ]);
  });

  it('read exits 1 for what is no invitation, and for a file that is not there', async () => {
    const file = await newFile();
    await writeFile(file, '<UPLOADINFO TYPE="Escalated"/>');
    const sentences = [];
    for (const named of [file, 'no-such-file']) {
      const told = await runInProcess(['msra', 'invitation', 'read', named]);
      expect([told.code, told.stdout]).toEqual([1, '']);
      sentences.push(told.stderr);
    }
    expect(sentences).toEqual([
      expect.stringMatching(/^error: invitation file is not the expected element at offset \d+\n$/),
      'error: no-such-file cannot be read: there is no such file\n',
    ]);
  });

  it.each([
    [[], 'invitation needs a command: see --help'],
    [['open', 'x'], 'invitation has no command open: see --help'],
    [['read'], "missing required argument 'file'"],
  ])('exits 1 with one sentence for %j', async (argv, sentence) => {
    expect(await runInProcess(['msra', 'invitation', ...argv])).toEqual({
      code: 1,
      stdout: '',
      stderr: `error: ${sentence}\n`,
    });
  });
});

describe('rendezvous msra passstub', () => {
  it.each([
    ['Password1', 'RT=0PvIndan52*', '3C9CAE0BCE7AB15C8AAC01D676045EDF3FFAF092E2DE368A2017E68A0DED7C90'],
    [PASSWORD, 'WB^6HsrIaFmEpi', '777DFAAE9028124DD02EDE8014221B4AD1F4EC138539D733AC767895B2D857D9'],
  ])('prints the value of PASS for %s in upper-case digits', async (password, stub, proof) => {
    const finished = await run(['msra', 'passstub', '--password', password, '--stub', stub]);
    expect([finished.code, finished.stdout, finished.stderr]).toEqual([0, `${proof}\n`, '']);
  });

  it('exits 1 without a PassStub', async () => {
    const finished = await run(['msra', 'passstub', '--password', PASSWORD]);
    expect([finished.code, finished.stdout, finished.stderr]).toEqual([
      1,
      '',
      "error: required option '--stub <text>' not specified\n",
    ]);
  });
});

describe('rendezvous msra pnrp-name', () => {
  it('prints the peer name of the example of [MS-RAIOP] 4', async () => {
    const finished = await run(['msra', 'pnrp-name', '--password', 'F8JKRV', '--time', '1218745079']);
    expect([finished.code, finished.stdout, finished.stderr]).toEqual([
      0,
      '0.30E3DBFB314B409A70BCCE744CADE65F\n',
      '',
    ]);
  });

  it('prints the name of the present hour when no time is named', async () => {
    const argv = ['msra', 'pnrp-name', '--password', 'F8JKRV'];
    const at = async (seconds: number) => (await runInProcess([...argv, '--time', String(seconds)])).stdout;
    const before = Math.floor(Date.now() / 1000);
    const { stdout } = await runInProcess(argv);
    // The hour may have changed meanwhile.
    expect([await at(before), await at(Math.floor(Date.now() / 1000))]).toContain(stdout);
    expect(await at(1_218_745_079)).not.toBe(stdout);
  });

  it.each([
    [['--password', 'f8jkrv'], '--password must have 6 characters of BCDFGHJKLMNPQRSTVWXYZ23456789'],
    [['--password', 'F8JKRVB'], '--password must have 6 characters of BCDFGHJKLMNPQRSTVWXYZ23456789'],
    [
      ['--password', 'F8JKRV', '--time', 'now'],
      "option '--time <seconds>' argument 'now' is invalid. a whole number is expected.",
    ],
    [[], "required option '--password <password>' not specified"],
  ])('exits 1 with one sentence for %j', async (argv, sentence) => {
    const finished = await run(['msra', 'pnrp-name', ...argv]);
    expect([finished.code, finished.stdout, finished.stderr]).toEqual([1, '', `error: ${sentence}\n`]);
  });
});
