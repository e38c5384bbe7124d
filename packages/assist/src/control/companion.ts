/** The novice's side of the companion: finds it, pairs, remembers its screens, and tells what it says. */
import { DEADLINES } from '../limits.ts';
import type { CompanionSocket } from '../ports.ts';
import type { Timers } from '../timers.ts';
import type { CompanionView } from '../view.ts';
import type { CompanionMessage, CompanionScreen, PageMessage } from './companion-protocol.ts';
import type { InputEvent } from './input-events.ts';
import type { InputSink } from './input-gate.ts';

/** What the control of the novice's machine needs to hear. */
export type CompanionNotice =
  | Extract<CompanionMessage, { type: 'asking' | 'armed' | 'disarmed' | 'hand' }>
  | { readonly type: 'lost' };

export interface CompanionOptions {
  readonly open: (signal: AbortSignal) => Promise<CompanionSocket>;
  readonly changed: (view: CompanionView) => void;
  readonly notice: (notice: CompanionNotice) => void;
  readonly timers: Timers;
  readonly now: () => number;
}

type Failure = Extract<CompanionView, { name: 'failed' }>['reason'];

export class Companion implements InputSink {
  readonly #options: CompanionOptions;
  #view: CompanionView = { name: 'absent' };
  #socket: CompanionSocket | undefined;
  #attempt: AbortController | undefined;
  #closed = false;
  /** What a pairing is taken up again with; a secret between the page and the companion. */
  #token: string | undefined;

  constructor(options: CompanionOptions) {
    this.#options = options;
  }

  get view(): CompanionView {
    return this.#view;
  }

  /** Pairs by the one-time code that the companion shows. A second call replaces the first. Never rejects. */
  async pair(code: string): Promise<void> {
    this.#drop();
    await this.#connect({ type: 'pair', code: code.trim().slice(0, 20) });
  }

  /** Asks the companion to ask the person, and then to take input for the screen. `false` when it is not there. */
  arm(arm: Omit<Extract<PageMessage, { type: 'arm' }>, 'type'>): boolean {
    return this.#send({ type: 'arm', ...arm });
  }

  renew(minutes: number): void {
    this.#send({ type: 'renew', minutes });
  }

  disarm(): void {
    this.#send({ type: 'disarm' });
  }

  suspend(on: boolean): void {
    this.#send({ type: 'suspend', on });
  }

  inject(event: InputEvent): void {
    this.#send({ type: 'input', event });
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#drop();
  }

  async #connect(greeting: PageMessage): Promise<void> {
    if (this.#closed) return;
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.#show({ name: 'connecting' });
    const replaced = new Promise<void>(resolve => {
      attempt.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const work = Promise.race([this.#greet(greeting, attempt.signal), replaced]);
    await this.#options.timers.atMost('pair', DEADLINES.pairMs, work);
    if (this.#attempt === attempt && this.#view.name === 'connecting') this.#fail('not-running');
  }

  async #greet(greeting: PageMessage, signal: AbortSignal): Promise<void> {
    const socket = await this.#options.open(signal);
    if (signal.aborted) return socket.close();
    this.#socket = socket;
    const answered = Promise.withResolvers<void>();
    void this.#read(socket, answered.resolve);
    socket.send(greeting);
    await answered.promise;
  }

  async #read(socket: CompanionSocket, answered: () => void): Promise<void> {
    for await (const message of socket.messages) {
      if (this.#socket !== socket) return answered();
      this.#take(message);
      if (message.type === 'paired' || message.type === 'refused') answered();
    }
    answered();
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    const token = this.#token;
    this.#fail('lost');
    this.#options.notice({ type: 'lost' });
    // It may have been restarted, or the machine may have slept: one silent try, which arms nothing.
    if (token !== undefined) {
      this.#token = undefined;
      await this.#connect({ type: 'resume', token });
    }
  }

  #take(message: CompanionMessage): void {
    switch (message.type) {
      case 'paired':
        this.#token = message.token;
        this.#show({
          name: 'paired',
          screens: message.screens,
          ...(message.unable === undefined ? {} : { unable: message.unable }),
        });
        return this.#keepAlive();
      case 'refused':
        return this.#fail(message.reason === 'wrong-token' ? 'lost' : message.reason);
      case 'screens':
        if (this.#view.name === 'paired') this.#show({ ...this.#view, screens: message.screens });
        return;
      case 'asking':
      case 'armed':
      case 'disarmed':
      case 'hand':
        return this.#options.notice(message);
      case 'pong':
    }
  }

  /** A companion that no longer hears of its page takes control back by itself. */
  #keepAlive(): void {
    const { timers, now } = this.#options;
    timers.set('companion-ping', DEADLINES.companionPingMs, () => {
      if (this.#send({ type: 'ping', sentAt: now() })) this.#keepAlive();
    });
  }

  #send(message: PageMessage): boolean {
    if (this.#socket === undefined || this.#view.name !== 'paired') return false;
    try {
      this.#socket.send(message);
      return true;
    } catch {
      // The connection broke this very moment: its end is reported by the reader.
      return false;
    }
  }

  #fail(reason: Failure): void {
    this.#drop();
    this.#show({ name: 'failed', reason });
  }

  /** Lets go of the connection, if there is one; a companion that may be armed is disarmed before. */
  #drop(): void {
    const wasPaired = this.#socket !== undefined && this.#view.name === 'paired';
    if (wasPaired) this.disarm();
    this.#options.timers.clear('companion-ping');
    const socket = this.#socket;
    this.#socket = undefined;
    this.#attempt?.abort();
    this.#attempt = undefined;
    socket?.close();
    // Whoever lets go of a companion that may be armed has ended control, also when another one is to follow.
    if (wasPaired) this.#options.notice({ type: 'lost' });
  }

  #show(view: CompanionView): void {
    this.#view = view;
    if (!this.#closed) this.#options.changed(view);
  }
}

/** Which of the companion's screens the shared one is: the only one; else of the same size; else the primary. */
export function matchScreen(
  screens: readonly CompanionScreen[],
  size: { readonly width?: number | undefined; readonly height?: number | undefined },
): CompanionScreen | undefined {
  if (screens.length <= 1) return screens[0];
  const alike = screens.filter(({ width, height, scale }) =>
    // Browsers report device pixels or logical ones, depending on the system.
    [1, scale].some(factor => near(width, size.width, factor) && near(height, size.height, factor)),
  );
  const [only] = alike;
  if (only && alike.length === 1) return only;
  return alike.find(({ primary }) => primary) ?? screens.find(({ primary }) => primary) ?? screens[0];
}

function near(pixels: number, size: number | undefined, factor: number): boolean {
  return size !== undefined && Math.abs(pixels / factor - size) <= 2;
}
