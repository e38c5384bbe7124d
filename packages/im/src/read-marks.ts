import { ImError } from './errors.ts';

/** Before a mark that the server could not take is told again; milliseconds. */
const RETRY_MS = 2_000;

/** Tells the server what has been read: the newest mark of each conversation, again until it is acknowledged. */
export class ReadMarks {
  readonly #tell: (address: string, seq: number) => Promise<unknown>;
  readonly #wanted = new Map<string, number>();
  #online = false;
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (address: string, seq: number) => Promise<unknown>) {
    this.#tell = tell;
  }

  mark(address: string, seq: number): void {
    this.#wanted.set(address, Math.max(seq, this.#wanted.get(address) ?? 0));
    void this.#run();
  }

  resume(): void {
    this.#online = true;
    void this.#run();
  }

  pause(): void {
    this.#online = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#online && this.#timer === undefined) {
        const [next] = this.#wanted;
        if (!next) return;
        await this.#tellOne(...next);
      }
    } finally {
      this.#running = false;
    }
  }

  async #tellOne(address: string, seq: number): Promise<void> {
    try {
      await this.#tell(address, seq);
      this.#done(address, seq);
    } catch (error) {
      const code = error instanceof ImError ? error.code : 'internal';
      if (code === 'offline' || code === 'stopped' || code === 'unauthorized') {
        this.#online = false;
      } else if (code === 'deadline' || code === 'rate-limited') {
        if (this.#online) this.#again();
      } else {
        // A mark is worth no more than one honest try: the next one covers it.
        this.#done(address, seq);
      }
    }
  }

  #again(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, RETRY_MS);
  }

  #done(address: string, seq: number): void {
    if (this.#wanted.get(address) === seq) this.#wanted.delete(address);
  }
}
