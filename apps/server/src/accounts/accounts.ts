/**
 * Accounts and sign-ins, kept by the accounts library: it hashes the passwords and makes the session tokens.
 * This file is the only one that knows the library.
 */
import { randomUUID } from 'node:crypto';
import { LIMITS } from '@rendezvous/im';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { bearer, username } from 'better-auth/plugins';
import { z } from 'zod';
import type { Database } from '../database/schema.ts';
import { RequestError } from '../errors.ts';

/** Who stands behind a session token. */
export interface SignedIn {
  readonly userId: string;
  readonly username: string;
  readonly name: string;
}
export interface SignIn extends SignedIn {
  readonly token: string;
}

export interface AccountsOptions {
  readonly db: Database;
  readonly secret: string;
  readonly sessionDays: number;
}

const DAY_SECONDS = 24 * 3600;
const User = z.object({ id: z.string(), name: z.string(), username: z.string() });
const Failure = z.object({ body: z.object({ code: z.string() }) });

/** The library's codes that a person can do something about. */
const CODES = {
  USERNAME_IS_ALREADY_TAKEN: 'name-taken',
  USER_ALREADY_EXISTS: 'name-taken',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'name-taken',
  PASSWORD_TOO_SHORT: 'weak-password',
  PASSWORD_TOO_LONG: 'weak-password',
  INVALID_USERNAME_OR_PASSWORD: 'wrong-password',
} as const;

function createLibrary({ db, secret, sessionDays }: AccountsOptions) {
  return betterAuth({
    // The connection is shared. Its sign-up would hold a transaction, and with it everybody, while it hashes:
    // so it works without one, and `repair` clears away what a crash may leave half made.
    database: { db, type: 'sqlite', transaction: false },
    secret,
    baseURL: 'http://localhost',
    telemetry: { enabled: false },
    logger: { disabled: true },
    session: { expiresIn: sessionDays * DAY_SECONDS, updateAge: DAY_SECONDS },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: LIMITS.passwordMin,
      maxPasswordLength: LIMITS.passwordMax,
    },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: LIMITS.usernameLength,
        displayUsername: false,
        // Names were validated at the edge, by the schema that the protocol shares with its clients.
        usernameValidator: () => true,
      }),
      bearer(),
    ],
  });
}

export class Accounts {
  readonly #library: ReturnType<typeof createLibrary>;
  readonly #db: Database;

  private constructor(library: ReturnType<typeof createLibrary>, db: Database) {
    this.#library = library;
    this.#db = db;
  }

  /** Brings the library's tables up to date. */
  static async open(options: AccountsOptions): Promise<Accounts> {
    const library = createLibrary(options);
    const migrations = await getMigrations(library.options);
    await migrations.runMigrations();
    return new Accounts(library, options.db);
  }

  /** Clears away accounts that a crash left half made, and sign-ins that have ended. Needs the domain's tables. */
  async repair(nowMs: number): Promise<void> {
    await this.#db
      .deleteFrom('user')
      .where('id', 'not in', this.#db.selectFrom('account').select('userId'))
      .where('id', 'not in', this.#db.selectFrom('person').select('id'))
      .execute();
    await this.#db.deleteFrom('session').where('expiresAt', '<', new Date(nowMs).toISOString()).execute();
  }

  /** @throws RequestError `name-taken`, `weak-password` */
  async signUp(account: { username: string; name: string; password: string }): Promise<SignIn> {
    const { username: name, password } = account;
    try {
      const { token, user } = await this.#library.api.signUpEmail({
        // The library identifies people by e-mail addresses; this one can never be delivered to.
        body: { email: `${name}@accounts.invalid`, name: account.name, password, username: name },
      });
      if (token === null) throw new RequestError('internal');
      return { token, userId: user.id, username: name, name: account.name };
    } catch (error) {
      if (await this.#taken(name, error)) throw new RequestError('name-taken', { cause: error });
      throw translate(error);
    }
  }

  /** @throws RequestError `wrong-password`, also when there is no such account */
  async signIn(account: { username: string; password: string }): Promise<SignIn> {
    try {
      const result = await this.#library.api.signInUsername({ body: account });
      const user = User.parse(result?.user);
      return { token: result?.token ?? '', userId: user.id, username: user.username, name: user.name };
    } catch (error) {
      throw translate(error);
    }
  }

  /** An account without a password: nobody can sign in to it again, only its one token counts. */
  async createGuest(name: string, expiresAtMs: number): Promise<SignIn> {
    const { internalAdapter } = await this.#library.$context;
    const id = randomUUID().replaceAll('-', '').slice(0, 12);
    const username = `guest-${id}`;
    const draft = { email: `${username}@guests.invalid`, name, emailVerified: false, username };
    const user = await internalAdapter.createUser(draft, { method: 'guest' });
    const expiresAt = new Date(expiresAtMs);
    const session = await internalAdapter.createSession(user.id, false, { expiresAt }, true);
    return { token: session.token, userId: user.id, username, name };
  }

  /** Who a token belongs to; `undefined` when it is unknown or has ended. Using a token prolongs it. */
  async resolve(token: string): Promise<SignedIn | undefined> {
    // Only the shape that the library gives out: no signed or encoded variants.
    if (!/^[A-Za-z0-9]{16,64}$/.test(token)) return undefined;
    const found = await this.#library.api.getSession({ headers: authorization(token) });
    if (!found) return undefined;
    const user = User.safeParse(found.user);
    return user.success
      ? { userId: user.data.id, username: user.data.username, name: user.data.name }
      : undefined;
  }

  /** Ends one sign-in. Unknown tokens are no error. */
  async signOut(token: string): Promise<void> {
    const { internalAdapter } = await this.#library.$context;
    await internalAdapter.deleteSession(token);
  }

  /** Ends every sign-in of an account. */
  async signOutEverywhere(userId: string): Promise<void> {
    await this.#db.deleteFrom('session').where('userId', '=', userId).execute();
  }

  /** Two sign-ups for one name at the same time meet at the database's unique index only. */
  async #taken(name: string, error: unknown): Promise<boolean> {
    if (Failure.safeParse(error).success && codeOf(error) !== 'FAILED_TO_CREATE_USER') return false;
    const row = await this.#db
      .selectFrom('user')
      .select('id')
      // The library's own table: the winner may not have become a person yet.
      .where('username', '=', name)
      .executeTakeFirst();
    return row !== undefined;
  }
}

function authorization(token: string): Headers {
  return new Headers({ authorization: `Bearer ${token}` });
}

function codeOf(error: unknown): string | undefined {
  const failure = Failure.safeParse(error);
  return failure.success ? failure.data.body.code : undefined;
}

function translate(error: unknown): Error {
  if (error instanceof RequestError) return error;
  const code = codeOf(error);
  if (code !== undefined && Object.hasOwn(CODES, code)) {
    return new RequestError(CODES[code as keyof typeof CODES], { cause: error });
  }
  return error instanceof Error ? error : new Error('the accounts library failed');
}
