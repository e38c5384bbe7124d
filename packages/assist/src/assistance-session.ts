/** One remote assistance, from the rendezvous to the receipt: the composition root and the one public class. */
import { type Logger, silentLogger, TypedEventTarget } from '@rendezvous/base';
import { CHANNEL } from '@rendezvous/msra';
import { Chat } from './chat.ts';
import { Connection } from './connection.ts';
import type { ExpertControl } from './control/expert-control.ts';
import type { InputEvent } from './control/input-events.ts';
import type { NoviceControl } from './control/novice-control.ts';
import { type ExpertSideOptions, expertControlOf } from './expert-side.ts';
import { leaveReceipt } from './farewell.ts';
import { type LinkOpener, openPeerLink } from './link.ts';
import { NoviceSide, type NoviceSideOptions } from './novice-side.ts';
import type { AssistApplication, AssistPorts } from './ports.ts';
import { sampleQuality } from './quality.ts';
import { ReceiptBook } from './receipt.ts';
import { wordOfCause } from './rendezvous-leg.ts';
import type { ScreenView } from './screen.ts';
import { Timers } from './timers.ts';
import type { AssistView, EndCause, Receipt } from './view.ts';
import { ViewStore } from './view-store.ts';

export interface AssistanceOptions {
  readonly application: AssistApplication;
  readonly ports: AssistPorts;
  /** Aborting ends the assistance, as {@link AssistanceSession.end} does. */
  readonly signal?: AbortSignal;
  /** Another way between the two than WebRTC, for tests. */
  readonly openLink?: LinkOpener;
}

export class AssistanceSession extends TypedEventTarget<{ change: Event }> {
  /** Resolves once, never rejects, when everything has been let go. */
  readonly ended: Promise<Receipt>;
  readonly #application: AssistApplication;
  readonly #ports: AssistPorts;
  readonly #log: Logger;
  readonly #timers: Timers;
  readonly #store: ViewStore;
  readonly #book: ReceiptBook;
  readonly #connection: Connection;
  readonly #chat: Chat;
  /** One of the two: what a side of this role can do. */
  readonly #novice: NoviceSide | undefined;
  readonly #expert: ExpertControl | undefined;
  readonly #settle: (receipt: Receipt) => void;
  #unstable = false;

  /**
   * Returns at once, at stage `waiting`; what happens then is in {@link view}.
   * @throws RangeError when the session's component is not Remote Assistance
   */
  static open(options: AssistanceOptions): AssistanceSession {
    const session = new AssistanceSession(options);
    session.#run(options.signal);
    return session;
  }

