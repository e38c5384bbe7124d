/** Who uses this tab: nobody, or one signed-in person with their {@link Messenger}, which this owns. */
import { signOut } from '@rendezvous/im';
import type { Language } from '@rendezvous/ui';
import { Messenger } from '../messenger.ts';
import { Value } from '../shell/values.ts';
import {
  deviceOf,
  type KeptCredentials,
  onCredentialsElsewhere,
  readCredentials,
  writeCredentials,
} from './credentials.ts';

/** Why somebody who was signed in is so no longer. */
export type Farewell = 'signed-out' | 'guest-ended';

export type AccountState =
  | { readonly name: 'signed-out'; readonly farewell?: Farewell }
  | { readonly name: 'opening' }
  | { readonly name: 'signed-in'; readonly messenger: Messenger };

export interface AccountOptions {
  readonly window: Window;
  /** The language for applications that are launched. */
  readonly language: () => Language;
}

export class Account {
  readonly #state = new Value<AccountState>({ name: 'opening' });
  readonly #window: Window;
  readonly #language: () => Language;
  #credentials: KeptCredentials | undefined;

  constructor({ window, language }: AccountOptions) {
    this.#window = window;
    this.#language = language;
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);
  readonly getState = (): AccountState => this.#state.get();

  /** Goes on with whoever is signed in in this browser, and follows what other tabs do. */
  async start(): Promise<void> {
    onCredentialsElsewhere(this.#window, () => {
      const credentials = readCredentials(this.#window.localStorage);
      if (credentials?.token === this.#credentials?.token) return;
      this.#leave(credentials === undefined ? farewellTo(this.#credentials) : undefined);
      if (credentials !== undefined) void this.#open(credentials);
    });
    const credentials = readCredentials(this.#window.localStorage);
    if (credentials === undefined) this.#state.set({ name: 'signed-out' });
    else await this.#open(credentials);
  }

  /** After signing up, signing in, or entering as a guest. */
  async signedIn(credentials: KeptCredentials): Promise<void> {
    this.#leave(undefined);
    writeCredentials(this.#window.localStorage, credentials);
    await this.#open(credentials);
  }

  /** Ends the sign-in on the server too, and takes everything of the person out of this browser. */
  async signOut(): Promise<void> {
    const state = this.#state.get();
    const credentials = this.#credentials;
    if (state.name === 'signed-in') state.messenger.drafts.clear();
    this.#leave(undefined);
    writeCredentials(this.#window.localStorage, undefined);
    // The token is forgotten here in any case; a server that cannot be reached lets it expire.
    if (credentials !== undefined)
      await signOut(this.#window.location.origin, credentials.token).catch(() => {});
  }

  async #open(credentials: KeptCredentials): Promise<void> {
    this.#credentials = credentials;
    this.#state.set({ name: 'opening' });
    const device = await deviceOf(this.#window.sessionStorage, this.#window.navigator.locks);
    if (this.#credentials !== credentials) return;
    const messenger = new Messenger({
      window: this.#window,
      credentials,
      device,
      language: this.#language,
      onSignedOut: () => {
        if (this.#credentials !== credentials) return;
        writeCredentials(this.#window.localStorage, undefined);
        this.#leave(farewellTo(credentials));
      },
    });
    this.#state.set({ name: 'signed-in', messenger });
    messenger.start();
  }

  #leave(farewell: Farewell | undefined): void {
    const state = this.#state.get();
    this.#credentials = undefined;
    this.#state.set({ name: 'signed-out', ...(farewell === undefined ? {} : { farewell }) });
    if (state.name === 'signed-in') void state.messenger.close();
  }
}

/** A guest cannot sign in again, however the access has ended. */
function farewellTo(credentials: KeptCredentials | undefined): Farewell {
  return credentials?.guest === true ? 'guest-ended' : 'signed-out';
}
