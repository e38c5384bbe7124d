/** `rendezvous msra token`, `passstub` and `pnrp-name`: what is derived from a password. */
import {
  deriveToken,
  deriveUnsecuredPeer,
  PEER_PASSWORD_ALPHABET,
  PEER_PASSWORD_UNITS,
  passwordProof,
  peerHour,
  type TokenInput,
} from '@rendezvous/msra';
import { nodePrimitives } from '@rendezvous/msra/node';
import { UsageError } from '../errors.ts';
import { hexOf } from '../msra/hex.ts';

/** @returns the session authorization token ([MS-RA] 2.2.4). @throws EncodeError */
export function tokenCommand(flags: TokenInput): string[] {
  return [hexOf(deriveToken(flags))];
}

export interface PassStubFlags {
  readonly password: string;
  /** The PassStub, as it reads when unescaped. */
  readonly stub: string;
}

/** @returns the value of PASS ([MS-RAI] note <17>) */
export async function passStubCommand({ password, stub }: PassStubFlags): Promise<string[]> {
  return [await passwordProof({ password, passStub: stub }, nodePrimitives())];
}

export interface PeerNameFlags {
  readonly password: string;
  /** Seconds since 1970 UTC; now when not named. */
  readonly time?: number;
}

const PEER_PASSWORD = new RegExp(`^[${PEER_PASSWORD_ALPHABET}]{${String(PEER_PASSWORD_UNITS)}}$`);

/** @returns the unsecured peer name of the hour ([MS-RAIOP] 3.1.5.3). @throws UsageError */
export function peerNameCommand({ password, time = Date.now() / 1000 }: PeerNameFlags): string[] {
  if (!PEER_PASSWORD.test(password)) {
    throw new UsageError(
      `--password must have ${String(PEER_PASSWORD_UNITS)} characters of ${PEER_PASSWORD_ALPHABET}`,
    );
  }
  return [deriveUnsecuredPeer(password, peerHour(time)).peerName];
}
