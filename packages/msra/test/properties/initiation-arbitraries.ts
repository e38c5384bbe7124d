/** Values of [MS-RAI]: connection string 1, invitation files, public keys. */
import fc from 'fast-check';
import type { ConnectionString1 } from '../../src/initiation/connection-string-1.ts';
import type { Invitation } from '../../src/initiation/invitation-file.ts';
import type { RsaPublicKey } from '../../src/initiation/rsa-public-key.ts';
import { xmlText } from './arbitraries.ts';

const identifier = fc.stringMatching(/^[A-Za-z0-9+/=]{1,64}$/);
const address = fc.record({
  name: fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()),
  port: fc.integer({ min: 1, max: 65_535 }),
});

export const connectionString1: fc.Arbitrary<ConnectionString1> = fc.record({
  machineAddressList: fc.array(address, { minLength: 1, maxLength: 4 }),
  raSessionId: identifier,
  protocolSpecificParms: identifier,
});

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const details = {
  userName: xmlText,
  passwordProtected: fc.constant(true),
  dtStart: u32,
  dtLength: u32,
  passStub: xmlText,
  slowLine: fc.boolean(),
};

export const invitation: fc.Arbitrary<Invitation> = fc.oneof(
  fc.record({ type: fc.constant(1 as const), ...details, rcTicket: xmlText }),
  fc.record({
    type: fc.constant(2 as const),
    ...details,
    lhTicket: fc
      .integer({ min: 1, max: 4 })
      .chain(blocks => fc.uint8Array({ minLength: 16 * blocks, maxLength: 16 * blocks })),
    rcTicket: xmlText,
  }),
);

/** The first byte of a modulus is not 0. */
export const rsaPublicKey: fc.Arbitrary<RsaPublicKey> = fc.record({
  modulus: fc
    .tuple(fc.integer({ min: 1, max: 255 }), fc.uint8Array({ minLength: 63, maxLength: 63 }))
    .map(([first, others]) => Uint8Array.from([first, ...others])),
  exponent: fc.constantFrom(3, 17, 65_537, 0xffff_ffff),
});
