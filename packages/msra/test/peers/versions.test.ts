import {
  chooseExpertVersion,
  type ImplementedVersions,
  type Initiation,
  type Version,
} from '@rendezvous/msra';
import { describe, expect, it } from 'vitest';
import { verifies } from '../conformance/verifies.ts';
import { ExpertPeer } from './expert-peer.ts';
import { Link } from './link.ts';
import { Media } from './media.ts';
import { pair, WAYS } from './pair.ts';

const SETS: readonly ImplementedVersions[] = [[1], [1, 2], [1, 2, 3]];

/** [MS-RA] 3: the highest version of both, as far as the initiation allows. */
function expected(
  novice: ImplementedVersions,
  expert: ImplementedVersions,
  by: Initiation,
): Version | undefined {
  const wanted = { 'connection-string-1': 1, 'connection-string-2': 2, pnrp: 3 } as const;
  const version = wanted[by];
  return version <= novice.length && version <= expert.length ? version : undefined;
}

describe('[MS-RA] 3 every novice with every expert', () => {
  verifies(['C043', 'C045', 'C046', 'C047', 'C049', 'C052', 'C107', 'C114'], () => {
    let sessions = 0;
    for (const novice of SETS) {
      for (const expert of SETS) {
        for (const initiation of Object.values(WAYS)) {
          for (const binding of ['native', 'mux'] as const) {
            const version = expected(novice, expert, initiation);
            if (version === undefined) continue;
            const both = pair({ binding, initiation, implemented: { novice, expert } });
            both.link.settle();
            expect([both.novice.version, both.expert.version]).toEqual([version, version]);
            expect([both.novice.established, both.expert.established]).toEqual([true, true]);
            expect(both.novice.log.filter(line => line.startsWith('version'))).toHaveLength(1);
            sessions += 1;
          }
        }
      }
    }
    // 9 pairs by string 1, 4 by string 2, 1 by PNRP, each in two bindings.
    expect(sessions).toBe(28);
  });

  it('has no expert for an invitation that its versions do not know', () => {
    for (const [implemented, initiation] of [
      [[1], 'connection-string-2'],
      [[1], 'pnrp'],
      [[1, 2], 'pnrp'],
    ] as const) {
      expect(chooseExpertVersion(implemented, initiation)).toBeUndefined();
      expect(
        () =>
          new ExpertPeer({ link: new Link(), media: new Media(), binding: 'mux', implemented, initiation }),
      ).toThrow();
    }
  });

  it('comes to no session, and to no error either, where the two took different versions', () => {
    for (const [novice, expert] of [
      ['pnrp', 'connection-string-1'],
      ['pnrp', 'connection-string-2'],
      ['connection-string-2', 'pnrp'],
    ] as const) {
      const both = pair({ binding: 'native', initiation: expert, novice: { byPnrp: novice === 'pnrp' } });
      both.link.settle();
      expect([both.novice.established, both.expert.established]).toEqual([false, false]);
      expect([both.novice.ended, both.expert.ended]).toEqual([false, false]);
      both.expert.end();
      both.link.settle();
      expect(both.novice.log.at(-1)).toBe('ended: peer-disconnected');
      expect(both.expert.log.at(-1)).toBe('ended: local-end');
    }
  });
});
