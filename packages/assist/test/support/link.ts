/** Two links in one process that keep the promises of `PeerLink` about descriptions, fingerprints, channels and states. */
import { BoundedQueue } from '@rendezvous/base';
import {
  type ChannelMessage,
  type LinkState,
  type LinkStats,
  NegotiationError,
  type Signal,
} from '@rendezvous/peer';
import {
  type AssistLink,
  type AssistOnDemandChannel,
  LINK_CHANNELS,
  type LinkChannelName,
  type LinkOpener,
} from '../../src/link.ts';
import { settled } from './clock.ts';
import { MemoryVoiceConnection } from './voice-connection.ts';

export class MemoryChannel implements AssistOnDemandChannel {
  readonly name: string;
  open = false;
  bufferedAmount = 0;
  /** A network that takes no more: `drained` waits from so many messages on. */
  capacity = Number.POSITIVE_INFINITY;
  readonly sent: ChannelMessage[] = [];
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
  other: MemoryChannel | undefined;
  /** Nothing comes through while the network is cut. */
  cut = false;
  readonly #queue = new BoundedQueue<ChannelMessage>(100_000);
  #closed = false;
  #setOpened: () => void = () => undefined;
  #setClosed: () => void = () => undefined;

  constructor(name: string) {
    this.name = name;
    this.opened = new Promise(resolve => {
      this.#setOpened = resolve;
    });
    this.closed = new Promise(resolve => {
      this.#setClosed = resolve;
    });
  }

  get messages(): AsyncIterable<ChannelMessage> {
    return this.#queue;
  }

  send(message: ChannelMessage): void {
    if (!this.open) throw new Error('closed');
    this.sent.push(message);
    const { other } = this;
    if (!this.cut) queueMicrotask(() => other?.receive(message));
  }

  receive(message: ChannelMessage): void {
    this.#queue.push(message);
  }

  async drained(): Promise<void> {
    let closed = false;
    void this.closed.then(() => {
      closed = true;
    });
    while (this.capacity <= this.sent.length && !closed) await settled(1);
    if (closed) throw new Error('closed');
  }

