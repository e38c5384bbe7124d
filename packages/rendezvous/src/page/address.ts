import { LaunchError } from '../errors.ts';

/** What a browser writes for an origin that nobody shares: in `event.origin`, never as a target. */
export const OPAQUE_ORIGIN = 'null';

/**
 * The address of an application's page, checked. Anything but http and https is refused: a `javascript:` address would run
 * as the messenger itself, and `data:`, `blob:` and `about:` pages have no origin that could be checked.
 * @throws LaunchError `not-allowed`
 */
export function pageAddress(url: string): URL {
  if (!URL.canParse(url)) throw new LaunchError('not-allowed', 'the address of the page is not absolute');
  const address = new URL(url);
  if (address.protocol !== 'https:' && address.protocol !== 'http:') {
    throw new LaunchError('not-allowed', 'the address of the page is neither http nor https');
  }
  return address;
}
