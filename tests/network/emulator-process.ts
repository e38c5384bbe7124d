/** The emulator as a test holds it: a process that answers requests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Answer, type Counters, Lines, type Request } from './control.ts';

/** A request without its number. */
type Wish = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never;
type Reply = Extract<Answer, { id: number }>;

interface Pending {
  resolve(reply: Reply): void;
  reject(error: Error): void;
}

export class EmulatorProcess {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #exited = Promise.withResolvers<void>();
  #complaint = '';
  #nextId = 0;
  #failure: Error | undefined;

  private constructor(devices: readonly [string, string], seed: number) {
    const program = fileURLToPath(new URL('emulator.ts', import.meta.url));
    // The emulator's thread goes before all others; it must not wait for helpers that do not.
    const options = ['--single-threaded-gc'];
    this.#child = spawn(process.execPath, [...options, program, ...devices, String(seed)], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const lines = new Lines();
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      for (const line of lines.push(text)) this.#hear(Answer.parse(JSON.parse(line)));
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-2_000);
    });
    // Its end is noticed by `exit`.
    this.#child.stdin?.on('error', () => undefined);
    this.#child.once('error', error => this.#end(String(error)));
    this.#child.once('exit', () => this.#end('it ended'));
  }

  /** Makes both devices. @throws Error with the emulator's own words when it cannot */
  static async open(
    devices: readonly [novice: string, expert: string],
    seed: number,
  ): Promise<EmulatorProcess> {
    const emulator = new EmulatorProcess(devices, seed);
    await emulator.#ready.promise;
    return emulator;
  }

  async tell(wish: Exclude<Wish, { do: 'count' }>): Promise<void> {
    await this.#ask(wish);
  }

  async count(): Promise<Counters> {
    const { counters } = await this.#ask({ do: 'count' });
    if (!counters) throw new Error('the emulator did not count');
    return counters;
  }

  /** Ends it, and its devices with it. Idempotent. */
  async close(): Promise<void> {
    this.#child.stdin?.end();
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
    await this.#exited.promise;
    clearTimeout(killer);
  }

  #ask(wish: Wish): Promise<Reply> {
    if (this.#failure) return Promise.reject(this.#failure);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#child.stdin?.write(`${JSON.stringify({ id, ...wish })}\n`);
    });
  }

  #hear(answer: Answer): void {
    if ('ready' in answer) {
      this.#ready.resolve();
      return;
    }
    this.#pending.get(answer.id)?.resolve(answer);
    this.#pending.delete(answer.id);
  }

  #end(how: string): void {
    const failure = new Error(`the network emulator is gone: ${how} ${this.#complaint}`);
    this.#failure ??= failure;
    this.#ready.reject(failure);
    for (const pending of this.#pending.values()) pending.reject(failure);
    this.#pending.clear();
    this.#exited.resolve();
  }
}
