// What starts a session: connection strings, invitation files, peer names, keys, and the primitives that they need.

export { AES_KEY_BYTES, deriveAesKey } from '../crypto/derive-aes-key.ts';
export { md5 } from '../crypto/md5.ts';
export { type AesCbc, type Primitives, type Rsa } from '../crypto/primitives.ts';
export { rc4 } from '../crypto/rc4.ts';
export { IteratedSha1, type Sha1, sha1 } from '../crypto/sha1.ts';
export { type Candidate, candidates, isIpv4, toConnectionString1 } from '../initiation/candidates.ts';
export {
  CONNECTION_STRING_LIMITS,
  type ConnectionString2,
  EXPERT_KEY_HASH,
  formatConnectionString2,
  type Listener,
  parseConnectionString2,
  type Transport,
} from '../initiation/connection-string.ts';
export {
  CONNECTION_STRING_1_LIMITS,
  CONNECTION_STRING_1_VERSION,
  type ConnectionString1,
  formatConnectionString1,
  type MachineAddress,
  parseConnectionString1,
} from '../initiation/connection-string-1.ts';
export { CONTACT_CLASSIFIER, contactAddress } from '../initiation/contact-address.ts';
export {
  DCOM_ALREADY_RUNNING,
  DCOM_COLLECTION_INTERFACES,
  DCOM_SERVERS,
  DCOM_UNUSED_OPNUMS,
  type DcomServer,
  isNoviceAddress,
  MAX_NOVICE_SESSIONS,
  type NoviceSession,
  readSessionInfo,
  usableSessions,
} from '../initiation/dcom.ts';
export {
  createInvitation,
  type InvitationContent,
  type OpenedInvitation,
  openInvitation,
} from '../initiation/invitation.ts';
export { InvitationError, type InvitationErrorCode } from '../initiation/invitation-error.ts';
export {
  type BareInvitation,
  decodeInvitationFile,
  encodeInvitationFile,
  expiresAt,
  INVITATION_FILE_LIMITS,
  type Invitation,
  type Invitation1,
  type Invitation2,
  isExpired,
} from '../initiation/invitation-file.ts';
export {
  checkKeyHash,
  KEY_HASH_ALGORITHMS,
  type KeyHashAlgorithm,
  type KeyHashes,
  keyHash,
  keyHash2,
  keyHashes,
} from '../initiation/key-hash.ts';
export { decryptLhTicket, encryptLhTicket } from '../initiation/lh-ticket.ts';
export {
  formatPassStub,
  isPassStub,
  PASS_STUB_RANDOM_BYTES,
  PASS_STUB_UNITS,
} from '../initiation/pass-stub.ts';
export {
  checkEncryptedPassStub,
  checkExpertBlob,
  encryptPassStub,
  type ProofInput,
  passwordProof,
} from '../initiation/password-proof.ts';
export {
  decryptPeerPayload,
  derivePeerPassword,
  derivePeerPasswordInSlices,
  deriveUnsecuredPeer,
  deriveUnsecuredPeerInSlices,
  encryptPeerPayload,
  MAX_PEER_PASSWORD_INPUT_BYTES,
  PEER_PASSWORD_ALPHABET,
  PEER_PASSWORD_UNITS,
  peerHour,
  peerHours,
  type UnsecuredPeer,
} from '../initiation/peer-name.ts';
export {
  initialPublicationState,
  PEER_CLOUD,
  PUBLICATION_MS,
  type PublicationInput,
  type PublicationOutput,
  type PublicationState,
  type PublicationStep,
  stepPublication,
} from '../initiation/publication.ts';
export {
  decodePkcs1,
  decodePublicKeyBlob,
  encodePkcs1,
  encodePublicKeyBlob,
  pkcs1OfSpki,
  type RsaPublicKey,
} from '../initiation/rsa-public-key.ts';
export {
  decryptFromContact,
  encryptForContact,
  SECURE_PEER_KEY_BYTES,
  type SecurePayload,
} from '../initiation/secure-peer-name.ts';
