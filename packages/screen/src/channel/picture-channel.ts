/** What the picture needs of a data channel: ordered, reliable, whole messages. */
export interface PictureChannel {
  /** Hands one piece over. Throws when the channel is closed. */
  send(bytes: Uint8Array<ArrayBuffer>): void;
  /** Bytes handed over and not yet on their way. */
  readonly bufferedAmount: number;
  /** Bytes of the largest piece that it carries. */
  readonly maxMessage: number;
}
