/** The application of one side, from its launch until nothing of it is left. */
import type { Channel } from '../channel.ts';
import { LaunchError } from '../errors.ts';
import type { Launch, LaunchedApplication } from '../host/driver.ts';
import { SIMULATOR_LIMITS } from './limits.ts';
import type { SideName, SimulatorEvent } from './step.ts';
import type { WireTap } from './wire-tap.ts';

/** What a launcher of a simulated messenger returns; what `launchProcess` returns is one. */
export interface SimulatedApplication extends LaunchedApplication {
  /** How the process has ended, when it is one. */
  readonly exited?: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** The side that launches, for launchers that have something to say. */
export interface LauncherSide {
  readonly name: SideName;
  /** A person has to open this address. */
  open(url: string): void;
  /** A page knocks again: `reconnect` of {@link RendezvousHost}. */
  reconnect(channel: Channel, origin: string, closed: Promise<void>): void;
}

/** Every `Launcher` is one. */
export type SimulatedLauncher = (launch: Launch, side: LauncherSide) => Promise<SimulatedApplication>;

/**
 * `finished`: it said so. `closed`: its channel has closed. `exited`: its process, module or window has gone.
 * `failed`: it did not start.
 */
export type ApplicationStage = 'none' | 'launching' | 'running' | 'finished' | 'closed' | 'exited' | 'failed';

export class ApplicationWatch {
  readonly #tell: (event: SimulatorEvent) => void;
  readonly #tap: WireTap;
  #stage: ApplicationStage = 'none';
  #isProcess = false;
  #badExit = false;
  #letGo = false;
  #gone: Promise<void> = Promise.resolve();

  constructor(tap: WireTap, tell: (event: SimulatorEvent) => void) {
    this.#tap = tap;
    this.#tell = tell;
  }

  get stage(): ApplicationStage {
    return this.#stage;
  }

  /** Nothing more will come of it: a process has exited, anything else has finished or has let its channel go. */
  get over(): boolean {
    switch (this.#stage) {
      case 'none':
      case 'failed':
      case 'exited':
        return true;
      case 'finished':
      case 'closed':
        return !this.#isProcess;
      case 'launching':
      case 'running':
        return false;
    }
  }

  get endedWell(): boolean {
    return this.over && !this.#badExit && this.#stage !== 'none' && this.#stage !== 'failed';
  }

  /** Resolves when it is gone, as far as that can be known. Never rejects. */
  get gone(): Promise<void> {
    return this.#gone;
  }

  async launch(launching: Promise<SimulatedApplication>): Promise<LaunchedApplication> {
    this.#stage = 'launching';
    let settle: (gone: void | Promise<void>) => void = () => undefined;
    this.#gone = new Promise(resolve => {
      settle = resolve;
    });
    try {
      const launched = await launching;
      this.#stage = 'running';
      this.#isProcess = launched.exited !== undefined;
      const watched = this.#watch(launched);
      const channelClosed = launched.channel.closed.then(() => this.#channelClosed());
      // A page that was let go may stay open for as long as its person likes.
      settle(this.#isProcess ? watched : Promise.race([watched, channelClosed]));
      return { ...copyOf(launched), channel: this.#tap.on(launched.channel) };
    } catch (error) {
      this.#stage = 'failed';
      settle();
      this.#tell(errorOf(error));
      throw error;
    }
  }

  /** From now on it is ended from here: how it goes says nothing about it. */
  letGo(): void {
    this.#letGo = true;
  }

  finished(): void {
    if (this.#stage === 'running') this.#stage = 'finished';
  }

  #channelClosed(): void {
    if (this.#stage === 'exited') return;
    if (this.#stage === 'running') this.#stage = 'closed';
    this.#tell({ event: 'closed' });
  }

  async #watch(launched: SimulatedApplication): Promise<void> {
    await launched.closed;
    const exit = await launched.exited;
    this.#stage = 'exited';
    this.#tell({ event: 'exited', ...(exit === undefined ? {} : { code: exit.code, signal: exit.signal }) });
    if (exit === undefined || exit.code === 0 || this.#letGo) return;
    this.#badExit = true;
    const how = exit.signal === null ? `with the code ${String(exit.code)}` : `by ${exit.signal}`;
    this.#tell({ event: 'problem', problem: 'exit-code', message: `the process has ended ${how}` });
  }
}

/** A spread would lose what is on its prototype. */
function copyOf(launched: LaunchedApplication): LaunchedApplication {
  const { channel, closed, origin } = launched;
  return { channel, closed, origin, close: () => launched.close() };
}

function errorOf(error: unknown): SimulatorEvent {
  const code = error instanceof LaunchError ? error.code : 'failed';
  const text = error instanceof Error ? error.message : 'the launcher failed';
  return { event: 'error', by: 'launcher', code, message: text.slice(0, SIMULATOR_LIMITS.messageUnits) };
}
