/** What a call needs of the connection that carries its sound; `VoiceConnection` of `peer` is one. Tests bring another. */

import type { VoiceBitRate, VoiceConnectionState, VoiceStats } from '@rendezvous/peer';

/** One connection for one call. The novice's side serves, the expert's calls. */
export interface AssistVoiceConnection {
  readonly state: VoiceConnectionState;
  /** The other side's sound; silent until it comes. */
  readonly remoteStream: MediaStream;
  /** Server: its description, without candidates, and the `ip:port` of each address on which it listens. */
  serve(): Promise<{ readonly sdp: string; readonly addresses: readonly string[] }>;
  /** Server: applies the caller's description. */
  complete(sdp: string): Promise<void>;
  /** Client: applies the server's description and calls its addresses; gives its own description. */
  call(sdp: string, addresses: readonly string[]): Promise<string>;
  /** Begins, changes or (`null`) stops what this side sends. */
  setTrack(track: MediaStreamTrack | null): Promise<void>;
  /** Of what this side sends; before a call it is kept. */
  setMaxBitRate(bitsPerSecond: VoiceBitRate): Promise<void>;
  /** Whether this side sends everything twice; no effect at 6,400. */
  setRedundancy(on: boolean): Promise<void>;
  stats(): Promise<VoiceStats>;
  /** Idempotent. */
  close(): void;
  addEventListener(
    type: 'statechange',
    listener: ((event: Event) => void) | null,
    options?: AddEventListenerOptions,
  ): void;
}
