/** The addresses on which a side of a call listens: ICE candidates, and what VOIPIPLIST ([MS-RA] 2.2.2) says of them. */

/** A UDP candidate with what a call needs of it, and nothing that tells of another address (`raddr`). */
export interface VoiceCandidate {
  readonly foundation: string;
  /** 0 … 2³² − 1; higher is tried first. */
  readonly priority: number;
  /** IPv4, IPv6 without brackets, or an mDNS name; lower case. */
  readonly host: string;
  /** 1 … 65,535. */
  readonly port: number;
  readonly type: 'host' | 'srflx' | 'prflx' | 'relay';
}

/** More than any computer has networks; a list is no means to have somebody knock at a thousand doors. */
export const MAX_ADDRESSES = 16;

const PORT = /^[1-9][0-9]{0,4}$/;
/** What browsers show in place of an address of the local network: a UUID (draft-ietf-rtcweb-mdns-ice-candidates, 3.1.1). */
const MDNS_NAME = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local$/;
const CANDIDATE =
  /^(?:a=)?candidate:([A-Za-z0-9+/]{1,32}) 1 udp (\d{1,10}) (\S{2,45}) (\d{1,5}) typ (host|srflx|prflx|relay)(?: [ -~]*)?$/i;

const port = (text: string): number | undefined =>
  PORT.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;

/** Dotted quad without leading zeros; not `0.…`, and nothing from 224 up: nobody listens there alone. */
function isIpv4(text: string): boolean {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every(part => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return false;
  return parts[0] !== '0' && Number(parts[0]) < 224;
}

/** Groups of hex, without zone and without a dotted tail; not `::`, no multicast. */
function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (text.length > 39 || halves.length > 2) return false;
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  if (!groups.every(group => /^[0-9a-f]{1,4}$/.test(group))) return false;
  if (halves.length === 2 ? groups.length > 7 : groups.length !== 8) return false;
  return groups.some(group => Number.parseInt(group, 16) > 0) && !/^ff..:/.test(text);
}

/** The host of a list's entry, as candidates write it. */
function hostOf(text: string): string | undefined {
  const lower = text.toLowerCase();
  const inBrackets = /^\[([0-9a-f:]+)\]$/.exec(lower)?.[1];
  if (inBrackets !== undefined) return isIpv6(inBrackets) ? inBrackets : undefined;
  return isIpv4(lower) || MDNS_NAME.test(lower) ? lower : undefined;
}

/** Reads a candidate, with or without `a=`; `undefined` for everything that is not UDP, not of component 1, or no address. */
export function parseCandidate(line: string): VoiceCandidate | undefined {
  const [, foundation, priority, address, portText, typeText] = CANDIDATE.exec(line) ?? [];
  const host = address === undefined ? undefined : hostOf(address.includes(':') ? `[${address}]` : address);
  const number = port(portText ?? '');
  const type = (['host', 'srflx', 'prflx', 'relay'] as const).find(
    known => known === typeText?.toLowerCase(),
  );
  if (foundation === undefined || host === undefined || number === undefined || type === undefined)
    return undefined;
  if (Number(priority) > 0xffffffff) return undefined;
  return { foundation, priority: Number(priority), host, port: number, type };
}

/** As a description writes it, without `a=`. What lies behind a mapped or relayed address stays untold (RFC 8839, 5.1). */
export function candidateLine({ foundation, priority, host, port: number, type }: VoiceCandidate): string {
  const line = `candidate:${foundation} 1 udp ${String(priority)} ${host} ${String(number)} typ ${type}`;
  return type === 'host' ? line : `${line} raddr 0.0.0.0 rport 9`;
}

/** `ip:port`, IPv6 in brackets: an entry of VOIPIPLIST. */
export function addressOf({ host, port: number }: VoiceCandidate): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(number)}`;
}

/** The candidates that are told to the other side: the best first, each address once, at most {@link MAX_ADDRESSES}. */
export function toldCandidates(
  found: readonly VoiceCandidate[],
  { relayedOnly }: { readonly relayedOnly: boolean },
): readonly VoiceCandidate[] {
  const told = new Map<string, VoiceCandidate>();
  for (const candidate of [...found].sort((a, b) => b.priority - a.priority)) {
    const address = addressOf(candidate);
    if ((!relayedOnly || candidate.type === 'relay') && !told.has(address)) told.set(address, candidate);
  }
  return [...told.values()].slice(0, MAX_ADDRESSES);
}

/**
 * The candidates behind a foreign VOIPIPLIST, best first as it stands there; `undefined` when anything in it is not an
 * address, stands there twice, or when there are none or too many. What a relayed address is, a list does not say: an
 * address to send to is a `host` to the one who calls it.
 */
export function candidatesOfList(addresses: readonly string[]): readonly VoiceCandidate[] | undefined {
  if (addresses.length === 0 || addresses.length > MAX_ADDRESSES) return undefined;
  const candidates: VoiceCandidate[] = [];
  for (const [index, address] of addresses.entries()) {
    const colon = address.lastIndexOf(':');
    const host = colon < 0 || address.length > 64 ? undefined : hostOf(address.slice(0, colon));
    const number = port(address.slice(colon + 1));
    if (host === undefined || number === undefined) return undefined;
    // The priority of a host candidate (RFC 8445, 5.1.2.1), its local preference by the order of the list.
    const priority = 126 * 2 ** 24 + (65_535 - index) * 2 ** 8 + 255;
    candidates.push({ foundation: String(index + 1), priority, host, port: number, type: 'host' });
  }
  return new Set(candidates.map(addressOf)).size === candidates.length ? candidates : undefined;
}
