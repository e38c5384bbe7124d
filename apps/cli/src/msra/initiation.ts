/** What of @rendezvous/msra starts a session, and its index does not export yet. */
export { parseConnectionString1 } from '../../../../packages/msra/src/initiation/connection-string-1.ts';
export { createInvitation, openInvitation } from '../../../../packages/msra/src/initiation/invitation.ts';
export { InvitationError } from '../../../../packages/msra/src/initiation/invitation-error.ts';
export {
  decodeInvitationFile,
  encodeInvitationFile,
  expiresAt,
  INVITATION_FILE_LIMITS,
  type Invitation,
  isExpired,
} from '../../../../packages/msra/src/initiation/invitation-file.ts';
export {
  formatPassStub,
  PASS_STUB_RANDOM_BYTES,
} from '../../../../packages/msra/src/initiation/pass-stub.ts';
export { passwordProof } from '../../../../packages/msra/src/initiation/password-proof.ts';
export {
  deriveUnsecuredPeer,
  PEER_PASSWORD_ALPHABET,
  PEER_PASSWORD_UNITS,
  peerHour,
} from '../../../../packages/msra/src/initiation/peer-name.ts';
