/**
 * Two machines in one: a network namespace for the novice's side and one for the expert's, with nothing between
 * them but the emulated network. Needs root, iproute2 and /dev/net/tun.
 */
import { execFile, type SpawnOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Program, type Resources, start } from '../e2e/support/resources.ts';
import { Conditions, type ConditionsInput, DIRECTIONS, type Direction, MTU } from './conditions.ts';
import type { Counters } from './control.ts';
import { EmulatorProcess } from './emulator-process.ts';
import { openRelay, parsePlace } from './relay.ts';

const run = promisify(execFile);

/** One of the two machines. */
export interface Side {
  readonly namespace: string;
  /** Of its only device beside `lo`: what the other side calls, and what ICE finds. */
  readonly address: string;
  /** Before a command line, to run it there. */
  readonly prefix: readonly [string, ...string[]];
  /** Runs a program there; the caller ends it. */
  start(command: string, args: readonly string[], options?: SpawnOptions): Program;
  /** A script that runs `program` there with its arguments: an `executablePath` for a browser. */
  wrap(program: string): Promise<string>;
}

export interface Network {
  readonly novice: Side;
  readonly expert: Side;
  /** What is left out is as on a perfect network, whatever was set before. Holds for packets sent from now on. */
  set(conditions: ConditionsInput, direction?: Direction): Promise<void>;
  /** Nothing comes through any more, nor what is on its way. */
  cut(direction?: Direction): Promise<void>;
  mend(direction?: Direction): Promise<void>;
  counters(): Promise<Counters>;
  /**
   * Makes what listens on 127.0.0.1:port of this process's own namespace reachable on both sides under the same
   * address. `clear`: by unix sockets, of which ICE knows nothing. `impaired`: clear for the novice's side, and
   * for the expert's over the emulated network, as if the novice's machine served it.
   */
  forward(port: number, path?: 'clear' | 'impaired'): Promise<void>;
}

const NAME = 'rendezvous-net';
/** Names of what a network leaves behind when its process dies; the number is the process's id. */
const OURS = new RegExp(`^${NAME}-(\\d+)-`);
/** Namespaces are islands: every network can have the same addresses. */
const ADDRESSES = { novice: '10.77.0.1', expert: '10.77.0.2' } as const;
/** ICE rates a device by its name: this one is taken for a cable, `tun0` for a virtual private network. */
const DEVICE = 'eth0';
/** Packets that the kernel holds for the emulator while it is not running; past them the kernel drops. */
const KERNEL_QUEUE = 4_000;

let made = 0;

