/**
 * One call, from the first look at the microphone until it is let go. INVARIANT: the microphone is opened only once the other
 * side's description is proven; no description is applied before it is.
 */
import type { Logger } from '@rendezvous/base';
import type { VoiceBitRate, VoiceStats } from '@rendezvous/peer';
import { DEADLINES } from '../limits.ts';
import type { Role } from '../role.ts';
import type { Timers } from '../timers.ts';
import { DescriptionBox } from './description-box.ts';
import { DescriptionProver, type VoiceDescription } from './description-proof.ts';
import type { Sound } from './sound-port.ts';
import type { AssistVoiceConnection } from './voice-link.ts';
import type { VoiceAddress, VoiceEvents } from './voice-port.ts';

export interface VoiceAttemptOptions {
  readonly sound: Sound;
  readonly timers: Timers;
  readonly crypto: Crypto;
  /** Throws when there is no link that could make one. */
  readonly openConnection: () => AssistVoiceConnection;
  readonly sendDescription: (description: VoiceDescription) => void;
  readonly log: Logger;
}

type CallEvents = Pick<VoiceEvents, 'unstable' | 'lost'>;

export class VoiceAttempt {
  readonly #options: VoiceAttemptOptions;
  readonly #box = new DescriptionBox();
  readonly #up = Promise.withResolvers<void>();
  #maxBitRate: VoiceBitRate;
  #connection: AssistVoiceConnection | undefined;
  #connected = false;
  #unstable = false;
  #over: Promise<void> | undefined;

  constructor(options: VoiceAttemptOptions, maxBitRate: VoiceBitRate) {
    this.#options = options;
    this.#maxBitRate = maxBitRate;
    // Whether somebody waits for it depends on how far the call comes.
    this.#up.promise.catch(() => undefined);
  }

  /** Expert: whether it can call. The novice's description is kept from here on: it may be faster than VOIPGO. */
  async createClient(): Promise<{ readonly tuned: boolean }> {
    const { sound } = this.#options;
    this.#box.open();
    const tuned = (await sound.tuning()) === 'good';
    this.#check();
    if (tuned) await sound.tryMicrophone();
    return { tuned };
  }

  /** Expert: calls; resolves when the call is up. */
  async call({ key, addresses }: VoiceAddress, events: CallEvents): Promise<void> {
    const { crypto, sound, sendDescription } = this.#options;
    const prover = await DescriptionProver.open(key, crypto);
    const offer = await this.#take(prover, 'novice');
    const connection = this.#connect(events);
    await this.#openMicrophone(connection);
    const sdp = await connection.call(offer.sdp, addresses);
    const answer = await prover.prove('expert', sdp);
    this.#check();
    sound.play(connection.remoteStream);
    sendDescription(answer);
    await this.#up.promise;
  }

  /** Novice: listens; what comes of it is in `events`. */
  async serve(events: VoiceEvents): Promise<VoiceAddress> {
    const { crypto, sound, sendDescription } = this.#options;
    await sound.tryMicrophone();
    this.#check();
    const connection = this.#connect(events);
    const { sdp, addresses } = await connection.serve();
    if (addresses.length === 0) throw new Error('there is no address on which to listen');
    const key = DescriptionProver.newKey(crypto);
    const prover = await DescriptionProver.open(key, crypto);
    const offer = await prover.prove('novice', sdp);
    this.#check();
    this.#box.open();
    sendDescription(offer);
    this.#answer(prover, connection).then(events.connected, events.failed);
    return { key, addresses };
  }

  /** The other side's description; `false` when one is lost by it. */
  put(description: VoiceDescription): boolean {
    return this.#box.put(description);
  }

  setMaxBitRate(bitsPerSecond: VoiceBitRate): void {
    this.#maxBitRate = bitsPerSecond;
    this.#tune(this.#connection?.setMaxBitRate(bitsPerSecond));
  }

  setRedundancy(on: boolean): void {
    this.#tune(this.#connection?.setRedundancy(on));
  }

  async stats(): Promise<VoiceStats | undefined> {
    return await this.#connection?.stats();
  }

  /** Closes microphone, speaker and connection, also what is still being created. Resolves when they are closed. Idempotent. */
  end(): Promise<void> {
    if (this.#over) return this.#over;
    const { sound, timers } = this.#options;
    // The microphone first: it is heard until the last.
    this.#over = sound.close();
    timers.clear('voice-farewell');
    this.#box.close();
    this.#up.reject(new Error('the call is over'));
    this.#connection?.close();
    return this.#over;
  }

  /** Novice: the expert's description comes, and then its call. */
  async #answer(prover: DescriptionProver, connection: AssistVoiceConnection): Promise<void> {
    const { sdp } = await this.#take(prover, 'expert');
    await this.#openMicrophone(connection);
    await connection.complete(sdp);
    this.#check();
    this.#options.sound.play(connection.remoteStream);
    await this.#up.promise;
  }

  async #take(prover: DescriptionProver, from: Role): Promise<VoiceDescription> {
    const description = await this.#box.take();
    await prover.check(from, description);
    this.#check();
    return description;
  }

  #connect({ unstable, lost }: CallEvents): AssistVoiceConnection {
    const { openConnection, timers } = this.#options;
    const connection = openConnection();
    this.#connection = connection;
    this.#tune(connection.setMaxBitRate(this.#maxBitRate));
    connection.addEventListener('statechange', () => {
      switch (connection.state) {
        case 'connected':
          if (this.#unstable) unstable(false);
          this.#unstable = false;
          this.#connected = true;
          return this.#up.resolve();
        case 'unstable':
          if (!this.#connected || this.#unstable) return;
          this.#unstable = true;
          return unstable(true);
        case 'failed':
          return this.#breakOff(lost);
        case 'closed':
          if (this.#over) return;
          // The other side has hung up, and says so on `71`, which may be slower.
          if (this.#connected) unstable(true);
          return timers.set('voice-farewell', DEADLINES.voiceFarewellMs, () => this.#breakOff(lost));
        case 'new':
        case 'connecting':
      }
    });
    return connection;
  }

  #breakOff(lost: () => void): void {
    if (this.#connected) lost();
    else this.#up.reject(new Error('the call could not be connected'));
  }

  async #openMicrophone(connection: AssistVoiceConnection): Promise<void> {
    /** What took its place, even before the call knows it; `undefined`: nothing has. */
    let latest: MediaStreamTrack | null | undefined;
    const opened = await this.#options.sound.openMicrophone(track => {
      latest = track;
      this.#tune(connection.setTrack(track));
    });
    if (this.#over) opened.stop();
    this.#check();
    await connection.setTrack(latest === undefined ? opened : latest);
    this.#check();
  }

  /** How the voice is sent is no reason to end a call. */
  #tune(work: Promise<void> | undefined): void {
    work?.catch((error: unknown) => {
      if (!this.#over) this.#options.log.warn('The voice could not be changed', { error: String(error) });
    });
  }

  #check(): void {
    if (this.#over) throw new Error('the call is over');
  }
}
