/** [MS-RAI] 2.2.2 Connection string 2 over WebRTC: it binds the certificates of both ends, and the tokens bind it. */
import {
  type ConnectionString2,
  EXPERT_KEY_HASH,
  formatConnectionString2,
  parseConnectionString2,
} from '@rendezvous/msra';
import { encodeBase64 } from './base64.ts';
import { randomBytes } from './sas.ts';

export interface Fingerprints {
  /** Base64 SHA-256 of the DTLS certificates. */
  readonly noviceFingerprint: string;
  readonly expertFingerprint: string;
}

const ALGORITHM = 'sha256:';

/** Bytes of the authentication string's identifier, as in all samples. */
const ID_BYTES = 48;

/** A new connection string; the addresses are found by ICE, so there is one transport without listeners. */
export function connectionStringOf(of: Fingerprints & { readonly crypto: Crypto }): string {
  return formatConnectionString2({
    keyHash2: ALGORITHM + of.noviceFingerprint,
    extra: new Map([[EXPERT_KEY_HASH, ALGORITHM + of.expertFingerprint]]),
    id: encodeBase64(randomBytes(ID_BYTES, of.crypto)),
    transports: [{ id: '1', sessionId: '1', listeners: [] }],
  });
}

/** Whether a received connection string has both true fingerprints in it. */
export function provesFingerprints(text: string, of: Fingerprints): boolean {
  let parsed: ConnectionString2;
  try {
    parsed = parseConnectionString2(text);
  } catch {
    return false;
  }
  return (
    parsed.keyHash2 === ALGORITHM + of.noviceFingerprint &&
    parsed.extra?.get(EXPERT_KEY_HASH) === ALGORITHM + of.expertFingerprint
  );
}

/** Without vowels and without characters that look alike. */
const PASSWORD_ALPHABET = 'BCDFGHJKLMNPQRSTVWXYZ23456789';
const PASSWORD_LENGTH = 12;

/** A session password: twelve characters of twenty-nine, without bias. */
export function randomPassword(crypto: Crypto): string {
  const unbiased = 256 - (256 % PASSWORD_ALPHABET.length);
  let password = '';
  while (password.length < PASSWORD_LENGTH) {
    for (const byte of randomBytes(PASSWORD_LENGTH, crypto)) {
      if (byte < unbiased && password.length < PASSWORD_LENGTH) {
        password += PASSWORD_ALPHABET[byte % PASSWORD_ALPHABET.length] ?? '';
      }
    }
  }
  return password;
}
