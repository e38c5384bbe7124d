// [MS-RA] 3.13, 3.14: the one setting that is known, CONTACTEXCHANGE, and what both sides make of it.

import type { Version } from '../channels.ts';
import type { RcCommand } from '../messages/rc-command.ts';

/** PROPERTY of the setting that says whether contacts may be exchanged; its VALUE is `1` or `0`. */
export const CONTACT_EXCHANGE = 'CONTACTEXCHANGE';

/** INTERNALDATA of a contact file. The bits are not documented (product-behavior: `INTERNALDATA_OF_CONTACTS`). */
export const CONTACT_INTERNAL_DATA = 1;

/** What a settings machine begins with. */
export interface SettingsOptions {
  /** Whether this side wants contacts to be exchanged. */
  readonly contactExchange: boolean;
  /** 3 unless told; in versions 1 and 2 there are no settings, and the machine has ended before it begins. */
  readonly version?: Version;
}

/**
 * Why no contacts were exchanged.
 *
 * - `own-setting`: this side does not want it
 * - `peer-setting`: this side does, the peer does not
 * - `transfer-failed`: one of the two files was refused or lost (product-behavior: `FAILED_TRANSFER_ENDS_EXCHANGE`)
 * - `session-ended`: the session was over before that
 */
export type NotExchangedReason = 'own-setting' | 'peer-setting' | 'transfer-failed' | 'session-ended';

/** What can happen to both settings machines. */
export type SettingsInput =
  /** The remote assistance session has begun: the novice's user has agreed to it. */
  | { readonly type: 'session-established' }
  /** A command came on channel 71. */
  | { readonly type: 'received'; readonly command: RcCommand }
  /** `send-contact` is carried out. */
  | { readonly type: 'contact-sent' }
  /** The file of `expect-contact` is complete. */
  | { readonly type: 'contact-received'; readonly bytes: Uint8Array }
  /** A contact file was rejected, cancelled or lost, in either direction. */
  | { readonly type: 'transfer-failed' }
  /** The user changed this side's setting. */
  | { readonly type: 'changed'; readonly contactExchange: boolean }
  | { readonly type: 'session-ended' };

/** What both settings machines may ask of the driver. */
export type SettingsOutput =
  /** Send on channel 71. */
  | { readonly type: 'send-command'; readonly command: RcCommand }
  /** Send this side's contact file with INTERNALDATA, then feed `contact-sent` or `transfer-failed`. */
  | { readonly type: 'send-contact' }
  /** From now on, accept one file with INTERNALDATA, then feed `contact-received` or `transfer-failed`. */
  | { readonly type: 'expect-contact' }
  /** Both contacts have arrived; the peer's contact file as it came. */
  | { readonly type: 'exchanged'; readonly bytes: Uint8Array }
  /** No exchange; what has come of the peer's contact is to be forgotten. */
  | { readonly type: 'not-exchanged'; readonly reason: NotExchangedReason }
  /** The peer announced a setting that this package does not know; a driver that does may answer it (3.14.5). */
  | { readonly type: 'setting-received'; readonly property: string; readonly value: string };

/** The announcement of this side's value. */
export function announce(contactExchange: boolean): SettingsOutput {
  const command = {
    name: 'SETTINGANNOUNCE',
    property: CONTACT_EXCHANGE,
    value: contactExchange ? '1' : '0',
  } as const;
  return { type: 'send-command', command };
}

/** What both values come to: `undefined` when contacts are to be exchanged. */
export function objection(own: boolean, peer: boolean): NotExchangedReason | undefined {
  if (!own) return 'own-setting';
  return peer ? undefined : 'peer-setting';
}

/** `not-exchanged` for this reason. */
export function notExchanged(reason: NotExchangedReason): SettingsOutput {
  return { type: 'not-exchanged', reason };
}
