/** The registered applications of a running server: what browsers are told of them, and when. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadApplications } from '@rendezvous/im';
import { Registration } from '@rendezvous/rendezvous';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { image, programWith, readIco } from '../../../packages/rendezvous/test/registry/support/programs.ts';
import { StartError, startServer } from '../src/server.ts';
import { Client, contacts, signUp } from './kit/client.ts';
import { http, type TestServer, temporaryFolder, testServer } from './kit/server.ts';

/** In everything that a file holds and no log may. */
const MARK = 'markedsecret';
const FAULT = 'An application file has a fault';

const guid = (n: number): string => `{00000000-0000-4000-8000-${String(n).padStart(12, '0')}}`;
const board = (n: number, changes: object = {}): object => ({
  id: guid(n),
  component: guid(n + 1000),
  name: `Board ${String(n)} ${MARK}`,
  icon: '/apps/board/icon.svg',
  url: 'https://board.example',
  launch: { kind: 'page', url: '/apps/board/' },
  ...changes,
});

/** A folder of its own, with these files in it; gone after the test. */
function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** Whoever runs the server puts a file into the folder of its data. */
function put(server: TestServer, name: string, content: unknown): void {
  writeFileSync(join(server.dataDir, 'applications', name), JSON.stringify(content));
}

async function listed(server: { url: string }): Promise<Registration[]> {
  const { body } = await http(server, '/api/applications');
  return (body as unknown[]).map(entry => Registration.parse(entry));
}
async function names(server: { url: string }): Promise<string[]> {
  return (await listed(server)).map(({ name }) => name);
}

/** The lines of the log with this sentence. */
function logged(server: TestServer, sentence: string): Record<string, unknown>[] {
  const lines = server.log().split('\n').filter(Boolean);
  return lines.map(line => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === sentence);
}

/** Waits until the server has told this client `times` times that the list has changed. */
async function told(client: Client, times: number): Promise<void> {
  await client.until(() => client.all('applications').length >= times || undefined, 'applications');
}

const until = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 8_000, interval: 20 });

const OURS = ['Ask for RemoteAssistance', 'Offer RemoteAssistance'];

describe('a file in the folder of the data', () => {
  test('that is added, changed or removed changes the list, and everybody connected is told to look again', async () => {
    await using server = await testServer();
    const { anna, bert } = await contacts(server);
    put(server, 'board.json', board(1));
    await Promise.all([told(anna, 1), told(bert, 1)]);
    expect(await names(server)).toEqual([...OURS, `Board 1 ${MARK}`]);

    put(server, 'board.json', board(1, { name: 'Another name' }));
    await told(anna, 2);
    expect(await names(server)).toEqual([...OURS, 'Another name']);

    rmSync(join(server.dataDir, 'applications', 'board.json'));
    await Promise.all([told(anna, 3), told(bert, 3)]);
    expect(await names(server)).toEqual(OURS);
    await anna.settle();
    expect(anna.all('applications')).toEqual(Array.from({ length: 3 }, () => ({ type: 'applications' })));
    expect(server.log()).not.toContain(MARK);
  });

  test('that is wrong is a warning with its name and nothing that it holds, and all else stays', async () => {
    await using server = await testServer();
    const anna = await Client.signIn(server, await signUp(server, 'anna'));
    put(server, 'good.json', board(1));
    await told(anna, 1);
    put(server, 'bad.json', { ...board(2), [MARK]: MARK, launch: { kind: MARK } });
    const file = join(server.dataDir, 'applications', 'bad.json');
    await until(() => expect(logged(server, FAULT)).not.toEqual([]));
    expect(logged(server, FAULT)).toMatchObject([
      { file, code: 'invalid', level: 40 },
      { file, code: 'unknown-key', level: 40 },
    ]);
    expect(await names(server)).toEqual([...OURS, `Board 1 ${MARK}`]);

    put(server, 'bad.json', board(2));
    await told(anna, 2);
    expect(await names(server)).toEqual([...OURS, `Board 2 ${MARK}`, `Board 1 ${MARK}`]);
    put(server, 'good.json', board(1, { url: `http://${MARK}.example` }));
    await told(anna, 3);
    expect(await names(server)).toEqual([...OURS, `Board 2 ${MARK}`]);
    // What stays wrong is not said again at each change.
    put(server, 'third.json', board(3));
    await told(anna, 4);
    expect(logged(server, FAULT)).toHaveLength(3);
    expect(server.log()).not.toContain(MARK);
  });

  test('that is only half written takes nothing away', async () => {
    await using server = await testServer();
    const anna = await Client.signIn(server, await signUp(server, 'anna'));
    put(server, 'board.json', board(1));
    await told(anna, 1);
    const file = join(server.dataDir, 'applications', 'board.json');
    writeFileSync(file, JSON.stringify(board(1, { name: 'Renamed' })).slice(0, 100));
    put(server, 'other.json', board(2));
    await told(anna, 2);
    expect(await names(server)).toContain(`Board 1 ${MARK}`);
    put(server, 'board.json', board(1, { name: 'Renamed' }));
    await told(anna, 3);
    expect(await names(server)).toEqual([...OURS, 'Renamed', `Board 2 ${MARK}`]);
    expect(logged(server, FAULT)).toEqual([]);
  });

  test('cannot take the place of an application that comes with the server', async () => {
    await using server = await testServer();
    put(server, 'ask.json', board(1, { id: '{56B994A7-380F-410B-9985-C809D78C1BDC}' }));
    await until(() => expect(logged(server, FAULT)).toMatchObject([{ code: 'conflict' }]));
    expect(await names(server)).toEqual(OURS);
  });

  test('that was there before the start, right or wrong, does not keep the server from starting', async () => {
    const dataDir = folderWith({
      'applications/board.json': JSON.stringify(board(1)),
      'applications/broken.json': '{',
    });
    await using server = await testServer({ dataDir });
    expect(await names(server)).toEqual([...OURS, `Board 1 ${MARK}`]);
    expect(logged(server, FAULT)).toMatchObject([{ code: 'not-json' }]);
  });
});

