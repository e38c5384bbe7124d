import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  announcesOnly,
  fingerprintsInDescription,
  fingerprintToBase64,
  withStartBitrate,
} from '../src/index.ts';

const HEX = Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, '0').toUpperCase()).join(':');
const BASE64 = Buffer.from(Uint8Array.from({ length: 32 }, (_, i) => i)).toString('base64');
const sdp = (...lines: string[]): string => ['v=0', ...lines, ''].join('\r\n');

describe('fingerprints in descriptions', () => {
  it('turns the hex of a description into base64 of its 32 bytes', () => {
    expect(fingerprintToBase64(HEX)).toBe(BASE64);
    expect(fingerprintToBase64(HEX.slice(3))).toBeUndefined();
    expect(fingerprintToBase64(HEX.replace('00', 'ZZ'))).toBeUndefined();
  });

  it('accepts a description only when every fingerprint in it is the agreed one', () => {
    const agreed = `a=fingerprint:sha-256 ${HEX}`;
    const other = `a=fingerprint:sha-256 ${HEX.replace('01', '02')}`;
    expect(announcesOnly(sdp(agreed, agreed), BASE64)).toBe(true);
    expect(announcesOnly(sdp(agreed, other), BASE64)).toBe(false);
    expect(announcesOnly(sdp(), BASE64)).toBe(false);
    for (const odd of [other.replace(' ', '  '), `${other} `, ` ${other}`, `a=x\r${other}`]) {
      expect(announcesOnly(sdp(agreed, odd), BASE64)).toBe(false);
    }
    expect(announcesOnly(sdp(agreed, `a=fingerprint:sha-1 ${HEX.slice(0, 59)}`), BASE64)).toBe(false);
  });

  it('reads any text without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => Array.isArray(fingerprintsInDescription(text))),
    );
  });
});

describe('the start bit rate', () => {
  it('is added to every video codec, also to one without parameters, and to no audio codec', () => {
    const before = sdp(
      'm=audio 9 UDP/TLS/RTP/SAVPF 111',
      'a=rtpmap:111 opus/48000/2',
      'a=fmtp:111 minptime=10',
      'm=video 9 UDP/TLS/RTP/SAVPF 96 97 45',
      'a=rtpmap:96 VP8/90000',
      'a=rtpmap:97 rtx/90000',
      'a=fmtp:97 apt=96',
      'a=rtpmap:45 AV1/90000',
      'a=fmtp:45 profile=0',
    );
    expect(withStartBitrate(before, 3000).split('\r\n')).toEqual([
      'v=0',
      'm=audio 9 UDP/TLS/RTP/SAVPF 111',
      'a=rtpmap:111 opus/48000/2',
      'a=fmtp:111 minptime=10',
      'm=video 9 UDP/TLS/RTP/SAVPF 96 97 45',
      'a=rtpmap:96 VP8/90000',
      'a=fmtp:96 x-google-start-bitrate=3000',
      'a=rtpmap:97 rtx/90000',
      'a=fmtp:97 apt=96',
      'a=rtpmap:45 AV1/90000',
      'a=fmtp:45 profile=0;x-google-start-bitrate=3000',
      '',
    ]);
  });
});
