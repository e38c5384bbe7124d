/** How two ends of the contract exchange messages: structured-clone-safe JSON values, in order, none lost while open. */
export interface Channel {
  /** Messages from the other end, buffered from birth; ends when the channel closes. */
  readonly messages: AsyncIterable<unknown>;
  /** Throws when the channel is closed. */
  send(message: unknown): void;
  close(): void;
  /** Resolves, never rejects, when the channel is closed by either end. */
  readonly closed: Promise<void>;
}
