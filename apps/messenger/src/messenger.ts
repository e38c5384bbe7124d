/** One signed-in person in one tab: the client, the host of applications, and what belongs to them. Owns all of it. */
import { type Contact, type Credentials, ImClient, webOutboxStorage } from '@rendezvous/im';
import type { Language } from '@rendezvous/ui';
import { Drafts } from './conversation/drafts.ts';
import { ApplicationHost } from './rendezvous/host.ts';
import { type PageRegistration, Registrations } from './rendezvous/registrations.ts';
import { PreferenceStore } from './settings/preferences.ts';
import { Alerts } from './shell/alerts.ts';

export interface MessengerOptions {
  readonly window: Window;
  readonly credentials: Credentials;
  /** A UUID of this tab. */
  readonly device: string;
  readonly language: () => Language;
  /** The server no longer knows the token. */
  readonly onSignedOut: () => void;
}

export class Messenger {
  readonly client: ImClient;
  readonly registrations: Registrations;
  readonly applications: ApplicationHost;
  readonly preferences: PreferenceStore;
  readonly alerts: Alerts;
  readonly drafts: Drafts;
  readonly #lifetime = new AbortController();
  readonly #window: Window;

  constructor({ window, credentials, device, language, onSignedOut }: MessengerOptions) {
    this.#window = window;
    const { location, localStorage, sessionStorage } = window;
    this.client = new ImClient({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/im`,
      token: credentials.token,
      device,
      outbox: webOutboxStorage({ storage: localStorage, account: credentials.address, device }),
    });
    this.registrations = new Registrations(location.origin);
    this.preferences = new PreferenceStore(localStorage);
    this.drafts = new Drafts(localStorage, credentials.address);
    this.applications = new ApplicationHost({
      window,
      client: this.client,
      registrations: this.registrations,
      language,
      storage: sessionStorage,
      account: credentials.address,
    });
    this.alerts = new Alerts({
      window,
      client: this.client,
      host: this.applications.host,
      preferences: this.preferences,
    });
    this.client.addEventListener('change', () => {
      if (this.client.snapshot.connection === 'signed-out') onSignedOut();
    });
    this.client.addEventListener('applications', () => {
      void this.registrations.reload(this.#lifetime.signal);
    });
  }

  /** An invitation for an application that is not known yet would be refused, so the list comes before the connection. */
  start(): void {
    const { signal } = this.#lifetime;
    this.applications.start();
    for (const [target, type] of [
      [this.#window, 'online'],
      [this.#window, 'focus'],
      [this.#window.document, 'visibilitychange'],
    ] as const) {
      target.addEventListener(type, () => this.client.wake(), { signal });
    }
    void this.registrations.load(signal).then(() => {
      if (!signal.aborted) this.client.start();
    });
  }

  /** Asks the other person to use an application together. Call it while handling a press: a window opens. */
  invite(contact: Contact, registration: PageRegistration): void {
    this.applications.invite(contact, registration);
  }

  /** Lets go of everything. Idempotent. */
  async close(): Promise<void> {
    this.#lifetime.abort();
    this.alerts.close();
    this.applications.close();
    await this.client.stop();
  }
}
