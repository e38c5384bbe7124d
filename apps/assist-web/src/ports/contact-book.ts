import {
  type ContactBook,
  createContactKeys,
  type OwnContact,
  ownContactOf,
  type RememberedKey,
} from '@rendezvous/assist';
import { withDeadline } from '@rendezvous/base';
import { openDatabase, transact } from './database.ts';
import { recognitionWanted } from './recognition-setting.ts';

const DATABASE = 'rendezvous.recognition';
const OWN = 'own';
const REMEMBERED = 'remembered';
/** The only entry of the store `own`. */
const OWN_KEYS = 'keys';
/** People whose keys are remembered; the ones of longest ago go first. */
const MOST_REMEMBERED = 500;

/** A browser that takes longer than this to open it is not waited for. */
const OPEN_MS = 2000;

interface OwnKeys {
  readonly keys: CryptoKeyPair;
  /** When they were made, milliseconds since 1970. */
  readonly atMs: number;
}

/**
 * Who helped whom from this browser, in its own database: one key pair of this browser's, made when it is first needed,
 * whose private half no script can read, and the keys of other people by their addresses in the chat.
 */
export class BrowserContactBook implements ContactBook {
  readonly #database: IDBDatabase;
  readonly #crypto: Crypto;
  #own: Promise<OwnContact> | undefined;

  private constructor(database: IDBDatabase, crypto: Crypto) {
    this.#database = database;
    this.#crypto = crypto;
  }

  /** `undefined` where the browser keeps nothing: then nobody is recognised, and everything else works. */
  static async open(factory: IDBFactory, crypto: Crypto): Promise<BrowserContactBook | undefined> {
    try {
      const opening = openDatabase(factory, DATABASE, [OWN, REMEMBERED]);
      return new BrowserContactBook(await withDeadline(opening, OPEN_MS, 'database'), crypto);
    } catch {
      return undefined;
    }
  }

  get exchange(): boolean {
    return recognitionWanted();
  }

  own(): Promise<OwnContact> {
    this.#own ??= this.#readOwn();
    return this.#own;
  }

  async remembered(address: string): Promise<RememberedKey | undefined> {
    const found = await transact<unknown>(this.#database, REMEMBERED, 'readonly', (store, done) => {
      const request = store.get(address);
      request.addEventListener('success', () => done(request.result));
    });
    return isRememberedKey(found) ? found : undefined;
  }

  async remember(address: string, key: Uint8Array, atMs: number): Promise<void> {
    const entry: RememberedKey = { key: key.slice(), sinceMs: atMs };
    await transact(this.#database, REMEMBERED, 'readwrite', store => {
      store.put(entry, address);
      const entries = store.getAll();
      const addresses = store.getAllKeys();
      // Requests of one transaction are answered in order: at the second both are here.
      addresses.addEventListener('success', () => {
        for (const oldest of oldestOf(entries.result, addresses.result)) store.delete(oldest);
      });
    });
  }

  async #readOwn(): Promise<OwnContact> {
    const { keys, atMs } = (await this.#storedKeys()) ?? (await this.#makeKeys());
    // The chat does not tell its application what this person is called there, and no other name is anybody's business.
    return ownContactOf({ keys, name: '', atMs, crypto: this.#crypto });
  }

  async #storedKeys(): Promise<OwnKeys | undefined> {
    const found = await transact<unknown>(this.#database, OWN, 'readonly', (store, done) => {
      const request = store.get(OWN_KEYS);
      request.addEventListener('success', () => done(request.result));
    });
    return isOwnKeys(found) ? found : undefined;
  }

  async #makeKeys(): Promise<OwnKeys> {
    const made: OwnKeys = { keys: await createContactKeys(this.#crypto), atMs: Date.now() };
    const kept = await transact<unknown>(this.#database, OWN, 'readwrite', (store, done) => {
      const request = store.get(OWN_KEYS);
      request.addEventListener('success', () => {
        // Another window may have been quicker: this browser has one pair.
        if (isOwnKeys(request.result)) done(request.result);
        else {
          store.put(made, OWN_KEYS);
          done(made);
        }
      });
    });
    return isOwnKeys(kept) ? kept : made;
  }
}

/** The addresses of what is more than may be kept. Entries and addresses are in the same order. */
function oldestOf(entries: readonly unknown[], addresses: readonly IDBValidKey[]): readonly IDBValidKey[] {
  return addresses
    .map((address, index) => ({ address, sinceMs: sinceOf(entries[index]) }))
    .toSorted((a, b) => b.sinceMs - a.sinceMs)
    .slice(MOST_REMEMBERED)
    .map(({ address }) => address);
}

function sinceOf(entry: unknown): number {
  return isRememberedKey(entry) ? entry.sinceMs : Number.NEGATIVE_INFINITY;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isRememberedKey(value: unknown): value is RememberedKey {
  return isObject(value) && value['key'] instanceof Uint8Array && typeof value['sinceMs'] === 'number';
}

function isOwnKeys(value: unknown): value is OwnKeys {
  if (!isObject(value) || typeof value['atMs'] !== 'number' || !isObject(value['keys'])) return false;
  const { privateKey, publicKey } = value['keys'];
  return privateKey instanceof CryptoKey && publicKey instanceof CryptoKey;
}
