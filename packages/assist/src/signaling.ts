/**
 * The start of an assistance over context data: who has which certificate, the connection string and password, the pictures
 * for comparing by voice, descriptions and candidates. It ends where the link is up; from then on signals travel on it.
 */
import { type Logger, silentLogger } from '@rendezvous/base';
import { NegotiationError, type Signal } from '@rendezvous/peer';
import { encodeBase64 } from './base64.ts';
import { connectionStringOf, provesFingerprints, randomPassword } from './connection-string.ts';
import { LIMITS } from './limits.ts';
import type { AssistLink } from './link.ts';
import { commitmentTo, NONCE_BYTES, randomBytes, verificationEmoji } from './sas.ts';
import {
  type CandidatesSignal,
  ContextSignal,
  type DescriptionSignal,
  parseSignal,
  type SignalOf,
} from './signals.ts';
import type { EndCause, Role } from './view.ts';

/** What the tokens of [MS-RA] 2.2.4 are computed from. */
export interface Secrets {
  readonly connectionString: string;
  readonly password: string;
}

export interface SignalingOptions {
  readonly role: Role;
  readonly link: AssistLink;
  readonly crypto: Crypto;
  readonly send: (text: string) => Promise<void>;
  /** Both sides know the connection string, and it has both true fingerprints in it. */
  readonly agreed: (secrets: Secrets) => void;
  /** The four pictures. */
  readonly compared: (emoji: readonly string[]) => void;
  readonly failed: (cause: EndCause) => void;
  readonly log?: Logger | undefined;
}

/** A message that may come once, and that somebody waits for. */
type Once<T extends ContextSignal['type']> = PromiseWithResolvers<SignalOf<T>> & { seen: boolean };

function once<T extends ContextSignal['type']>(): Once<T> {
  const deferred = Promise.withResolvers<SignalOf<T>>();
  // Nobody may be waiting when the assistance ends first.
  deferred.promise.catch(() => undefined);
  return { ...deferred, seen: false };
}

