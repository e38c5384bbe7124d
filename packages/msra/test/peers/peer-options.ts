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
