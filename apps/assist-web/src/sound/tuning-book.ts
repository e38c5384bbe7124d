import { isObject, KeptText, parseKept } from './kept-text.ts';

/** A microphone and a speaker as they are used together; the speaker is `''` where the browser lets nobody know it. */
export interface DevicePair {
  readonly microphone: string;
  readonly speaker: string;
}

export type Tuning = 'good' | 'bad' | 'unknown';

interface Entry extends DevicePair {
  readonly good: boolean;
}

const STORAGE_KEY = 'rendezvous.sound.tuned';
/** Nobody has more devices on one table; the ones of longest ago go first. */
const MOST = 20;
/** Identifiers of devices are 64 characters in every browser. */
const LONGEST_ID = 256;

/** [MS-RA] 3.17.1 IsTuned, for each pair of devices: whether a person has heard and been heard with them. */
export class TuningBook {
  readonly #kept: KeptText;

  constructor(storage: Storage | undefined) {
    this.#kept = new KeptText(storage, STORAGE_KEY);
  }

  /** @param pair `undefined`: nobody knows which devices would be used */
  look(pair: DevicePair | undefined): Tuning {
    if (pair === undefined) return 'unknown';
    const entry = this.#entries().find(known => isSame(known, pair));
    if (entry === undefined) return 'unknown';
    return entry.good ? 'good' : 'bad';
  }

  keep(pair: DevicePair, good: boolean): void {
    const { microphone, speaker } = pair;
    // Read again, as another window of this browser may have written.
    const others = this.#entries().filter(known => !isSame(known, pair));
    const entries: readonly Entry[] = [{ microphone, speaker, good }, ...others];
    this.#kept.write(JSON.stringify(entries.slice(0, MOST)));
  }

  /** The latest first. What is broken counts as not there. */
  #entries(): readonly Entry[] {
    const value = parseKept(this.#kept.read());
    return Array.isArray(value) ? value.filter(isEntry).slice(0, MOST) : [];
  }
}

function isSame(a: DevicePair, b: DevicePair): boolean {
  return a.microphone === b.microphone && a.speaker === b.speaker;
}

function isEntry(value: unknown): value is Entry {
  return (
    isObject(value) &&
    isId(value['microphone']) &&
    value['microphone'] !== '' &&
    isId(value['speaker']) &&
    typeof value['good'] === 'boolean'
  );
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_ID;
}
