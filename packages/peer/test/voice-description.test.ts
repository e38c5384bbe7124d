import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asAnswer,
  checkDescription,
  MAX_VOICE_DESCRIPTION,
  slimDescription,
  withCandidates,
} from '../src/voice/description.ts';
import { encoderRate, sameCoding, withCoding } from '../src/voice/opus.ts';

const bytes = Uint8Array.from({ length: 32 }, (_, i) => i);
const AGREED = Buffer.from(bytes).toString('base64');
const HEX = Array.from(bytes, byte => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
const OTHER = HEX.replace('1F', '2F');

/** As Chromium 156 gives it. */
const OFFER = [
  'v=0',
  'o=- 6989912805896975226 3 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 1',
  'a=extmap-allow-mixed',
  'a=msid-semantic: WMS',
  'm=audio 38679 UDP/TLS/RTP/SAVPF 111 63 9 0 110',
  'c=IN IP4 192.168.1.5',
  'a=rtcp:9 IN IP4 0.0.0.0',
  'a=candidate:1 1 udp 2113937151 192.168.1.5 38679 typ host generation 0 network-cost 999',
  'a=ice-ufrag:nVPo',
  'a=ice-pwd:kq+CETQil6g1SAA+Y8sZ8V7Y',
  'a=ice-options:trickle',
  `a=fingerprint:sha-256 ${HEX}`,
  'a=setup:actpass',
  'a=mid:1',
  'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'a=sendrecv',
  'a=msid:- cb496c06-f5a5-4cc8-aaba-15411e10768b',
  'a=rtcp-mux',
  'a=rtcp-rsize',
  'a=rtpmap:111 opus/48000/2',
  'a=rtcp-fb:111 transport-cc',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'a=rtpmap:9 G722/8000',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:110 telephone-event/48000',
  'a=ssrc:1345072742 cname:nLLw4PcqLgtlE6Mh',
  '',
].join('\r\n');
const linesOf = (sdp: string): string[] => sdp.split('\r\n');
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return 'nothing was wrong';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};
const check = (sdp: string): unknown => codeOf(() => checkDescription(sdp, AGREED));

describe('a description that is told', () => {
  it('has Opus and its redundancy, no header extensions, no candidates and no address', () => {
    const slim = slimDescription(OFFER);
    expect(slim).not.toMatch(/extmap|candidate|192\.168|38679|G722|PCMU|telephone/);
    expect(linesOf(slim)).toContain('m=audio 9 UDP/TLS/RTP/SAVPF 111 63');
    expect(linesOf(slim)).toContain('a=fmtp:63 111/111');
    expect(slim.endsWith('\r\n')).toBe(true);
    expect(slimDescription(slim)).toBe(slim);
  });

  it('takes candidates at its end', () => {
    const sdp = withCandidates('v=0\r\nm=audio 9\r\n', ['candidate:1', 'candidate:2']);
    expect(sdp).toBe('v=0\r\nm=audio 9\r\na=candidate:1\r\na=candidate:2\r\n');
  });
});

describe('a foreign description', () => {
  it('is cut down to what a call needs, its candidates apart', () => {
    const { sdp, candidates } = checkDescription(OFFER, AGREED);
    expect(sdp).toBe(slimDescription(OFFER));
    expect(candidates).toMatchObject([{ host: '192.168.1.5', port: 38_679 }]);
    expect(checkDescription(OFFER.replaceAll('\r\n', '\n'), AGREED).sdp).toBe(sdp);
  });

  it.each([
    ['another fingerprint', OFFER.replace(HEX, OTHER)],
    ['a second fingerprint', OFFER.replace('a=setup', `a=fingerprint:sha-256 ${OTHER}\r\na=setup`)],
    [
      'a second one with a space too many',
      OFFER.replace('a=setup', `a=fingerprint:sha-256  ${OTHER}\r\na=setup`),
    ],
    [
      'a second one by another hash',
      OFFER.replace('a=setup', `a=fingerprint:sha-1 ${HEX.slice(0, 59)}\r\na=setup`),
    ],
    ['none', OFFER.replace(/a=fingerprint.*\r\n/, '')],
  ])('is refused with %s', (_, sdp) => {
    expect(check(sdp)).toBe('fingerprint');
  });

  it.each([
    ['nothing', ''],
    ['a picture beside the sound', `${OFFER}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n`],
    ['channels beside the sound', `${OFFER}m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n`],
    ['sound twice', `${OFFER}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n`],
    ['a picture only', OFFER.replace('m=audio', 'm=video')],
    ['sound in the clear', OFFER.replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP')],
    ['no sound', OFFER.slice(0, OFFER.indexOf('m=audio'))],
    ['another codec only', OFFER.replace('opus/48000', 'speex/16000')],
    ['more characters than any has', `${OFFER}${'a=x\r\n'.repeat(MAX_VOICE_DESCRIPTION / 5)}`],
    ['characters that are none', OFFER.replace('WMS', 'WMS\u0000')],
    ['a line end of its own', OFFER.replace('a=setup', 'a=x\ra=setup')],
    ['a candidate over TCP', OFFER.replace(' 1 udp ', ' 1 tcp ')],
    ['a candidate that is a name', OFFER.replace('192.168.1.5 38679 typ', 'example.org 38679 typ')],
    ['17 candidates', OFFER.replace(/a=candidate.*\r\n/, line => line.repeat(17))],
  ])('is refused with %s', (_, sdp) => {
    expect(check(sdp)).toBe('bad-description');
  });

  it('is refused or read, whatever it is, and what is left is only what a call needs', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.shuffledSubarray(linesOf(OFFER)).map(lines => lines.join('\r\n')),
      fc
        .tuple(fc.nat(linesOf(OFFER).length - 1), fc.string())
        .map(([at, line]) => linesOf(OFFER).with(at, line).join('\r\n')),
    );
    fc.assert(
      fc.property(anything, sdp => {
        const code = codeOf(() => {
          const { sdp: left } = checkDescription(sdp, AGREED);
          expect(left).not.toMatch(/candidate|extmap|\n\n|m=video/);
        });
        expect(['fingerprint', 'bad-description', 'nothing was wrong']).toContain(code);
      }),
      { numRuns: 500 },
    );
  });

  it('becomes an answer in which the one begins DTLS who has begun it', () => {
    const as = (own: string): string | undefined =>
      linesOf(asAnswer(OFFER, `v=0\r\na=setup:${own}\r\n`)).find(line => line.startsWith('a=setup'));
    expect(as('active')).toBe('a=setup:passive');
    expect(as('passive')).toBe('a=setup:active');
    const answer = OFFER.replace('actpass', 'active');
    expect(asAnswer(answer, OFFER)).toBe(answer);
  });
});

