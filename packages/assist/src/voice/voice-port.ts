/** The sound itself, which [MS-RA] leaves to somebody else: its commands only say when and where. */

/** How to reach the novice's end of the call (VOIPGO); at the expert it is what the other side has sent: hostile. */
export interface VoiceAddress {
  readonly key: string;
  /** `ip:port`, or whatever the two ends understand. */
  readonly addresses: readonly string[];
}

/** What a call reports while it is held. Nothing is heard after {@link VoicePort.release}. */
export interface VoiceEvents {
  /** Novice: the expert has connected. */
  readonly connected: () => void;
  /** The call broke off. */
  readonly lost: () => void;
}

/** All of these may reject; {@link release} is called then, too. */
export interface VoicePort {
  /** Expert: gets ready to call, the microphone included. `tuned`: it works. */
  createClient(): Promise<{ readonly tuned: boolean }>;
  /** Novice: gets ready to be called, the microphone included. */
  createServer(events: VoiceEvents): Promise<VoiceAddress>;
  /** Expert: calls. Resolves when the call is up. */
  connect(to: VoiceAddress, events: Pick<VoiceEvents, 'lost'>): Promise<void>;
  /** Closes the microphone and all else, also what is still being created. Idempotent. */
  release(): Promise<void>;
  /** Bits a second of the voice that this side sends: of this call and of later ones. */
  setMaxBitRate(bitsPerSecond: number): void;
}
