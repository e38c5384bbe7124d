/**
 * [MS-RA] 3.13, 3.14 Settings and contact exchange: whether the other person is the one of last time, as far as a key can say.
 * Only a key whose possession was proved in this very assistance counts.
 */

import { type Logger, silentLogger } from '@rendezvous/base';
import {
  type Contact,
  DecodeError,
  decodeContact,
  encodeContact,
  equalBytes,
  type RcCommand,
} from '@rendezvous/msra';
import { encodeBase64 } from '../base64.ts';
import { DEADLINES, LIMITS } from '../limits.ts';
import type { StatusMessage } from '../signals.ts';
import type { Timers } from '../timers.ts';
import type { Role } from '../view.ts';
import type { ContactBook } from './contact-ports.ts';
import { proofText, provesKey } from './contact-proof.ts';
import type { RecognisedView } from './contacts-view.ts';
import { type SettingsInput, SettingsMachine, type SettingsOutput } from './settings-machine.ts';

export interface RecognitionOptions {
  readonly role: Role;
  /** Of the other person, in the messenger. */
  readonly address: string;
  readonly contacts: ContactBook | undefined;
  readonly crypto: Crypto;
  readonly timers: Timers;
  readonly now: () => number;
  /** Connection string 2 of this assistance. */
  readonly connectionString: () => string | undefined;
  readonly sendCommand: (command: RcCommand) => void;
  readonly sendStatus: (message: StatusMessage) => void;
  /** Resolves `false` when it did not get there. */
  readonly sendContact: (bytes: Uint8Array) => Promise<boolean>;
  /** `take` gets the other side's contact file, `undefined` when it does not come; without `take` none is expected any more. */
  readonly expectContact: (take: ((bytes: Uint8Array | undefined) => void) | undefined) => void;
  readonly changed: (recognised: RecognisedView) => void;
  readonly log?: Logger | undefined;
}

export class Recognition {
  readonly #options: RecognitionOptions;
  readonly #log: Logger;
  readonly #machine: SettingsMachine;
  #view: RecognisedView = { name: 'unknown' };
  /** The key of the other side's contact, once contacts are exchanged. */
  #key: Uint8Array | undefined;
  /** The other side's proof, which may be here before its contact. */
  #signature: string | undefined;
  #checking = false;
  /** Counts exchanges: what became of a contact of an earlier one is not heard of. */
  #exchange = 0;
  #closed = false;

  constructor(options: RecognitionOptions) {
    this.#options = options;
    this.#log = options.log ?? silentLogger;
    this.#machine = new SettingsMachine(options.role, options.contacts?.exchange ?? false);
  }

  /** The remote assistance session exists. */
  handleEstablished(): void {
    const { contacts, timers } = this.#options;
    timers.set('contacts', DEADLINES.exchangeMs, () => {
      // Who is known must not become unknown by silence.
      if (this.#view.name === 'unknown')
        void this.#showNotExchanged(contacts?.exchange ? 'failed' : 'own-setting');
    });
    this.#feed({ type: 'session-established' });
  }

  handleCommand(command: RcCommand): void {
    this.#feed({ type: 'received', command });
  }

  /** The other side's signature; the first counts. */
  handleProof(signature: string): void {
    this.#signature ??= signature;
    void this.#check();
  }

  /** The person says that the other one has a new key: it is remembered from now on. */
  acceptChanged(): void {
    const { contacts, address, now } = this.#options;
    if (this.#view.name !== 'changed' || !contacts || !this.#key) return;
    void this.#remember(contacts, address, this.#key, now());
    this.#show({ name: 'new' });
  }

  /** The session is over. Idempotent. */
  close(): void {
    this.#feed({ type: 'session-ended' });
    this.#closed = true;
  }

  #feed(input: SettingsInput): void {
    if (this.#closed) return;
    for (const output of this.#machine.step(input)) this.#carryOut(output);
  }

  /** Feeds what became of a contact, unless its exchange is over. */
  #report(exchange: number, input: SettingsInput): void {
    if (this.#exchange === exchange) this.#feed(input);
  }

  #carryOut(output: SettingsOutput): void {
    const exchange = this.#exchange;
    switch (output.type) {
      case 'send-command':
        return this.#options.sendCommand(output.command);
      case 'send-contact':
        void this.#sendContact(exchange);
        return;
      case 'expect-contact':
        return this.#options.expectContact(bytes => {
          this.#report(exchange, bytes ? { type: 'contact-received', bytes } : { type: 'transfer-failed' });
        });
      case 'exchanged':
        void this.#handleExchanged(output.bytes);
        return;
      case 'not-exchanged':
        this.#exchange += 1;
        this.#options.expectContact(undefined);
        if (output.reason === 'session-ended') return;
        void this.#showNotExchanged(output.reason === 'transfer-failed' ? 'failed' : output.reason);
        return;
      case 'setting-received':
        // There is no other setting that this program knows.
        return;
    }
  }

