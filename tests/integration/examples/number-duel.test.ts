/** The program in Python: two real processes, each launched by a host that shares nothing with it but the specification. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import {
  type InvitationMessage,
  launchesAs,
  Registration,
  RendezvousHost,
  type SessionOutcome,
  type Summary,
} from '@rendezvous/rendezvous';
import { type SimulatorStep, simulate } from '@rendezvous/rendezvous/simulator';
import { type LaunchedProcess, launchProcess } from '@rendezvous/rendezvous/stdio';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

const FOLDER = new URL('../../../examples/python-number-duel/', import.meta.url).pathname;
const registration = Registration.parse(JSON.parse(readFileSync(`${FOLDER}registration.json`, 'utf8')));
if (!launchesAs(registration, 'process')) throw new Error('the number duel is no program');
const { launch } = registration;
const SOURCE = `${FOLDER}number_duel.py`;
const TOKEN = 'a-token-that-nobody-guesses';
const DEADLINE_MS = 15_000;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});
beforeAll(() => {
  const { status } = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']);
  if (status !== 0) throw new Error('the number duel needs Python 3.9 or newer: install the package python3');
});

const until = (condition: () => boolean): Promise<unknown> =>
  vi.waitUntil(condition, { timeout: DEADLINE_MS, interval: 5 });

/** A messenger with one contact, whose outgoing messages a test may keep to itself. */
class Side {
  readonly host: RendezvousHost;
  readonly name: string;
  program: LaunchedProcess | undefined;
  readonly diagnostics: string[] = [];
  summary: Summary | undefined;
  /** Decides about each message whether it is carried. */
  carries: (message: InvitationMessage) => boolean = () => true;
  other: Side | undefined;

  constructor(name: string, otherName: string) {
    this.name = name;
    const other = { name: otherName, address: `${otherName}@example` };
    this.host = new RendezvousHost({
      driver: {
        name: 'Test messenger',
        language: 'en',
        send: async (_to, message) => {
          if (this.carries(message))
            queueMicrotask(() => this.other?.host.receive(`${name}@example`, message));
        },
        displayUser: () => other,
        isContact: address => address === other.address,
        relayServers: () => Promise.resolve([]),
        finished: (_session, summary) => {
          this.summary = summary;
        },
      },
      registrations: () => [registration],
      launch: async ({ token, signal }) => {
        const onDiagnostics = (line: string): unknown => this.diagnostics.push(line);
        this.program = await launchProcess({ launch, token, signal, folder: FOLDER, onDiagnostics });
        const { program } = this;
        cleanups.push(async () => {
          program.close();
          await program.closed;
        });
        return program;
      },
    });
    cleanups.push(() => this.host.close());
  }

  get outcome(): SessionOutcome | undefined {
    return [...this.host.sessions.values()][0]?.outcome;
  }

  /** Resolves with the exit code when the program has gone. */
  async exit(): Promise<number | null | undefined> {
    await until(() => this.program !== undefined);
    return (await this.program?.exited)?.code;
  }
}

function invited(prepare: (ada: Side, ben: Side) => void = () => undefined): [Side, Side] {
  const [ada, ben] = [new Side('ada', 'ben'), new Side('ben', 'ada')];
  ada.other = ben;
  ben.other = ada;
  prepare(ada, ben);
  ben.host.addEventListener('incoming', ({ session }) => queueMicrotask(() => session.accept()));
  ada.host.invite({ name: 'ben', address: 'ben@example' }, registration.id);
  return [ada, ben];
}

