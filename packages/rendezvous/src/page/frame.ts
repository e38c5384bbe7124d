/**
 * A frame for an application's page: what its registration names it may do, everything else is denied.
 * rendezvous-api 8.7, frame.
 */
import type { LaunchOf } from '../registration.ts';
import { pageAddress } from './address.ts';

export interface FramePolicyOptions {
  /** The messenger's own origin. */
  readonly hostOrigin: string;
  /**
   * Whether a page of the messenger's own origin that asks for `allow-scripts` and `allow-same-origin` is trusted as the
   * messenger itself, and gets no sandbox. Default `false`. Together the two tokens let a page of the same origin reach
   * into the messenger and take its own sandbox off, so that there is nothing between "trusted" and "no same origin".
   * Set it only where every registration comes from whoever serves the messenger.
   */
  readonly trustOwnOrigin?: boolean;
}

export interface FramePolicy {
  /** For the attribute `sandbox`; `undefined`: no such attribute, because the page is trusted as the messenger itself. */
  readonly sandbox: string | undefined;
  /** For the attribute `allow`. */
  readonly allow: string;
  /** The page gets an origin that nobody shares, not even the pages beside it; `launchPage` needs to know. */
  readonly opaque: boolean;
}

/**
 * What a frame that shows `pageUrl` may do.
 * @param pageUrl absolute address of the page
 * @throws LaunchError `not-allowed` when that is no http or https address
 */
export function framePolicy(
  launch: Pick<LaunchOf<'page'>, 'sandbox' | 'permissions'>,
  pageUrl: string,
  { hostOrigin, trustOwnOrigin = false }: FramePolicyOptions,
): FramePolicy {
  const { origin } = pageAddress(pageUrl);
  const asked = new Set(launch.sandbox);
  if (origin === hostOrigin && asked.has('allow-scripts') && asked.has('allow-same-origin')) {
    if (trustOwnOrigin) {
      return { sandbox: undefined, allow: allowOf(launch.permissions, origin), opaque: false };
    }
    asked.delete('allow-same-origin');
  }
  const opaque = !asked.has('allow-same-origin');
  return {
    sandbox: [...asked].sort().join(' '),
    // An opaque origin cannot be named, so that the features go to whatever this frame shows; all of it is sandboxed alike.
    allow: allowOf(launch.permissions, opaque ? '*' : origin),
    opaque,
  };
}

/** Features go to the page's own origin: whatever else the frame comes to show has none of them. */
function allowOf(permissions: readonly string[], to: string): string {
  return [...new Set(permissions)]
    .sort()
    .map(permission => `${permission} ${to}`)
    .join('; ');
}

/**
 * Sets `sandbox` and `allow` of a frame that is still empty: they count from its next navigation, so call it before
 * `launchPage`. Both are set whatever was there before, and a frame without a name gets one, by which its page tells its
 * memory from that of the frames beside it. Take a new frame for each launch: a page without an origin keeps its memory in
 * the name itself, where the next page of the same frame would find it.
 * @param pageUrl absolute address of the page
 * @throws LaunchError `not-allowed`
 */
export function prepareFrame(
  frame: HTMLIFrameElement,
  launch: Pick<LaunchOf<'page'>, 'sandbox' | 'permissions'>,
  pageUrl: string,
  { trustOwnOrigin = false }: Pick<FramePolicyOptions, 'trustOwnOrigin'> = {},
): FramePolicy {
  const hostOrigin = frame.ownerDocument.location.origin;
  const policy = framePolicy(launch, pageUrl, { hostOrigin, trustOwnOrigin });
  if (policy.sandbox === undefined) frame.removeAttribute('sandbox');
  else frame.setAttribute('sandbox', policy.sandbox);
  frame.setAttribute('allow', policy.allow);
  if (frame.name === '') giveName(frame, `rendezvous-${newName()}`);
  return policy;
}

function giveName(frame: HTMLIFrameElement, name: string): void {
  frame.name = name;
  try {
    // Not every browser looks at the attribute again once the frame is in its page.
    if (frame.contentWindow !== null) frame.contentWindow.name = name;
  } catch {
    // What is in it belongs to somebody else already; it goes without a name.
  }
}

function newName(): string {
  return crypto.getRandomValues(new Uint32Array(2)).join('-');
}