/** Removes what networks of processes that are no more have left. */
async function sweep(): Promise<void> {
  const orphan = (name: string): boolean => {
    const pid = OURS.exec(name)?.[1];
    return pid !== undefined && !existsSync(`/proc/${pid}`);
  };
  const { stdout } = await run('ip', ['netns', 'list']);
  const namespaces = stdout.split('\n').map(line => line.split(' ', 1)[0] ?? '');
  // Another process may be sweeping too: what it removed first is no failure.
  for (const name of namespaces.filter(orphan))
    await run('ip', ['netns', 'delete', name]).catch(() => undefined);
  for (const name of (await readdir(tmpdir())).filter(orphan)) {
    await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function side(namespace: string, address: string, folder: string): Side {
  const prefix = ['ip', 'netns', 'exec', namespace] as const;
  const [command, ...args] = prefix;
  return {
    namespace,
    address,
    prefix,
    start: (program, its, options) => start(command, [...args, program, ...its], options),
    async wrap(program) {
      const script = join(folder, `${namespace}-${program.replaceAll(/\W/g, '-')}`);
      const quoted = `'${program.replaceAll("'", `'\\''`)}'`;
      await writeFile(script, `#!/bin/sh\nexec ${prefix.join(' ')} ${quoted} "$@"\n`);
      await chmod(script, 0o755);
      return script;
    },
  };
}

/** Moves a device into a namespace and makes it the way to everywhere. */
async function equip(namespace: string, device: string, own: string, other: string): Promise<void> {
  const inside = (...args: readonly string[]) => run('ip', ['-n', namespace, ...args]);
  await run('ip', ['link', 'set', device, 'netns', namespace]);
  await inside('link', 'set', device, 'name', DEVICE);
  await inside('link', 'set', DEVICE, 'mtu', String(MTU), 'txqueuelen', String(KERNEL_QUEUE));
  // One family of addresses: otherwise it would depend on the machine which one a call takes.
  await inside('link', 'set', DEVICE, 'addrgenmode', 'none');
  await inside('address', 'add', own, 'peer', other, 'dev', DEVICE);
  await inside('link', 'set', 'lo', 'up');
  await inside('link', 'set', DEVICE, 'up');
  // ICE of a browser without permission for the microphone takes only the device of the default route.
  await inside('route', 'add', 'default', 'via', other, 'dev', DEVICE);
}

export interface NetworkOptions {
  /** Of both directions. */
  readonly conditions?: ConditionsInput;
  /** For the same chance again: packet for packet, as far as the same packets are sent. */
  readonly seed?: number;
}

/** Makes both sides and what is between them; `resources` ends it all. */
export async function startNetwork(resources: Resources, options: NetworkOptions = {}): Promise<Network> {
  const conditions = Conditions.parse(options.conditions ?? {});
  await sweep();
  const number = made++;
  const name = `${NAME}-${String(process.pid)}-${String(number)}`;
  const folder = resources.add(await mkdtemp(join(tmpdir(), `${name}-`)), path =>
    rm(path, { recursive: true, force: true }),
  );
  const namespace = async (which: string): Promise<string> => {
    await run('ip', ['netns', 'add', `${name}-${which}`]);
    return resources.add(`${name}-${which}`, async it => void (await run('ip', ['netns', 'delete', it])));
  };
  const novice = side(await namespace('novice'), ADDRESSES.novice, folder);
  const expert = side(await namespace('expert'), ADDRESSES.expert, folder);
  // Names of devices have 15 letters at most.
  const device = (letter: string): string => `rz${String(process.pid)}${letter}${String(number)}`;
  const emulator = resources.add(
    await EmulatorProcess.open([device('n'), device('x')], options.seed ?? 1),
    it => it.close(),
  );
  await equip(novice.namespace, device('n'), novice.address, expert.address);
  await equip(expert.namespace, device('x'), expert.address, novice.address);
  const directions = (direction: Direction | undefined): Direction[] =>
    direction ? [direction] : [...DIRECTIONS];
  await emulator.tell({ do: 'set', directions: directions(undefined), conditions });

  const forwarder = async (at: Side, listen: string, dial: string): Promise<void> => {
    const program = fileURLToPath(new URL('forwarder.ts', import.meta.url));
    const started = resources.add(at.start(process.execPath, [program, listen, dial]), it => it.stop());
    await started.says(/^listening$/m);
  };
  return {
    novice,
    expert,
    set: (wanted, direction) =>
      emulator.tell({ do: 'set', directions: directions(direction), conditions: Conditions.parse(wanted) }),
    cut: direction => emulator.tell({ do: 'cut', directions: directions(direction) }),
    mend: direction => emulator.tell({ do: 'mend', directions: directions(direction) }),
    counters: () => emulator.count(),
    async forward(port, path = 'clear') {
      const loopback = `127.0.0.1:${String(port)}`;
      const socket = join(folder, `${String(port)}.sock`);
      resources.add(await openRelay(parsePlace(socket), parsePlace(loopback)), it => it.close());
      await forwarder(novice, loopback, socket);
      if (path === 'clear') {
        await forwarder(expert, loopback, socket);
      } else {
        const served = `${novice.address}:${String(port)}`;
        await forwarder(novice, served, socket);
        await forwarder(expert, loopback, served);
      }
    },
  };
}