describe('two number duels', () => {
  it('play to the end by themselves, agree on who has won, and leave a summary in both chats', async () => {
    const [ada, ben] = invited();
    expect(await Promise.all([ada.exit(), ben.exit()])).toEqual([0, 0]);
    expect(ada.outcome).toMatchObject({ state: 'cancelled', reason: 'success', hr: 0, by: 'local' });
    expect(ben.outcome).toMatchObject({ state: 'cancelled', reason: 'success', hr: 0, by: 'remote' });
    const said = (side: Side): string => side.summary?.texts['en']?.lines[0] ?? '';
    const guesses = /(\d+) guesses/.exec(said(ada))?.[1];
    expect(Number(guesses)).toBeLessThanOrEqual(7);
    const ends = [
      [`You won in ${guesses} guesses.`, `ada won in ${guesses} guesses.`],
      [`ben won in ${guesses} guesses.`, `You won in ${guesses} guesses.`],
      [`A draw, after ${guesses} guesses each.`, `A draw, after ${guesses} guesses each.`],
    ];
    expect(ends).toContainEqual([said(ada), said(ben)]);
    expect(ben.summary?.texts['de']?.title).toBe('Zahlenduell');
  });

  it('end well in the simulator, hold their session, and let it go', async () => {
    const side = {
      registration,
      launch: (options: { token: string; signal: AbortSignal }) =>
        launchProcess({ launch, folder: FOLDER, token: options.token, signal: options.signal }),
    };
    const simulation = simulate({ inviter: side, invitee: side, timeoutMs: DEADLINE_MS });
    const steps: SimulatorStep[] = [];
    for await (const step of simulation) steps.push(step);
    expect(await simulation.result).toMatchObject({ ok: true });
    for (const name of ['inviter', 'invitee']) {
      const counts = steps.flatMap(step => (step.event === 'held' && step.side === name ? step.count : []));
      expect(counts).toEqual([1, 0]);
    }
    expect(steps.filter(({ event }) => event === 'problem' || event === 'error')).toEqual([]);
  });

  it('are told when the other one was killed, and end', async () => {
    let carried = 0;
    const [ada, ben] = invited((_ada, invitee) => {
      // From his second message on nothing of Ben's arrives: a lucky game has no third one.
      invitee.carries = message => message.type !== 'data' || ++carried < 2;
    });
    await until(() => carried >= 2);
    process.kill(ben.program?.pid ?? Number.NaN, 'SIGKILL');
    expect(await ada.exit()).toBe(0);
    expect(ada.outcome).toMatchObject({ state: 'terminated', reason: 'app-crashed', by: 'remote' });
    expect(ada.diagnostics).toContain('The session has ended: app-crashed remote');
    expect(ada.summary?.texts['en']?.lines[0]).toBe('The duel was broken off.');
    expect(await ben.exit()).toBeNull();
  });

  it('ends when its messenger lets go of it', async () => {
    const [ada] = invited((_ada, ben) => {
      ben.carries = message => message.type !== 'data';
    });
    await until(() => [...ada.host.sessions.values()][0]?.state === 'connected');
    ada.host.close();
    expect(await ada.exit()).toBe(0);
  });
});

/** The program alone, with a host that says what no host should. */
class Bare {
  readonly child = spawn('python3', ['-B', SOURCE], { env: { ...process.env, RENDEZVOUS_TOKEN: TOKEN } });
  readonly heard: Record<string, unknown>[] = [];
  readonly exited: Promise<number | null>;

  constructor() {
    createInterface({ input: this.child.stdout }).on('line', line => {
      this.heard.push(JSON.parse(line) as Record<string, unknown>);
    });
    this.exited = new Promise(resolve => {
      this.child.once('exit', code => resolve(code));
    });
    cleanups.push(async () => {
      this.child.kill('SIGKILL');
      await this.exited;
    });
  }

  line(text: string | Buffer): void {
    this.child.stdin.write(Buffer.concat([Buffer.from(text), Buffer.from('\n')]));
  }

  say(message: object): void {
    this.line(JSON.stringify({ jsonrpc: '2.0', ...message }));
  }

  /** Waits for what fits. */
  async hears(part: Record<string, unknown>): Promise<Record<string, unknown>> {
    await vi.waitFor(() => expect(this.heard).toContainEqual(expect.objectContaining(part)), {
      timeout: DEADLINE_MS,
      interval: 5,
    });
    return (
      this.heard.find(message => Object.entries(part).every(([key, value]) => message[key] === value)) ?? {}
    );
  }

  /** Hello, hand-over, CONNECTED. */
  async connect(flags: number): Promise<void> {
    const { id } = await this.hears({ method: 'rendezvous/hello' });
    this.say({ id, result: { protocol: 1, handOver: true } });
    const session = {
      id: '0b9f7a2e-6c1d-4f3a-8e5b-7d2c9a4e6f10',
      state: 3,
      flags,
      remoteUser: { name: 'Ben' },
    };
    this.say({ id: 'h1', method: 'app/setSession', params: { session } });
    await this.hears({ id: 'h1', result: null });
    this.say({ method: 'session/stateChanged', params: { prevState: 3, state: 4 } });
  }
}

