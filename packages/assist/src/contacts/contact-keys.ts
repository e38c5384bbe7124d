/** This side's key for being recognised: made once by the platform, which never gives the private half away. */
import { type Contact, contactAddress, encodePublicKeyBlob } from '@rendezvous/msra';
import { webPrimitives } from '@rendezvous/msra/webcrypto';
import { decodeBase64Url } from '../base64.ts';
import type { OwnContact } from './contact-ports.ts';
import { PROOF_ALGORITHM } from './contact-proof.ts';

/** A new pair, to be kept where the platform keeps keys (IndexedDB takes them as they are). The private key cannot be read. */
export async function createContactKeys(crypto: Crypto): Promise<CryptoKeyPair> {
  const publicExponent = new Uint8Array([1, 0, 1]);
  const algorithm = { ...PROOF_ALGORITHM, modulusLength: 2048, publicExponent };
  return crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
}

/** What is told of this person: a name, which should be the messenger's, and the key. Never the computer's or system's names. */
export async function ownContactOf(options: {
  readonly keys: CryptoKeyPair;
  readonly name: string;
  /** When the contact was made, milliseconds since 1970. */
  readonly atMs: number;
  readonly crypto: Crypto;
}): Promise<OwnContact> {
  const { keys, name, atMs, crypto } = options;
  const publicKey = await publicKeyBlobOf(keys.publicKey, crypto);
  const contact: Contact = {
    name,
    computerName: '',
    avatar: new Uint8Array(0),
    publicKey,
    address: await contactAddress(publicKey, webPrimitives(crypto)),
    time: timeOf(atMs),
  };
  return {
    contact,
    sign: async data => new Uint8Array(await crypto.subtle.sign(PROOF_ALGORITHM, keys.privateKey, data)),
  };
}

async function publicKeyBlobOf(key: CryptoKey, crypto: Crypto): Promise<Uint8Array> {
  const { n = '', e = '' } = await crypto.subtle.exportKey('jwk', key);
  const exponent = decodeBase64Url(e).reduce((sum, byte) => sum * 256 + byte, 0);
  return encodePublicKeyBlob({ modulus: decodeBase64Url(n), exponent });
}

/** `yyyymmddHHMMSS.microseconds`, in UTC, as the example in [MS-RA] 2.2.5 has it. */
function timeOf(atMs: number): string {
  const [date = '', fraction = ''] = new Date(atMs).toISOString().replace('Z', '').split('.');
  return `${date.replaceAll(/\D/g, '')}.${fraction.padEnd(6, '0')}`;
}
