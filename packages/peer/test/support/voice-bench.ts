/** Runs in the page: both ends of a call, sound made and heard by WebAudio, and what `getStats` says of it. */
import { PeerLink, type PeerLinkOptions, type VoiceConnection } from '../../src/index.ts';

/** One end of a call, with what only a test looks at. */
export interface End {
  readonly link: PeerLink;
  readonly voice: VoiceConnection;
  /** The browser's connection under the voice. */
  readonly raw: RTCPeerConnection;
  /** The one under the link. */
  readonly rawLink: RTCPeerConnection;
  /** The payload type of what came in last; only where the bench has been asked to look into the packets. */
  readonly payloadType: () => number | undefined;
}

/** What has been sent and heard between two looks at both ends. */
export interface Measured {
  readonly kilobits: number;
  readonly packetsPerSecond: number;
  readonly headerBytes: number;
  /** Samples that the receiver made up; those of silence apart. */
  readonly concealed: number;
  /** Mean wait of a sample in the receiver's buffer. */
  readonly bufferMs: number;
}

interface EncodedStreams {
  readonly readable: ReadableStream<RTCEncodedAudioFrame>;
  readonly writable: WritableStream<RTCEncodedAudioFrame>;
}

/** Both are Chromium's: the standard's transform sees no frames of sound there (156). */
declare global {
  var voiceBench: VoiceBench;
  interface RTCConfiguration {
    encodedInsertableStreams?: boolean;
  }
  interface RTCRtpReceiver {
    createEncodedStreams(): EncodedStreams;
  }
  interface RTCRtpSender {
    createEncodedStreams(): EncodedStreams;
  }
}

type Counters = Readonly<Record<string, number>>;

export class VoiceBench {
  readonly #context = new AudioContext();
  readonly #analysers = new Map<VoiceConnection, AnalyserNode>();

  /** Novice and expert, who know each other's fingerprint; nothing is negotiated yet. */
  async ends(change: Partial<PeerLinkOptions> = {}, looksInside = false): Promise<readonly [End, End]> {
    const novice = await this.#open(true, change, looksInside);
    const expert = await this.#open(false, change, looksInside);
    novice.link.expectFingerprint(expert.link.fingerprint);
    expert.link.expectFingerprint(novice.link.fingerprint);
    return [novice.end(), expert.end()];
  }

  /** Both in a call, each sending a tone of its own: the novice 440, the expert 1,000 Hz. */
  async call({ looksInside = false } = {}): Promise<readonly [End, End]> {
    const [novice, expert] = await this.ends({}, looksInside);
    await novice.voice.setTrack(this.tone(440));
    await expert.voice.setTrack(this.tone(1000));
    await this.connect(novice, expert);
    return [novice, expert];
  }

