import { type CtlPacket, DecodeError, decodeCtl, EncodeError, encodeCtl } from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODEC_DEFAULTS, type CodecOptions } from '../src/wire/codec-options.ts';
import { ctlPacket } from './properties/arbitraries.ts';

const refusal = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    if (error instanceof DecodeError || error instanceof EncodeError)
      return `${error.code} ${error.structure}`;
    throw error;
  }
  return undefined;
};

describe('the forms that the text leaves open', () => {
  it('are read whatever was chosen', () => {
    const options: fc.Arbitrary<CodecOptions> = fc.record({
      token: fc.constantFrom('raw', 'hex'),
      bstrCount: fc.boolean(),
      nul: fc.boolean(),
    });
    fc.assert(
      fc.property(ctlPacket, options, (packet, chosen) => {
        expect(decodeCtl(encodeCtl(packet, chosen))).toEqual(packet);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are the plainest by default', () => {
    expect(CODEC_DEFAULTS).toEqual({ token: 'raw', bstrCount: false, nul: true });
    const size = (packet: CtlPacket, options?: CodecOptions): number =>
      encodeCtl(packet, options).length - 26;
    expect(size({ name: 'TOKEN', token: new Uint8Array(20) })).toBe(20);
    expect(size({ name: 'RANOVICE_NAME', noviceName: 'Ada' })).toBe(8);
    expect(size({ name: 'RANOVICE_NAME', noviceName: 'Ada' }, CODEC_DEFAULTS)).toBe(8);
    expect(size({ name: 'EXPERT_ON_VISTA', encryptedPassword: new Uint8Array(32) })).toBe(32);
  });

  it('hold as much in every form, and no more', () => {
    const counted = { ...CODEC_DEFAULTS, bstrCount: true };
    const name: CtlPacket = { name: 'RAEXPERT_NAME', expertName: 'x'.repeat(1024) };
    const cipher: CtlPacket = { name: 'EXPERT_ON_VISTA', encryptedPassword: new Uint8Array(1024) };
    for (const packet of [name, cipher]) {
      for (const options of [CODEC_DEFAULTS, counted]) {
        expect(decodeCtl(encodeCtl(packet, options))).toEqual(packet);
      }
    }
    const longer: CtlPacket = { name: 'RAEXPERT_NAME', expertName: 'x'.repeat(1025) };
    expect(refusal(() => encodeCtl(longer, counted))).toBe('too-long name');
    const larger: CtlPacket = { name: 'EXPERT_ON_VISTA', encryptedPassword: new Uint8Array(1025) };
    expect(refusal(() => encodeCtl(larger, counted))).toBe('too-long encryptedPassword');
    for (const options of [CODEC_DEFAULTS, { ...CODEC_DEFAULTS, nul: false }]) {
      expect(refusal(() => encodeCtl({ name: 'RANOVICE_NAME', noviceName: '\0' }, options))).toBe(
        'unrepresentable name',
      );
      expect(refusal(() => encodeCtl({ name: 'VERIFY_PASSWORD', expertBlob: '\0' }, options))).toBe(
        'unrepresentable string',
      );
    }
  });

  it('leave a cipher text whole that begins with its own size', () => {
    const encryptedPassword = Uint8Array.of(2, 0, 0, 0, 7, 8);
    const packet: CtlPacket = { name: 'EXPERT_ON_VISTA', encryptedPassword };
    expect(encodeCtl(packet)).toHaveLength(26 + 4 + 6);
    expect(decodeCtl(encodeCtl(packet))).toEqual(packet);
  });
});
