/**
 * What VOIPGOKEY is for here: it binds each description of a voice connection to one call, and to the side that made it. See
 * docs/adr/0015.
 */
import { decodeBase64, encodeBase64 } from '../base64.ts';
import type { Role } from '../role.ts';

/** Bytes of a VOIPGOKEY ([MS-RA] 2.2.2). */
const KEY_BYTES = 32;
/** Bytes of a proof. */
const PROOF_BYTES = 32;
const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' } as const;

/** A description and the proof that it is of this call. What came from the other side is hostile until it is checked. */
export interface VoiceDescription {
  readonly sdp: string;
  /** Base64. */
  readonly proof: string;
}

/** `key`: the other side's key is none. `proof`: its description is not of this call, or not its own. */
export class DescriptionProofError extends Error {
  override readonly name = 'DescriptionProofError';
  readonly code: 'key' | 'proof';

  constructor(code: 'key' | 'proof') {
    super(code === 'key' ? 'the key is no key' : 'the description is not proven');
    this.code = code;
  }
}

/** Proves and checks the descriptions of one call. */
export class DescriptionProver {
  readonly #crypto: Crypto;
  readonly #key: CryptoKey;

  /** A new key for a new call, in base64: for VOIPGO. */
  static newKey(crypto: Crypto): string {
    return encodeBase64(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
  }

  /** @param key VOIPGOKEY. @throws DescriptionProofError `key` when it is not base64 of exactly 32 bytes */
  static async open(key: string, crypto: Crypto): Promise<DescriptionProver> {
    const bytes = bytesOf(key, KEY_BYTES);
    if (!bytes) throw new DescriptionProofError('key');
    const imported = await crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['sign', 'verify']);
    return new DescriptionProver(imported, crypto);
  }

  private constructor(key: CryptoKey, crypto: Crypto) {
    this.#key = key;
    this.#crypto = crypto;
  }

  /** The description as `role`'s, with its proof. */
  async prove(role: Role, sdp: string): Promise<VoiceDescription> {
    const proof = await this.#crypto.subtle.sign(ALGORITHM, this.#key, textOf(role, sdp));
    return { sdp, proof: encodeBase64(new Uint8Array(proof)) };
  }

  /** @throws DescriptionProofError `proof` unless the description is `role`'s, of this call, and as it was sent */
  async check(role: Role, { sdp, proof }: VoiceDescription): Promise<void> {
    const bytes = bytesOf(proof, PROOF_BYTES);
    // A text with half a character has the bytes of another text, and so its proof.
    const proven =
      bytes !== undefined &&
      sdp.isWellFormed() &&
      // Takes the same time whatever is wrong.
      (await this.#crypto.subtle.verify(ALGORITHM, this.#key, bytes, textOf(role, sdp)));
    if (!proven) throw new DescriptionProofError('proof');
  }
}

/** Only the last part, the description, can have a line break: no two descriptions or roles give the same bytes. */
function textOf(role: Role, sdp: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`rendezvous voice 1\n${role}\n${sdp}`);
}

function bytesOf(base64: string, length: number): Uint8Array<ArrayBuffer> | undefined {
  try {
    return decodeBase64(base64, length);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