  private constructor({ application, ports, openLink = openPeerLink }: AssistanceOptions) {
    super();
    this.#application = application;
    this.#ports = ports;
    this.#log = ports.log ?? silentLogger;
    this.#timers = new Timers(ports.setTimer);
    const { promise, resolve } = Promise.withResolvers<Receipt>();
    this.ended = promise;
    this.#settle = resolve;
    this.#connection = new Connection({
      application,
      ports,
      timers: this.#timers,
      openLink,
      reached: stage => this.#store.patch({ stage }),
      linkOpened: link => link.addEventListener('track', () => this.dispatchEvent(new Event('change'))),
      verified: emoji => this.#handleVerified(emoji),
      established: () => this.#novice?.screen.allow(),
      unstable: on => this.#handleUnstable(on),
      failed: cause => void this.#finish(cause),
      receiver: {
        chat: bytes => this.#chat.take(bytes),
        command: command => {
          if (command.name === 'TYPINGSTART') this.#chat.handleTyping();
          this.#control?.handleCommand(command);
        },
        participants: pdus => this.#control?.handleParticipants(pdus),
        input: text => void this.#novice?.control.handleInput(text),
        status: message => {
          if (message.type === 'screen') this.#handleScreen(message.screen);
          else if (message.type === 'control') this.#expert?.handleStatus(message.control);
          else this.#chat.handleTyping();
        },
      },
    });
    const { role } = this.#connection;
    const { remoteUser } = application.session;
    this.#store = new ViewStore(role, remoteUser, () => this.dispatchEvent(new Event('change')));
    this.#book = new ReceiptBook(role, remoteUser, ports.now());
    this.#chat = this.#makeChat();
    this.#novice = role === 'novice' ? new NoviceSide(this.#sideOptions) : undefined;
    this.#expert = role === 'expert' ? expertControlOf(this.#sideOptions) : undefined;
  }

  /** An immutable snapshot, replaced at each `change`. */
  get view(): AssistView {
    return this.#store.view;
  }

  /** Expert: the novice's picture, for a `<video>`; present from the first description on. `change` tells. */
  get remoteStream(): MediaStream | undefined {
    return this.#connection.link?.remoteStream;
  }

  /** Ignored until the other side is verified. */
  sendChat(text: string): void {
    if (this.#live) this.#chat.sendText(text);
  }

  /** The person is typing; call at each keystroke, it is thinned out here. */
  typing(): void {
    if (this.#live) this.#chat.typing();
  }

  /** The person has compared the pictures by voice and they are the same. */
  confirmVerification(): void {
    const { verification } = this.view;
    if (!verification || verification.confirmed) return;
    this.#book.verified('compared');
    this.#store.patch({ verification: { ...verification, confirmed: true } });
  }

  /** Idempotent; resolves when everything has been let go. */
  async end(): Promise<void> {
    await this.#finish('local-user');
    await this.ended;
  }

  /** Novice, in a user gesture; also to change what is shown. Rejects as the browser's picker does, e.g. when the person cancels. */
  async chooseScreen(): Promise<void> {
    if (!this.view.ended) await this.#novice?.screen.choose();
  }

  /** Novice: the expert sees a blank page at once. */
  pause(): void {
    this.#novice?.screen.pause();
  }

  resume(): void {
    this.#novice?.screen.resume();
  }

  /** Novice: takes control back. */
  stopControl(): void {
    this.#novice?.control.stop();
  }

  /** Novice: fifteen more minutes from now. */
  renewControl(): void {
    this.#novice?.control.renew();
  }

  /** Answers the open question; another id, or a yes that is not possible, changes nothing. */
  answer(questionId: number, yes: boolean): void {
    this.#novice?.control.answer(questionId, yes);
  }

  /** Resolves when the attempt is over; the outcome is in `view.companion`. Never rejects. */
  async pairCompanion(code: string): Promise<void> {
    if (!this.view.ended) await this.#novice?.control.pair(code);
  }

  /** The panic key on the page: control is off before anything is sent. */
  panic(): void {
    this.#novice?.control.panic();
  }

  /** Expert: asks for the mouse and keyboard. */
  requestControl(): void {
    if (this.#live) this.#expert?.request();
  }

  /** Expert: gives control, or the request for it, back. */
  releaseControl(): void {
    this.#expert?.release();
  }

  /** Expert: dropped unless in control. */
  sendInput(event: InputEvent): void {
    if (!this.#unstable) this.#expert?.send(event);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  /** Verified, and not ended. */
  get #live(): boolean {
    return this.#connection.verified && !this.view.ended;
  }

  get #control(): NoviceControl | ExpertControl | undefined {
    return this.#novice?.control ?? this.#expert;
  }

  #run(signal: AbortSignal | undefined): void {
    if (signal?.aborted) void this.#finish('local-user');
    signal?.addEventListener('abort', () => void this.#finish('local-user'), { once: true });
    this.#connection.run().catch((error: unknown) => {
      this.#log.error('The assistance failed', { error: String(error) });
      void this.#finish('internal-error');
    });
  }

  #makeChat(): Chat {
    const { now, setTimer } = this.#ports;
    const { role } = this.#connection;
    return new Chat({
      role,
      now,
      setTimer,
      send: bytes => this.#connection.plane?.sendBytes(CHANNEL.chat, bytes) ?? false,
      sendTyping: () => {
        // TYPINGSTART is the expert's word only.
        if (role === 'expert') this.#connection.plane?.sendCommand({ name: 'TYPINGSTART' });
        else this.#connection.plane?.sendStatus({ type: 'typing' });
      },
      line: line => this.#store.addLine(line),
      remoteTyping: remoteTyping => this.#store.patch({ remoteTyping }),
    });
  }

  get #sideOptions(): NoviceSideOptions & ExpertSideOptions {
    return {
      remoteUser: this.#application.session.remoteUser,
      ports: this.#ports,
      timers: this.#timers,
      connection: this.#connection,
      changed: change => this.#store.patch(change),
      screenChanged: screen => this.#handleScreen(screen),
      controlled: on => this.#book.controlled(on, this.#ports.now()),
    };
  }

  #handleVerified(emoji: readonly string[]): void {
    this.#book.verified('tokens');
    this.#store.patch({ stage: 'choosing', verification: { emoji, confirmed: false } });
    sampleQuality({
      timers: this.#timers,
      stats: () => this.#connection.link?.stats(),
      sampled: quality => this.#store.patch({ quality }),
    });
    this.#novice?.handleVerified();
  }

  #handleUnstable(on: boolean): void {
    this.#unstable = on;
    this.#novice?.control.handleUnstable(on);
    this.#store.patch({ unstable: on });
  }

  /** Novice: what is shown. Expert: what arrives. */
  #handleScreen(screen: ScreenView): void {
    if (screen.name !== 'none') this.#connection.handleViewBegins();
    const now = this.#ports.now();
    this.#book.seen(screen.name === 'shown', now);
    const { sessionSinceMs } = this.view;
    this.#store.patch({
      screen,
      stage: screen.name === 'none' ? 'choosing' : 'session',
      sessionSinceMs: sessionSinceMs ?? (screen.name === 'shown' ? now : undefined),
    });
  }

  /** Everything ends here, once: first what is dangerous, then what people see, then the goodbyes. */
  async #finish(cause: EndCause): Promise<void> {
    if (this.view.ended) return;
    const now = this.#ports.now();
    const refusing =
      this.view.role === 'novice' && this.#connection.verified && this.view.sessionSinceMs === undefined;
    this.#novice?.close();
    this.#expert?.close();
    this.#chat.close();
    this.#timers.close();
    const receipt = this.#book.close(cause, now);
    this.#log.info('Assistance ended', { cause });
    this.#store.patch({
      stage: 'ended',
      unstable: false,
      screen: { name: 'none' },
      screenReady: false,
      control: { name: 'off' },
      question: undefined,
      ended: { cause, atMs: now },
      receipt,
    });
    // Both are begun at once: a page that is being closed gets no second turn.
    await Promise.all([
      this.#connection.close(wordOfCause(cause, refusing)),
      leaveReceipt(receipt, this.#application, this.#ports),
    ]);
    this.#settle(receipt);
  }
}
