/** The rules of the shared board, and what the two boards make of each other's words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asMoves,
  drop,
  type Moves,
  merge,
  otherThan,
  replay,
  START,
} from '../../../examples/shared-board/src/rules.ts';

/** The inviter wins in column 3 (four discs), beside the invitee's three in column 4. */
const WON: Moves = [3, 4, 3, 4, 3, 4, 3];

/** Any game that can be played: each number picks one of the columns that are not full. */
const games = fc.array(fc.nat(1000), { maxLength: 150 }).map(choices => {
  const moves: number[] = [];
  for (const choice of choices) {
    const open = [0, 1, 2, 3, 4, 5, 6].filter(column => replay([...moves, column]) !== undefined);
    moves.push(open[choice % open.length] ?? 0);
  }
  return moves;
});

describe('four in a row', () => {
  it('begins with the inviter, and then the two take turns', () => {
    expect(replay([])).toEqual(START);
    expect(START.turn).toBe('inviter');
    expect(replay([0])?.turn).toBe('invitee');
    expect(replay([0, 0])).toMatchObject({ turn: 'inviter', over: false, winner: undefined });
    expect(replay([0, 0])?.columns[0]).toEqual(['inviter', 'invitee']);
  });

  it.each<[string, Moves, number]>([
    ['upwards', WON, 4],
    ['sideways', [0, 0, 1, 1, 2, 2, 3], 4],
    ['in the middle of a row', [0, 0, 1, 1, 3, 3, 2], 4],
    ['rising', [0, 1, 1, 2, 2, 3, 2, 3, 3, 6, 3], 4],
    ['falling', [6, 5, 5, 4, 4, 3, 4, 3, 3, 0, 3], 4],
    ['five at once', [0, 0, 1, 1, 3, 3, 4, 4, 2], 5],
  ])('is won %s', (_, moves, cells) => {
    expect(replay(moves)).toMatchObject({ over: true, winner: 'inviter', score: { inviter: 1, invitee: 0 } });
    expect(new Set(replay(moves)?.winning.map(cell => cell.join())).size).toBe(cells);
    expect(replay(moves.slice(0, -1))).toMatchObject({ over: false, winner: undefined, winning: [] });
  });

  it('counts no row that goes round the edge', () => {
    expect(replay([4, 0, 5, 1, 6, 2, 0])).toMatchObject({ over: false });
  });

  it('ends without a winner when the board is full, and nobody has a point then', () => {
    // Pairs of columns filled so that no four of a kind meet.
    const full = [
      0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 2, 3, 2, 3, 3, 2, 3, 2, 2, 3, 2, 3, 4, 5, 4, 5, 5, 4, 5, 4, 4, 5, 4,
      5,
    ];
    const rest = [6, 6, 6, 6, 6, 6];
    expect(replay([...full, ...rest])).toMatchObject({ over: true, winner: undefined, rounds: 1 });
    expect(replay([...full, ...rest])?.score).toEqual({ inviter: 0, invitee: 0 });
  });

  it('lets the two take turns in opening a round', () => {
    expect(replay(WON)?.turn).toBe('invitee');
    const second = replay([...WON, 2]);
    expect(second).toMatchObject({ over: false, turn: 'inviter', rounds: 1, score: { inviter: 1 } });
    expect(second?.columns.flat()).toEqual(['invitee']);
    // The second round: the invitee opens it and wins; the third one is the inviter's to open.
    expect(replay([...WON, ...WON])).toMatchObject({ turn: 'inviter', score: { inviter: 1, invitee: 1 } });
  });

  it.each([[[7]], [[-1]], [[0.5]], [[0, 0, 0, 0, 0, 0, 0]]])('cannot be played as %j', moves => {
    expect(replay(moves)).toBeUndefined();
  });

  it('takes a disc from whoever has the turn alone, and leaves everything as it was otherwise', () => {
    expect(drop([], 'inviter', 3)).toEqual([3]);
    const moves: Moves = [3];
    expect(drop(moves, 'inviter', 3)).toBe(moves);
    expect(drop(moves, 'invitee', 7)).toBe(moves);
    expect(drop(WON, 'inviter', 0)).toBe(WON);
    expect(drop(WON, 'invitee', 0)).toEqual([...WON, 0]);
  });

  it('never gives a player two discs more than the other in a round, nor a disc outside the board', () => {
    fc.assert(
      fc.property(games, moves => {
        const position = replay(moves);
        const discs = position?.columns.flat() ?? [];
        const ofInviter = discs.filter(player => player === 'inviter').length;
        expect(Math.abs(discs.length - 2 * ofInviter)).toBeLessThanOrEqual(1);
        expect(position?.columns.every(column => column.length <= 6)).toBe(true);
        const { inviter = 0, invitee = 0 } = position?.score ?? {};
        expect(inviter + invitee).toBeLessThanOrEqual(position?.rounds ?? 0);
      }),
    );
  });
});

describe('what the other board says', () => {
  it('is checked before it is looked at', () => {
    for (const wrong of [
      undefined,
      null,
      'x',
      {},
      [[0]],
      ['0'],
      [null],
      [0.5],
      [7],
      [-1],
      [Number.NaN],
      [undefined],
    ]) {
      expect(asMoves(wrong)).toBeUndefined();
    }
    expect(asMoves(Array.from({ length: 3000 }, () => 0))).toBeUndefined();
    expect(asMoves([3, 3])).toEqual([3, 3]);
    fc.assert(fc.property(fc.anything(), value => void asMoves(value)));
  });

  it('is taken when it goes on from what is known, and not when it forges a disc or differs', () => {
    expect(merge([3], [3, 4], 'inviter')).toEqual([3, 4]);
    expect(merge([3, 4], [3], 'inviter')).toEqual([3, 4]);
    expect(merge([3], [3, 4], 'invitee')).toBeUndefined();
    expect(merge([3], [3, 4, 5], 'inviter')).toBeUndefined();
    expect(merge([3, 4], [3, 5], 'inviter')).toBeUndefined();
    expect(merge([], [], 'inviter')).toEqual([]);
  });

  it('leads both to the same game, whichever of the two has missed the last words', () => {
    fc.assert(
      fc.property(games, moves => {
        const last = replay(moves.slice(0, -1))?.turn ?? 'inviter';
        const behind = moves.slice(0, -1);
        expect(merge(behind, moves, otherThan(last))).toEqual(moves);
        expect(merge(moves, behind, last)).toEqual(moves);
      }),
    );
  });
});
