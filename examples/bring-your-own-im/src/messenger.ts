/**
 * A messenger of one's own, all of it: lines of chat and the messages between two rendezvous hosts go over one
 * `BroadcastChannel`, and applications open in frames of the page. What it looks like stands in `chat.ts`.
 */
import {
  type HostSession,
  InvitationMessage,
  type Launch,
  LaunchError,
  type LaunchedApplication,
  launchesAs,
  launchPage,
  listenForApplications,
  prepareFrame,
  type Registration,
  type RemoteUser,
  RendezvousHost,
  type Summary,
} from '@rendezvous/rendezvous';

/** One thing in the conversation. */
export type Entry =
  | { readonly kind: 'line'; readonly from: RemoteUser; readonly text: string }
  | { readonly kind: 'session'; readonly session: HostSession }
  | { readonly kind: 'summary'; readonly summary: Summary };

export interface MessengerOptions {
  readonly me: RemoteUser;
  /** The only contact. */
  readonly other: RemoteUser;
  readonly registrations: readonly Registration[];
  /** Puts an empty frame for an application into the page. */
  readonly openFrame: (session: HostSession) => readonly [HTMLIFrameElement, Window];
}

/** Says `change` when there is something new in it. */
export class Messenger extends EventTarget {
  readonly entries: Entry[] = [];
  readonly #options: MessengerOptions;
  readonly #network = new BroadcastChannel('bring-your-own-im');
  readonly #host: RendezvousHost;

  constructor(options: MessengerOptions) {
    super();
    this.#options = options;
    const { me, other, registrations } = options;
    this.#host = new RendezvousHost({
      driver: {
        name: 'Your own messenger',
        language: navigator.language,
        send: async (_to, rendezvous) => this.#network.postMessage({ from: me.address, rendezvous }),
        displayUser: () => other,
        isContact: address => address === other.address,
        relayServers: () => Promise.resolve([]),
        finished: (_session, summary) => summary && this.#add({ kind: 'summary', summary }),
      },
      registrations: () => registrations,
      launch: launch => this.#launch(launch),
    });
    this.#host.addEventListener('incoming', ({ session }) => this.#add({ kind: 'session', session }));
    this.#host.addEventListener('change', () => this.dispatchEvent(new Event('change')));
    this.#network.addEventListener('message', event => this.#receive(event.data));
    listenForApplications(window, this.#host);
  }

  say(text: string): void {
    const { me } = this.#options;
    this.#network.postMessage({ from: me.address, text });
    this.#add({ kind: 'line', from: me, text });
  }

  /** @throws StateError `already-invited` */
  invite(registration: Registration): void {
    this.#add({ kind: 'session', session: this.#host.invite(this.#options.other, registration.id) });
  }

  /** The network of a real messenger vouches for the sender; this one takes everybody's word. */
  #receive({ from, text, rendezvous }: Record<string, unknown>): void {
    const { other } = this.#options;
    if (from !== other.address) return;
    if (typeof text === 'string') this.#add({ kind: 'line', from: other, text });
    const message = InvitationMessage.safeParse(rendezvous);
    if (message.success) this.#host.receive(other.address, message.data);
  }

  #add(entry: Entry): void {
    this.entries.push(entry);
    this.dispatchEvent(new Event('change'));
  }

  async #launch({ registration, session, token, signal }: Launch): Promise<LaunchedApplication> {
    if (!launchesAs(registration, 'page')) throw new LaunchError('unsupported', 'a page launches only pages');
    const url = new URL(registration.launch.url, location.href).href;
    const [frame, target] = this.#options.openFrame(session);
    const { opaque } = prepareFrame(frame, registration.launch, url);
    return launchPage({ window, target, opaque, url, token, signal });
  }
}
