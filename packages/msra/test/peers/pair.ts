import type { ImplementedVersions, Initiation, Version } from '@rendezvous/msra';
import type { Binding } from '../../src/transport/binding.ts';
import { type ExpertOptions, ExpertPeer } from './expert-peer.ts';
import { Link } from './link.ts';
import { Media } from './media.ts';
import { type NoviceOptions, NovicePeer } from './novice-peer.ts';

/** A way to each version. */
export const WAYS: Readonly<Record<Version, Initiation>> = {
  1: 'connection-string-1',
  2: 'connection-string-2',
  3: 'pnrp',
};

export interface PairOptions {
  readonly binding: Binding;
  readonly initiation: Initiation;
  readonly implemented?: {
    readonly novice?: ImplementedVersions;
    readonly expert?: ImplementedVersions;
  };
  readonly novice?: Partial<NoviceOptions>;
  readonly expert?: Partial<ExpertOptions>;
}

/** A novice and an expert on one link, their connection made. */
export interface Pair {
  readonly link: Link;
  readonly media: Media;
  readonly novice: NovicePeer;
  readonly expert: ExpertPeer;
}

/** Two peers, connected; session initialization is under way and takes the link's deliveries. */
export function pair({ binding, initiation, implemented, novice, expert }: PairOptions): Pair {
  const link = new Link();
  const media = new Media();
  const all = [1, 2, 3] as const;
  const made: Pair = {
    link,
    media,
    novice: new NovicePeer({
      link,
      media,
      binding,
      implemented: implemented?.novice ?? all,
      byPnrp: initiation === 'pnrp',
      ...novice,
    }),
    expert: new ExpertPeer({
      link,
      media,
      binding,
      implemented: implemented?.expert ?? all,
      initiation,
      ...expert,
    }),
  };
  made.novice.accept();
  made.expert.connect();
  return made;
}

/** Every binding with every version. */
export const EVERYWHERE: readonly { readonly binding: Binding; readonly version: Version }[] = (
  ['native', 'mux'] as const
).flatMap(binding => ([1, 2, 3] as const).map(version => ({ binding, version })));
