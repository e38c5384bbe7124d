/** What an assistance needs of the link between the two people; `PeerLink` is one. Tests bring another. */

import { CHANNEL, FILE_BLOCK_BYTES } from '@rendezvous/msra';
import {
  type ChannelMessage,
  type LinkState,
  type LinkStats,
  PeerLink,
  type Signal,
  warmUp,
} from '@rendezvous/peer';
import type { RelayServer } from '@rendezvous/rendezvous';
import { LIMITS } from './limits.ts';
import type { AssistPorts } from './ports.ts';
import type { Role } from './view.ts';
import type { AssistVoiceConnection } from './voice/voice-link.ts';

/** The data channels and their fixed ids: the same on both sides, part of the protocol. */
export const LINK_CHANNELS = [
  { name: CHANNEL.control, id: 0 },
  { name: CHANNEL.chat, id: 1 },
  { name: CHANNEL.command, id: 2 },
  { name: CHANNEL.participants, id: 3 },
  /** Expert → novice: what the expert's hand does. */
  { name: 'input', id: 4 },
  /** Both ways: what is shown, in-link signals, why it ends. */
  { name: 'status', id: 5 },
] as const;
export type LinkChannelName = (typeof LINK_CHANNELS)[number]['name'];

/** Channels that a side opens when it has something to send: one for each file. */
export const ON_DEMAND_CHANNELS = {
  names: [CHANNEL.file],
  max: LIMITS.fileChannels,
  // As much as may be on its way before this side has written any; the words come on top.
  queue: LIMITS.fileWindow / FILE_BLOCK_BYTES[3] + 16,
  maxMessage: FILE_BLOCK_BYTES[3],
} as const;

export interface AssistChannel {
  readonly name: string;
  readonly open: boolean;
  readonly bufferedAmount: number;
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
  readonly messages: AsyncIterable<ChannelMessage>;
  /** Throws when the channel is not open. */
  send(message: ChannelMessage): void;
}

/** A channel that was opened on demand. */
export interface AssistOnDemandChannel extends AssistChannel {
  /** Waits until there is room to send; rejects when the channel closes. */
  drained(): Promise<void>;
  close(): void;
}

export interface AssistLink {
  readonly fingerprint: string;
  readonly signals: AsyncIterable<Signal>;
  readonly state: LinkState;
  readonly remoteStream: MediaStream | undefined;
  channel(name: LinkChannelName): AssistChannel;
  /** Opens one of {@link ON_DEMAND_CHANNELS}. Throws when the link is closed. */
  openChannel(name: string): AssistOnDemandChannel;
  /** Those that the other side has opened. One reader, who closes them. */
  readonly incomingChannels: AsyncIterable<AssistOnDemandChannel>;
  expectFingerprint(fingerprint: string): void;
  start(): Promise<void>;
  accept(signal: Signal): Promise<void>;
  verifyRemoteCertificate(): Promise<void>;
  showTrack(track: MediaStreamTrack | null): Promise<void>;
  /** A connection of its own for one call, bound to the certificates of this link. Throws when the link is closed. */
  openVoice(): AssistVoiceConnection;
  restartIce(): void;
  stats(): Promise<LinkStats>;
  close(): void;
  addEventListener(
    type: 'statechange' | 'track',
    listener: ((event: Event) => void) | null,
    options?: AddEventListenerOptions,
  ): void;
}

export interface LinkRequest {
  readonly ports: AssistPorts;
  readonly role: Role;
  readonly inviter: boolean;
  readonly relayServers: readonly RelayServer[];
}

export type LinkOpener = (request: LinkRequest) => Promise<AssistLink>;

/** A WebRTC link, tuned for a screen: the novice makes the offer, which has the picture and all channels in it. */
export const openPeerLink: LinkOpener = ({ ports, role, inviter, relayServers }) =>
  PeerLink.open({
    RTCPeerConnection: ports.RTCPeerConnection,
    crypto: ports.crypto,
    iceServers: relayServers.map(({ urls, username, credential }) => ({
      urls,
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    })),
    polite: !inviter,
    ...(ports.hideAddresses ? { hideAddresses: true } : {}),
    offersFirst: role === 'novice',
    channels: LINK_CHANNELS,
    onDemand: ON_DEMAND_CHANNELS,
    ...(role === 'novice'
      ? {
          video: {
            // For screens AV1 had the least delay and the least load of what browsers offer.
            codecs: ['video/AV1', 'video/VP8', 'video/VP9', 'video/H264'],
            maxBitrate: 8_000_000,
            startKbps: 4_000,
          },
        }
      : {}),
    ...(ports.log ? { log: ports.log } : {}),
  });

/** To be called when a page begins: the link itself can only be made when the session is there. Never rejects. */
export function warmUpLink(ports: Pick<AssistPorts, 'RTCPeerConnection'>): void {
  warmUp(ports.RTCPeerConnection).catch(() => undefined);
}
