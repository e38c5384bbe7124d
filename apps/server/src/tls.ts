/** Certificates: from files, or made by the server itself for a home network. */
import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { Config } from './config.ts';
import { StartError } from './errors.ts';

export interface Certificate {
  /** PEM */
  readonly cert: string;
  /** PEM */
  readonly key: string;
  /** Where the certificate lies, for those who want to trust it. */
  readonly file: string;
  /** SHA-256, hex with colons, to compare with what a browser shows. */
  readonly fingerprint: string;
  readonly selfSigned: boolean;
}

/** Browsers refuse longer ones. */
const VALID_DAYS = 397;
const DAY_MS = 24 * 3600 * 1000;
/** Renewed when it has less than this left. */
const RENEW_MS = 30 * DAY_MS;

/** The certificate that the configuration asks for, if any. @throws StartError `bad-certificate` */
export async function loadCertificate(config: Config, nowMs: number): Promise<Certificate | undefined> {
  if (config.tls) return read(config.tls.cert, config.tls.key, false);
  if (!config.selfSigned) return undefined;
  const folder = join(config.dataDir, 'tls');
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  const names = ownNames();
  const known = readOwn(files.cert, files.key);
  if (known && stillGood(known, names, nowMs)) return known;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = await generate([{ name: 'commonName', value: 'Rendezvous' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(nowMs - DAY_MS),
    notAfterDate: new Date(nowMs + (VALID_DAYS - 1) * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.dns.map(value => ({ type: 2 as const, value })),
          ...names.ip.map(ip => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  writeFileSync(files.key, made.private, { mode: 0o600 });
  writeFileSync(files.cert, made.cert, { mode: 0o600 });
  return read(files.cert, files.key, true);
}

/** The addresses under which other machines on the network may reach this one. */
export function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap(list => list ?? [])
    .filter(address => !address.internal && address.family === 'IPv4')
    .map(({ address }) => address);
}

function ownNames(): { dns: string[]; ip: string[] } {
  const name = hostname().toLowerCase();
  const dns = ['localhost', ...(/^[a-z0-9.-]+$/.test(name) ? [name, `${name}.local`] : [])];
  return { dns: [...new Set(dns)], ip: ['127.0.0.1', '::1', ...networkAddresses()] };
}

function stillGood(known: Certificate, names: ReturnType<typeof ownNames>, nowMs: number): boolean {
  const x509 = new X509Certificate(known.cert);
  return (
    x509.validToDate.getTime() - nowMs > RENEW_MS &&
    names.dns.every(name => x509.checkHost(name) !== undefined) &&
    names.ip.every(ip => x509.checkIP(ip) !== undefined)
  );
}

function readOwn(cert: string, key: string): Certificate | undefined {
  try {
    return read(cert, key, true);
  } catch {
    // Absent or damaged: a new one is made.
    return undefined;
  }
}

function read(certFile: string, keyFile: string, selfSigned: boolean): Certificate {
  try {
    const cert = readFileSync(certFile, 'utf8');
    const key = readFileSync(keyFile, 'utf8');
    const fingerprint = new X509Certificate(cert).fingerprint256;
    return { cert, key, file: certFile, fingerprint, selfSigned };
  } catch (cause) {
    const sentence = `the certificate ${certFile} and its key ${keyFile} cannot be read`;
    throw new StartError('bad-certificate', sentence, { cause });
  }
}
