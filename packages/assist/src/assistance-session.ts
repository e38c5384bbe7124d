/** One remote assistance, from the rendezvous to the receipt: the composition root and the one public class. */
import { type Logger, silentLogger, TypedEventTarget } from '@rendezvous/base';
import { Connection } from './connection.ts';
import type { InputEvent } from './control/input-events.ts';
import { leaveReceipt } from './farewell.ts';
import type { FileSource } from './files/file-ports.ts';
import { type LinkOpener, openPeerLink } from './link.ts';
import type { AssistApplication, AssistPorts } from './ports.ts';
import { sampleQuality } from './quality.ts';
import { ReceiptBook } from './receipt.ts';
import { wordOfCause } from './rendezvous-leg.ts';
import type { ScreenView } from './screen.ts';
import { Sides } from './sides.ts';
import { Timers } from './timers.ts';
import type { AssistView, EndCause, Receipt } from './view.ts';
import { ViewStore } from './view-store.ts';
import type { VoiceRateWish } from './voice/voice-pace.ts';

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
  readonly #sides: Sides;
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
      established: () => this.#sides.handleEstablished(),
      unstable: on => this.#handleUnstable(on),
      failed: cause => void this.#finish(cause),
      receiver: {
        chat: bytes => this.#sides.shared.chat.take(bytes),
        command: command => this.#sides.handleCommand(command),
        participants: pdus => this.#sides.handleParticipants(pdus),
        input: text => this.#sides.handleInput(text),
        status: message => this.#sides.handleStatus(message),
      },
    });
    const { role } = this.#connection;
    const { remoteUser } = application.session;
    this.#store = new ViewStore(role, remoteUser, () => this.dispatchEvent(new Event('change')));
    this.#book = new ReceiptBook(role, remoteUser, ports.now());
    this.#sides = new Sides({
      remoteUser,
      ports,
      timers: this.#timers,
      connection: this.#connection,
      changed: change => this.#store.patch(change),
      line: line => this.#store.addLine(line),
      screenChanged: screen => this.#handleScreen(screen),
      controlled: on => this.#book.controlled(on, ports.now()),
      transferred: (direction, bytes) => this.#book.transferred(direction, bytes),
      talking: on => this.#book.talked(on, ports.now()),
    });
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
    if (this.#live) this.#sides.shared.chat.sendText(text);
  }

  /** The person is typing; call at each keystroke, it is thinned out here. */
  typing(): void {
    if (this.#live) this.#sides.shared.chat.typing();
  }

  /**
   * Sends a file, after those that wait already; the other person is asked first. What becomes of it is in `view.files`.
   * @returns its id there; `undefined` before the other side is verified, and after the end
   */
  sendFile(source: FileSource): number | undefined {
    return this.#live ? this.#sides.shared.files.send(source) : undefined;
  }

  /** Takes a file back, or breaks it off, whoever sends it. */
  cancelFile(fileId: number): void {
    this.#sides.shared.files.cancel(fileId);
  }

  /** Asks the other person to talk. */
  startVoice(): void {
    if (this.#live) this.#sides.shared.voice.start();
  }

  /** Ends the call, or takes the wish for one back. */
  stopVoice(): void {
    this.#sides.shared.voice.stop();
  }

  /** How much of the other's voice this side wishes to get, now and in later calls; `auto`: as much as the path bears. */
  setVoiceRate(wish: VoiceRateWish): void {
    this.#sides.shared.voice.setRate(wish);
  }

  /** The person has been through the audio wizard, or now uses devices that have been: the other side is told. */
  tuned(good: boolean): void {
    this.#sides.shared.voice.tuned(good);
  }

  /** `view.recognised` is `changed`, and the person has made sure by other means that it is right. */
  acceptChangedKey(): void {
    if (this.#live) this.#sides.shared.recognition.acceptChanged();
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
    if (!this.view.ended) await this.#sides.novice?.screen.choose();
  }

  /** Novice: the expert sees a blank page at once. */
  pause(): void {
    this.#sides.novice?.screen.pause();
  }

  resume(): void {
    this.#sides.novice?.screen.resume();
  }

  /** Novice: takes control back. */
  stopControl(): void {
    this.#sides.novice?.control.stop();
  }

  /** Novice: fifteen more minutes from now. */
  renewControl(): void {
    this.#sides.novice?.control.renew();
  }

  /** Answers the open question; another id, or a yes that is not possible, changes nothing. */
  answer(questionId: number, yes: boolean): void {
    this.#sides.questions.answer(questionId, yes);
  }

  /**
   * For a window of the face in which this person does something that is theirs alone, e.g. tries the microphone: until
   * it is let go, no other hand moves here.
   * @returns lets it go; to be called once
   */
  hold(): () => void {
    return this.#sides.questions.hold();
  }

  /** Resolves when the attempt is over; the outcome is in `view.companion`. Never rejects. */
  async pairCompanion(code: string): Promise<void> {
    if (!this.view.ended) await this.#sides.novice?.control.pair(code);
  }

  /** The panic key on the page: control is off before anything is sent. */
  panic(): void {
    this.#sides.novice?.control.panic();
  }

  /** Expert: asks for the mouse and keyboard. */
  requestControl(): void {
    if (this.#live) this.#sides.expert?.request();
  }

  /** Expert: gives control, or the request for it, back. */
  releaseControl(): void {
    this.#sides.expert?.release();
  }

  /** Expert: dropped unless in control. */
  sendInput(event: InputEvent): void {
    if (!this.#unstable) this.#sides.expert?.send(event);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  /** Verified, and not ended. */
  get #live(): boolean {
    return this.#connection.verified && !this.view.ended;
  }

  #run(signal: AbortSignal | undefined): void {
    if (signal?.aborted) void this.#finish('local-user');
    signal?.addEventListener('abort', () => void this.#finish('local-user'), { once: true });
    this.#connection.run().catch((error: unknown) => {
      this.#log.error('The assistance failed', { error: String(error) });
      void this.#finish('internal-error');
    });
  }

  #handleVerified(emoji: readonly string[]): void {
    this.#book.verified('tokens');
    this.#store.patch({ stage: 'choosing', verification: { emoji, confirmed: false } });
    sampleQuality({
      timers: this.#timers,
      stats: () => this.#connection.link?.stats(),
      sampled: quality => this.#store.patch({ quality }),
    });
    this.#sides.handleVerified();
  }

  #handleUnstable(on: boolean): void {
    this.#unstable = on;
    this.#sides.handleUnstable(on);
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
    this.#sides.close();
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