describe('the folder that comes with the server', () => {
  /** Of a start that fails: the error's code and sentence. */
  async function refusal(applicationsDir: string): Promise<string> {
    const settings = { applicationsDir, log: { level: 'silent' as const } };
    try {
      await using _ = await startServer({ port: 0, dataDir: folderWith({}), settings });
    } catch (error) {
      if (error instanceof StartError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return 'it started';
  }

  test('is refused at the start when it is wrong, and a fault that comes later is a warning', async () => {
    const folder = folderWith({ 'board.json': JSON.stringify(board(1)) });
    await using server = await testServer({ settings: { applicationsDir: folder } });
    const anna = await Client.signIn(server, await signUp(server, 'anna'));
    writeFileSync(join(folder, 'twice.json'), JSON.stringify(board(1)));
    await until(() => expect(logged(server, FAULT)).toMatchObject([{ code: 'conflict' }]));
    writeFileSync(join(folder, 'another.json'), JSON.stringify(board(2)));
    await told(anna, 1);
    expect(await names(server)).toEqual([`Board 2 ${MARK}`, `Board 1 ${MARK}`]);
    expect(await refusal(folder)).toMatch(
      /^bad-applications: the application file .*twice\.json is wrong: id .* is already registered by/,
    );
  });

  test.each([
    ['not JSON', '{"id": 7,', /x\.json is wrong: the file is not JSON: at line 1, column/],
    ['no registration', '{"id": 7}', /x\.json is wrong: .*id.*; .*component/],
  ])('with a file that is %s stops the start with the file and the place', async (_what, text, sentence) => {
    expect(await refusal(folderWith({ 'x.json': text }))).toMatch(sentence);
  });

  test('that is missing, or no folder, stops the start', async () => {
    const folder = folderWith({ file: '' });
    for (const wrong of ['missing', 'file'].map(name => join(folder, name))) {
      expect(await refusal(wrong)).toMatch(`bad-applications: the folder of applications ${wrong} `);
    }
  });

  test('may be the same as the folder in the data', async () => {
    const dataDir = folderWith({ 'applications/board.json': JSON.stringify(board(1)) });
    const settings = { applicationsDir: join(dataDir, 'applications') };
    await using server = await testServer({ dataDir, settings });
    expect(await names(server)).toEqual([`Board 1 ${MARK}`]);
    expect(logged(server, FAULT)).toEqual([]);
  });
});

describe('what browsers are told', () => {
  test('is nothing of programs and modules: no command, no folder, no path; only the card has their name', async () => {
    await using server = await testServer();
    const { anna, bert, bertAccount } = await contacts(server);
    put(
      server,
      '1-program.json',
      board(1, { launch: { kind: 'process', command: [MARK, MARK], cwd: MARK } }),
    );
    put(server, '2-module.json', board(2, { launch: { kind: 'module', module: `./${MARK}.js` } }));
    put(server, '3-page.json', board(3, { name: 'A page' }));
    await told(anna, 1);
    const { body } = await http(server, '/api/applications');
    expect((body as { name: string }[]).map(({ name }) => name)).toEqual([...OURS, 'A page']);
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${MARK}|command|cwd|module`));
    expect(anna.all('applications')).toHaveLength(1);

    const application = { id: guid(1), component: guid(1001), name: 'A lie', url: 'https://board.example' };
    const sessionId = randomUUID();
    await anna.invitation(bertAccount.address, { type: 'invite', sessionId, application, protocol: [1] });
    const { message } = await bert.frame('message', frame => frame.message.kind === 'invitation');
    expect(message).toMatchObject({ application: { id: guid(1), name: `Board 1 ${MARK}` } });
  });

  test('is never more than they take: the rest is left out with a warning', async () => {
    const dataDir = folderWith({ 'applications/none': '' });
    const file = (n: number): string => join(dataDir, 'applications', `${String(n).padStart(3, '0')}.json`);
    for (let n = 1; n <= 70; n += 1) writeFileSync(file(n), JSON.stringify(board(n)));
    await using server = await testServer({ dataDir });
    const sentence = 'More applications are registered than a messenger takes';
    expect(await loadApplications(server.url)).toHaveLength(64);
    expect(logged(server, sentence).map(line => line.file)).toEqual(
      Array.from({ length: 8 }, (_, n) => file(63 + n)),
    );

    // Few, but large: 20 times some 170 KiB.
    const anna = await Client.signIn(server, await signUp(server, 'anna'));
    for (let n = 1; n <= 70; n += 1) rmSync(file(n));
    await told(anna, 1);
    const long = { can: Array.from({ length: 8 }, () => 'x'.repeat(300)), cannot: [] };
    const languages = Array.from('abcdefghijklmnopqrstuvwxyz', letter => [`${letter}a`, `${letter}b`])
      .flat()
      .slice(0, 35);
    const abilities = Object.fromEntries(languages.map(code => [code, { inviter: long, invitee: long }]));
    for (let n = 1; n <= 20; n += 1) writeFileSync(file(n), JSON.stringify(board(n, { abilities })));
    await until(() => expect(logged(server, sentence).some(line => line.file === file(20))).toBe(true));
    const taken = await loadApplications(server.url);
    expect(taken.length).toBeGreaterThan(8);
    expect(taken.length).toBeLessThan(20);
  });
});

describe('the icon of an application', () => {
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

  async function iconOf(server: TestServer): Promise<string> {
    const [, , registration] = await listed(server);
    return typeof registration?.icon === 'string' ? registration.icon : 'none';
  }
  /** The server with this one more application, whose icon is the file `icon` beside it. */
  function serverWith(bytes: Uint8Array | string, icon: unknown): Promise<TestServer> {
    const x = JSON.stringify(board(1, { icon }));
    return testServer({ dataDir: folderWith({ 'applications/icon': bytes, 'applications/x.json': x }) });
  }

  test('lies in a Windows program by its index, and is served as an image under the hash of its bytes', async () => {
    const icons = [1, 2].map(id => ({ id, images: [[32, image(id)]] as const }));
    await using server = await serverWith(programWith(icons), { path: 'icon', index: 1 });
    const address = await iconOf(server);
    const response = await fetch(server.url + address);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(response.status).toBe(200);
    expect(readIco(bytes)).toEqual([{ width: 32, bytes: image(2) }]);
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(address).toBe(`/api/applications/icons/${hash}`);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/vnd.microsoft.icon',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
  });

  test('that is an SVG file may run nothing, also when it is opened as a page', async () => {
    await using server = await serverWith(SVG, 'icon');
    const { headers, body } = await http(server, await iconOf(server));
    expect(body).toBe(SVG);
    expect(headers.get('content-type')).toContain('image/svg+xml');
    expect(headers.get('content-security-policy')).toBe(
      "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    );
  });

  test('that cannot be read is left out with a warning, and the application stays', async () => {
    await using server = await serverWith(MARK, { path: 'icon', index: 3 });
    expect(await names(server)).toEqual([...OURS, `Board 1 ${MARK}`]);
    expect(await iconOf(server)).toBe('');
    expect(logged(server, 'The icon of an application cannot be read')).toMatchObject([
      { file: join(server.dataDir, 'applications', 'x.json'), code: 'not-an-image' },
    ]);
  });

  test('has a new address when the application has a new icon, and the old one is gone', async () => {
    await using server = await serverWith(SVG, 'icon');
    const anna = await Client.signIn(server, await signUp(server, 'anna'));
    const before = await iconOf(server);
    writeFileSync(join(server.dataDir, 'applications', 'other.svg'), SVG.replace('1', '2'));
    put(server, 'x.json', board(1, { icon: 'other.svg' }));
    await told(anna, 1);
    const after = await iconOf(server);
    expect(after).not.toBe(before);
    expect((await http(server, after)).body).toBe(SVG.replace('1', '2'));
    expect(await http(server, before)).toMatchObject({ status: 404, body: { error: 'not-found' } });
  });

  test.each(['0'.repeat(64), 'x', '..%2F..%2Fauth-secret', '%00', 'x'.repeat(101), ''])(
    'at the address %j is none',
    async hash => {
      await using server = await testServer();
      const { status, headers } = await http(server, `/api/applications/icons/${hash}`);
      expect(status).toBe(404);
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );
});
