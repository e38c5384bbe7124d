/**
 * What the reader of executables believes without looking: sizes, and how many entries there are. A file of a few bytes
 * could make it copy the same megabytes thousands of times, so these numbers are looked at first.
 */
import { REGISTRY_LIMITS } from './limits.ts';

const SECTION_HEADER_BYTES = 40;
const COFF_HEADER_BYTES = 24;
/** Of the optional header, where the table of certificates is named: for 32-bit programs and for 64-bit ones. */
const CERTIFICATES_AT = { 0x10b: 128, 0x20b: 144 } as const;
const SUBDIRECTORY = 0x80000000;

export type BoundsVerdict = 'fine' | 'damaged' | 'too-large';

/**
 * Looks at the headers, and takes out of them what has nothing to do with resources but keeps the reader from reading:
 * the symbols that some compilers leave in, and the signature.
 * @param file a copy of its own; changed
 */
export function prepareHeaders(file: Uint8Array): BoundsVerdict {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  try {
    const header = view.getUint32(0x3c, true);
    const optional = header + COFF_HEADER_BYTES;
    view.setUint32(header + 8, 0, true);
    view.setUint32(header + 12, 0, true);
    const magic = view.getUint16(optional, true);
    if (magic !== 0x10b && magic !== 0x20b) return 'damaged';
    view.setUint32(optional + CERTIFICATES_AT[magic], 0, true);
    view.setUint32(optional + CERTIFICATES_AT[magic] + 4, 0, true);
    return sectionsVerdict(
      view,
      view.getUint16(header + 6, true),
      optional + view.getUint16(header + 20, true),
    );
  } catch {
    return 'damaged';
  }
}

function sectionsVerdict(view: DataView, count: number, at: number): BoundsVerdict {
  if (count > REGISTRY_LIMITS.sections) return 'damaged';
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    const section = at + index * SECTION_HEADER_BYTES;
    const size = view.getUint32(section + 16, true);
    const pointer = view.getUint32(section + 20, true);
    if (pointer !== 0 && pointer + size > view.byteLength) return 'damaged';
    total += pointer === 0 ? 0 : size;
  }
  return total > 2 * view.byteLength ? 'damaged' : 'fine';
}

/**
 * Counts the entries of a resource section, their names and their data, on the way that the reader takes.
 * @param virtualAddress of the section: data is named by its address in memory
 */
export function resourcesVerdict(section: ArrayBuffer, virtualAddress: number): BoundsVerdict {
  const view = new DataView(section);
  let left: number = REGISTRY_LIMITS.resourceEntries;
  let bytesLeft = 2 * section.byteLength;
  const walk = (table: number, depth: number): void => {
    const named = view.getUint16(table + 12, true);
    const count = named + view.getUint16(table + 14, true);
    left -= count;
    if (left < 0) return;
    for (let index = 0; index < count && left >= 0; index += 1) {
      const entry = table + 16 + index * 8;
      const name = view.getUint32(entry, true);
      const target = view.getUint32(entry + 4, true);
      const deeper = target >= SUBDIRECTORY;
      // As the reader: three levels, of which the last has the data and the others have tables.
      if (deeper !== depth < 2) continue;
      if (index < named) left -= view.getUint16(name % SUBDIRECTORY, true);
      if (deeper) walk(target - SUBDIRECTORY, depth + 1);
      else bytesLeft -= dataBytes(view, target, virtualAddress);
    }
  };
  try {
    walk(0, 0);
  } catch {
    return 'damaged';
  }
  return left < 0 || bytesLeft < 0 ? 'too-large' : 'fine';
}

/** @throws RangeError when the data is not in the section */
function dataBytes(view: DataView, entry: number, virtualAddress: number): number {
  const offset = view.getUint32(entry, true) - virtualAddress;
  const size = view.getUint32(entry + 4, true);
  if (offset >= 0 && offset + size > view.byteLength) throw new RangeError('data outside its section');
  return offset >= 0 ? size : 0;
}
