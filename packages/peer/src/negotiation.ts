/**
 * Perfect negotiation (WebRTC 1.0, section 10.7) for one connection, with one addition: no remote description is applied
 * unless its fingerprint is the one that was agreed on beforehand.
 */
import type { Logger } from '@rendezvous/base';
import { NegotiationError } from './errors.ts';
import { announcesOnly } from './fingerprint.ts';

/** What travels between the two peers, on whatever way the caller has. `candidate: null` says that gathering has ended. */
export type Signal =
  | {
      readonly type: 'description';
      readonly description: { readonly type: 'offer' | 'answer'; readonly sdp: string };
    }
  | { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit | null };

export interface NegotiationOptions {
  readonly connection: RTCPeerConnection;
  /** The polite peer gives way when both make an offer at once. */
  readonly polite: boolean;
  /** Only this side makes an offer before the first answer: the other would only cause a collision. */
  readonly offersFirst: boolean;
  readonly send: (signal: Signal) => void;
  /** A chance to tune a remote description (bit rates) before it is applied. */
  readonly tune: (sdp: string) => string;
  readonly log: Logger;
}

/** Candidates that may wait for a description; beyond it the newest are dropped. */
const MAX_EARLY_CANDIDATES = 64;

export class Negotiation {
  readonly #options: NegotiationOptions;
  readonly #early: RTCIceCandidateInit[] = [];
  #expected: string | undefined;
  #making = false;
  #ignoring = false;
  #started = false;
  /** Remote signals are applied one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: NegotiationOptions) {
    this.#options = options;
    const { connection } = options;
    connection.addEventListener('negotiationneeded', () => {
      if (this.#started) void this.#offer();
    });
    connection.addEventListener('icecandidate', ({ candidate }) => {
      options.send({ type: 'candidate', candidate: candidate?.candidate ? candidate.toJSON() : null });
    });
  }

  /** The fingerprint (base64 SHA-256) that every remote description must carry. */
  set expectedFingerprint(fingerprint: string) {
    this.#expected = fingerprint;
  }

  /** Makes the first offer; on the other side only allows later ones. */
  async start(): Promise<void> {
    if (this.#started) return;
    if (!this.#options.offersFirst) return;
    this.#started = true;
    await this.#offer();
  }

  /** @throws NegotiationError `fingerprint` or `bad-description`; the connection is then unusable */
  accept(signal: Signal): Promise<void> {
    const done = this.#work.then(() =>
      signal.type === 'description' ? this.#describe(signal) : this.#add(signal.candidate),
    );
    this.#work = done.catch(() => undefined);
    return done;
  }

  async #offer(): Promise<void> {
    const { connection, send, log } = this.#options;
    try {
      this.#making = true;
      await connection.setLocalDescription();
      const { localDescription } = connection;
      if (localDescription && localDescription.type !== 'rollback' && localDescription.type !== 'pranswer') {
        send({
          type: 'description',
          description: { type: localDescription.type, sdp: localDescription.sdp },
        });
      }
    } catch (error) {
      if (connection.signalingState !== 'closed')
        log.warn('Could not make an offer', { error: String(error) });
    } finally {
      this.#making = false;
    }
  }

  async #describe({ description }: Extract<Signal, { type: 'description' }>): Promise<void> {
    const { connection, polite, send, tune } = this.#options;
    if (connection.signalingState === 'closed') return;
    if (this.#expected === undefined || !announcesOnly(description.sdp, this.#expected)) {
      throw new NegotiationError('fingerprint', 'the description does not carry the agreed fingerprint');
    }
    const collision =
      description.type === 'offer' && (this.#making || connection.signalingState !== 'stable');
    this.#ignoring = !polite && collision;
    if (this.#ignoring) return;
    try {
      await connection.setRemoteDescription({ type: description.type, sdp: tune(description.sdp) });
    } catch (error) {
      throw new NegotiationError('bad-description', 'the remote description was refused', { cause: error });
    }
    this.#started = true;
    for (const candidate of this.#early.splice(0)) await this.#add(candidate);
    if (description.type === 'offer') {
      await connection.setLocalDescription();
      const answer = connection.localDescription;
      if (answer) send({ type: 'description', description: { type: 'answer', sdp: answer.sdp } });
    }
  }

  async #add(candidate: RTCIceCandidateInit | null): Promise<void> {
    const { connection, log } = this.#options;
    if (connection.signalingState === 'closed' || candidate === null) return;
    if (!connection.remoteDescription) {
      if (this.#early.length < MAX_EARLY_CANDIDATES) this.#early.push(candidate);
      return;
    }
    try {
      await connection.addIceCandidate(candidate);
    } catch (error) {
      // A candidate of an offer that was ignored, or one this browser does not understand: others may still work.
      if (!this.#ignoring) log.debug('Candidate refused', { error: String(error) });
    }
  }
}
