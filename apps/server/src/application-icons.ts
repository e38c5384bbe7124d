/** Icons of applications that lie in files of this machine: read once, and given out by what they hold. */
import { createHash } from 'node:crypto';
import type { IconResource } from '@rendezvous/rendezvous';
import { extractIcon, type IconImage } from '@rendezvous/rendezvous/registry';

/** Below it every icon has its address: the hash of its content, so that a browser may keep it for ever. */
export const ICONS_PATH = '/api/applications/icons/';

/** The icons of one list of applications; the next list has its own, so that none stays when nobody needs it. */
export class ApplicationIcons {
  /** By the SHA-256 of the bytes, in hexadecimal digits. */
  readonly #images = new Map<string, IconImage>();

  /**
   * Reads an icon and keeps it.
   * @returns its address on this server
   * @throws IconError `not-found`, `not-an-image`, `no-such-icon` or `too-large`
   */
  async add(icon: IconResource): Promise<string> {
    const image = await extractIcon(icon);
    const hash = createHash('sha256').update(image.bytes).digest('hex');
    this.#images.set(hash, image);
    return ICONS_PATH + hash;
  }

  find(hash: string): IconImage | undefined {
    return this.#images.get(hash);
  }
}
