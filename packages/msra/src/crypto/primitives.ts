// The cryptography that [MS-RAI] and [MS-RAIOP] ask for, as an interface: this package does none of the platform's
// work itself. `@rendezvous/msra/node` and `@rendezvous/msra/webcrypto` provide it; a test may provide its own.

/** AES in CBC mode with the padding of PKCS#7; the key's length, 16 or 32 bytes, chooses AES-128 or AES-256. */
export interface AesCbc {
  /** Encrypts; the result is a multiple of 16 bytes and longer than `plain`. `iv` has 16 bytes. */
  encrypt(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Promise<Uint8Array>;
  /** Decrypts; `undefined` when the size or the padding is wrong, by which a wrong key mostly shows. */
  decrypt(key: Uint8Array, iv: Uint8Array, cipher: Uint8Array): Promise<Uint8Array | undefined>;
}

/** RSA encryption of a short message, with the padding of PKCS#1 version 1.5 that CryptoAPI uses. */
export interface Rsa {
  /** Encrypts for the owner of a public key, given as the DER of PKCS#1 `RSAPublicKey`. */
  encrypt(publicKeyPkcs1Der: Uint8Array, plain: Uint8Array): Promise<Uint8Array>;
  /**
   * Decrypts with a private key, given as the DER of PKCS#8; `undefined` when that fails.
   * A platform may instead give arbitrary bytes, so that the padding tells an attacker nothing.
   */
  decrypt(privateKeyPkcs8Der: Uint8Array, cipher: Uint8Array): Promise<Uint8Array | undefined>;
}

/** What of cryptography the initiation of a session needs. Every method gives new bytes and keeps none. */
export interface Primitives {
  sha1(bytes: Uint8Array): Promise<Uint8Array>;
  sha256(bytes: Uint8Array): Promise<Uint8Array>;
  sha384(bytes: Uint8Array): Promise<Uint8Array>;
  sha512(bytes: Uint8Array): Promise<Uint8Array>;
  /** For interoperability only: MD5 is broken, and [MS-RAI] note <17> makes a key with it all the same. */
  md5(bytes: Uint8Array): Promise<Uint8Array>;
  /** For interoperability only: RC4 is broken. Encrypts and decrypts; the key has 1 to 256 bytes. */
  rc4(key: Uint8Array, data: Uint8Array): Promise<Uint8Array>;
  readonly aesCbc: AesCbc;
  /** Absent where the platform has no RSA with this padding, such as browsers; then contacts cannot be used. */
  readonly rsa?: Rsa;
}