  async connect(novice: End, expert: End): Promise<void> {
    const { sdp, addresses } = await novice.voice.serve();
    await novice.voice.complete(await expert.voice.call(sdp, addresses));
    await this.until('connected', () =>
      [novice, expert].every(({ voice }) => voice.state === 'connected' && this.#pitch(voice) > 0),
    );
  }

  /** Waits until this end hears a tone, within the width of a few bins. */
  hears({ voice }: End, hertz: number): Promise<void> {
    return this.until(`${String(hertz)} Hz`, () => Math.abs(this.#pitch(voice) - hertz) < 20);
  }

  tone(frequency: number): MediaStreamTrack {
    const context = this.#context;
    const oscillator = new OscillatorNode(context, { frequency });
    oscillator.start();
    return this.#trackOf(oscillator.connect(new GainNode(context, { gain: 0.4 })));
  }

  /** A buzz and a hiss through three moving formants, in syllables. */
  speech(): MediaStreamTrack {
    const context = this.#context;
    const gain = (value: number): GainNode => new GainNode(context, { gain: value });
    const out = gain(0.5);
    const voice = new OscillatorNode(context, { type: 'sawtooth', frequency: 130 });
    const melody = new OscillatorNode(context, { frequency: 0.7 });
    const syllables = new OscillatorNode(context, { frequency: 4.3 });
    const vowels = new OscillatorNode(context, { frequency: 1.9 });
    const noise = new AudioBuffer({ length: context.sampleRate, sampleRate: context.sampleRate });
    noise.copyToChannel(
      Float32Array.from({ length: noise.length }, () => Math.random() - 0.5),
      0,
    );
    const breath = new AudioBufferSourceNode(context, { buffer: noise, loop: true });
    const hiss = gain(0.3);
    breath.connect(hiss);
    melody.connect(gain(25)).connect(voice.frequency);
    syllables.connect(gain(0.5)).connect(out.gain);
    for (const [frequency, spread] of [
      [600, 200],
      [1400, 500],
      [2600, 300],
    ] as const) {
      const formant = new BiquadFilterNode(context, { type: 'bandpass', frequency, Q: 6 });
      vowels.connect(gain(spread)).connect(formant.frequency);
      voice.connect(formant).connect(out);
      hiss.connect(formant);
    }
    for (const source of [voice, melody, syllables, vowels, breath]) source.start();
    return this.#trackOf(out);
  }

  /** What one end sends and the other hears for so long, with what is done at its beginning. */
  async measure(from: End, to: End, ms: number, during?: () => Promise<unknown>): Promise<Measured> {
    const look = async (): Promise<readonly [Counters, Counters]> => [
      await this.counters(from, 'outbound-rtp'),
      await this.counters(to, 'inbound-rtp'),
    ];
    const [sent, heard] = await look();
    await during?.();
    let [sentThen, heardThen] = [sent, heard];
    const out = (name: string): number => (sentThen[name] ?? 0) - (sent[name] ?? 0);
    const into = (name: string): number => (heardThen[name] ?? 0) - (heard[name] ?? 0);
    await this.until(
      'the end of the measurement',
      async () => {
        [sentThen, heardThen] = await look();
        return out('timestamp') >= ms;
      },
      ms + 10_000,
    );
    const seconds = out('timestamp') / 1000;
    return {
      kilobits: (out('bytesSent') * 8) / 1000 / seconds,
      packetsPerSecond: out('packetsSent') / seconds,
      headerBytes: out('headerBytesSent') / out('packetsSent'),
      concealed: into('concealedSamples') - into('silentConcealedSamples'),
      bufferMs: (1000 * into('jitterBufferDelay')) / into('jitterBufferEmittedCount'),
    };
  }

  /** The numbers of an end's one flow. */
  async counters({ raw }: End, type: 'outbound-rtp' | 'inbound-rtp'): Promise<Counters> {
    const report = await raw.getStats();
    const all: Record<string, unknown>[] = [];
    report.forEach((entry: Record<string, unknown>) => all.push(entry));
    const flow = all.find(entry => entry['type'] === type) ?? {};
    const numbers = Object.entries(flow);
    return Object.fromEntries(
      numbers.filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    );
  }

  /** What the receiver makes up around a switch: the least of some, as a busy computer makes gaps of its own. */
  async gapOf(
    from: End,
    to: End,
    change: (turn: number) => Promise<unknown>,
  ): Promise<readonly [number, number]> {
    const gaps: [number[], number[]] = [[], []];
    for (let turn = 0; turn < 6; turn += 1) {
      const { concealed } = await this.measure(from, to, 1200, () => change(turn));
      gaps[turn % 2]?.push(concealed);
    }
    return [Math.min(...gaps[0]), Math.min(...gaps[1])];
  }

  /** How a link refuses to open a voice connection: nobody is expected, no certificate can be made, the link is closed. */
  async refusals(): Promise<unknown[]> {
    const unknown = await this.#open(true, {});
    const old = class extends RTCPeerConnection {
      static override generateCertificate = undefined as never;
    };
    const plain = await this.#open(true, { RTCPeerConnection: old });
    plain.link.expectFingerprint(unknown.link.fingerprint);
    const closed = await this.#open(true, {});
    closed.link.expectFingerprint(unknown.link.fingerprint);
    closed.link.close();
    return await Promise.all(
      [unknown, plain, closed].map(opened => this.codeOf((async () => opened.end())())),
    );
  }

  /** How a promise was refused. */
  async codeOf(work: Promise<unknown>): Promise<unknown> {
    try {
      await work;
      return 'nothing was wrong';
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : String(error);
    }
  }

  async until(what: string, probe: () => unknown, ms = 10_000): Promise<void> {
    const deadline = performance.now() + ms;
    while (!(await probe())) {
      if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  async #open(
    offersFirst: boolean,
    change: Partial<PeerLinkOptions>,
    looksInside = false,
  ): Promise<{ readonly link: PeerLink; readonly end: () => End }> {
    const made: RTCPeerConnection[] = [];
    let payloadType: number | undefined;
    const Watched = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super({ ...configuration, encodedInsertableStreams: looksInside });
        made.push(this);
        if (!looksInside) return;
        this.addEventListener('track', ({ receiver, transceiver: { sender } }) => {
          look(receiver.createEncodedStreams(), frame => (payloadType = frame.getMetadata().payloadType));
          // What is not taken here is not sent.
          look(sender.createEncodedStreams(), () => undefined);
        });
      }
    };
    const look = (
      { readable, writable }: EncodedStreams,
      see: (frame: RTCEncodedAudioFrame) => void,
    ): void => {
      const through = new TransformStream<RTCEncodedAudioFrame, RTCEncodedAudioFrame>({
        transform(frame, out) {
          see(frame);
          out.enqueue(frame);
        },
      });
      readable.pipeThrough(through).pipeTo(writable).catch(console.warn);
    };
    const link = await PeerLink.open({
      RTCPeerConnection: Watched,
      crypto,
      iceServers: [],
      channels: [{ name: '71', id: 1 }],
      polite: !offersFirst,
      offersFirst,
      ...change,
    });
    const end = (): End => {
      const voice = link.openVoice();
      // Chromium lets WebAudio have a remote track only while an element plays it too.
      const element = new Audio();
      element.srcObject = voice.remoteStream;
      void element.play();
      const [rawLink, raw] = made;
      if (!rawLink || !raw) throw new Error('no connection was made');
      return { link, voice, raw, rawLink, payloadType: () => payloadType };
    };
    return { link, end };
  }

  /** The strongest frequency of what comes in now, in Hz; 0 in silence. */
  #pitch(voice: VoiceConnection): number {
    const context = this.#context;
    let analyser = this.#analysers.get(voice);
    if (!analyser) {
      if (voice.remoteStream.getTracks().length === 0) return 0;
      analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
      new MediaStreamAudioSourceNode(context, { mediaStream: voice.remoteStream }).connect(analyser);
      this.#analysers.set(voice, analyser);
    }
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    const level = (bin: number): number => bins[bin] ?? Number.NEGATIVE_INFINITY;
    const loudest = bins.reduce((best, _, bin) => (level(bin) > level(best) ? bin : best), 0);
    return level(loudest) < -60 ? 0 : (loudest * context.sampleRate) / analyser.fftSize;
  }

  #trackOf(node: AudioNode): MediaStreamTrack {
    const out = new MediaStreamAudioDestinationNode(this.#context);
    node.connect(out);
    const [track] = out.stream.getAudioTracks();
    if (!track) throw new Error('no track was made');
    return track;
  }
}
