/** DTLS certificate fingerprints: `sha-256 AA:BB:…` in a description, base64 of the 32 bytes everywhere else of ours. */

/** Bytes → base64 without platform differences. */
function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** `AA:BB:…` → base64; `undefined` when it is not 32 bytes of hex. */
export function fingerprintToBase64(hex: string): string | undefined {
  const pairs = hex.trim().split(':');
  if (pairs.length !== 32 || !pairs.every(pair => /^[0-9a-fA-F]{2}$/.test(pair))) return undefined;
  return toBase64(Uint8Array.from(pairs, pair => Number.parseInt(pair, 16)));
}

/**
 * Every SHA-256 fingerprint that a description announces, as base64.
 * A fingerprint by another hash, or one that is not written quite as it should be, is reported as `undefined`, so that a
 * caller who expects one value rejects it.
 */
export function fingerprintsInDescription(sdp: string): (string | undefined)[] {
  const found: (string | undefined)[] = [];
  for (const line of sdp.split(/\r\n|\r|\n/)) {
    if (!/^\s*a=fingerprint/i.test(line)) continue;
    // What this reads otherwise than the browser might must not be passed over.
    const match = /^a=fingerprint:(\S+) (\S+)$/i.exec(line) ?? [];
    found.push(match[1]?.toLowerCase() === 'sha-256' ? fingerprintToBase64(match[2] ?? '') : undefined);
  }
  return found;
}

/** Whether a description announces this fingerprint and no other. */
export function announcesOnly(sdp: string, expected: string): boolean {
  const found = fingerprintsInDescription(sdp);
  return found.length > 0 && found.every(fingerprint => fingerprint === expected);
}

/** SHA-256 of a DER certificate, as base64. */
export async function fingerprintOfCertificate(der: ArrayBuffer, crypto: Crypto): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', der)));
}

/** The fingerprint that this connection will use, before any description has been set. */
export async function localFingerprint(
  connection: RTCPeerConnection,
  certificate: RTCCertificate | undefined,
): Promise<string | undefined> {
  // Not every browser has `getFingerprints`; an offer that is made and thrown away says the same.
  const listed = certificate?.getFingerprints?.().find(entry => entry.algorithm?.toLowerCase() === 'sha-256');
  if (listed?.value) return fingerprintToBase64(listed.value);
  const offer = await connection.createOffer();
  return fingerprintsInDescription(offer.sdp ?? '')[0];
}
