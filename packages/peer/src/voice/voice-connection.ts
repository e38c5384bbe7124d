/**
 * The connection that carries a call, beside the link and independent of it ([MS-RA] 1.3.5). The novice's side serves, the
 * expert's calls. It knows neither how descriptions travel and are proven, nor where sound comes from and goes to.
 */
import { TypedEventTarget } from '@rendezvous/base';
import { NegotiationError } from '../errors.ts';
import { addressOf, candidateLine, candidatesOfList } from './addresses.ts';
import { asAnswer, checkDescription, slimDescription, withCandidates } from './description.ts';
import { Gathering } from './gathering.ts';
import { encoderRate, sameCoding, type VoiceBitRate, type VoiceCoding, withCoding } from './opus.ts';
import { type VoiceConnectionState, voiceState } from './voice-state.ts';
import { type VoiceStats, VoiceStatsSampler } from './voice-stats.ts';

export interface VoiceConnectionOptions {
  /** The platform's, or another implementation's. */
  readonly RTCPeerConnection: typeof RTCPeerConnection;
  /** The link's: its fingerprint is what the other side expects. */
  readonly certificate: RTCCertificate;
  readonly iceServers: readonly RTCIceServer[];
  /** Uses and tells relayed addresses only. */
  readonly hideAddresses: boolean;
  /** Base64 SHA-256 of the certificate that the other side must have. */
  readonly expectedFingerprint: string;
}

export class VoiceConnection extends TypedEventTarget<{ statechange: Event }> {
  /** The other side's sound. Its track is in it once {@link serve} has been called or {@link call} has resolved; silent until sound comes. */
  readonly remoteStream = new MediaStream();
  readonly #connection: RTCPeerConnection;
  readonly #expected: string;
  readonly #gathering: Gathering;
  readonly #sampler = new VoiceStatsSampler();
  #state: VoiceConnectionState = 'new';
  #begun = false;
  #transceiver: RTCRtpTransceiver | undefined;
  #track: MediaStreamTrack | null = null;
  /** The other side's description as an answer, without candidates; from then on changes of coding are possible. */
  #remote: string | undefined;
  #wish: VoiceCoding = { maxBitRate: 64_000, redundancy: false };
  /** What the browser has been told. */
  #coding: VoiceCoding = this.#wish;
  /** Descriptions are applied one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: VoiceConnectionOptions) {
    super();
    this.#expected = options.expectedFingerprint;
    this.#connection = new options.RTCPeerConnection({
      certificates: [options.certificate],
      iceServers: [...options.iceServers],
      iceTransportPolicy: options.hideAddresses ? 'relay' : 'all',
      bundlePolicy: 'max-bundle',
    });
    this.#gathering = new Gathering(this.#connection, { relayedOnly: options.hideAddresses });
    this.#connection.addEventListener('connectionstatechange', () => this.#update());
    this.#connection.addEventListener('iceconnectionstatechange', () => this.#update());
  }

  get state(): VoiceConnectionState {
    return this.#state;
  }

  /**
   * Server: its description, without candidates, and the `ip:port` on which it listens, best first; IPv6 in brackets. Waits
   * for them 5 s at most.
   * @throws NegotiationError `no-address`, `closed`
   */
  async serve(): Promise<{ readonly sdp: string; readonly addresses: readonly string[] }> {
    this.#begin();
    const connection = this.#connection;
    await this.#adopt(connection.addTransceiver('audio', { direction: 'sendrecv' }));
    await this.#applied(connection.setLocalDescription());
    const candidates = await this.#gathering.done();
    return { sdp: this.#ownDescription(), addresses: candidates.map(addressOf) };
  }

  /**
   * Server: applies the caller's description, candidates inside.
   * @throws NegotiationError `fingerprint`, `bad-description`, `closed`
   */
  complete(sdp: string): Promise<void> {
    return this.#next(async () => {
      this.#check();
      const { sdp: remote, candidates } = checkDescription(sdp, this.#expected);
      const coding = this.#wish;
      const described = withCandidates(withCoding(remote, coding), candidates.map(candidateLine));
      await this.#applied(this.#connection.setRemoteDescription({ type: 'answer', sdp: described }));
      await this.#established(remote, coding);
    });
  }

  /**
   * Client: applies the server's description and calls its addresses; gives its own description, candidates inside.
   * @param addresses VOIPIPLIST, 1 … 16
   * @throws NegotiationError `fingerprint`, `bad-description`, `no-address`, `closed`
   */
  async call(sdp: string, addresses: readonly string[]): Promise<string> {
    this.#begin();
    const { sdp: remote } = checkDescription(sdp, this.#expected);
    const called = candidatesOfList(addresses);
    if (!called) throw new NegotiationError('bad-description', 'that is no list of addresses');
    await this.#next(async () => {
      const connection = this.#connection;
      const coding = this.#wish;
      const described = withCandidates(withCoding(remote, coding), called.map(candidateLine));
      await this.#applied(connection.setRemoteDescription({ type: 'offer', sdp: described }));
      const [transceiver] = connection.getTransceivers();
      if (!transceiver) throw new NegotiationError('bad-description', 'there is no sound in the description');
      transceiver.direction = 'sendrecv';
      await this.#adopt(transceiver);
      await this.#applied(connection.setLocalDescription());
      await this.#established(asAnswer(remote, this.#ownDescription()), coding);
    });
    const candidates = await this.#gathering.done();
    return withCandidates(this.#ownDescription(), candidates.map(candidateLine));
  }

