import type { InvitationMessage } from '../invitation.ts';
import type { HostDriver } from './driver.ts';

/** Sends by the messenger's protocol; a driver that throws is a driver that rejects. */
export async function carry(driver: HostDriver, to: string, message: InvitationMessage): Promise<void> {
  await driver.send(to, message);
}

/** The code with which a driver refused; `unknown` when it gave none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'unknown';
  return typeof error.code === 'string' ? error.code : 'unknown';
}
