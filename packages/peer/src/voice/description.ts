/** Descriptions of a call: what is accepted of a foreign one, and what of one's own is told. Pure text work. */
import { NegotiationError } from '../errors.ts';
import { announcesOnly } from '../fingerprint.ts';
import { MAX_ADDRESSES, parseCandidate, type VoiceCandidate } from './addresses.ts';
import { onlyOpus } from './opus.ts';

/** Characters; a call's description has about 1,500. */
export const MAX_VOICE_DESCRIPTION = 16_384;

/** All that a call needs. Header extensions are not among it: in low mode they would weigh as much as a word does. */
const KEPT = [
  /^[vost]=/,
  /^m=audio /,
  /^c=/,
  /^a=group:BUNDLE /,
  /^a=msid-semantic:/,
  /^a=rtcp:/,
  /^a=(?:ice-ufrag|ice-pwd|ice-options|fingerprint|setup|mid):/,
  /^a=(?:sendrecv|sendonly|recvonly|inactive|rtcp-mux|rtcp-rsize)$/,
  /^a=(?:msid|rtpmap|fmtp|ssrc):/,
];

const linesOf = (sdp: string): string[] => sdp.split(/\r\n|\n/);

/**
 * The lines of a description that a call needs: one medium with the codecs of {@link onlyOpus}, no candidates, and no
 * address in the lines that repeat one.
 */
export function slimDescription(sdp: string): string {
  const kept = linesOf(sdp).filter(line => KEPT.some(pattern => pattern.test(line)));
  return onlyOpus(`${kept.join('\r\n')}\r\n`)
    .replace(/^c=.*$/gm, 'c=IN IP4 0.0.0.0')
    .replace(/^a=rtcp:.*$/gm, 'a=rtcp:9 IN IP4 0.0.0.0')
    .replace(/^m=audio \d+ /m, 'm=audio 9 ');
}

/** Adds candidates to the one medium of a description. */
export function withCandidates(sdp: string, lines: readonly string[]): string {
  return [sdp.replace(/(?:\r\n)+$/, ''), ...lines.map(line => `a=${line}`), ''].join('\r\n');
}

/** A foreign description after its check. */
export interface ForeignDescription {
  /** As {@link slimDescription} leaves it. */
  readonly sdp: string;
  /** The candidates that stood in it; at most {@link MAX_ADDRESSES}. */
  readonly candidates: readonly VoiceCandidate[];
}

/**
 * Checks a description from outside: printable, bounded, one medium and that one sound over DTLS with Opus, and only the
 * agreed certificate. It is then cut down to what a call needs, so that nothing unknown reaches the browser.
 * @throws NegotiationError `fingerprint`, or `bad-description`
 */
export function checkDescription(sdp: string, fingerprint: string): ForeignDescription {
  if (sdp.length > MAX_VOICE_DESCRIPTION || !/^v=0\r?\n(?:[ -~]+\r?\n)*$/.test(sdp)) bad();
  const lines = linesOf(sdp);
  const media = lines.filter(line => /^m=/i.test(line));
  if (media.length !== 1 || !/^m=audio \d{1,5} UDP\/TLS\/RTP\/SAVPF(?: \d{1,3}){1,64}$/.test(media[0] ?? ''))
    bad();
  if (!announcesOnly(sdp, fingerprint)) {
    throw new NegotiationError('fingerprint', 'the voice description does not carry the agreed fingerprint');
  }
  const slim = slimDescription(sdp);
  if (!/^a=rtpmap:\d+ opus\/48000\/2$/im.test(slim)) bad();
  const told = lines.filter(line => /^a=candidate:/i.test(line));
  const candidates = told.map(parseCandidate).filter(candidate => candidate !== undefined);
  if (candidates.length !== told.length || told.length > MAX_ADDRESSES) bad();
  return { sdp: slim, candidates };
}

function bad(): never {
  throw new NegotiationError('bad-description', 'that is no description of a call');
}

/**
 * Turns the description that the other side has given into the answer of a negotiation that only this side knows of. An
 * offer leaves open who begins DTLS; in an answer it must be said, and must be who it was.
 * @param own the description this side has given in return
 */
export function asAnswer(sdp: string, own: string): string {
  const begun = /^a=setup:active\r?$/m.test(own) ? 'passive' : 'active';
  return sdp.replace(/^a=setup:actpass(?=\r?$)/gm, `a=setup:${begun}`);
}
