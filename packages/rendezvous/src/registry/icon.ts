/** The image of an application: out of a program, or an image file. rendezvous-api 4. Node only. */
import type { FileHandle } from 'node:fs/promises';
import type { IconResource } from '../registration.ts';
import { IconError } from './errors.ts';
import { extractExecutableIcon, isExecutable } from './executable-icon.ts';
import { type ImageType, imageTypeOf } from './image-kind.ts';
import { REGISTRY_LIMITS } from './limits.ts';
import { openForReading, readStart } from './regular-file.ts';

export interface IconImage {
  /** What the bytes are. Whoever serves `image/svg+xml` must see to it that it is shown as an image, not opened as a page. */
  readonly contentType: ImageType;
  readonly bytes: Uint8Array;
}

/**
 * The icon at `index` of an .exe or .dll, counted as `ExtractIconEx` does: from 0 the position among the icons of the
 * file, below 0 the resource id, negated. It comes as an .ico file with all its sizes. An image file has index 0 only.
 *
 * Variables in the path are not expanded. DEVIATION: programs of Windows whose icons lie in a file beside them
 * (`SystemResources\*.mun`) have none here.
 * @param icon its path absolute, or relative to the folder of this process
 * @throws IconError `not-found`, `not-an-image`, `no-such-icon` or `too-large`
 */
export async function extractIcon(icon: IconResource): Promise<IconImage> {
  const bytes = await readImageFile(icon.path);
  if (isExecutable(bytes)) {
    return { contentType: 'image/vnd.microsoft.icon', bytes: extractExecutableIcon(bytes, icon.index) };
  }
  const contentType = imageTypeOf(bytes);
  if (contentType === undefined)
    throw new IconError('not-an-image', 'the file is neither an image nor a program');
  if (icon.index !== 0) throw new IconError('no-such-icon', 'an image file has index 0 only');
  return { contentType, bytes };
}

async function readImageFile(path: string): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    handle = await openForReading(path);
    const stats = await handle.stat();
    if (!stats.isFile()) throw new IconError('not-found', 'this is not a file');
    const start = await readStart(handle, Math.min(stats.size, 2));
    const limit = isExecutable(start) ? REGISTRY_LIMITS.executableBytes : REGISTRY_LIMITS.iconBytes;
    if (stats.size > limit)
      throw new IconError('too-large', `the file is larger than ${String(limit)} bytes`);
    return await readStart(handle, stats.size);
  } catch (cause) {
    if (cause instanceof IconError) throw cause;
    throw new IconError('not-found', 'there is no such file, or it may not be read', { cause });
  } finally {
    await handle?.close();
  }
}