const NOISE = [
  'no JSON at all',
  '{"half": ',
  '[1, 2, 3]',
  'null',
  '"text"',
  '{}',
  '{"id":[],"result":null}',
  '{"id":99,"result":null}',
  '{"method":"session/contextData"}',
  '{"method":"session/stateChanged","params":{"state":"five"}}',
  '{"method":"session/unheard","params":{}}',
  '{"method":7}',
  '['.repeat(100_000),
  Buffer.from([0xff, 0xfe, 0x00, 0x80]),
];

describe('a number duel', () => {
  it('takes its token out of the environment, and says so when there is none', () => {
    const { status, stdout, stderr } = spawnSync('python3', ['-B', SOURCE], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: 'Start me from a messenger.\n',
    });
  });

  it('goes on after lines that are no messages, and answers requests that it does not know', async () => {
    const program = new Bare();
    for (const line of NOISE) program.line(line);
    await program.connect(1);
    for (const line of NOISE) program.line(line);
    program.say({ id: 'h2', method: 'app/unheard', params: {} });
    await program.hears({ id: 'h2', error: { code: -32601, message: 'no such method' } });
    program.say({ id: 'h3', method: 'app/setSession', params: { session: {} } });
    await program.hears({ id: 'h3', error: expect.objectContaining({ data: { hresult: -2147024809 } }) });
    await program.hears({ method: 'session/sendContextData', params: { id: 1, data: '{"guess": 50}' } });
    program.child.stdin.end();
    expect(await program.exited).toBe(0);
  });

  it.each([
    'no JSON',
    '[]',
    '{"guess":101}',
    '{"guess":true}',
    '{"guess":"50"}',
    '{"answer":"right","guess":50}',
    '{}',
    'null',
  ])('ends the session when the other one says %s', async data => {
    const program = new Bare();
    await program.connect(2);
    program.say({ method: 'session/contextData', params: { seq: 1, data } });
    await program.hears({
      method: 'session/terminate',
      params: expect.objectContaining({ hr: -2147024809 }),
    });
  });

  it('ends the session when the answers contradict each other', async () => {
    const program = new Bare();
    await program.connect(1);
    for (let seq = 1; seq <= 8; seq += 1) {
      program.say({ method: 'session/contextData', params: { seq, data: '{"answer":"higher","guess":1}' } });
    }
    await program.hears({
      method: 'session/terminate',
      params: expect.objectContaining({ hr: -2147024809 }),
    });
  });

  it('ends with an error when its hello is refused', async () => {
    const program = new Bare();
    const { id } = await program.hears({ method: 'rendezvous/hello' });
    program.say({ id, error: { code: -32001, message: 'used', data: { reason: 'token-used' } } });
    expect(await program.exited).toBe(1);
  });

  it('asks a person where there is a terminal', async () => {
    // Three lines as somebody types them: two that are no guesses, and one that is.
    const typed = spawnSync('python3', ['-B', '-c', PERSON, FOLDER], {
      encoding: 'utf8',
      timeout: DEADLINE_MS,
    });
    expect(typed.stderr).toBe('');
    expect(typed.stdout).toContain('Your guess at the number of Ben, 1 to 100: ');
    expect(typed.stdout).toContain('{"guess": 33}');
  });

  it('is one file of less than 200 lines that imports the standard library alone', () => {
    const source = readFileSync(SOURCE, 'utf8');
    expect(source.split('\n').length - 1).toBeLessThan(200);
    const imports = [...source.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name]) => name);
    expect(imports).toEqual(['itertools', 'json', 'os', 'random', 'sys', 'threading']);
  });
});

/** A real terminal, which only a program of the same kind can make. */
const PERSON = `
import json, os, pty, subprocess, sys
master, slave = pty.openpty()
env = {**os.environ, "RENDEZVOUS_TOKEN": "t" * 32, "NUMBER_DUEL_TERMINAL": os.ttyname(slave)}
program = subprocess.Popen([sys.executable, "-B", sys.argv[1] + "number_duel.py"], env=env,
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
def say(**message): program.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\\n")
program.stdout.readline()
say(id=1, result={"protocol": 1})
say(id=1, method="app/setSession", params={"session": {"id": "x", "flags": 1, "remoteUser": {"name": "Ben"}}})
say(method="session/stateChanged", params={"prevState": 3, "state": 4})
os.write(master, b"abc\\n500\\n33\\n")
while True:
    message = json.loads(program.stdout.readline())
    if message.get("method") == "session/sendContextData":
        print(message["params"]["data"])
        break
program.stdin.close()
print(os.read(master, 4096).decode())
sys.exit(program.wait())
`;