  async #sendContact(exchange: number): Promise<void> {
    const { contacts, sendContact } = this.#options;
    let sent = false;
    try {
      const bytes = contacts && encodeContact((await contacts.own()).contact);
      sent = bytes !== undefined && bytes.length <= LIMITS.contactBytes && (await sendContact(bytes));
    } catch (error) {
      this.#log.warn('The own contact could not be sent', { error: String(error) });
    }
    this.#report(exchange, { type: sent ? 'contact-sent' : 'transfer-failed' });
  }

  async #handleExchanged(bytes: Uint8Array): Promise<void> {
    const { contacts, role, connectionString, sendStatus, timers } = this.#options;
    const contact = readContact(bytes);
    const text = connectionString();
    if (!contacts || !contact || text === undefined) return this.#refute('failed');
    this.#key = contact.publicKey;
    timers.clear('contacts');
    timers.set('proof', DEADLINES.proofMs, () => this.#refute('failed'));
    try {
      const signature = await (await contacts.own()).sign(proofText(role, text));
      if (!this.#closed) sendStatus({ type: 'contact-proof', signature: encodeBase64(signature) });
    } catch (error) {
      this.#log.warn('The own key could not be used', { error: String(error) });
    }
    await this.#check();
  }

  /** Both the contact and the proof are here: is it theirs, and is it the one of last time? */
  async #check(): Promise<void> {
    const { role, contacts, crypto, address, now, connectionString, timers } = this.#options;
    const publicKeyBlob = this.#key;
    const signature = this.#signature;
    const text = connectionString();
    if (this.#checking || !contacts || !publicKeyBlob || signature === undefined || text === undefined)
      return;
    this.#checking = true;
    timers.clear('proof');
    const prover = role === 'novice' ? 'expert' : 'novice';
    const proven = await provesKey({ prover, connectionString: text, publicKeyBlob, signature, crypto });
    if (!proven) return this.#refute('not-proven');
    try {
      const remembered = await contacts.remembered(address);
      if (!remembered) {
        this.#show({ name: 'new' });
        await this.#remember(contacts, address, publicKeyBlob, now());
      } else {
        const same = equalBytes(remembered.key, publicKeyBlob);
        this.#show({ name: same ? 'same-as-before' : 'changed', sinceMs: remembered.sinceMs });
      }
    } catch (error) {
      this.#log.warn('The contact book could not be read', { error: String(error) });
      this.#refute('failed');
    }
  }

  async #remember(contacts: ContactBook, address: string, key: Uint8Array, atMs: number): Promise<void> {
    try {
      await contacts.remember(address, key, atMs);
    } catch (error) {
      this.#log.warn('A key could not be remembered', { error: String(error) });
    }
  }

  #refute(reason: NotExchanged['reason']): void {
    this.#options.timers.clear('proof');
    // What comes later proves nothing any more.
    this.#checking = true;
    void this.#showNotExchanged(reason);
  }

  /** Who leaves the key out that was there the last time is as doubtful as who shows another. */
  async #showNotExchanged(reason: NotExchanged['reason']): Promise<void> {
    this.#show({ name: 'not-exchanged', reason });
    const { contacts, address } = this.#options;
    if (reason === 'own-setting' || !contacts) return;
    try {
      const remembered = await contacts.remembered(address);
      if (this.#view.name !== 'not-exchanged' || !remembered) return;
      this.#show({ ...this.#view, sinceMs: remembered.sinceMs });
    } catch (error) {
      this.#log.warn('The contact book could not be read', { error: String(error) });
    }
  }

  #show(view: RecognisedView): void {
    if (this.#closed) return;
    this.#view = view;
    this.#options.changed(view);
  }
}

type NotExchanged = Extract<RecognisedView, { name: 'not-exchanged' }>;

function readContact(bytes: Uint8Array): Contact | undefined {
  try {
    return decodeContact(bytes);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
