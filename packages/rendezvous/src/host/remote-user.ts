/** A person as the messenger vouches for them. */
export interface RemoteUser {
  /** Untrusted text for display. */
  readonly name: string;
  readonly address: string;
}
