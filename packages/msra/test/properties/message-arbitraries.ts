/** Values of the messages of [MS-RA] 2 that are no packets and no commands. */
import fc from 'fast-check';
import type { Contact } from '../../src/messages/contact.ts';
import type { ExpertBlob } from '../../src/messages/expert-blob.ts';
import { type FastPathUpdate, FIXED_UPDATE_BYTES } from '../../src/messages/fast-path.ts';
import type { UserHelpBlob } from '../../src/messages/user-help-blob.ts';
import { textWithoutNul, xmlText } from './arbitraries.ts';

const bytes = (maxLength: number) => fc.uint8Array({ maxLength });

export const expertBlob: fc.Arbitrary<ExpertBlob> = fc.record(
  { name: textWithoutNul, pass: bytes(32) },
  { requiredKeys: [] },
);

export const userHelpBlob: fc.Arbitrary<UserHelpBlob> = fc.record({
  unsolicited: fc.boolean(),
  id: textWithoutNul,
});

export const contact: fc.Arbitrary<Contact> = fc.record({
  name: xmlText,
  computerName: xmlText,
  avatar: bytes(60),
  publicKey: bytes(60),
  address: fc.stringMatching(/^[0-9a-fA-F]{40}\.RAContact$/),
  time: fc.constantFrom('20080625161611.761000', '19991231235959.999999', '00000101000000.000000'),
});

/** An update of a kind whose size varies, or one of a fixed size with just so many bytes. */
export const fastPathUpdate: fc.Arbitrary<FastPathUpdate> = fc
  .record(
    {
      updateCode: fc.integer({ min: 0, max: 15 }),
      fragmentation: fc.integer({ min: 0, max: 3 }),
      compressionFlags: fc.integer({ min: 0, max: 255 }),
      data: bytes(24),
    },
    { requiredKeys: ['updateCode', 'fragmentation', 'data'] },
  )
  .filter(({ updateCode, data }) => (FIXED_UPDATE_BYTES.get(updateCode) ?? data.length) === data.length);
