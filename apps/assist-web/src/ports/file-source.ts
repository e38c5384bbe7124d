import type { FileSource } from '@rendezvous/assist';

/** A file that the person has chosen, read piece by piece. Chromium itself rejects when it has changed since. */
export function fileSource(file: File): FileSource {
  const { name, size } = file;
  return {
    name,
    size,
    async read(offset, bytes) {
      const end = Math.min(size, offset + bytes);
      const read = new Uint8Array(await file.slice(offset, end).arrayBuffer());
      if (read.length !== end - offset) throw new RangeError('the file is not as long as it was');
      return read;
    },
  };
}
