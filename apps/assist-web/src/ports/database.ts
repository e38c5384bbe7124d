/** IndexedDB in promises: just what the contact book needs. */

/** Opens a database, and makes its stores when it is new. Rejects where the browser keeps nothing, e.g. in some private windows. */
export function openDatabase(
  factory: IDBFactory,
  name: string,
  stores: readonly string[],
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.addEventListener('upgradeneeded', () => {
      for (const store of stores) request.result.createObjectStore(store);
    });
    request.addEventListener('success', () => {
      const database = request.result;
      // Another window wants to make it newer, or to delete it: this one lets go, and fails if it is used again.
      database.addEventListener('versionchange', () => database.close());
      resolve(database);
    });
    request.addEventListener('error', () => reject(problem(request.error)));
    // Nobody answers while an older window holds on to it.
    request.addEventListener('blocked', () => reject(problem(null)));
  });
}

/**
 * Runs one transaction; `work` makes its requests and leaves its result with `done`. Resolves when all of it is stored.
 * Rejects when any of it fails, and then none of it is.
 */
export function transact<R>(
  database: IDBDatabase,
  store: string,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore, done: (result: R) => void) => void,
): Promise<R | undefined> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode);
    let result: R | undefined;
    transaction.addEventListener('complete', () => resolve(result));
    transaction.addEventListener('abort', () => reject(problem(transaction.error)));
    work(transaction.objectStore(store), value => {
      result = value;
    });
  });
}

function problem(error: DOMException | null): Error {
  return error ?? new DOMException('the database does not answer', 'UnknownError');
}