  /** Begins, changes or (`null`) stops what this side sends; no new description. Before the call it is kept. The caller stops the track. */
  async setTrack(track: MediaStreamTrack | null): Promise<void> {
    this.#track = track;
    if (this.#state !== 'closed') await this.#transceiver?.sender.replaceTrack(track);
  }

  /**
   * MaxBitRate ([MS-RA] 3.17.5) of what this side sends, with the coding that fits; in mid-call without a gap. Before the
   * call it is kept.
   * @throws NegotiationError `unsupported` when the browser refuses the coding; the rate is then kept all the same
   */
  setMaxBitRate(maxBitRate: VoiceBitRate): Promise<void> {
    this.#wish = { ...this.#wish, maxBitRate };
    return this.#next(() => this.#meetWish());
  }

  /** Sends everything twice (RFC 2198) while at 64,000. @throws NegotiationError as {@link setMaxBitRate} */
  setRedundancy(redundancy: boolean): Promise<void> {
    this.#wish = { ...this.#wish, redundancy };
    return this.#next(() => this.#meetWish());
  }

  /** One reader: rates are since the last call. */
  async stats(): Promise<VoiceStats> {
    return this.#sampler.sample(await this.#connection.getStats());
  }

  /** Idempotent. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#gathering.close();
    this.#connection.close();
    for (const track of this.remoteStream.getTracks()) track.stop();
    this.#state = 'closed';
    this.dispatchEvent(new Event('statechange'));
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #begin(): void {
    this.#check();
    if (this.#begun) throw new Error('a voice connection serves or calls once');
    this.#begun = true;
  }

  #check(): void {
    if (this.#state === 'closed') throw new NegotiationError('closed', 'the call was closed meanwhile');
  }

  /** Lets one piece of work follow the other. */
  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }

  /** What a browser refuses here was in the description of the other side. */
  async #applied(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#check();
      throw new NegotiationError('bad-description', 'the voice description was refused', { cause: error });
    }
    this.#check();
  }

  async #adopt(transceiver: RTCRtpTransceiver): Promise<void> {
    this.#transceiver = transceiver;
    this.remoteStream.addTrack(transceiver.receiver.track);
    await transceiver.sender.replaceTrack(this.#track);
    this.#check();
  }

  #ownDescription(): string {
    return slimDescription(this.#connection.localDescription?.sdp ?? '');
  }

  async #established(remote: string, coding: VoiceCoding): Promise<void> {
    this.#remote = remote;
    this.#coding = coding;
    const transport = this.#transceiver?.sender.transport;
    // The other side's farewell shows there first; the connection itself would only miss it after a while.
    transport?.addEventListener('statechange', () => this.#update());
    await this.#applied(this.#limit(coding.maxBitRate));
  }

  /** Negotiates with itself: the other side's description says how this side is to send, and it is told nothing. */
  async #meetWish(): Promise<void> {
    const wish = this.#wish;
    const remote = this.#remote;
    if (remote === undefined || this.#state === 'closed' || sameCoding(this.#coding, wish)) return;
    const connection = this.#connection;
    try {
      // Not above either of the two while they change; and Chromium (156) heeds `b=TIAS` only when this number changes after it.
      await this.#limit(Math.min(encoderRate(this.#coding), encoderRate(wish)));
      await connection.setLocalDescription();
      await connection.setRemoteDescription({ type: 'answer', sdp: withCoding(remote, wish) });
      this.#coding = wish;
      await this.#limit(wish.maxBitRate);
    } catch (error) {
      if (connection.signalingState === 'closed') return;
      await this.#giveUp(wish);
      throw new NegotiationError('unsupported', 'this browser does not change the coding', { cause: error });
    }
  }

  /** The old coding stays, but MaxBitRate is a must. */
  async #giveUp({ maxBitRate }: VoiceCoding): Promise<void> {
    const connection = this.#connection;
    try {
      if (connection.signalingState !== 'stable') await connection.setLocalDescription({ type: 'rollback' });
      await this.#limit(maxBitRate);
    } catch {
      // The error that led here is the one that is told.
    }
  }

  async #limit(bitsPerSecond: number): Promise<void> {
    const sender = this.#transceiver?.sender;
    const parameters = sender?.getParameters();
    if (!sender || !parameters || parameters.encodings.length === 0) return;
    for (const encoding of parameters.encodings) encoding.maxBitrate = bitsPerSecond;
    await sender.setParameters(parameters);
  }

  #update(): void {
    if (this.#state === 'closed') return;
    const { connectionState, iceConnectionState } = this.#connection;
    const secured = this.#transceiver?.sender.transport?.state;
    const state = voiceState(this.#state, connectionState, iceConnectionState, secured);
    if (state === 'closed') return this.close();
    if (state === this.#state) return;
    this.#state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}
