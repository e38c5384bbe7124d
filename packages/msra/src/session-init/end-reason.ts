/**
 * Why a session initialization, or the session after it, is over.
 *
 * - `token-mismatch`: the peer's token is not the one expected; it does not know the password or saw another connection string
 * - `user-refused`: the novice's user said no (novice's side only; the expert sees `peer-disconnected`)
 * - `peer-disconnected`: the peer sent DISCONNECT
 * - `link-closed`: the connection below is gone; DISCONNECT may never arrive ([MS-RA] 2.2.1.5)
 * - `local-end`: this side ended
 */
export type SessionEndReason =
  | 'token-mismatch'
  | 'user-refused'
  | 'peer-disconnected'
  | 'link-closed'
  | 'local-end';