  setOpen(): void {
    if (this.#closed) return;
    this.open = true;
    this.#setOpened();
  }

  /** Also at the other side, behind what is on its way, unless the network is cut. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.open = false;
    this.#queue.close();
    this.#setClosed();
    const { other } = this;
    if (!this.cut) queueMicrotask(() => other?.close());
  }
}

export class MemoryLink extends EventTarget implements AssistLink {
  readonly fingerprint: string;
  readonly shown: (MediaStreamTrack | null)[] = [];
  readonly applied: Signal[] = [];
  state: LinkState = 'new';
  remoteStream: MediaStream | undefined;
  restarts = 0;
  /** What the certificate of the other side says once the link is up: a thief's, for instance. */
  certificateWrong = false;
  other: MemoryLink | undefined;
  /** Whether the two find a way to each other. */
  reachable = true;
  /** Channels that either side has opened on demand, oldest first. */
  readonly opened: MemoryChannel[] = [];
  /** Connections for calls, oldest first. */
  readonly voices: MemoryVoiceConnection[] = [];
  readonly #signals = new BoundedQueue<Signal>(256);
  readonly #incoming = new BoundedQueue<MemoryChannel>(16);
  #cut = false;
  readonly #channels = new Map(LINK_CHANNELS.map(({ name }) => [name, new MemoryChannel(name)]));
  #expected: string | undefined;

  constructor(fingerprint: string) {
    super();
    this.fingerprint = fingerprint;
  }

  get signals(): AsyncIterable<Signal> {
    return this.#signals;
  }

  get current(): MediaStreamTrack | null {
    return this.shown.at(-1) ?? null;
  }

  channel(name: LinkChannelName): MemoryChannel {
    const channel = this.#channels.get(name);
    if (!channel) throw new Error(`no channel ${name}`);
    return channel;
  }

  get incomingChannels(): AsyncIterable<MemoryChannel> {
    return this.#incoming;
  }

  /** The other side's end of it appears there. */
  openChannel(name: string): MemoryChannel {
    if (this.state === 'closed') throw new Error('closed');
    const mine = new MemoryChannel(name);
    const theirs = new MemoryChannel(name);
    mine.other = theirs;
    theirs.other = mine;
    mine.cut = this.#cut;
    theirs.cut = this.#cut;
    this.opened.push(mine);
    this.other?.opened.push(theirs);
    const { other } = this;
    queueMicrotask(() => {
      if (other) other.#incoming.push(theirs);
      theirs.setOpen();
      mine.setOpen();
    });
    return mine;
  }

  /** The newest channel that was opened on demand. */
  get newest(): MemoryChannel {
    const channel = this.opened.at(-1);
    if (!channel) throw new Error('none was opened');
    return channel;
  }

  openVoice(): MemoryVoiceConnection {
    if (this.state === 'closed') throw new Error('closed');
    const connection = new MemoryVoiceConnection({
      fingerprint: this.fingerprint,
      expected: this.#expected,
      others: this.other?.voices ?? [],
    });
    this.voices.push(connection);
    return connection;
  }

  /** The connection of the newest call. */
  get voice(): MemoryVoiceConnection {
    const connection = this.voices.at(-1);
    if (!connection) throw new Error('there was no call');
    return connection;
  }

  expectFingerprint(fingerprint: string): void {
    this.#expected = fingerprint;
  }

  /** Only the novice's does anything: it offers. */
  start(): Promise<void> {
    return Promise.resolve();
  }

  offer(): void {
    this.signal({ type: 'description', description: { type: 'offer', sdp: this.fingerprint } });
    this.signal({ type: 'candidate', candidate: { candidate: 'candidate:1', sdpMid: '0' } });
    this.signal({ type: 'candidate', candidate: null });
  }

  signal(signal: Signal): void {
    this.#signals.push(signal);
  }

  accept(signal: Signal): Promise<void> {
    this.applied.push(signal);
    if (signal.type === 'candidate') return Promise.resolve();
    const { type, sdp } = signal.description;
    if (this.#expected === undefined || sdp !== this.#expected) {
      return Promise.reject(new NegotiationError('fingerprint', 'another fingerprint'));
    }
    if (type === 'offer') {
      this.signal({ type: 'description', description: { type: 'answer', sdp: this.fingerprint } });
    } else if (this.reachable) {
      for (const link of [this, this.other]) link?.connect();
    }
    return Promise.resolve();
  }

  connect(): void {
    for (const channel of this.#channels.values()) channel.setOpen();
    this.setState('connected');
  }

  verifyRemoteCertificate(): Promise<void> {
    return this.certificateWrong
      ? Promise.reject(new NegotiationError('fingerprint', 'another certificate'))
      : Promise.resolve();
  }

  showTrack(track: MediaStreamTrack | null): Promise<void> {
    this.shown.push(track);
    return Promise.resolve();
  }

  restartIce(): void {
    this.restarts += 1;
  }

  stats(): Promise<LinkStats> {
    return Promise.resolve({
      roundTripMs: 12,
      path: 'direct',
      framesPerSecond: 30,
      width: 1920,
      height: 1080,
      codec: 'AV1',
      bitsPerSecond: 1_000_000,
      loss: 0,
    });
  }

  setState(state: LinkState): void {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }

  /** The network between the two is gone, or is back. */
  setCut(cut: boolean): void {
    for (const link of [this, this.other]) {
      if (!link) continue;
      link.#cut = cut;
      for (const channel of [...link.channels, ...link.opened]) channel.cut = cut;
      link.setState(cut ? 'unstable' : 'connected');
    }
  }

  get channels(): readonly MemoryChannel[] {
    return [...this.#channels.values()];
  }

  close(): void {
    if (this.state === 'closed') return;
    this.#signals.close();
    this.#incoming.close();
    for (const channel of [...this.channels, ...this.opened]) channel.close();
    this.setState('closed');
  }
}

/** An opener for each side; the links know each other. */
export function linkPair(): { novice: MemoryLink; expert: MemoryLink; open: LinkOpener } {
  const base64 = (byte: number): string => btoa(String.fromCharCode(...new Uint8Array(32).fill(byte)));
  const novice = new MemoryLink(base64(1));
  const expert = new MemoryLink(base64(2));
  novice.other = expert;
  expert.other = novice;
  for (const { name } of LINK_CHANNELS) {
    novice.channel(name).other = expert.channel(name);
    expert.channel(name).other = novice.channel(name);
  }
  novice.start = () => {
    novice.offer();
    return Promise.resolve();
  };
  return { novice, expert, open: ({ role }) => Promise.resolve(role === 'novice' ? novice : expert) };
}
