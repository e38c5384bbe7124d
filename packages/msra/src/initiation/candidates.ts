// [MS-RA] 3.1.5: the expert takes every pair of address and port from the connection string and tries all of them.

import type { ConnectionString2 } from './connection-string.ts';
import type { ConnectionString1 } from './connection-string-1.ts';

/** Where to try a TCP connection. */
export interface Candidate {
  /** An address or a name. An IPv6 address may carry `%scope`, which means something on the novice's machine only. */
  readonly name: string;
  /** TCP port, 1 to 65,535. */
  readonly port: number;
}

/**
 * Every pair of address and port of a connection string of either kind, in its order; none is left out or merged.
 * Listeners with a URI in place of the port are no TCP candidates ([MS-RAI] 2.2.2).
 */
export function candidates(value: ConnectionString1 | ConnectionString2): Candidate[] {
  if ('machineAddressList' in value)
    return value.machineAddressList.map(({ name, port }) => ({ name, port }));
  return value.transports
    .flatMap(({ listeners }) => listeners)
    .flatMap(({ name, port }) => (port === undefined ? [] : [{ name, port }]));
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$/;

/** Whether a text is an IPv4 address in four decimal parts. */
export function isIpv4(text: string): boolean {
  return IPV4.test(text);
}

/**
 * The connection string 1 that Windows writes beside a connection string 2 for experts of version 1: the session id
 * is A@ID, the protocol's parameter is A@KH, and of the addresses only those of IPv4 are taken.
 * `undefined` where there is no KH or no IPv4 address: such a novice has no string 1.
 */
export function toConnectionString1(value: ConnectionString2): ConnectionString1 | undefined {
  const machineAddressList = candidates(value).filter(({ name }) => isIpv4(name));
  if (value.keyHash === undefined || machineAddressList.length === 0) return undefined;
  return { machineAddressList, raSessionId: value.id, protocolSpecificParms: value.keyHash };
}
