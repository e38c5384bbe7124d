/** The candidates of one connection, and when enough of them are there. Made before the first local description is set. */
import { NegotiationError } from '../errors.ts';
import { parseCandidate, toldCandidates, type VoiceCandidate } from './addresses.ts';

/** Milliseconds. A server that does not answer is not waited for long once a way is known: calls begin by a click. */
const AFTER_FIRST = 1500;
const AT_MOST = 5000;

export class Gathering {
  readonly #relayedOnly: boolean;
  readonly #found: VoiceCandidate[] = [];
  readonly #end = Promise.withResolvers<void>();
  #first: ReturnType<typeof setTimeout> | undefined;
  #last: ReturnType<typeof setTimeout> | undefined;
  #over = false;
  #closed = false;

  constructor(connection: RTCPeerConnection, { relayedOnly }: { readonly relayedOnly: boolean }) {
    this.#relayedOnly = relayedOnly;
    connection.addEventListener('icecandidate', ({ candidate }) => this.#take(candidate));
  }

  /**
   * What may be told to the other side, best first: all there is, or what there is 1.5 s after the first, 5 s after this call.
   * @throws NegotiationError `no-address`, `closed`
   */
  async done(): Promise<readonly VoiceCandidate[]> {
    this.#last ??= setTimeout(this.#end.resolve, AT_MOST);
    await this.#end.promise;
    this.#over = true;
    this.#stop();
    if (this.#closed) throw new NegotiationError('closed', 'the call was closed meanwhile');
    const told = this.#told();
    if (told.length === 0) throw new NegotiationError('no-address', 'there is no address to listen on');
    return told;
  }

  /** Whoever waits in {@link done} waits no longer. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#stop();
    this.#end.resolve();
  }

  #take(candidate: RTCIceCandidate | null): void {
    if (this.#over || this.#closed) return;
    // The empty candidate ends one generation, `null` all of them: there is only one.
    if (!candidate?.candidate) return this.#end.resolve();
    const parsed = parseCandidate(candidate.candidate);
    if (parsed) this.#found.push(parsed);
    if (this.#told().length > 0) this.#first ??= setTimeout(this.#end.resolve, AFTER_FIRST);
  }

  #told(): readonly VoiceCandidate[] {
    return toldCandidates(this.#found, { relayedOnly: this.#relayedOnly });
  }

  #stop(): void {
    clearTimeout(this.#first);
    clearTimeout(this.#last);
  }
}
