import { describe, expect, it } from 'vitest';
import { fileSource } from '../../src/ports/file-source.ts';

const BYTES = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);

describe('a chosen file', () => {
  const source = fileSource(new File([BYTES], 'notes.txt'));

  it('says its name and size', () => {
    expect(source).toMatchObject({ name: 'notes.txt', size: 1000 });
  });

  it('is read piece by piece, and the last piece is what is left', async () => {
    expect(await source.read(0, 400)).toEqual(BYTES.subarray(0, 400));
    expect(await source.read(400, 600)).toEqual(BYTES.subarray(400));
    expect(await source.read(990, 400)).toEqual(BYTES.subarray(990));
  });

  it('rejects when the browser cannot read it any more', async () => {
    const gone = new File([BYTES], 'gone.txt');
    gone.slice = () => {
      const piece = new Blob();
      piece.arrayBuffer = () => Promise.reject(new DOMException('changed', 'NotReadableError'));
      return piece;
    };
    await expect(fileSource(gone).read(0, 10)).rejects.toThrow('changed');
  });

  it('rejects when it has become shorter', async () => {
    const shorter = new File([BYTES], 'shorter.txt');
    shorter.slice = () => new Blob([BYTES.subarray(0, 9)]);
    await expect(fileSource(shorter).read(0, 10)).rejects.toThrow(RangeError);
  });
});
