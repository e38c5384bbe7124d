/** The sound itself, which [MS-RA] leaves to somebody else: its commands only say when and where. */
import type { VoiceBitRate, VoiceStats } from '@rendezvous/peer';

/** How to reach the novice's end of the call (VOIPGO); at the expert it is what the other side has sent: hostile. */
export interface VoiceAddress {
  /** VOIPGOKEY: base64 of 32 random bytes, another one for each call. */
  readonly key: string;
  /** VOIPIPLIST: `ip:port`, IPv6 in brackets. */
  readonly addresses: readonly string[];
}

/** What a call reports. Nothing is heard after {@link VoicePort.release}. */
export interface VoiceEvents {
  /** Novice: the expert has connected. */
  readonly connected: () => void;
  /** Novice: the call cannot come about; instead of `connected`. */
  readonly failed: (error: unknown) => void;
  /** The call is shaky, or steady again. */
  readonly unstable: (on: boolean) => void;
  /** The call broke off. */
  readonly lost: () => void;
}

/** All of these may reject; {@link release} is called then, too. One call at a time. */
export interface VoicePort {
  /** Whether the devices that would be used now are known to work. */
  tuning(): Promise<'good' | 'bad' | 'unknown'>;
  /** Expert: gets ready to call; tries the microphone, and closes it again. `tuned`: [MS-RA] 3.17.5 IsTuned. */
  createClient(): Promise<{ readonly tuned: boolean }>;
  /** Novice: gets ready to be called; tries the microphone, and closes it again. */
  createServer(events: VoiceEvents): Promise<VoiceAddress>;
  /** Expert: calls. Resolves when the call is up. */
  connect(to: VoiceAddress, events: Pick<VoiceEvents, 'unstable' | 'lost'>): Promise<void>;
  /** Closes the microphone and all else, also what is still being created. Idempotent. */
  release(): Promise<void>;
  /** Of the voice that this side sends: of this call and of later ones. */
  setMaxBitRate(bitsPerSecond: VoiceBitRate): void;
  /** Whether this side sends its voice twice; of this call only. */
  setRedundancy(on: boolean): void;
  /** How the call does; `undefined` when there is none. */
  stats(): Promise<VoiceStats | undefined>;
}
