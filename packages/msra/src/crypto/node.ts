/**
 * The cryptography of an initiation by Node's own: `@rendezvous/msra/node`.
 *
 * @packageDocumentation
 */

import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto';
import { md5 } from './md5.ts';
import type { AesCbc, Primitives, Rsa } from './primitives.ts';
import { rc4 } from './rc4.ts';

export type { AesCbc, Primitives, Rsa } from './primitives.ts';

/** Primitives by `node:crypto`; MD5 and RC4 are this package's, since OpenSSL may be built or run without them. */
export function nodePrimitives(): Primitives {
  return {
    sha1: digest('sha1'),
    sha256: digest('sha256'),
    sha384: digest('sha384'),
    sha512: digest('sha512'),
    md5: async bytes => md5(bytes),
    rc4: async (key, data) => rc4(key, data),
    aesCbc,
    rsa,
  };
}

/** A copy that is no `Buffer` and shares no pool with others. */
const plainBytes = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

function digest(name: string): (bytes: Uint8Array) => Promise<Uint8Array> {
  return async bytes => plainBytes(createHash(name).update(bytes).digest());
}

const aesCbc: AesCbc = {
  async encrypt(key, iv, plain) {
    const cipher = createCipheriv(`aes-${8 * key.length}-cbc`, key, iv);
    return joined(cipher.update(plain), cipher.final());
  },
  async decrypt(key, iv, cipher) {
    const decipher = createDecipheriv(`aes-${8 * key.length}-cbc`, key, iv);
    const start = decipher.update(cipher);
    try {
      return joined(start, decipher.final());
    } catch {
      // Only size and padding are left to fail here; a bad key or vector has thrown before.
      return undefined;
    }
  },
};

function joined(start: Uint8Array, end: Uint8Array): Uint8Array {
  const whole = new Uint8Array(start.length + end.length);
  whole.set(start);
  whole.set(end, start.length);
  return whole;
}

const padding = constants.RSA_PKCS1_PADDING;

const rsa: Rsa = {
  async encrypt(publicKeyPkcs1Der, plain) {
    const key = createPublicKey({ key: Buffer.from(publicKeyPkcs1Der), format: 'der', type: 'pkcs1' });
    return plainBytes(publicEncrypt({ key, padding }, plain));
  },
  async decrypt(privateKeyPkcs8Der, cipher) {
    const key = createPrivateKey({ key: Buffer.from(privateKeyPkcs8Der), format: 'der', type: 'pkcs8' });
    try {
      return plainBytes(privateDecrypt({ key, padding }, cipher));
    } catch {
      return undefined;
    }
  },
};
