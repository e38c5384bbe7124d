// Every vector of how a session begins and is proven, both directions where there are two. Of the second published
// LHTICKET only hashes are known, so it is checked as far as its key (aes-key) and no further.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveAesKey } from '../../src/crypto/derive-aes-key.ts';
import { hashInSlices, runToEnd } from '../../src/crypto/iterated-hash.ts';
import { nodePrimitives } from '../../src/crypto/node.ts';
import { IteratedSha1, sha1 } from '../../src/crypto/sha1.ts';
import { webPrimitives } from '../../src/crypto/web.ts';
import {
  type ConnectionString1,
  formatConnectionString1,
  parseConnectionString1,
} from '../../src/initiation/connection-string-1.ts';
import { contactAddress } from '../../src/initiation/contact-address.ts';
import { decodeInvitationFile, encodeInvitationFile } from '../../src/initiation/invitation-file.ts';
import { KEY_HASH_ALGORITHMS, keyHash, keyHash2 } from '../../src/initiation/key-hash.ts';
import { decryptLhTicket, encryptLhTicket } from '../../src/initiation/lh-ticket.ts';
import {
  checkEncryptedPassStub,
  encryptPassStub,
  type ProofInput,
  passwordProof,
} from '../../src/initiation/password-proof.ts';
import {
  decryptPeerPayload,
  derivePeerPassword,
  deriveUnsecuredPeer,
  encryptPeerPayload,
  peerHour,
} from '../../src/initiation/peer-name.ts';
import { decodePublicKeyBlob, encodePublicKeyBlob } from '../../src/initiation/rsa-public-key.ts';
import { deriveToken, type TokenInput } from '../../src/messages/authorization-token.ts';
import { encodeUtf16 } from '../../src/wire/strings.ts';
import { textVectors, toHex, vectors } from '../vectors/vectors.ts';

const PLATFORMS = { Node: nodePrimitives(), 'Web Crypto': webPrimitives(globalThis.crypto) };

describe('vectors of connection-string-1', () => {
  for (const { name, text, value } of textVectors('connection-string-1')) {
    it(`${name} parses to its value and is written character for character`, () => {
      expect(parseConnectionString1(text)).toEqual(value);
      expect(formatConnectionString1(value as ConnectionString1)).toBe(text);
    });
  }
});

describe('vectors of invitation-file', () => {
  for (const { name, text, value, direction } of textVectors('invitation-file')) {
    it(`${name} decodes to its value`, () => {
      const invitation = decodeInvitationFile(Buffer.from(text));
      expect(invitation).toEqual(value);
      if (direction === 'both') {
        expect(Buffer.from(encodeInvitationFile(invitation)).toString('utf8')).toBe(text);
        const declared = text.replace('?>', ' encoding="Unicode"?>');
        const wide = encodeInvitationFile(invitation, 'utf-16');
        expect(Buffer.from(wide).toString('utf16le')).toBe(`\uFEFF${declared}`);
        expect(decodeInvitationFile(wide)).toEqual(value);
      }
    });
  }

  it('windows-8 holds the upper-case digits of lh-ticket, whose hash is known', () => {
    const file = textVectors('invitation-file').find(({ name }) => name === 'windows-8');
    const digits = / LHTICKET="([0-9A-F]*)"/.exec(file?.text ?? '')?.[1] ?? '';
    expect(createHash('sha256').update(digits).digest('hex')).toBe(
      '6ee80131a1b92f3f18a959d41413bd8e720a015d4f0b7c1e861c627148aaeca7',
    );
  });
});

describe('vectors of iterated-hash', () => {
  for (const { name, bytes, value } of vectors('iterated-hash')) {
    const { text, firstHash } = value as { text: string; firstHash: Uint8Array };
    it(`${name} has its first hash and its last`, () => {
      expect(toHex(firstHashOf(encodeUtf16(text)))).toBe(toHex(firstHash));
      expect(toHex(runToEnd(hashInSlices(encodeUtf16(text))))).toBe(toHex(bytes));
    });
  }
});

describe('vectors of authorization-token', () => {
  for (const { name, bytes, value } of vectors('authorization-token')) {
    const { firstHash, ...input } = value as TokenInput & { firstHash: Uint8Array };
    it(`${name} begins with its first hash and ends in its token`, () => {
      const { password, role, connectionString } = input;
      const base = encodeUtf16(password + role.toUpperCase() + connectionString);
      expect(toHex(firstHashOf(base))).toBe(toHex(firstHash));
      expect(toHex(deriveToken(input))).toBe(toHex(bytes));
    });
  }
});

