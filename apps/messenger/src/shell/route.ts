/** Where in the messenger this tab is. It lives in the fragment, so that the browser's back button works, on a phone above all. */
import { Address } from '@rendezvous/im';
import { useSyncExternalStore } from 'react';
import { parseLinkHash } from '../links/link.ts';

export type Route =
  | { readonly name: 'home' }
  | { readonly name: 'chat'; readonly with: string }
  | { readonly name: 'join'; readonly token: string }
  /** Looks like a link but is none. */
  | { readonly name: 'bad-link' };

export function parseRoute(hash: string): Route {
  if (hash.startsWith('#join')) {
    const token = parseLinkHash(hash);
    return token === undefined ? { name: 'bad-link' } : { name: 'join', token };
  }
  const chat = /^#chat\/(.+)$/.exec(hash)?.[1];
  if (chat !== undefined) {
    try {
      const address = Address.safeParse(decodeURIComponent(chat));
      if (address.success) return { name: 'chat', with: address.data };
    } catch {
      // Not an encoding; it then names nothing.
    }
  }
  return { name: 'home' };
}

export function formatRoute(route: Route): string {
  switch (route.name) {
    case 'chat':
      return `#chat/${route.with}`;
    case 'join':
      return `#join/${route.token}`;
    case 'home':
    case 'bad-link':
      return '#';
  }
}

/** Goes there; with `replace` the back button does not come back here. */
export function navigate(route: Route, how: 'push' | 'replace' = 'push'): void {
  const hash = formatRoute(route);
  if (how === 'push') {
    location.hash = hash;
    return;
  }
  history.replaceState(history.state, '', hash === '#' ? location.pathname : hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

let known: { readonly hash: string; readonly route: Route } | undefined;

/** The current place. */
export function currentRoute(): Route {
  const { hash } = location;
  if (known?.hash !== hash) known = { hash, route: parseRoute(hash) };
  return known.route;
}

export const useRoute = (): Route => useSyncExternalStore(subscribe, currentRoute);
