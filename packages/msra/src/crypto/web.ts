/**
 * The cryptography of an initiation by Web Crypto: `@rendezvous/msra/webcrypto`.
 *
 * @packageDocumentation
 */

import { md5 } from './md5.ts';
import type { AesCbc, Primitives } from './primitives.ts';
import { rc4 } from './rc4.ts';

export type { AesCbc, Primitives, Rsa } from './primitives.ts';

/**
 * Primitives by Web Crypto, `globalThis.crypto` of a browser's secure context or of Node.
 * MD5 and RC4 are this package's; there is no `rsa`, because Web Crypto has no PKCS#1 version 1.5 encryption.
 */
export function webPrimitives({ subtle }: Crypto): Primitives {
  const digest = (name: string) => async (bytes: Uint8Array) =>
    new Uint8Array(await subtle.digest(name, owned(bytes)));
  return {
    sha1: digest('SHA-1'),
    sha256: digest('SHA-256'),
    sha384: digest('SHA-384'),
    sha512: digest('SHA-512'),
    md5: async bytes => md5(bytes),
    rc4: async (key, data) => rc4(key, data),
    aesCbc: aesCbc(subtle),
  };
}

/** A copy in memory of its own; Web Crypto takes no shared memory. */
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

function aesCbc(subtle: SubtleCrypto): AesCbc {
  const parameters = (iv: Uint8Array) => ({ name: 'AES-CBC', iv: owned(iv) });
  const imported = (key: Uint8Array, usage: 'encrypt' | 'decrypt') =>
    subtle.importKey('raw', owned(key), 'AES-CBC', false, [usage]);
  return {
    async encrypt(key, iv, plain) {
      const secret = await imported(key, 'encrypt');
      return new Uint8Array(await subtle.encrypt(parameters(iv), secret, owned(plain)));
    },
    async decrypt(key, iv, cipher) {
      const secret = await imported(key, 'decrypt');
      try {
        return new Uint8Array(await subtle.decrypt(parameters(iv), secret, owned(cipher)));
      } catch (error) {
        if (error instanceof DOMException && error.name === 'OperationError' && iv.length === 16)
          return undefined;
        throw error;
      }
    },
  };
}