function firstHashOf(base: Uint8Array): Uint8Array {
  const hash = new IteratedSha1(base);
  hash.advance(1);
  return hash.digest();
}

describe('vectors of aes-key', () => {
  for (const { name, bytes, value } of vectors('aes-key')) {
    const { secret, hash } = value as { secret: string; hash: Uint8Array };
    it(`${name} is derived from the hash of its secret`, () => {
      expect(toHex(sha1(encodeUtf16(secret)))).toBe(toHex(hash));
      expect(toHex(deriveAesKey(encodeUtf16(secret)))).toBe(toHex(bytes));
    });
  }
});

for (const [platform, primitives] of Object.entries(PLATFORMS)) {
  describe(`vectors of lh-ticket on ${platform}`, () => {
    for (const { name, bytes, value, sha256 } of vectors('lh-ticket')) {
      const { password, connectionString } = value as { password: string; connectionString: string };
      it(`${name} is encrypted byte for byte and decrypted`, async () => {
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
        expect(toHex(await encryptLhTicket(connectionString, password, primitives))).toBe(toHex(bytes));
        expect(await decryptLhTicket(bytes, password, primitives)).toBe(connectionString);
      });
    }
  });

  describe(`vectors of pass-stub-proof on ${platform}`, () => {
    for (const { name, bytes, value } of vectors('pass-stub-proof')) {
      const { md5, ...input } = value as ProofInput & { md5: Uint8Array };
      it(`${name} is made byte for byte and proves its password`, async () => {
        expect(toHex(await primitives.md5(encodeUtf16(input.password)))).toBe(toHex(md5));
        expect(toHex(await primitives.rc4(md5, bytes))).toBe(
          `1c000000${Buffer.from(input.passStub, 'utf16le').toString('hex')}`,
        );
        expect(toHex(await encryptPassStub(input, primitives))).toBe(toHex(bytes));
        expect(await passwordProof(input, primitives)).toBe(toHex(bytes).toUpperCase());
        expect(await checkEncryptedPassStub(bytes, input, primitives)).toBe(true);
      });
    }
  });

  describe(`vectors of peer-name on ${platform}`, () => {
    for (const { name, bytes, value } of vectors('peer-name')) {
      const facts = value as Record<'connectionString' | 'password' | 'key' | 'peerName', string> &
        Record<'seconds' | 'hour', number>;
      it(`${name} is derived, encrypted and decrypted`, async () => {
        const { connectionString, password, key, peerName } = facts;
        expect(derivePeerPassword(connectionString)).toBe(password);
        expect(peerHour(facts.seconds)).toBe(facts.hour);
        const peer = deriveUnsecuredPeer(password, facts.hour);
        expect(peer).toEqual({ peerName, key });
        expect(toHex(await encryptPeerPayload(connectionString, peer, primitives))).toBe(toHex(bytes));
        expect(await decryptPeerPayload(bytes, peer, primitives)).toBe(connectionString);
      });
    }
  });

  describe(`vectors of public-key-blob on ${platform}`, () => {
    for (const { name, bytes, value } of vectors('public-key-blob')) {
      const { address, ...key } = value as { address: string; modulus: Uint8Array; exponent: number };
      it(`${name} decodes to its key, is written byte for byte and has its address`, async () => {
        expect(decodePublicKeyBlob(bytes)).toEqual(key);
        expect(toHex(encodePublicKeyBlob(key))).toBe(toHex(bytes));
        expect(await contactAddress(bytes, primitives)).toBe(address);
      });
    }
  });

  describe(`vectors of key-hash on ${platform}`, () => {
    for (const { name, bytes, value } of vectors('key-hash')) {
      const hashes = value as { keyHash: string; keyHash2: Readonly<Record<string, string>> };
      it(`${name} has its hashes`, async () => {
        expect(await keyHash(bytes, primitives)).toBe(hashes.keyHash);
        for (const algorithm of KEY_HASH_ALGORITHMS)
          expect(await keyHash2(bytes, primitives, algorithm)).toBe(hashes.keyHash2[algorithm]);
      });
    }
  });
}
