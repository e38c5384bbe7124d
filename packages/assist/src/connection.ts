/**
 * One remote assistance connection ([MS-RA] 1.1): from the birth of the link, over signaling and the tokens, until it is
 * verified; then it carries messages until it is lost or let go. It knows nothing of screens, control or chat.
 */

import type { SessionEndReason } from '@rendezvous/msra';
import { CHANNEL } from '@rendezvous/msra';
import { ControlPlane, type ControlPlaneReceiver } from './control-plane.ts';
import { lastWordsHeard } from './farewell.ts';
import { DEADLINES } from './limits.ts';
import type { AssistLink, LinkOpener } from './link.ts';
import { LinkWatch } from './link-watch.ts';
import type { AssistApplication, AssistPorts } from './ports.ts';
import { causeOfEnd, causeOfWord, RendezvousLeg, roleOf } from './rendezvous-leg.ts';
import { CAUSES_OF_TERMINATION, SessionInit } from './session-init.ts';
import { SignalPath } from './signal-path.ts';
import { Signaling } from './signaling.ts';
import type { AssistStatus, EndWord, StatusMessage } from './signals.ts';
import { Timers } from './timers.ts';
import type { EndCause, Role } from './view.ts';

export interface ConnectionOptions {
  readonly application: AssistApplication;
  readonly ports: AssistPorts;
  readonly timers: Timers;
  readonly openLink: LinkOpener;
  readonly receiver: Pick<ControlPlaneReceiver, 'chat' | 'command' | 'participants' | 'input'> & {
    status(message: AssistStatus): void;
  };
  readonly reached: (stage: 'connecting' | 'verifying') => void;
  readonly linkOpened: (link: AssistLink) => void;
  /** Tokens and pictures are there: the other side is who the messenger says. Once. */
  readonly verified: (emoji: readonly string[]) => void;
  /** [MS-RA] 3.7, 3.8: the session exists. Once. */
  readonly established: () => void;
  readonly unstable: (on: boolean) => void;
  /** It cannot go on. May be called more than once; the first counts. */
  readonly failed: (cause: EndCause) => void;
}