/** The other side broke the agreement; `cause` is what the person is told. */
class SignalingError extends Error {
  override readonly name = 'SignalingError';
  readonly code: Extract<EndCause, 'not-verified' | 'protocol-error'>;
  constructor(code: SignalingError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export class Signaling {
  readonly #options: SignalingOptions;
  readonly #log: Logger;
  readonly #hello = once<'hello'>();
  readonly #nonce = once<'nonce'>();
  readonly #start = once<'start'>();
  readonly #reveal = once<'reveal'>();
  readonly #stopped = Promise.withResolvers<never>();
  #over = false;
  #received = 0;

  constructor(options: SignalingOptions) {
    this.#options = options;
    this.#log = options.log ?? silentLogger;
    this.#stopped.promise.catch(() => undefined);
  }

  /** Shakes hands and applies what comes, until the context data ends or {@link stop} is called. */
  async run(contextData: AsyncIterable<string>): Promise<void> {
    const { role } = this.#options;
    const handshake = role === 'novice' ? this.#introduceNovice() : this.#introduceExpert();
    await Promise.all([
      handshake.catch((error: unknown) => this.#fail(error)),
      this.#read(contextData).catch((error: unknown) => this.#fail(error)),
    ]);
  }

  /** Applies a signal that came on the link itself. */
  async takeInLink(signal: DescriptionSignal | CandidatesSignal): Promise<void> {
    try {
      await this.#apply(signal);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Nothing is sent or reported any more. Idempotent. */
  stop(): void {
    this.#over = true;
    this.#stopped.reject(new Error('stopped'));
  }

  async #introduceNovice(): Promise<void> {
    const { link, crypto, agreed, compared } = this.#options;
    const nonce = encodeBase64(randomBytes(NONCE_BYTES, crypto));
    const commitment = await commitmentTo(nonce, crypto);
    this.#send({ type: 'hello', v: 1, role: 'novice', fingerprint: link.fingerprint, commitment });
    this.#introduced.resolve();
    const hello = await this.#until(this.#hello.promise);
    const secrets = {
      connectionString: connectionStringOf({
        noviceFingerprint: link.fingerprint,
        expertFingerprint: hello.fingerprint,
        crypto,
      }),
      password: randomPassword(crypto),
    };
    this.#send({ type: 'start', ...secrets });
    agreed(secrets);
    const { nonce: expertNonce } = await this.#until(this.#nonce.promise);
    // Only now: a nonce that is known before the other's is shown could be answered with one that steers the pictures.
    this.#send({ type: 'reveal', nonce });
    const fingerprints = { noviceFingerprint: link.fingerprint, expertFingerprint: hello.fingerprint };
    const emoji = await verificationEmoji({ ...fingerprints, noviceNonce: nonce, expertNonce }, crypto);
    if (!this.#over) compared(emoji);
  }

  async #introduceExpert(): Promise<void> {
    const { link, crypto, agreed, compared } = this.#options;
    this.#send({ type: 'hello', v: 1, role: 'expert', fingerprint: link.fingerprint });
    this.#introduced.resolve();
    const { fingerprint: noviceFingerprint, commitment } = await this.#until(this.#hello.promise);
    const expertNonce = encodeBase64(randomBytes(NONCE_BYTES, crypto));
    this.#send({ type: 'nonce', nonce: expertNonce });
    const { connectionString, password } = await this.#until(this.#start.promise);
    const expected = { noviceFingerprint, expertFingerprint: link.fingerprint };
    if (!provesFingerprints(connectionString, expected)) {
      throw new SignalingError('not-verified', 'the connection string has other fingerprints');
    }
    agreed({ connectionString, password });
    const { nonce: noviceNonce } = await this.#until(this.#reveal.promise);
    if (commitment === undefined || (await commitmentTo(noviceNonce, crypto)) !== commitment) {
      throw new SignalingError('not-verified', 'the nonce is not the one that was promised');
    }
    const emoji = await verificationEmoji({ ...expected, noviceNonce, expertNonce }, crypto);
    if (!this.#over) compared(emoji);
  }

  readonly #introduced = Promise.withResolvers<void>();

  /** Resolves when hello is on its way: nothing may overtake it. */
  get introduced(): Promise<void> {
    return this.#introduced.promise;
  }

  async #read(contextData: AsyncIterable<string>): Promise<void> {
    for await (const text of contextData) {
      if (this.#over) return;
      this.#received += 1;
      if (LIMITS.contextData < this.#received) throw new SignalingError('protocol-error', 'too many signals');
      const signal = parseSignal(ContextSignal, text);
      if (signal === 'malformed') throw new SignalingError('protocol-error', 'a signal is malformed');
      if (signal === 'unknown-type') this.#log.debug('Unknown signal ignored');
      else await this.#take(signal);
    }
  }

  async #take(signal: ContextSignal): Promise<void> {
    if (signal.type !== 'hello' && !this.#hello.seen) {
      throw new SignalingError('protocol-error', 'the other side did not introduce itself');
    }
    switch (signal.type) {
      case 'hello':
        if (signal.role === this.#options.role) {
          throw new SignalingError('protocol-error', 'both sides have the same role');
        }
        settle(this.#hello, signal);
        // At once, before any description can be looked at.
        this.#options.link.expectFingerprint(signal.fingerprint);
        return;
      case 'nonce':
        return settle(this.#nonce, signal);
      case 'start':
        return settle(this.#start, signal);
      case 'reveal':
        return settle(this.#reveal, signal);
      case 'description':
      case 'candidates':
        await this.#apply(signal);
    }
  }

  async #apply(signal: DescriptionSignal | CandidatesSignal): Promise<void> {
    const { link } = this.#options;
    for (const part of partsOf(signal)) {
      if (this.#over) return;
      await link.accept(part);
    }
  }

  #send(signal: ContextSignal): void {
    if (this.#over) return;
    this.#options.send(JSON.stringify(signal)).catch((error: unknown) => {
      this.#log.warn('Context data not sent', { error: String(error) });
    });
  }

  async #until<T>(promise: Promise<T>): Promise<T> {
    return await Promise.race([promise, this.#stopped.promise]);
  }

  #fail(error: unknown): void {
    if (this.#over) return;
    this.#log.warn('Signaling failed', { error: String(error) });
    const cause = causeOf(error);
    this.stop();
    this.#options.failed(cause);
  }
}

function settle<T extends ContextSignal['type']>(slot: Once<T>, signal: SignalOf<T>): void {
  if (slot.seen) throw new SignalingError('protocol-error', 'a signal came twice');
  slot.seen = true;
  slot.resolve(signal);
}

function causeOf(error: unknown): EndCause {
  if (error instanceof SignalingError) return error.code;
  if (error instanceof NegotiationError) {
    if (error.code === 'fingerprint') return 'not-verified';
    return error.code === 'bad-description' ? 'protocol-error' : 'link-never-up';
  }
  return 'internal-error';
}

function* partsOf(signal: DescriptionSignal | CandidatesSignal): Iterable<Signal> {
  if (signal.type === 'description') yield signal;
  else {
    for (const candidate of signal.candidates) {
      if (candidate === null) yield { type: 'candidate', candidate };
      else {
        const { sdpMid = null, sdpMLineIndex = null, usernameFragment = null } = candidate;
        yield {
          type: 'candidate',
          candidate: { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment },
        };
      }
    }
  }
}
