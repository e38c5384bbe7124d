/**
 * One person's real sound devices: a PulseAudio daemon of their own with a mouth that speaks into the microphone and
 * an ear at the speaker. A browser with this `env` knows no other devices.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Recording } from './recording.ts';
import { type Program, type Resources, start, until } from './resources.ts';
import { SAMPLE_RATE } from './wav.ts';

/**
 * Nothing kept, nothing shared, ends with the test. In real time: on a busy machine the daemon's own delays would come
 * out as gaps in the sound; where that is not allowed, it goes without.
 */
const DAEMON = [
  '-n',
  '--daemonize=no',
  '--exit-idle-time=-1',
  '--use-pid-file=no',
  '--disable-shm=yes',
  '--realtime=yes',
  '--high-priority=yes',
];
/** The program that tells a browser of a device as udev does, and the one that takes all of a microphone's streams. */
const ANNOUNCE = fileURLToPath(new URL('announce-device.py', import.meta.url));
const OCCUPY = fileURLToPath(new URL('occupy-microphone.py', import.meta.url));

/** A microphone and a speaker that belong together; labels as the browser shows them. */
export interface Headset {
  /** `TestMic` */
  readonly microphone: string;
  /** `TestSpeaker` */
  readonly speaker: string;
  /** PulseAudio's names: the sink that the mouth speaks into, the microphone's source, the speaker's sink. */
  readonly mouthSink: string;
  readonly source: string;
  readonly sink: string;
}

export interface SoundDevicesOptions {
  /** Goes before every label, so that two people's devices can be told apart. Letters and digits. */
  readonly label?: string;
  /** Runs a command where the browser runs, as `['ip', 'netns', 'exec', 'alice']` does. */
  readonly prefix?: readonly string[];
}

export class SoundDevices {
  /** What a browser's environment needs besides. */
  readonly env: NodeJS.ProcessEnv;
  /** The devices that are there from the start, and the system's default. */
  readonly builtIn: Headset;
  readonly #resources: Resources;
  readonly #daemon: Program;
  readonly #prefix: readonly string[];
  readonly #label: string;
  readonly #modules = new Map<Headset, readonly string[]>();
  #current: Headset;
  #plugged = 0;

  private constructor(
    resources: Resources,
    daemon: Program,
    env: NodeJS.ProcessEnv,
    builtIn: Headset,
    options: SoundDevicesOptions,
  ) {
    this.#resources = resources;
    this.#daemon = daemon;
    this.env = env;
    this.builtIn = builtIn;
    this.#current = builtIn;
    this.#prefix = options.prefix ?? [];
    this.#label = options.label ?? 'Test';
  }

