/** A's messenger page, an application's page that runs real page code, and one real MessagePort; B's is in process. */
import {
  type Application,
  acceptSession,
  type Channel,
  connectToHost,
  type HostSession,
  type LaunchedApplication,
  launchPage,
  listenForApplications,
} from '../../src/index.ts';
import { sessionMemory } from '../../src/page/memory.ts';
import { FakeWindow } from '../support/fake-window.ts';
import { settle, until } from '../support/manual-clock.ts';
import { Pair } from '../support/pair.ts';
import { OpaqueFrame } from './opaque-frame.ts';

export const CHAT = 'https://chat.example/';
export const APPLICATION = 'https://apps.example/ra/?theme=dark#about';
export const IDENTITY = { name: 'page', version: '1' };

export interface StageOptions {
  /** The application runs in a frame of the chat; default in a window. */
  readonly framed?: boolean;
  /** It runs in a frame that was prepared without an origin. */
  readonly opaque?: boolean;
  /** Whether the application's page remembers its messenger over its own reload; default not. */
  readonly remembers?: boolean;
}

export class Stage implements Disposable {
  readonly pair = new Pair();
  readonly chat = new FakeWindow(CHAT);
  readonly page: FakeWindow;
  readonly received: string[] = [];
  readonly #options: StageOptions;
  readonly #channels: Channel[] = [];
  /** Of the page that is shown now. */
  application: Application | undefined;
  reconnect: (() => Promise<Channel>) | undefined;
  error: unknown;
  /** The messenger's page hangs or is gone, and no browser event tells of it. */
  frozen = false;
  #stopListening: () => void = () => undefined;
  /** Which document the application's window shows. */
  #life = 0;

  constructor(options: StageOptions = {}) {
    this.#options = options;
    if (options.opaque) this.page = new OpaqueFrame(this.chat, 'rendezvous-1');
    else if (options.framed) this.page = FakeWindow.frameIn(this.chat);
    else this.page = new FakeWindow('about:blank', this.chat);
    this.page.script = window => {
      void this.#run(window);
    };
    this.pair.A.opener = async ({ token, signal }) => {
      const launched = await launchPage({
        window: this.chat.window,
        target: this.page.seenBy(this.chat),
        url: APPLICATION,
        token,
        signal,
        clock: this.pair.clock,
        opaque: options.opaque ?? false,
      });
      this.keep(launched.channel);
      return { ...launched, channel: this.#freezable(launched) };
    };
    this.listen();
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    for (const channel of this.#channels.splice(0)) channel.close();
  }

  /** Closed with the stage. */
  keep(channel: Channel): Channel {
    this.#channels.push(channel);
    return channel;
  }

  async #run(window: Window): Promise<void> {
    const { clock } = this.pair;
    const life = ++this.#life;
    try {
      const memory = this.#options.remembers ? sessionMemory(window) : undefined;
      const host = await connectToHost(window, { clock, ...(memory ? { memory } : {}) });
      this.keep(host.channel);
      // A page that was reloaded does nothing more, though in here its script lives on.
      this.reconnect = async () =>
        life === this.#life ? this.keep(await host.reconnect()) : new Promise(() => undefined);
      this.application = await acceptSession({
        ...host,
        reconnect: this.reconnect,
        application: IDENTITY,
        clock,
        setSession: session =>
          session.addEventListener('contextdata', ({ data }) => void this.received.push(data)),
      });
    } catch (error) {
      this.error = error;
    }
  }

  #freezable({ channel }: LaunchedApplication): Channel {
    const isFrozen = (): boolean => this.frozen;
    async function* messages() {
      for await (const message of channel.messages) if (!isFrozen()) yield message;
    }
    return {
      messages: messages(),
      send: message => {
        if (!isFrozen()) channel.send(message);
      },
      close: () => {
        if (!isFrozen()) channel.close();
      },
      closed: channel.closed,
    };
  }

  /** A invites, B accepts; what comes of it. */
  async begin(): Promise<HostSession> {
    const session = this.pair.invite('A');
    await settle();
    this.pair.B.offered.accept();
    await settle();
    return session;
  }

  async connect(): Promise<HostSession> {
    const session = await this.begin();
    await until(() => session.state === 'connected', 'connected');
    await until(() => this.application?.session.state === 'connected', 'the application heard of it');
    return session;
  }

  /** The messenger's page listens for applications that knock. */
  listen(): void {
    this.#stopListening();
    const { A, clock } = this.pair;
    this.#stopListening = listenForApplications(
      this.chat.window,
      {
        expectsApplicationFrom: origin => A.host.expectsApplicationFrom(origin),
        reconnect: (channel, origin, closed) => A.host.reconnect(this.keep(channel), origin, closed),
      },
      { clock },
    );
  }

  /** One of the two pages goes, and the browser tells the other one. */
  breakChannels(): void {
    for (const channel of this.#channels.splice(0)) channel.close();
  }

  /** The messenger's page is a new one; what it had written down is all it knows. */
  reloadChat(): void {
    const stored: unknown = JSON.parse(JSON.stringify(this.pair.A.host.exportLaunched()));
    this.chat.silent = this.frozen;
    this.chat.reload();
    this.pair.A.reload();
    this.pair.A.host.restoreLaunched(stored as unknown[]);
    this.pair.A.host.connectionRestored();
    this.listen();
  }

  /** The application's page is a new one; its channel breaks with the old one. */
  reloadApplication(): void {
    this.application = undefined;
    this.page.reload();
    this.breakChannels();
  }
}
