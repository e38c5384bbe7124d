/** Connections for calls in one process that keep the promises of `VoiceConnection` about descriptions, addresses and states. */
import {
  NegotiationError,
  type VoiceBitRate,
  type VoiceConnectionState,
  type VoiceStats,
} from '@rendezvous/peer';
import type { AssistVoiceConnection } from '../../src/voice/voice-link.ts';

export const NOTHING_MEASURED: VoiceStats = {
  roundTripMs: undefined,
  loss: undefined,
  remoteLoss: undefined,
  jitterMs: undefined,
  concealed: undefined,
  receivedBitsPerSecond: undefined,
  sentBitsPerSecond: undefined,
};

/** What a link knows of itself and of the other. */
export interface VoiceHome {
  readonly fingerprint: string;
  readonly expected: string | undefined;
  /** Connections of the other side, oldest first. */
  readonly others: readonly MemoryVoiceConnection[];
}

let count = 0;

export class MemoryVoiceConnection extends EventTarget implements AssistVoiceConnection {
  readonly remoteStream = new EventTarget() as unknown as MediaStream;
  state: VoiceConnectionState = 'new';
  track: MediaStreamTrack | null = null;
  maxBitRate: VoiceBitRate = 64_000;
  redundancy = false;
  sample: VoiceStats = NOTHING_MEASURED;
  /** The server's descriptions that were applied here, and the caller's. */
  readonly applied: string[] = [];
  /** Whether the two find a way to each other. */
  reachable = true;
  other: MemoryVoiceConnection | undefined;
  /** This side has let go of it. */
  released = false;
  readonly #home: VoiceHome;
  readonly #id: string;

  constructor(home: VoiceHome) {
    super();
    this.#home = home;
    count += 1;
    this.#id = String(count);
  }

  /** What of the other side comes in. */
  get heard(): MediaStreamTrack | null {
    return this.state === 'connected' && this.other?.state === 'connected' ? this.other.track : null;
  }

  async serve(): Promise<{ sdp: string; addresses: readonly string[] }> {
    await this.#turn();
    return { sdp: this.#description, addresses: [this.#address, '[2001:db8::1]:5004'] };
  }

  async call(sdp: string, addresses: readonly string[]): Promise<string> {
    await this.#apply(sdp);
    this.other = this.#home.others.find(other => other.#description === sdp);
    // Without the server's address it is called nowhere.
    if (this.other && !addresses.includes(this.other.#address)) this.other = undefined;
    this.setState('connecting');
    return this.#description;
  }

  async complete(sdp: string): Promise<void> {
    await this.#apply(sdp);
    this.setState('connecting');
    const caller = this.#home.others.find(other => other.#description === sdp);
    if (caller?.other !== this || caller.state === 'closed' || !this.reachable || !caller.reachable) return;
    this.other = caller;
    queueMicrotask(() => {
      for (const end of [this, caller]) end.setState('connected');
    });
  }

  async setTrack(track: MediaStreamTrack | null): Promise<void> {
    await this.#turn();
    this.track = track;
  }

  async setMaxBitRate(bitsPerSecond: VoiceBitRate): Promise<void> {
    await this.#turn();
    this.maxBitRate = bitsPerSecond;
  }

  async setRedundancy(on: boolean): Promise<void> {
    await this.#turn();
    this.redundancy = on;
  }

  async stats(): Promise<VoiceStats> {
    await this.#turn();
    return this.sample;
  }

  /** The other side notices, faster than any word on `71`. */
  close(): void {
    this.released = true;
    const { other } = this;
    if (this.state === 'connected') queueMicrotask(() => other?.setState('closed'));
    this.setState('closed');
  }

  setState(state: VoiceConnectionState): void {
    if (this.state === state || this.state === 'closed') return;
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }

  get #description(): string {
    return `v=0\r\no=- ${this.#id}\r\na=fingerprint:${this.#home.fingerprint}\r\n`;
  }

  get #address(): string {
    return `192.0.2.1:${this.#id}`;
  }

  async #apply(sdp: string): Promise<void> {
    await this.#turn();
    const { expected } = this.#home;
    if (expected === undefined || !sdp.includes(`a=fingerprint:${expected}\r\n`)) {
      throw new NegotiationError('fingerprint', 'another fingerprint');
    }
    this.applied.push(sdp);
  }

  /** Nothing is done at once, and nothing at all once it is closed. */
  async #turn(): Promise<void> {
    await Promise.resolve();
    if (this.state === 'closed') throw new NegotiationError('closed', 'it was closed');
  }
}
