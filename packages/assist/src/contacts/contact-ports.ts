/** What the exchange of contacts needs from the platform: this side's key, and a memory. */
import type { Contact } from '@rendezvous/msra';

/** A key that another person has proved to have. */
export interface RememberedKey {
  /** PUBLICKEYBLOB, as it stands in a contact. */
  readonly key: Uint8Array;
  /** When it was remembered, milliseconds since 1970. */
  readonly sinceMs: number;
}

/** This side's contact, and the use of the private key that belongs to it. */
export interface OwnContact {
  readonly contact: Contact;
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `data`. */
  sign(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

/** Addresses are those of the messenger, as in `remoteUser.address`. */
export interface ContactBook {
  /** Whether this person wants to be recognised the next time: contacts are exchanged only if both do. */
  readonly exchange: boolean;
  own(): Promise<OwnContact>;
  remembered(address: string): Promise<RememberedKey | undefined>;
  remember(address: string, key: Uint8Array, atMs: number): Promise<void>;
}
