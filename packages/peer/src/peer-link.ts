/** One WebRTC link between two people: negotiation, channels, one picture, statistics. It knows neither what is sent nor how signals travel. */
import { BoundedQueue, type Logger, silentLogger, TypedEventTarget } from '@rendezvous/base';
import { type ChannelSpec, LinkChannel } from './data-channel.ts';
import { NegotiationError } from './errors.ts';
import { fingerprintOfCertificate, localFingerprint } from './fingerprint.ts';
import { VideoSender, type VideoSendOptions, withStartBitrate } from './media.ts';
import { Negotiation, type Signal } from './negotiation.ts';
import { OnDemandChannels, type OnDemandOptions } from './on-demand-channels.ts';
import { type LinkStats, StatsSampler } from './stats.ts';
import { VoiceConnection } from './voice/voice-connection.ts';

export interface PeerLinkOptions {
  /** The platform's, or another implementation's. */
  readonly RTCPeerConnection: typeof RTCPeerConnection;
  readonly crypto: Crypto;
  readonly iceServers: readonly RTCIceServer[];
  /** Uses and tells relayed addresses only, in the link and in its calls; default: false. */
  readonly hideAddresses?: boolean;
  readonly polite: boolean;
  /** This side makes the first offer; the other side waits for it. Exactly one side says `true`. */
  readonly offersFirst: boolean;
  readonly channels: readonly ChannelSpec[];
  /** Channels that either side may open later; default: none. */
  readonly onDemand?: OnDemandOptions;
  /** This side sends a picture; must be the side that offers first, so that it needs no second negotiation. */
  readonly video?: VideoSendOptions;
  readonly log?: Logger;
}

export type LinkState = 'new' | 'connecting' | 'connected' | 'unstable' | 'failed' | 'closed';

export interface CloseInfo {
  readonly by: 'local' | 'transport';
}

/** What every browser makes fastest. */
const CERTIFICATE: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };

/** Signals that may wait to be taken; a link makes a few descriptions and some dozen candidates. */
const MAX_SIGNALS = 256;

export class PeerLink extends TypedEventTarget<{ statechange: Event; track: Event }> {
  /** Base64 SHA-256 of this side's DTLS certificate. */
  readonly fingerprint: string;
  /** Signals for the other side, in order; buffered from birth; ends when the link closes. One reader. */
  readonly signals: AsyncIterable<Signal>;
  /** Resolves, never rejects. */
  readonly closed: Promise<CloseInfo>;
  readonly #connection: RTCPeerConnection;
  readonly #certificate: RTCCertificate | undefined;
  readonly #options: PeerLinkOptions;
  readonly #signals: BoundedQueue<Signal>;
  readonly #negotiation: Negotiation;
  readonly #channels: ReadonlyMap<string, LinkChannel>;
  readonly #onDemand: OnDemandChannels;
  readonly #video: VideoSender | undefined;
  readonly #sampler = new StatsSampler();
  readonly #close: (info: CloseInfo) => void;
  #expected: string | undefined;
  #state: LinkState = 'new';
  #remoteStream: MediaStream | undefined;

  /** Makes a connection with a certificate of its own. @throws NegotiationError `unsupported` */
  static async open(options: PeerLinkOptions): Promise<PeerLink> {
    const Connection = options.RTCPeerConnection;
    const certificate = await Connection.generateCertificate?.(CERTIFICATE);
    const connection = new Connection({
      iceServers: [...options.iceServers],
      iceTransportPolicy: options.hideAddresses ? 'relay' : 'all',
      bundlePolicy: 'max-bundle',
      ...(certificate ? { certificates: [certificate] } : {}),
    });
    const channels = new Map(
      options.channels.map(spec => [
        spec.name,
        new LinkChannel(connection.createDataChannel(spec.name, { negotiated: true, id: spec.id }), spec),
      ]),
    );
    const video = options.video ? new VideoSender(connection, options.video) : undefined;
    const fingerprint = await localFingerprint(connection, certificate);
    if (fingerprint === undefined) {
      connection.close();
      throw new NegotiationError('unsupported', 'this browser does not tell its certificate fingerprint');
    }
    return new PeerLink(connection, certificate, fingerprint, channels, video, options);
  }