  static async start(resources: Resources, options: SoundDevicesOptions = {}): Promise<SoundDevices> {
    const folder = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-sound-')), path =>
      rmSync(path, { recursive: true, force: true }),
    );
    const socket = join(folder, 'socket');
    const own = { PULSE_RUNTIME_PATH: join(folder, 'run'), PULSE_STATE_PATH: join(folder, 'state') };
    const builtIn = headset(options.label ?? 'Test', 0);
    const modules = [`module-native-protocol-unix socket=${socket} auth-anonymous=1`, ...modulesOf(builtIn)];
    const program = start('pulseaudio', [...DAEMON, ...modules.flatMap(line => ['-L', line])], {
      env: { ...process.env, ...own, HOME: folder },
    });
    const daemon = resources.add(program, p => p.stop());
    const env = { PULSE_SERVER: `unix:${socket}`, PULSE_COOKIE: join(folder, 'cookie') };
    const devices = new SoundDevices(resources, daemon, env, builtIn, options);
    await until(
      'the sound devices',
      async () => {
        if (daemon.child.exitCode !== null) throw new Error(`pulseaudio ended: ${daemon.output()}`);
        return devices.#pactl('info').then(
          () => true,
          () => false,
        );
      },
      30_000,
    );
    await devices.useByDefault(builtIn);
    return devices;
  }

  /** Speaks a WAV file into the microphone of the built-in devices, or another; resolves when all of it is said. */
  async say(path: string, at: Headset = this.#current): Promise<void> {
    const args = ['--device', at.mouthSink, '--latency-msec=1000', path];
    await this.#run('paplay', args);
  }

  /** Records what this person hears: what the default speaker plays, or another. */
  listen(at: Headset = this.#current): Promise<Recording> {
    return Recording.start(this.#resources, this.#fullEnv, `${at.sink}.monitor`);
  }

  /** Records what this person says, where it enters the microphone. */
  overhear(at: Headset = this.#current): Promise<Recording> {
    return Recording.start(this.#resources, this.#fullEnv, `${at.mouthSink}.monitor`);
  }

  /** Plugs another headset in; it does not become the default by itself. The browser is told as udev would. */
  async plug(): Promise<Headset> {
    this.#plugged += 1;
    const plugged = headset(this.#label, this.#plugged);
    const ids: string[] = [];
    for (const line of modulesOf(plugged)) ids.push(await this.#pactl('load-module', ...line.split(' ')));
    this.#modules.set(plugged, ids);
    await this.#announce('add');
    return plugged;
  }

  /**
   * Pulls a plugged headset out. The default goes back to the built-in devices, and who uses the default goes with it;
   * a browser's track of this very headset ends. The browser is told as udev would. The built-in ones cannot be pulled.
   */
  async unplug(plugged: Headset): Promise<void> {
    const ids = this.#modules.get(plugged);
    if (!ids) throw new Error('not plugged in');
    this.#modules.delete(plugged);
    if (this.#current === plugged) await this.useByDefault(this.builtIn);
    for (const id of ids.toReversed()) await this.#pactl('unload-module', id);
    await this.#announce('remove');
  }

  /** Makes a headset the system's default, for the browser and for {@link say} and {@link listen}. */
  async useByDefault(chosen: Headset): Promise<void> {
    await this.#pactl('set-default-sink', chosen.sink);
    await this.#pactl('set-default-source', chosen.source);
    this.#current = chosen;
  }

  /**
   * Makes the microphone busy: takes all the streams it can give, so that getUserMedia rejects with NotReadableError.
   * What is open already goes on. Gives the function that ends it.
   */
  async occupyMicrophone(at: Headset = this.#current): Promise<() => Promise<void>> {
    const program = this.#resources.add(start('python3', [OCCUPY, at.source], { env: this.#fullEnv }), p =>
      p.stop(),
    );
    await program.says(/taken \d+/);
    return () => program.stop();
  }

  /** The microphone gives nothing but stays open (`on`), as a device that hangs; or it speaks again. */
  async suspendMicrophone(on: boolean, at: Headset = this.#current): Promise<void> {
    await this.#pactl('suspend-source', at.source, on ? '1' : '0');
  }

  /**
   * Lets the ear hear the microphone by PulseAudio alone, `ms` later less what PulseAudio plans for the speaker's
   * buffer, which a null sink does not use: a third of it, 50 at most. Gives the function that ends it.
   */
  async loop(ms: number, at: Headset = this.#current): Promise<() => Promise<void>> {
    const ends = [`source=${at.source}`, `sink=${at.sink}`];
    const times = [`latency_msec=${String(ms)}`, 'adjust_time=0'];
    const id = await this.#pactl('load-module', 'module-loopback', ...ends, ...times);
    return async () => {
      await this.#pactl('unload-module', id);
    };
  }

  /** Everything of sound dies under the browser. Nothing brings it back. */
  async kill(): Promise<void> {
    await this.#daemon.stop('SIGKILL');
  }

  /** How many programs' streams record the microphone now, by PulseAudio's own list: 0 is a closed microphone. */
  async microphoneUses(at: Headset = this.#current): Promise<number> {
    const sources = (await this.#pactl('list', 'short', 'sources')).split('\n').map(line => line.split('\t'));
    const id = sources.find(([, name]) => name === at.source)?.[0];
    const outputs = (await this.#pactl('list', 'short', 'source-outputs')).split('\n');
    return outputs.filter(line => id !== undefined && line.split('\t')[1] === id).length;
  }

  get #fullEnv(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.env };
  }

  #pactl(...words: readonly string[]): Promise<string> {
    return this.#run('pactl', words);
  }

  /** Needs the right to send to the kernel's event sockets, which root has. */
  async #announce(action: 'add' | 'remove'): Promise<void> {
    // `env` runs what follows, also when there is no prefix.
    await this.#run('env', [...this.#prefix, 'python3', ANNOUNCE, action]);
  }

  /** Runs a short command and gives its output. @throws Error with what it said */
  async #run(command: string, args: readonly string[]): Promise<string> {
    const child = spawn(command, args, { env: this.#fullEnv, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#resources.add(child, c => c.kill());
    let [output, problems] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('close', resolve);
      child.once('error', reject);
    });
    if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${problems.trim()}`);
    return output.trim();
  }
}

function headset(label: string, number: number): Headset {
  const [name, suffix] = number === 0 ? [label, ''] : [`${label}Headset${String(number)}`, String(number)];
  return {
    microphone: `${name}Mic`,
    speaker: `${name}Speaker`,
    mouthSink: `mouth${suffix}`,
    source: `microphone${suffix}`,
    sink: `speaker${suffix}`,
  };
}

/**
 * The modules of a headset. `norewinds`: without it a null sink renders two seconds ahead while nobody listens, and a
 * recording or a microphone that is opened then gets no sound for so long.
 */
function modulesOf({ microphone, speaker, mouthSink, source, sink }: Headset): readonly string[] {
  const sinkOf = (name: string, label: string): string =>
    `module-null-sink sink_name=${name} rate=${String(SAMPLE_RATE)} channels=1 norewinds=1 sink_properties=device.description=${label}`;
  return [
    sinkOf(mouthSink, `MouthAt${microphone}`),
    sinkOf(sink, speaker),
    `module-remap-source master=${mouthSink}.monitor source_name=${source} source_properties=device.description=${microphone}`,
  ];
}
