/**
 * The golden transcript. The seed's steps, by number: rendezvous-api 5.1 (Ask) and 5.2 (Offer), with two real hosts and
 * two real applications, once for each way to activate them.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEADLINES } from '../src/index.ts';
import { verifies } from './conformance/verifies.ts';
import { settle } from './support/manual-clock.ts';
import { other } from './support/pair.ts';
import { ASK, OFFER } from './support/registrations.ts';
import { asProgram, inProcess, onPage } from './transcript/kinds.ts';
import { Performance } from './transcript/performance.ts';
import { Stage } from './transcript/stage.ts';
import { steps } from './transcript/steps.ts';

const KINDS = [
  ['in process', inProcess],
  ['pages', onPage],
  ['programs', asProgram],
] as const;

describe.each(KINDS)('%s', (_kind, makeKind) => {
  describe.each([
    ['Ask: the inviter is the novice A', 'A', ASK],
    ['Offer, by symmetry: the inviter is the expert B', 'B', OFFER],
  ] as const)('%s', (_title, inviter, registration) => {
    const kind = makeKind();
    let performance: Performance;
    beforeAll(async () => {
      performance = await Performance.of(kind, inviter, registration);
    }, 60_000);
    afterAll(() => kind.end());

    for (const [number, text, ids, check] of steps(inviter, other(inviter), registration)) {
      const cited = ids.length === 0 ? '' : ` (${ids.join(', ')})`;
      it(`step ${String(number)}: ${text}${cited}`, () => check(performance));
    }

    it('leaves nothing behind', () => {
      expect(performance.stage.pair.clock.pending).toBe(0);
    });
  });

  for (const [how, act] of [
    ['declined', (stage: Stage) => stage.pair.B.offered.decline()],
    ['taken back', (stage: Stage) => [...stage.pair.A.host.sessions.values()][0]?.cancel()],
    ['left to its deadline', (stage: Stage) => stage.pair.clock.advance(DEADLINES.invitationMs)],
  ] as const) {
    verifies(['T2', 'T3'], how, async () => {
      await using stage = new Stage(makeKind());
      const { pair } = stage;
      const session = pair.invite('A');
      await settle();
      expect([session.state, pair.B.offered.state]).toEqual(['invitation', 'invitation']);
      expect(stage.created).toBe(0);
      await act(stage);
      await settle();
      // An answer that comes too late is none.
      pair.B.offered.accept();
      await settle();
      expect(session.outcome).toBeDefined();
      expect(pair.B.offered.outcome).toBeDefined();
      expect(stage.created).toBe(0);
      expect(pair.clock.pending).toBe(0);
    });
  }
});