  private constructor(
    connection: RTCPeerConnection,
    certificate: RTCCertificate | undefined,
    fingerprint: string,
    channels: ReadonlyMap<string, LinkChannel>,
    video: VideoSender | undefined,
    options: PeerLinkOptions,
  ) {
    super();
    this.fingerprint = fingerprint;
    this.#connection = connection;
    this.#certificate = certificate;
    this.#options = options;
    this.#channels = channels;
    this.#onDemand = new OnDemandChannels(connection, options.onDemand ?? { names: [], max: 0 });
    this.#video = video;
    this.#signals = new BoundedQueue(MAX_SIGNALS);
    this.signals = this.#signals;
    const { promise, resolve } = Promise.withResolvers<CloseInfo>();
    this.closed = promise;
    this.#close = resolve;
    const startKbps = options.video?.startKbps;
    this.#negotiation = new Negotiation({
      connection,
      polite: options.polite,
      offersFirst: options.offersFirst,
      send: signal => void this.#signals.push(signal),
      tune: sdp => (startKbps === undefined ? sdp : withStartBitrate(sdp, startKbps)),
      log: options.log ?? silentLogger,
    });
    connection.addEventListener('connectionstatechange', () => this.#update());
    connection.addEventListener('iceconnectionstatechange', () => this.#update());
    connection.addEventListener('track', ({ track, streams, receiver }) => {
      // The picture is of no use late: keep nothing in the jitter buffer that can be shown.
      if ('jitterBufferTarget' in receiver) receiver.jitterBufferTarget = 0;
      this.#remoteStream = streams[0] ?? new MediaStream([track]);
      this.dispatchEvent(new Event('track'));
    });
  }

  get state(): LinkState {
    return this.#state;
  }

  /** The picture of the other side, from the first remote description on. */
  get remoteStream(): MediaStream | undefined {
    return this.#remoteStream;
  }

  /** One of the channels named at the start. */
  channel(name: string): LinkChannel {
    const channel = this.#channels.get(name);
    if (!channel) throw new Error(`no channel ${name}`);
    return channel;
  }

  /**
   * Opens a channel of the list in {@link PeerLinkOptions.onDemand}: ordered, reliable, announced in band; no new
   * description is needed. It is open when its `opened` resolves. The caller closes it.
   * @throws RangeError for a label that is not on the list; ChannelError `closed`
   */
  openChannel(name: string): LinkChannel {
    return this.#onDemand.open(name);
  }

  /** Channels that the other side has opened, buffered from birth; ends when the link closes. One reader, who closes them. */
  get incomingChannels(): AsyncIterable<LinkChannel> {
    return this.#onDemand.incoming;
  }

  /** How many channels of the other side were closed at once: not on the list, not reliable, or too many. */
  get refusedChannels(): number {
    return this.#onDemand.refused;
  }

  /** What the other side's certificate must be. Until it is set every remote description is refused. */
  expectFingerprint(fingerprint: string): void {
    this.#expected = fingerprint;
    this.#negotiation.expectedFingerprint = fingerprint;
  }

  /** Makes the first offer, on the side that does; its signals come out of {@link signals}. */
  async start(): Promise<void> {
    await this.#negotiation.start();
  }

  /** Applies a signal of the other side. @throws NegotiationError */
  async accept(signal: Signal): Promise<void> {
    await this.#negotiation.accept(signal);
  }

  /**
   * Checks the certificate that the other side really used, once connected.
   * Where a browser does not show it (Firefox), its own check against the verified description is what holds.
   * @throws NegotiationError `fingerprint`
   */
  async verifyRemoteCertificate(): Promise<void> {
    const transport = this.#connection.sctp?.transport;
    const der =
      transport && typeof transport.getRemoteCertificates === 'function'
        ? transport.getRemoteCertificates()[0]
        : undefined;
    if (der === undefined) return;
    if ((await fingerprintOfCertificate(der, this.#options.crypto)) !== this.#expected) {
      throw new NegotiationError('fingerprint', 'the certificate in use is not the agreed one');
    }
  }

  /** Begins, changes or stops the picture of this side. */
  async showTrack(track: MediaStreamTrack | null): Promise<void> {
    await this.#video?.replace(track);
  }

  /**
   * Makes a connection for a call: independent of this one, but with its certificate, so that what was verified of the
   * link holds for the call. The caller closes it.
   * @throws NegotiationError `closed`; `fingerprint` before {@link expectFingerprint}; `unsupported` where the browser
   * lets nobody choose the certificate
   */
  openVoice(): VoiceConnection {
    const { RTCPeerConnection, iceServers, hideAddresses = false } = this.#options;
    if (this.#state === 'closed') throw new NegotiationError('closed', 'the link is closed');
    if (!this.#certificate) throw new NegotiationError('unsupported', 'this browser makes no certificates');
    if (this.#expected === undefined)
      throw new NegotiationError('fingerprint', 'no fingerprint was agreed on');
    return new VoiceConnection({
      RTCPeerConnection,
      certificate: this.#certificate,
      iceServers,
      hideAddresses,
      expectedFingerprint: this.#expected,
    });
  }

  /** Looks for a new way between the two; the description comes out of {@link signals}. */
  restartIce(): void {
    if (this.#state !== 'closed') this.#connection.restartIce();
  }

  async stats(): Promise<LinkStats> {
    return this.#sampler.sample(await this.#connection.getStats());
  }

  /** Idempotent. */
  close(): void {
    if (this.#state === 'closed') return;
    for (const channel of this.#channels.values()) channel.close();
    this.#onDemand.close();
    this.#connection.close();
    this.#end('local');
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #end(by: CloseInfo['by']): void {
    this.#signals.close();
    this.#onDemand.close();
    this.#set('closed');
    this.#close({ by });
  }

  #update(): void {
    if (this.#state === 'closed') return;
    const { connectionState, iceConnectionState } = this.#connection;
    if (connectionState === 'closed') return this.#end('transport');
    if (connectionState === 'failed' || iceConnectionState === 'failed') return this.#set('failed');
    if (connectionState === 'disconnected' || iceConnectionState === 'disconnected')
      return this.#set('unstable');
    if (connectionState === 'connected') return this.#set('connected');
    if (connectionState === 'connecting' && this.#state === 'new') this.#set('connecting');
  }

  #set(state: LinkState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}
