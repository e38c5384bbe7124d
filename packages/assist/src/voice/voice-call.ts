/** The sound of a session: one call after the other, each over a connection and with a key of its own. */
import { type Logger, silentLogger } from '@rendezvous/base';
import type { VoiceBitRate, VoiceStats } from '@rendezvous/peer';
import type { VoiceDescription } from './description-proof.ts';
import { VoiceAttempt, type VoiceAttemptOptions } from './voice-attempt.ts';
import type { VoiceAddress, VoiceEvents, VoicePort } from './voice-port.ts';

export type VoiceCallOptions = Omit<VoiceAttemptOptions, 'log'> & { readonly log?: Logger | undefined };

export class VoiceCall implements VoicePort {
  readonly #options: VoiceAttemptOptions;
  #attempt: VoiceAttempt | undefined;
  #released: Promise<void> = Promise.resolve();
  #maxBitRate: VoiceBitRate = 64_000;
  #dropped = 0;

  constructor({ log = silentLogger, ...options }: VoiceCallOptions) {
    this.#options = { ...options, log };
  }

  /** Descriptions of the other side that nobody waited for. */
  get dropped(): number {
    return this.#dropped;
  }

  tuning(): Promise<'good' | 'bad' | 'unknown'> {
    return this.#options.sound.tuning();
  }

  async createClient(): Promise<{ readonly tuned: boolean }> {
    return await this.#begin().createClient();
  }

  async createServer(events: VoiceEvents): Promise<VoiceAddress> {
    return await this.#begin().serve(events);
  }

  async connect(to: VoiceAddress, events: Pick<VoiceEvents, 'unstable' | 'lost'>): Promise<void> {
    if (!this.#attempt) throw new Error('there is no voice client');
    await this.#attempt.call(to, events);
  }

  /** The other side's description, from `status`. */
  handleDescription({ sdp, proof }: VoiceDescription): void {
    if (this.#attempt?.put({ sdp, proof })) return;
    this.#dropped += 1;
    this.#options.log.debug('Voice description dropped', { dropped: this.#dropped });
  }

  setMaxBitRate(bitsPerSecond: VoiceBitRate): void {
    this.#maxBitRate = bitsPerSecond;
    this.#attempt?.setMaxBitRate(bitsPerSecond);
  }

  setRedundancy(on: boolean): void {
    this.#attempt?.setRedundancy(on);
  }

  async stats(): Promise<VoiceStats | undefined> {
    return await this.#attempt?.stats();
  }

  release(): Promise<void> {
    const attempt = this.#attempt;
    this.#attempt = undefined;
    if (attempt) this.#released = attempt.end();
    return this.#released;
  }

  #begin(): VoiceAttempt {
    if (this.#attempt) throw new Error('there is a call already');
    this.#attempt = new VoiceAttempt(this.#options, this.#maxBitRate);
    return this.#attempt;
  }
}
