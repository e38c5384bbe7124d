/** An icon out of the resources of an .exe or .dll, chosen as `ExtractIconEx` does, as the bytes of an .ico file. rendezvous-api 4. */
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { IconError } from './errors.ts';
import { prepareHeaders, resourcesVerdict } from './executable-bounds.ts';
import { REGISTRY_LIMITS } from './limits.ts';

/** `RT_ICON`: one image. */
const IMAGE = 3;
/** `RT_GROUP_ICON`: one icon, the list of its images. */
const GROUP = 14;
/** `IMAGE_DIRECTORY_ENTRY_RESOURCE`. */
const RESOURCES = 2;
/** Where an icon exists in several languages: in none, else in American English, else in the first. */
const LANGUAGES: readonly (string | number)[] = [0, 1033];
const ICO_HEADER_BYTES = 6;
const ICO_ENTRY_BYTES = 16;

type Entry = Resource.ResourceEntry;

/** Whether bytes begin as a program of DOS or Windows does. */
export function isExecutable(bytes: Uint8Array): boolean {
  return bytes[0] === 0x4d && bytes[1] === 0x5a;
}

/**
 * @param bytes of the file; changed, so not to be used afterwards
 * @param index from 0 the position among the icons; below 0 the resource id, negated
 * @throws IconError `not-an-image`, `no-such-icon` or `too-large`
 */
export function extractExecutableIcon(bytes: Uint8Array, index: number): Uint8Array {
  const entries = readEntries(bytes);
  const groups = entries.filter(({ type }) => type === GROUP);
  const ids = [...new Set(groups.map(({ id }) => id))];
  const id = index < 0 ? ids.find(known => known === -index) : ids[index];
  if (id === undefined) {
    const wanted = index < 0 ? `with the id ${String(-index)}` : `at position ${String(index)}`;
    const count = ids.length === 1 ? '1 icon' : `${String(ids.length)} icons`;
    throw new IconError('no-such-icon', `the file has ${count}, and none ${wanted}`);
  }
  const group = inBestLanguage(groups.filter(candidate => candidate.id === id));
  const ico = group && buildIco(group, entries);
  if (!ico) throw damaged();
  return ico;
}

function readEntries(bytes: Uint8Array): Entry[] {
  try {
    refuse(prepareHeaders(bytes));
    const program = NtExecutable.from(bytes);
    const section = program.getSectionByEntry(RESOURCES);
    if (!section?.data) return [];
    refuse(resourcesVerdict(section.data, section.info.virtualAddress));
    return NtExecutableResource.from(program, true).entries;
  } catch (cause) {
    throw cause instanceof IconError ? cause : damaged(cause);
  }
}

function refuse(verdict: 'fine' | 'damaged' | 'too-large'): void {
  if (verdict === 'damaged') throw damaged();
  if (verdict === 'too-large') throw new IconError('too-large', 'the file has too many resources');
}

function damaged(cause?: unknown): IconError {
  return new IconError('not-an-image', 'the file is not a Windows program, or is damaged', { cause });
}

function inBestLanguage(entries: readonly Entry[], first?: string | number): Entry | undefined {
  const languages = first === undefined ? LANGUAGES : [first, ...LANGUAGES];
  for (const language of languages) {
    const found = entries.find(({ lang }) => lang === language);
    if (found) return found;
  }
  return entries[0];
}

/** The list of a group names its images by resource id; that of an .ico file by their place in the file. */
function buildIco(group: Entry, entries: readonly Entry[]): Uint8Array | undefined {
  if (group.bin.byteLength < ICO_HEADER_BYTES) return undefined;
  const [icon] = Resource.IconGroupEntry.fromEntries([group]);
  const images = (icon?.icons ?? []).slice(0, REGISTRY_LIMITS.iconImages).flatMap(item => {
    const candidates = entries.filter(({ type, id }) => type === IMAGE && id === item.iconID);
    const image = inBestLanguage(candidates, group.lang);
    return image && image.bin.byteLength > 0 ? [{ item, bytes: new Uint8Array(image.bin) }] : [];
  });
  if (images.length === 0) return undefined;
  const start = ICO_HEADER_BYTES + images.length * ICO_ENTRY_BYTES;
  const length = images.reduce((sum, image) => sum + image.bytes.length, start);
  if (length > REGISTRY_LIMITS.iconBytes) throw new IconError('too-large', 'the icon is too large');
  const ico = new Uint8Array(length);
  const view = new DataView(ico.buffer);
  view.setUint16(2, 1, true);
  view.setUint16(4, images.length, true);
  let offset = start;
  for (const [index, { item, bytes }] of images.entries()) {
    const at = ICO_HEADER_BYTES + index * ICO_ENTRY_BYTES;
    view.setUint8(at, item.width);
    view.setUint8(at + 1, item.height);
    view.setUint8(at + 2, item.colors);
    view.setUint16(at + 4, item.planes, true);
    view.setUint16(at + 6, item.bitCount, true);
    view.setUint32(at + 8, bytes.length, true);
    view.setUint32(at + 12, offset, true);
    ico.set(bytes, offset);
    offset += bytes.length;
  }
  return ico;
}
