/**
 * Why an invitation or a payload cannot be opened.
 *
 * - `wrong-password`: the password, or the key made of it, does not decrypt it
 * - `password-needed`: it is encrypted, and no password was given
 * - `no-rsa`: the platform has no RSA, which an invitation from a contact needs
 */
export type InvitationErrorCode = 'wrong-password' | 'password-needed' | 'no-rsa';

const SENTENCES: Readonly<Record<InvitationErrorCode, string>> = {
  'wrong-password': 'the password or key does not open the invitation',
  'password-needed': 'the invitation needs a password',
  'no-rsa': 'the platform cannot decrypt with RSA',
};

/** An invitation that cannot be opened; its message says nothing of the invitation or the password. */
export class InvitationError extends Error {
  override readonly name = 'InvitationError';
  readonly code: InvitationErrorCode;

  constructor(code: InvitationErrorCode) {
    super(SENTENCES[code]);
    this.code = code;
  }
}
