/** Sending one picture track well: codec order, bit rates, and changing the track without a new negotiation. */

export interface VideoSendOptions {
  /** MIME types, best first, e.g. `video/AV1`; what is not named comes after. */
  readonly codecs: readonly string[];
  readonly maxBitrate: number;
  /** Where the browser's own estimate begins, in kbit/s; else the first seconds are blurred. */
  readonly startKbps: number;
}

/** Puts the codecs of the list first in what this side offers. Browsers without the method keep their own order. */
export function preferCodecs(transceiver: RTCRtpTransceiver, codecs: readonly string[]): void {
  const available = globalThis.RTCRtpReceiver?.getCapabilities?.('video')?.codecs;
  if (!available || typeof transceiver.setCodecPreferences !== 'function') return;
  const wanted = codecs.map(codec => codec.toLowerCase());
  const rank = (mimeType: string): number => {
    const index = wanted.indexOf(mimeType.toLowerCase());
    return index < 0 ? wanted.length : index;
  };
  // `sort` is stable: retransmission and error-correction entries keep their place at the end.
  transceiver.setCodecPreferences([...available].sort((a, b) => rank(a.mimeType) - rank(b.mimeType)));
}

/** Adds the start bit rate to every video codec of a description that this side is about to apply. */
export function withStartBitrate(sdp: string, kbps: number): string {
  const lines = sdp.split('\r\n');
  const out: string[] = [];
  let payloads: string[] = [];
  for (const [index, line] of lines.entries()) {
    const media = /^m=(\w+) \S+ \S+ (.*)$/.exec(line);
    if (media) payloads = media[1] === 'video' ? (media[2] ?? '').split(' ') : [];
    const format = /^a=fmtp:(\d+) (.*)$/.exec(line);
    if (format && payloads.includes(format[1] ?? '') && !/apt=/.test(format[2] ?? '')) {
      out.push(`${line};x-google-start-bitrate=${String(kbps)}`);
      continue;
    }
    out.push(line);
    // A codec without parameters of its own (VP8) gets a line for this one.
    const map = /^a=rtpmap:(\d+) (VP8|AV1|VP9|H264)\//i.exec(line);
    const has = map && lines.some((other, at) => at !== index && other.startsWith(`a=fmtp:${map[1] ?? ''} `));
    if (map && !has && payloads.includes(map[1] ?? '')) {
      out.push(`a=fmtp:${map[1] ?? ''} x-google-start-bitrate=${String(kbps)}`);
    }
  }
  return out.join('\r\n');
}

/** The one picture that a link may send: a transceiver in the first offer, with or without a track. */
export class VideoSender {
  readonly #transceiver: RTCRtpTransceiver;
  readonly #options: VideoSendOptions;

  constructor(connection: RTCPeerConnection, options: VideoSendOptions) {
    this.#options = options;
    this.#transceiver = connection.addTransceiver('video', { direction: 'sendonly' });
    preferCodecs(this.#transceiver, options.codecs);
  }

  /** Begins, changes or (with `null`) stops what is sent. No new description is needed. */
  async replace(track: MediaStreamTrack | null): Promise<void> {
    await this.#transceiver.sender.replaceTrack(track);
    if (track) await this.#tune();
  }

  async #tune(): Promise<void> {
    const { sender } = this.#transceiver;
    const parameters = sender.getParameters();
    if (parameters.encodings.length === 0) return;
    for (const encoding of parameters.encodings) encoding.maxBitrate = this.#options.maxBitrate;
    parameters.degradationPreference = 'maintain-resolution';
    await sender.setParameters(parameters);
  }
}
