/** What a frame may do: deny by default, and never the messenger's own rights by accident. rendezvous-api 8.7. */
import { describe, expect, it } from 'vitest';
import { framePolicy, prepareFrame } from '../../src/page/frame.ts';
import { Registration } from '../../src/registration.ts';

const HOST = 'https://chat.example';
const OWN = `${HOST}/apps/board/`;
const OTHER = 'https://apps.example/board/?theme=dark';

/** What a registration's manifest says, with its defaults. */
function launchOf(manifest: { sandbox?: string[]; permissions?: string[] } = {}) {
  const { launch } = Registration.parse({
    id: '{00000000-0000-0000-0000-000000000001}',
    component: '{00000000-0000-0000-0000-000000000002}',
    name: 'Board',
    icon: 'board.svg',
    url: 'https://board.example',
    launch: { kind: 'page', url: '/board/', placement: 'frame', ...manifest },
  });
  if (launch.kind !== 'page') throw new Error('not a page');
  return launch;
}
const policy = (url: string, manifest?: Parameters<typeof launchOf>[0], trustOwnOrigin?: boolean) =>
  framePolicy(launchOf(manifest), url, {
    hostOrigin: HOST,
    ...(trustOwnOrigin === undefined ? {} : { trustOwnOrigin }),
  });
const BOTH = { sandbox: ['allow-scripts', 'allow-same-origin', 'allow-forms'], permissions: ['microphone'] };

/** As much of an `iframe` element as is set here. */
class FakeFrame {
  name = '';
  readonly ownerDocument = { location: { origin: HOST } };
  readonly attributes = new Map<string, string>();
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
  get element(): HTMLIFrameElement {
    return this as unknown as HTMLIFrameElement;
  }
}

describe('the policy of a frame', () => {
  it('grants scripts and forms and no feature to a page that asks for nothing, with an origin nobody shares', () => {
    expect(policy(OTHER)).toEqual({ sandbox: 'allow-forms allow-scripts', allow: '', opaque: true });
    expect(policy(OTHER, { sandbox: [] })).toEqual({ sandbox: '', allow: '', opaque: true });
  });

  it('gives features to the page’s own origin, and to nothing else that the frame may come to show', () => {
    const asked = { ...BOTH, permissions: ['microphone', 'camera', 'camera'] };
    expect(policy(OTHER, asked)).toEqual({
      sandbox: 'allow-forms allow-same-origin allow-scripts',
      allow: 'camera https://apps.example; microphone https://apps.example',
      opaque: false,
    });
  });

  it('gives features to the whole frame when its origin is opaque, because that one has no name', () => {
    expect(policy(OTHER, { permissions: ['fullscreen'] }).allow).toBe('fullscreen *');
  });

  it('never lets a page of the messenger’s origin have scripts and same origin together', () => {
    expect(policy(OWN, BOTH)).toEqual({
      sandbox: 'allow-forms allow-scripts',
      allow: 'microphone *',
      opaque: true,
    });
    expect(policy(OWN, { sandbox: ['allow-same-origin'] })).toMatchObject({
      sandbox: 'allow-same-origin',
      opaque: false,
    });
  });

  it('trusts a page of the messenger’s origin as the messenger only where that was said, and only when it asks', () => {
    expect(policy(OWN, BOTH, true)).toEqual({
      sandbox: undefined,
      allow: 'microphone https://chat.example',
      opaque: false,
    });
    expect(policy(OWN, {}, true)).toMatchObject({ sandbox: 'allow-forms allow-scripts', opaque: true });
    expect(policy(OWN, { sandbox: ['allow-same-origin'] }, true)).toMatchObject({
      sandbox: 'allow-same-origin',
    });
    expect(policy(OTHER, BOTH, true)).toMatchObject({
      sandbox: 'allow-forms allow-same-origin allow-scripts',
    });
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://chat.example/x',
    'about:blank',
    '/board/',
  ])('is none for %s', url => {
    expect(() => policy(url)).toThrow(expect.objectContaining({ name: 'LaunchError', code: 'not-allowed' }));
  });
});

describe('preparing a frame', () => {
  it('replaces what the attributes said, and names the frame', () => {
    const frame = new FakeFrame();
    frame.setAttribute('sandbox', 'allow-top-navigation');
    frame.setAttribute('allow', 'geolocation');
    expect(prepareFrame(frame.element, launchOf(), OTHER).opaque).toBe(true);
    expect(Object.fromEntries(frame.attributes)).toEqual({ sandbox: 'allow-forms allow-scripts', allow: '' });
    expect(frame.name).toMatch(/^rendezvous-\d+-\d+$/);
  });

  it('takes the sandbox away from a page that is trusted as the messenger, and keeps a name', () => {
    const frame = new FakeFrame();
    frame.name = 'board';
    frame.setAttribute('sandbox', '');
    expect(
      prepareFrame(frame.element, launchOf(BOTH), OWN, { trustOwnOrigin: true }).sandbox,
    ).toBeUndefined();
    expect(Object.fromEntries(frame.attributes)).toEqual({ allow: 'microphone https://chat.example' });
    expect(frame.name).toBe('board');
    prepareFrame(frame.element, launchOf(BOTH), OWN);
    expect(frame.attributes.get('sandbox')).toBe('allow-forms allow-scripts');
  });
});
