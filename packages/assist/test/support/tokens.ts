/** The package `msra` with tokens of one round instead of 100,000: still different for each role, password and string. */
import type * as msraModule from '@rendezvous/msra';

type Msra = typeof msraModule;

export function quickTokens(msra: Msra): Msra {
  const deriveTokenInSlices: Msra['deriveTokenInSlices'] = function* ({ role, password, connectionString }) {
    yield 0.5;
    return msra.sha1(new TextEncoder().encode(`${role}\n${password}\n${connectionString}`));
  };
  return { ...msra, deriveTokenInSlices };
}
