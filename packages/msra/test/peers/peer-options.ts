import type { RcCommand } from '@rendezvous/msra';
import type { Binding } from '../../src/transport/binding.ts';
import type { Link } from './link.ts';
import type { Media } from './media.ts';

/** What the person at this side says when asked. */
export interface Answers {
  view: boolean;
  control: boolean;
  /** A setting, not a person. */
  controlAllowed: boolean;
  files: boolean;
  voice: boolean;
  contactExchange: boolean;
}

/** The surroundings of a peer. */
export interface PeerOptions {
  readonly link: Link;
  readonly media: Media;
  readonly binding: Binding;
  readonly answers?: Partial<Answers>;
}

/** A setting machine of either side. */
export type SettingsInput =
  | { readonly type: 'session-established' | 'contact-sent' | 'transfer-failed' | 'session-ended' }
  | { readonly type: 'received'; readonly command: RcCommand }
  | { readonly type: 'contact-received'; readonly bytes: Uint8Array };

/** What both sides say about contacts. */
export type SettingsOutput =
  | { readonly type: 'send-command'; readonly command: RcCommand }
  | { readonly type: 'send-contact' | 'expect-contact' }
  | { readonly type: 'exchanged'; readonly bytes: Uint8Array }
  | { readonly type: 'not-exchanged'; readonly reason: string }
  | { readonly type: 'setting-received'; readonly property: string; readonly value: string };
