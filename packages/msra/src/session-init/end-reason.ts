/**
 * Why a session initialization, or the session after it, is over.
 *
 * - `token-mismatch`: the peer's token is not the one expected; it does not know the password or saw another connection string
 * - `wrong-password`: the novice did not accept the connection string or the password (versions 1 and 2)
 * - `incompatible-version`: one of the two speaks another protocol than 1.2 (version 1)
 * - `user-refused`: the novice's user said no; in version 3 the expert sees `peer-disconnected` instead
 * - `consent-timeout`: the novice's user did not answer in time (versions 1 and 2)
 * - `resolution-changed`: the novice's screen changed its size or colours while it was being shadowed (versions 1 and 2)
 * - `peer-failed`: the peer sent a result code that says no more than that it failed
 * - `peer-disconnected`: the peer sent DISCONNECT
 * - `link-closed`: the connection below is gone; DISCONNECT may never arrive ([MS-RA] 2.2.1.5)
 * - `local-end`: this side ended
 */
export type SessionEndReason =
  | 'token-mismatch'
  | 'wrong-password'
  | 'incompatible-version'
  | 'user-refused'
  | 'consent-timeout'
  | 'resolution-changed'
  | 'peer-failed'
  | 'peer-disconnected'
  | 'link-closed'
  | 'local-end';
