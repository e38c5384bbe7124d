/** Tells the person that something came: by sound, by notification, by a short note on the page, and to a screen reader. */
import type { ImClient, Message } from '@rendezvous/im';
import { nameIn, type RendezvousHost } from '@rendezvous/rendezvous';
import { detectLanguage } from '@rendezvous/ui';
import type { PreferenceStore } from '../settings/preferences.ts';
import { Sound } from '../settings/sound.ts';
import { strings } from '../strings/use-strings.ts';
import { textOfMessage } from './message-text.ts';
import { currentRoute, navigate } from './route.ts';
import { Value } from './values.ts';

/** A note about a message in a conversation that is not on the screen. */
export interface Note {
  readonly id: number;
  readonly from: string;
  readonly name: string;
  readonly text: string;
}

/** How long a note stays, in milliseconds, and how many at most. */
const NOTE_MS = 7_000;
const NOTES = 3;
const NOTE_LENGTH = 140;

export interface AlertsOptions {
  readonly window: Window;
  readonly client: ImClient;
  readonly host: RendezvousHost;
  readonly preferences: PreferenceStore;
}

export class Alerts {
  readonly notes = new Value<readonly Note[]>([]);
  /** The newest sentence for the live region. */
  readonly spoken = new Value('');
  readonly #options: AlertsOptions;
  readonly #sound = new Sound();
  readonly #listeners = new AbortController();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #unsubscribe: () => void;
  #nextId = 1;

  constructor(options: AlertsOptions) {
    this.#options = options;
    const { client, host } = options;
    const { signal } = this.#listeners;
    client.addEventListener('message', event => this.#arrived(event.message), { signal });
    host.addEventListener('incoming', event => this.#invited(event.session), { signal });
    host.addEventListener('change', () => this.#ringOrNot(), { signal });
    options.window.addEventListener('hashchange', () => this.#dismissOpened(), { signal });
    this.#unsubscribe = options.preferences.subscribe(() => this.#ringOrNot());
  }

  /** Says something to a screen reader, once. */
  say(sentence: string): void {
    // The same words twice would not be a change; a space that is not heard makes it one.
    this.spoken.set(this.spoken.get() === sentence ? `${sentence}\u00a0` : sentence);
  }

  dismiss(id: number): void {
    this.notes.set(this.notes.get().filter(note => note.id !== id));
  }

  close(): void {
    this.#listeners.abort();
    this.#unsubscribe();
    this.#sound.close();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #arrived(message: Message): void {
    // An invitation rings by itself.
    if (message.kind === 'invitation') return;
    const { client, preferences, window } = this.#options;
    const name =
      client.snapshot.contacts.find(contact => contact.address === message.from)?.name ?? message.from;
    const text = textOfMessage(message, detectLanguage()).slice(0, NOTE_LENGTH);
    this.say(strings()('announce.message', { name, text }));
    if (preferences.get().sound) this.#sound.message();
    const route = currentRoute();
    const onScreen = route.name === 'chat' && route.with === message.with;
    if (!onScreen) this.#note({ from: message.with, name, text });
    if (window.document.hidden) this.#notify(name, text, message.with);
  }

  #invited(session: {
    readonly remoteUser: { name: string; address: string };
    readonly registration: Parameters<typeof nameIn>[0];
  }): void {
    const { name, address } = session.remoteUser;
    const application = nameIn(session.registration, detectLanguage());
    const words = strings()('invitation.incoming', { name, application });
    this.#ringOrNot();
    if (this.#options.window.document.hidden) this.#notify(name, words, address);
  }

  #ringOrNot(): void {
    const { host, preferences } = this.#options;
    const waiting = [...host.sessions.values()].some(
      session => !session.inviter && session.state === 'invitation' && session.outcome === undefined,
    );
    this.#sound.ringing(waiting && preferences.get().sound);
  }

  /** What stands on the screen needs no note. */
  #dismissOpened(): void {
    const route = currentRoute();
    if (route.name !== 'chat') return;
    this.notes.set(this.notes.get().filter(note => note.from !== route.with));
  }

  #note(note: Omit<Note, 'id'>): void {
    const id = this.#nextId++;
    this.notes.set(
      [...this.notes.get().filter(other => other.from !== note.from), { id, ...note }].slice(-NOTES),
    );
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.dismiss(id);
    }, NOTE_MS);
    this.#timers.add(timer);
  }

  #notify(title: string, body: string, address: string): void {
    const { preferences, window } = this.#options;
    if (!preferences.get().notifications || !('Notification' in window)) return;
    if (Notification.permission !== 'granted') return;
    try {
      const notification = new Notification(title, {
        body,
        tag: `rendezvous-${address}`,
        icon: '/favicon.svg',
      });
      notification.addEventListener('click', () => {
        window.focus();
        navigate({ name: 'chat', with: address });
        notification.close();
      });
    } catch {
      // Some phones allow notifications from a service worker only; the page's title tells of it then.
    }
  }
}
