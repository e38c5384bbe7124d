export { type ChannelBounds, type ChannelMessage, type ChannelSpec, LinkChannel } from './data-channel.ts';
export { ChannelError, NegotiationError } from './errors.ts';
export { announcesOnly, fingerprintsInDescription, fingerprintToBase64 } from './fingerprint.ts';
export { type VideoSendOptions, withStartBitrate } from './media.ts';
export type { Signal } from './negotiation.ts';
export { OnDemandChannels, type OnDemandOptions } from './on-demand-channels.ts';
export { type CloseInfo, type LinkState, PeerLink, type PeerLinkOptions } from './peer-link.ts';
export { type LinkStats, StatsSampler } from './stats.ts';
export { warmUp } from './warm-up.ts';
