/** What a platform has for files, sound and contacts, in memory. */
import type { ContactBook, FileSink, FileSource, OwnContact, RememberedKey } from '../../src/index.ts';
import { MemorySound } from './sound.ts';

export class MemorySink implements FileSink {
  readonly name: string;
  readonly size: number;
  readonly pieces: Uint8Array[] = [];
  outcome: 'open' | 'closed' | 'aborted' = 'open';
  /** How writing ends, e.g. because the disk is full. */
  writing: () => Promise<void> = () => Promise.resolve();
  closing: () => Promise<void> = () => Promise.resolve();

  constructor(name: string, size: number) {
    this.name = name;
    this.size = size;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.writing();
    this.pieces.push(bytes.slice());
  }

  async close(): Promise<void> {
    this.#end('closed');
    await this.closing();
  }

  abort(): Promise<void> {
    this.#end('aborted');
    return Promise.resolve();
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(this.pieces.flatMap(piece => [...piece]));
  }

  #end(outcome: 'closed' | 'aborted'): void {
    if (this.outcome !== 'open') throw new Error('it was ended before');
    this.outcome = outcome;
  }
}

export class MemoryContacts implements ContactBook {
  exchange = true;
  readonly book = new Map<string, RememberedKey>();
  readonly #own: OwnContact;

  constructor(own: OwnContact) {
    this.#own = own;
  }

  own(): Promise<OwnContact> {
    return Promise.resolve(this.#own);
  }

  remembered(address: string): Promise<RememberedKey | undefined> {
    return Promise.resolve(this.book.get(address));
  }

  remember(address: string, key: Uint8Array, atMs: number): Promise<void> {
    this.book.set(address, { key, sinceMs: atMs });
    return Promise.resolve();
  }
}

export class FakePlatform {
  readonly sinks: MemorySink[] = [];
  readonly sound = new MemorySound();
  /** What happens when a place for a file is asked for. */
  placing: (sink: MemorySink) => Promise<void> = () => Promise.resolve();

  readonly openFileSink = async (name: string, size: number): Promise<FileSink> => {
    const sink = new MemorySink(name, size);
    await this.placing(sink);
    this.sinks.push(sink);
    return sink;
  };

  get sink(): MemorySink {
    const sink = this.sinks.at(-1);
    if (!sink) throw new Error('no place was asked for');
    return sink;
  }
}

/** A file whose bytes can be told from one another. */
export function fileOf(name: string, size: number, seed = 1): FileSource & { readonly bytes: Uint8Array } {
  const bytes = Uint8Array.from(
    { length: size },
    (_, index) => (index * 31 + (index >> 8) * 7 + seed) & 0xff,
  );
  return {
    name,
    size,
    bytes,
    read: (offset, count) => Promise.resolve(bytes.slice(offset, offset + count)),
  };
}
