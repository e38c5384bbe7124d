/** A link could not be negotiated. Crosses no wire. */
export class NegotiationError extends Error {
  override readonly name = 'NegotiationError';
  /**
   * - `fingerprint`: a description or certificate does not carry the fingerprint that was agreed on
   * - `bad-description`: the browser refused the remote description
   * - `unsupported`: the browser lacks what is needed
   * - `no-address`: this side has no address that it could, or would, tell
   * - `closed`: the link was closed meanwhile
   */
  readonly code: 'fingerprint' | 'bad-description' | 'unsupported' | 'no-address' | 'closed';
  constructor(code: NegotiationError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A data channel was used wrongly or is gone. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  /** - `closed`: not open (any more); - `too-large`: beyond the largest message of this link */
  readonly code: 'closed' | 'too-large';
  constructor(code: ChannelError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