export class Connection {
  readonly role: Role;
  readonly #options: ConnectionOptions;
  readonly #leg: RendezvousLeg;
  readonly #init: SessionInit;
  readonly #signalPath: SignalPath;
  #link: AssistLink | undefined;
  #plane: ControlPlane | undefined;
  #signaling: Signaling | undefined;
  #introduced = false;
  #proven = false;
  #emoji: readonly string[] | undefined;
  #connectionString: string | undefined;
  #verified = false;
  #left = false;
  #seen = false;
  #closed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.role = roleOf(options.application.session);
    this.#leg = new RendezvousLeg(options.application.session);
    this.#init = new SessionInit({
      role: this.role,
      send: bytes => void this.#plane?.sendBytes(CHANNEL.control, bytes),
      proven: () => {
        this.#proven = true;
        this.#checkVerified();
      },
      established: options.established,
      terminated: reason => this.#handleTermination(reason),
    });
    this.#signalPath = new SignalPath([
      signal => this.#introduced && this.#leg.open && this.#sendContext(JSON.stringify(signal)),
      signal => this.#verified && (this.#plane?.sendStatus(signal) ?? false),
    ]);
  }

  get link(): AssistLink | undefined {
    return this.#link;
  }

  /** The way to the other side; `undefined` before there is a link. Its messages are heard there only once verified. */
  get plane(): ControlPlane | undefined {
    return this.#plane;
  }

  /** Connection string 2 of this assistance, once both sides know it; it names the certificates of both. */
  get connectionString(): string | undefined {
    return this.#connectionString;
  }

  get verified(): boolean {
    return this.#verified;
  }

  /** Runs until the assistance is over. Rejects only for a mistake in this program. */
  async run(): Promise<void> {
    const { timers, reached } = this.#options;
    timers.set('connected', DEADLINES.connectedMs, () => this.#fail('rendezvous-failed'));
    void this.#watchRendezvous();
    // The certificate and the candidates are made while the other side still opens.
    const opening = this.#open();
    // It is awaited below; until then its failure must not count as nobody's.
    opening.catch(() => undefined);
    const connected = await this.#leg.connected();
    timers.clear('connected');
    if (this.#closed || !connected) return;
    reached('connecting');
    timers.set('link', DEADLINES.linkMs, () => this.#fail('link-never-up'));
    const link = await opening;
    if (!link || this.#closed) return;
    await Promise.all([this.#signal(link), this.#plane?.run(), this.#signalPath.run(link.signals)]);
  }

  /** Novice: a screen was picked. */
  handleUserAccepts(): void {
    if (this.#verified) this.#init.handleUserAccepts();
  }

  /** Expert: the screen is seen. */
  handleViewBegins(): void {
    this.#seen = true;
    this.#init.handleViewBegins();
  }

  /** Says goodbye, lets the last messages leave, and closes. Idempotent; never rejects. */
  async close(why: EndWord | undefined): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#signaling?.stop();
    const timers = new Timers(this.#options.ports.setTimer);
    const parting = this.#leg.terminate(why).catch(() => undefined);
    this.#plane?.stop();
    if (why !== undefined) {
      this.#plane?.sendStatus({ type: 'bye', why });
      this.#init.end();
      if (this.#link) await lastWordsHeard(this.#link, timers);
    }
    this.#link?.close();
    await timers.atMost('farewell', DEADLINES.farewellMs, parting);
  }

  async #open(): Promise<AssistLink | undefined> {
    const { application, ports, timers, openLink, linkOpened, receiver } = this.#options;
    const request = application.relayServers();
    const answered = await timers.atMost('relay-servers', DEADLINES.relayServersMs, request);
    const link = await openLink({
      ports,
      role: this.role,
      inviter: application.session.inviter,
      relayServers: answered ? await request : [],
    });
    if (this.#closed) {
      link.close();
      return undefined;
    }
    this.#link = link;
    this.#plane = new ControlPlane({
      link,
      role: this.role,
      now: ports.now,
      log: ports.log,
      receiver: {
        ...receiver,
        packet: bytes => this.#init.take(bytes),
        status: message => this.#takeStatus(message),
        closed: () => this.#handleLeft(this.#verified ? 'remote-gone' : 'link-never-up'),
        overwhelmed: () => this.#fail('protocol-error'),
      },
    });
    linkOpened(link);
    new LinkWatch({
      link,
      timers,
      up: () => void this.#handleUp(link),
      unstable: this.#options.unstable,
      lost: cause => (link.state === 'closed' ? this.#handleLeft(cause) : this.#fail(cause)),
    });
    await link.start();
    return link;
  }

  async #signal(link: AssistLink): Promise<void> {
    const { ports } = this.#options;
    const signaling = new Signaling({
      role: this.role,
      link,
      crypto: ports.crypto,
      log: ports.log,
      send: text => this.#leg.send(text),
      agreed: secrets => void this.#derive(secrets),
      compared: emoji => {
        this.#emoji = emoji;
        this.#checkVerified();
      },
      failed: cause => this.#fail(cause),
    });
    this.#signaling = signaling;
    void signaling.introduced.then(() => {
      this.#introduced = true;
      this.#signalPath.flush();
    });
    await signaling.run(this.#leg.contextData);
  }

  async #derive(secrets: Parameters<SessionInit['derive']>[0]): Promise<void> {
    this.#connectionString = secrets.connectionString;
    try {
      await this.#init.derive(secrets);
    } catch {
      // A connection string of a form that no token can be made of.
      this.#fail('not-verified');
    }
  }

  async #handleUp(link: AssistLink): Promise<void> {
    const { timers, reached } = this.#options;
    timers.clear('link');
    timers.set('tokens', DEADLINES.tokensMs, () => this.#fail('not-verified'));
    if (!this.#verified) reached('verifying');
    try {
      await link.verifyRemoteCertificate();
      await link.channel(CHANNEL.control).opened;
    } catch {
      this.#fail('not-verified');
      return;
    }
    if (!this.#closed) this.#init.handleChannelOpen();
  }

  /** Both the tokens and the pictures: a side that kept its nonce to itself would leave nothing to compare. */
  #checkVerified(): void {
    if (this.#verified || this.#closed || this.#left || !this.#proven || !this.#emoji) return;
    this.#verified = true;
    this.#options.timers.clear('tokens');
    // From here on the messenger is out of the path, and its end is not ours.
    if (this.#options.application.session.inviter) void this.#leg.terminate().catch(() => undefined);
    this.#options.verified(this.#emoji);
    this.#plane?.release();
    this.#signalPath.flush();
  }

  /** The other side let go of the link. Before it is verified the reason comes by way of the messenger, which is slower. */
  #handleLeft(cause: EndCause): void {
    if (this.#verified || !this.#leg.open) return this.#fail(cause);
    if (this.#left) return;
    this.#left = true;
    this.#options.timers.set('farewell', DEADLINES.farewellMs, () => this.#fail(cause));
  }

  async #watchRendezvous(): Promise<void> {
    const outcome = await this.#leg.ended;
    if (this.#verified || this.#closed) return;
    const cause = causeOfEnd(outcome, this.role);
    if (cause !== undefined) this.#fail(cause);
    // The inviter has verified us and needs the messenger no more: it must have introduced itself before.
    else if (!this.#signaling) this.#fail('rendezvous-failed');
  }

  #takeStatus(message: StatusMessage): void {
    switch (message.type) {
      case 'description':
      case 'candidates':
        void this.#signaling?.takeInLink(message);
        return;
      case 'bye':
        return this.#fail(causeOfWord(message.why, this.role));
      default:
        return this.#options.receiver.status(message);
    }
  }

  #sendContext(text: string): boolean {
    this.#leg.send(text).catch((error: unknown) => {
      this.#options.ports.log?.warn('Context data not sent', { error: String(error) });
    });
    return true;
  }

  #handleTermination(reason: SessionEndReason): void {
    if (reason !== 'peer-disconnected') return this.#fail(CAUSES_OF_TERMINATION[reason]);
    const refused = this.role === 'expert' && this.#verified && !this.#seen;
    this.#handleLeft(refused ? 'novice-refused' : 'remote-user');
  }

  #fail(cause: EndCause): void {
    if (!this.#closed) this.#options.failed(cause);
  }
}
