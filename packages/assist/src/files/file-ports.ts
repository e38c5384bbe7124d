/** Where the bytes of files come from and go to: the platform's business. */

/** A file to be sent. */
export interface FileSource {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Reads up to `bytes` bytes from `offset` on; at least one while there are any. Rejects when the file is gone or has changed. */
  read(offset: number, bytes: number): Promise<Uint8Array>;
}

/** Where a received file is written. One of `close` and `abort` is called, once. */
export interface FileSink {
  /** Appends; the next call comes when this one has resolved. Rejects e.g. when there is no room left. */
  write(bytes: Uint8Array): Promise<void>;
  /** The file is complete and is what was sent: it may be offered. Rejects when it could not be kept. */
  close(): Promise<void>;
  /** Nothing of it is to be kept. */
  abort(): Promise<void>;
}
