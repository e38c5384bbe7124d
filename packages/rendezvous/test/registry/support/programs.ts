/** Windows programs with icons, built for the tests. */
import { Data, NtExecutable, NtExecutableResource, Resource } from 'resedit';

/** What an image of an icon holds: told apart by its one byte of content. */
export const image = (mark: number, length = 40): Uint8Array<ArrayBuffer> =>
  // It begins as PNG does, so that nobody takes it for a bitmap.
  Uint8Array.from({ length }, (_, index) => [0x89, 0x50, 0x4e, 0x47][index] ?? mark);

export interface IconOfProgram {
  readonly id: number | string;
  readonly language?: number;
  /** Bytes of each image, and its width. */
  readonly images: readonly (readonly [width: number, bytes: Uint8Array<ArrayBuffer>])[];
}

/** An empty .dll with these icons. */
export function programWith(icons: readonly IconOfProgram[], is32Bit = false): Uint8Array {
  const program = NtExecutable.createEmpty(is32Bit);
  const resources = NtExecutableResource.from(program);
  for (const { id, language = 1033, images } of icons) {
    const items = images.map(([width, bytes]) => Data.RawIconItem.from(bytes, width, width, 32));
    Resource.IconGroupEntry.replaceIconsForResource(resources.entries, id, language, items);
  }
  resources.outputResource(program);
  return new Uint8Array(program.generate());
}

export interface IcoImage {
  readonly width: number;
  readonly bytes: Uint8Array;
}

/** Reads an .ico file by its own description, not with the package's means. */
export function readIco(ico: Uint8Array): IcoImage[] {
  const view = new DataView(ico.buffer, ico.byteOffset, ico.byteLength);
  if (view.getUint16(0, true) !== 0 || view.getUint16(2, true) !== 1) throw new Error('not an .ico file');
  return Array.from({ length: view.getUint16(4, true) }, (_, index) => {
    const at = 6 + index * 16;
    const [length, offset] = [view.getUint32(at + 8, true), view.getUint32(at + 12, true)];
    if (offset + length > ico.length) throw new Error('an image outside the file');
    return { width: view.getUint8(at) || 256, bytes: ico.slice(offset, offset + length) };
  });
}
