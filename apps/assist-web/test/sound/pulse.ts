import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const START_MS = 10_000;

/** A sound server of its own, on which microphones and speakers are plugged in and out. */
export interface Pulse extends AsyncDisposable {
  /** What a program needs in its environment to use it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Plugs in a microphone that hears nothing. Gives what unplugs it. */
  microphone(name: string): Promise<() => Promise<void>>;
  /** Plugs in a speaker. Gives what unplugs it. */
  speaker(name: string): Promise<() => Promise<void>>;
}

export async function startPulse(): Promise<Pulse> {
  const folder = await mkdtemp(join(tmpdir(), 'pulse-'));
  const socket = join(folder, 'native');
  const environment = {
    PULSE_SERVER: `unix:${socket}`,
    PULSE_RUNTIME_PATH: folder,
    PULSE_STATE_PATH: folder,
  };
  const daemon = spawn(
    'pulseaudio',
    [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      '--log-level=error',
      `--load=module-native-protocol-unix socket=${socket} auth-anonymous=1`,
      '--load=module-null-sink sink_name=room sink_properties=device.description=Room',
    ],
    { env: { ...process.env, ...environment }, stdio: 'ignore' },
  );
  const gone = new Promise<void>(resolve => daemon.once('close', () => resolve()));
  const control = async (...words: string[]): Promise<string> => {
    const { stdout } = await run('pactl', words, { env: { ...process.env, ...environment } });
    return stdout.trim();
  };
  const plug = async (...words: string[]): Promise<() => Promise<void>> => {
    const id = await control('load-module', ...words);
    return async () => void (await control('unload-module', id));
  };
  const stop = async (): Promise<void> => {
    daemon.kill();
    await gone;
    await rm(folder, { recursive: true, force: true });
  };
  const untilMs = Date.now() + START_MS;
  for (;;) {
    try {
      await control('info');
      break;
    } catch (error) {
      if (Date.now() < untilMs && daemon.exitCode === null) continue;
      await stop();
      throw error;
    }
  }
  const properties = (kind: string, name: string): string => `${kind}_properties=device.description=${name}`;
  return {
    environment,
    microphone: name =>
      plug('module-remap-source', `source_name=${name}`, 'master=room.monitor', properties('source', name)),
    speaker: name => plug('module-null-sink', `sink_name=${name}`, properties('sink', name)),
    [Symbol.asyncDispose]: stop,
  };
}
