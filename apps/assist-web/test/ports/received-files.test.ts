import type { FileSink, FileView } from '@rendezvous/assist';
import { beforeEach, describe, expect, it } from 'vitest';
import { BlobSink } from '../../src/ports/blob-sink.ts';
import { ReceivedFiles } from '../../src/ports/received-files.ts';

const MIB = 1024 ** 2;
const bytesOf = (size: number, first = 0) => Uint8Array.from({ length: size }, (_, at) => (at + first) % 251);

describe('a sink', () => {
  let kept: Blob[];
  const sinkOf = (size: number): FileSink => new BlobSink(size, blob => kept.push(blob));
  beforeEach(() => {
    kept = [];
  });

  it('gives back byte for byte what was written, whatever the pieces', async () => {
    const whole = bytesOf(2 * MIB + 12_345);
    const sink = sinkOf(whole.length);
    for (let at = 0; at < whole.length; at += 300_007) await sink.write(whole.subarray(at, at + 300_007));
    expect(kept).toEqual([]);
    await sink.close();
    expect(kept).toHaveLength(1);
    const back = new Uint8Array(await (kept[0] ?? new Blob()).arrayBuffer());
    expect(Buffer.compare(back, whole)).toBe(0);
  });

  it('does not care what becomes of the bytes after they were written', async () => {
    const piece = bytesOf(10);
    const sink = sinkOf(10);
    await sink.write(piece);
    piece.fill(0);
    await sink.close();
    expect(new Uint8Array(await (kept[0] ?? new Blob()).arrayBuffer())).toEqual(bytesOf(10));
  });

  it('keeps an empty file', async () => {
    await sinkOf(0).close();
    expect(kept[0]?.size).toBe(0);
  });

  it('has a type that no browser shows instead of saving it', async () => {
    await sinkOf(0).close();
    expect(kept[0]?.type).toBe('application/octet-stream');
  });

  it('takes no more than was announced', async () => {
    const sink = sinkOf(10);
    await sink.write(bytesOf(10));
    await expect(sink.write(bytesOf(1))).rejects.toThrow(RangeError);
  });

  it('keeps nothing when it is aborted', async () => {
    const sink = sinkOf(MIB + 1);
    await sink.write(bytesOf(MIB + 1));
    await sink.abort();
    expect(kept).toEqual([]);
  });
});

describe('received files', () => {
  const view = (
    id: number,
    name: 'asking' | 'moving',
    direction: FileView['direction'] = 'in',
  ): FileView => ({
    id,
    direction,
    name: 'notes.txt',
    size: 3,
    state: name === 'asking' ? { name } : { name, bytes: 1 },
  });

  it('are found by the number of the file that was asked about', async () => {
    const received = new ReceivedFiles();
    let changes = 0;
    received.addEventListener('change', () => (changes += 1));
    const sink = received.open(3, [view(1, 'moving', 'out'), view(2, 'asking', 'out'), view(5, 'asking')]);
    await sink.write(bytesOf(3));
    expect(received.files.size).toBe(0);
    await sink.close();
    expect([...received.files.keys()]).toEqual([5]);
    expect(received.files.get(5)).toMatchObject({ saved: false });
    received.markSaved(5);
    received.markSaved(5);
    received.markSaved(6);
    expect(received.files.get(5)).toMatchObject({ saved: true });
    expect(changes).toBe(2);
  });

  it('have no place for a file that nobody was asked about', () => {
    expect(() => new ReceivedFiles().open(3, [view(1, 'moving'), view(2, 'asking', 'out')])).toThrow();
  });

  it('are let go when the list has dropped them', async () => {
    const received = new ReceivedFiles();
    await received.open(0, [view(1, 'asking')]).close();
    await received.open(0, [view(1, 'moving'), view(2, 'asking')]).close();
    expect([...received.files.keys()]).toEqual([1, 2]);
    received.open(0, [view(2, 'moving'), view(3, 'asking')]);
    expect([...received.files.keys()]).toEqual([2]);
  });
});
