/** A file of somebody else, opened and read so that neither its kind nor its size can hold up the reader. Node only. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

export function openForReading(path: string): Promise<FileHandle> {
  // Without blocking: a named pipe would hold the reader until somebody writes to it.
  return open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
}

/** From the start of the file, up to `length` bytes: fewer if it is shorter. */
export async function readStart(handle: FileHandle, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let at = 0;
  while (at < length) {
    const { bytesRead } = await handle.read(buffer, at, length - at, at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return buffer.subarray(0, at);
}