describe('the coding that a description asks for', () => {
  const slim = slimDescription(OFFER);
  const coded = (maxBitRate: 6_400 | 64_000, redundancy: boolean): string[] =>
    linesOf(withCoding(slim, { maxBitRate, redundancy }));

  it('is long frames without anything twice in low mode', () => {
    for (const redundancy of [false, true]) {
      const lines = coded(6_400, redundancy);
      expect(lines).toContain('m=audio 9 UDP/TLS/RTP/SAVPF 111 63');
      expect(lines).toContain('a=ptime:60');
      expect(lines.find(line => line.startsWith('a=fmtp:111'))).toMatch(
        /minptime=60;useinbandfec=0;usedtx=1;/,
      );
    }
  });

  it('is short frames that stand in for each other in high mode, and redundancy by the order of the payload types', () => {
    expect(coded(64_000, false)).toContain('m=audio 9 UDP/TLS/RTP/SAVPF 111 63');
    expect(coded(64_000, true)).toContain('m=audio 9 UDP/TLS/RTP/SAVPF 63 111');
    expect(coded(64_000, true)).toContain('a=ptime:20');
    expect(coded(64_000, true).join()).toMatch(/useinbandfec=1;usedtx=0/);
  });

  it('has its limit where descriptions have theirs, below MaxBitRate, with redundancy below half of it', () => {
    const lines = coded(64_000, true);
    expect(lines[lines.indexOf('c=IN IP4 0.0.0.0') + 1]).toBe('b=TIAS:30000');
    for (const maxBitRate of [6_400, 64_000] as const) {
      expect(encoderRate({ maxBitRate, redundancy: false })).toBeLessThan(maxBitRate);
      const copies = maxBitRate === 64_000 ? 2 : 1;
      expect(copies * encoderRate({ maxBitRate, redundancy: true })).toBeLessThan(maxBitRate);
    }
  });

  it('can be said again and again', () => {
    const low = { maxBitRate: 6_400, redundancy: false } as const;
    const high = { maxBitRate: 64_000, redundancy: true } as const;
    expect(withCoding(withCoding(slim, low), high)).toBe(withCoding(slim, high));
    expect(withCoding(withCoding(slim, high), low)).toBe(withCoding(slim, low));
  });

  it('leaves redundancy where the other side has none', () => {
    const without = slimDescription(OFFER.replace('a=rtpmap:63 red/48000/2', 'a=rtpmap:63 L16/48000'));
    const sdp = withCoding(without, { maxBitRate: 64_000, redundancy: true });
    expect(linesOf(sdp)).toContain('m=audio 9 UDP/TLS/RTP/SAVPF 111');
    // Half of the rate is for the second copy: without one, all of it is for the first.
    expect(sdp).toBe(withCoding(without, { maxBitRate: 64_000, redundancy: false }));
    expect(withCoding('v=0\r\n', { maxBitRate: 6_400, redundancy: false })).toBe('v=0\r\n');
  });

  it('is the same in low mode with and without redundancy', () => {
    expect(
      sameCoding({ maxBitRate: 6_400, redundancy: true }, { maxBitRate: 6_400, redundancy: false }),
    ).toBe(true);
    expect(
      sameCoding({ maxBitRate: 64_000, redundancy: true }, { maxBitRate: 64_000, redundancy: false }),
    ).toBe(false);
    expect(
      sameCoding({ maxBitRate: 64_000, redundancy: false }, { maxBitRate: 6_400, redundancy: false }),
    ).toBe(false);
  });
});
