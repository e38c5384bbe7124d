/** What a sender of voice sends, said in the description of the one who receives it: Opus (RFC 7587), RED (RFC 2198). Pure. */

/** MaxBitRate of [MS-RA] 3.17.5, in bits a second. */
export type VoiceBitRate = 6_400 | 64_000;

export interface VoiceCoding {
  readonly maxBitRate: VoiceBitRate;
  /** Everything twice, the second time a packet later; has effect at 64,000 only. */
  readonly redundancy: boolean;
}

/** Whether what is sent is the same. */
export function sameCoding(a: VoiceCoding, b: VoiceCoding): boolean {
  return a.maxBitRate === b.maxBitRate && doubled(a) === doubled(b);
}

const doubled = (coding: VoiceCoding): boolean => coding.redundancy && coding.maxBitRate === 64_000;

/**
 * What the encoder is asked for, in bits a second. MaxBitRate is the most that may be sent and Opus only aims at its rate:
 * with variable frames it went 2 % beyond within a second, with constant ones the packets of a second are one more or less.
 * With redundancy both copies and the 5 bytes of RED a packet have to fit.
 */
export function encoderRate(coding: VoiceCoding): number {
  if (coding.maxBitRate === 6_400) return 6_300;
  return doubled(coding) ? 30_000 : 62_000;
}

/**
 * Low: one packet for 60 ms, as every packet costs some 50 bytes around it; nothing in silence (DTX; Opus fills it with its
 * own comfort noise); nothing sent twice. High: 20 ms, each frame able to stand in for a lost one, and all of the same size,
 * because the sizes of encrypted frames tell what is said (RFC 6562).
 */
function parameters(coding: VoiceCoding): string {
  const own =
    coding.maxBitRate === 6_400
      ? 'minptime=60;useinbandfec=0;usedtx=1;maxplaybackrate=16000'
      : 'minptime=10;useinbandfec=1;usedtx=0;cbr=1';
  return `${own};stereo=0;maxaveragebitrate=${String(encoderRate(coding))}`;
}

const OPUS = /^a=rtpmap:(\d+) opus\/48000\/2$/i;
const RED = /^a=rtpmap:(\d+) red\/48000\/2$/i;

interface Payloads {
  readonly opus: string | undefined;
  /** Where both sides have it. */
  readonly red: string | undefined;
}

function payloadsIn(lines: readonly string[]): Payloads {
  const first = (pattern: RegExp): string | undefined =>
    lines.map(line => pattern.exec(line)?.[1]).find(payload => payload !== undefined);
  const opus = first(OPUS);
  const red = first(RED);
  // Redundancy of another codec is none of ours.
  const ofOpus = lines.includes(`a=fmtp:${red ?? ''} ${opus ?? ''}/${opus ?? ''}`);
  return { opus, red: ofOpus ? red : undefined };
}

const linesOf = (sdp: string): string[] => sdp.split(/\r\n|\n/);
const FORMATS = /^(m=audio \d+ \S+) .*$/;

/** Keeps Opus and its redundancy; without Opus, no codec's lines are left. */
export function onlyOpus(sdp: string): string {
  const lines = linesOf(sdp);
  const { opus, red } = payloadsIn(lines);
  const kept = [opus, red].filter(payload => payload !== undefined);
  return lines
    .filter(line => {
      const payload = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+|\*) /.exec(line)?.[1];
      return payload === undefined || kept.includes(payload);
    })
    .map(line => line.replace(FORMATS, `$1 ${kept.join(' ')}`))
    .join('\r\n');
}

/**
 * A description of the other side, changed so that this side's sender codes as wished: a browser sends what the receiver
 * asks for (RFC 7587, 6.1), the first payload type of the list, in frames of `ptime`.
 * @param sdp one that {@link onlyOpus} has gone over
 */
export function withCoding(sdp: string, wished: VoiceCoding): string {
  const lines = linesOf(sdp);
  const { opus, red } = payloadsIn(lines);
  if (opus === undefined) return sdp;
  // Whoever takes no second copy gets a better first one.
  const coding = red === undefined ? { ...wished, redundancy: false } : wished;
  const order = red === undefined ? [opus] : doubled(coding) ? [red, opus] : [opus, red];
  const told = (line: string): boolean =>
    line.startsWith(`a=fmtp:${opus} `) || /^(?:a=(?:max)?ptime:|b=)/.test(line);
  const out: string[] = [];
  let inMedia = false;
  let limited = false;
  for (const line of lines.filter(candidate => !told(candidate))) {
    // `b=` has its place between `c=` and the attributes (RFC 8866, 5).
    if (inMedia && !limited && !line.startsWith('c=')) {
      out.push(`b=TIAS:${String(encoderRate(coding))}`);
      limited = true;
    }
    inMedia ||= FORMATS.test(line);
    out.push(line.replace(FORMATS, `$1 ${order.join(' ')}`));
    if (OPUS.test(line)) {
      out.push(
        `a=fmtp:${opus} ${parameters(coding)}`,
        `a=ptime:${coding.maxBitRate === 6_400 ? '60' : '20'}`,
      );
    }
  }
  return out.join('\r\n');
}
