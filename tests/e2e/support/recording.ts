/** One monitor of PulseAudio recorded by parec, with the time of every sample on this process's clock. */
import type { Readable } from 'node:stream';
import { isSilent } from './quality.ts';
import { type Program, type Resources, start, until } from './resources.ts';
import { fromPcm, SAMPLE_RATE } from './wav.ts';

/** Milliseconds of sound that PulseAudio hands over at once. */
const LATENCY_MS = 5;
/** `parec` writes to descriptor 3, because the test's programs keep all they say on 1 and 2 as text. */
const TO_DESCRIPTOR_3 = ['-c', 'exec parec "$@" >&3', 'parec'];

/**
 * What a device plays, recorded until {@link stop}.
 *
 * Two recordings have one clock, also from two daemons: PulseAudio's null sinks run on the system's clock, so sample n
 * was heard at `startedAt + n / 48` for one constant, and a sample never arrives here before it was heard. The constant
 * is therefore the least of arrival − n / 48 over all pieces; what the scheduler adds, however much, drops out.
 * Measured on two cores at a load of 20: the same monitor recorded twice differs by 0.05 ms, and PulseAudio's own loops
 * of 40 and 310 ms measure 39 and 309.5 ms. The bias that both recordings have, up to {@link LATENCY_MS}, cancels.
 */
export class Recording {
  readonly #program: Program;
  readonly #pieces: Buffer[] = [];
  #bytes = 0;
  #startedAt = Infinity;

  private constructor(program: Program) {
    this.#program = program;
    const sound = program.child.stdio[3] as Readable;
    sound.on('data', (piece: Buffer) => {
      const now = performance.now();
      this.#pieces.push(piece);
      this.#bytes += piece.length;
      this.#startedAt = Math.min(this.#startedAt, now - this.length / (SAMPLE_RATE / 1_000));
    });
  }

  /** Begins; resolves when the first sound has come, so that nothing said from now on is missed. */
  static async start(resources: Resources, env: NodeJS.ProcessEnv, source: string): Promise<Recording> {
    const format = ['--format=s16le', `--rate=${String(SAMPLE_RATE)}`, '--channels=1', '--raw'];
    const args = [...TO_DESCRIPTOR_3, '--device', source, `--latency-msec=${String(LATENCY_MS)}`, ...format];
    const program = start('sh', args, { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const recording = new Recording(resources.add(program, p => p.stop()));
    await until(`a recording of ${source}`, () => recording.length > 0);
    return recording;
  }

  /** Samples so far; also a mark for {@link samples}. */
  get length(): number {
    return this.#bytes >> 1;
  }

  /** When sample 0 was heard, on performance.now()'s clock, in milliseconds. Settles within the first second. */
  get startedAt(): number {
    return this.#startedAt;
  }

  /** What was heard so far, from a mark on. */
  samples(from = 0): Float32Array {
    return fromPcm(Buffer.concat(this.#pieces)).subarray(from);
  }

  /** Waits until `seconds` more have been heard. */
  async more(seconds: number): Promise<void> {
    const target = this.length + seconds * SAMPLE_RATE;
    await until('more sound', () => this.length >= target, seconds * 1_000 + 10_000);
  }

  /** Waits until nothing has been heard for 0.7 s: what was said is over, also behind a long jitter buffer. */
  async settled(ms = 15_000): Promise<void> {
    const pause = 0.7 * SAMPLE_RATE;
    await this.more(0.7);
    await until('silence in a recording', () => isSilent(this.#last(pause)), ms);
  }

  #last(count: number): Float32Array {
    const pieces: Buffer[] = [];
    for (let i = this.#pieces.length - 1, bytes = 0; i >= 0 && bytes < 2 * count; i -= 1) {
      const piece = this.#pieces[i] ?? Buffer.alloc(0);
      pieces.unshift(piece);
      bytes += piece.length;
    }
    return fromPcm(Buffer.concat(pieces)).subarray(-count);
  }

  /** Ends it and gives everything. Idempotent. */
  async stop(): Promise<Float32Array> {
    await this.#program.stop();
    return this.samples();
  }
}
