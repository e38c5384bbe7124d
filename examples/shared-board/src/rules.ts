/**
 * Four in a row as a pure function of what was played: the columns of all discs, round after round. Whose turn it is, who
 * has won and the score follow from it, and it is all that the two boards ever tell each other.
 */
export const COLUMNS = 7;
export const ROWS = 6;
const FOUR = 4;
/** Discs of one game; a long evening's worth. */
const LONGEST = 2000;

/** By the flag of the session: whoever has sent the invitation opens the first round. */
export type Player = 'inviter' | 'invitee';
/** Columns from 0, as discs were dropped into them. */
export type Moves = readonly number[];
/** Column from the left and row from below, both from 0. */
export type Cell = readonly [column: number, row: number];

export interface Position {
  /** The discs of each column of the last round, from below. */
  readonly columns: readonly (readonly Player[])[];
  /** Whether that round is over. */
  readonly over: boolean;
  /** Who drops the next disc; when the round is over, the first one of the next round. */
  readonly turn: Player;
  readonly winner: Player | undefined;
  /** The cells of the rows that have won. */
  readonly winning: readonly Cell[];
  /** Rounds won. */
  readonly score: Readonly<Record<Player, number>>;
  /** Rounds that are over. */
  readonly rounds: number;
}

export const START: Position = {
  columns: Array.from({ length: COLUMNS }, () => []),
  over: false,
  turn: 'inviter',
  winner: undefined,
  winning: [],
  score: { inviter: 0, invitee: 0 },
  rounds: 0,
};
export const otherThan = (player: Player): Player => (player === 'inviter' ? 'invitee' : 'inviter');

/** Where the game stands; `undefined` when it could not have been played so. */
export function replay(moves: Moves): Position | undefined {
  return moves.reduce<Position | undefined>((position, column) => position && step(position, column), START);
}

function step(
  { turn, over, score, rounds, columns: before }: Position,
  column: number,
): Position | undefined {
  const columns = (over ? START.columns : before).map(discs => [...discs]);
  const discs = columns[column];
  if (discs === undefined || discs.length === ROWS) return undefined;
  discs.push(turn);
  const winning = rowsThrough(columns, [column, discs.length - 1]);
  const won = winning.length > 0;
  if (!won && columns.some(({ length }) => length < ROWS)) {
    return { columns, over: false, turn: otherThan(turn), winner: undefined, winning, score, rounds };
  }
  return {
    columns,
    over: true,
    // The two take turns in opening a round.
    turn: rounds % 2 === 0 ? 'invitee' : 'inviter',
    winner: won ? turn : undefined,
    winning,
    score: won ? { ...score, [turn]: score[turn] + 1 } : score,
    rounds: rounds + 1,
  };
}

const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const;

/** The cells of every row of four or more discs of one player that goes through this one. */
function rowsThrough(columns: Position['columns'], [column, row]: Cell): Cell[] {
  const player = columns[column]?.[row];
  const rows = DIRECTIONS.map(([right, up]) =>
    [-1, 1].flatMap(sign => {
      const cells: Cell[] = [];
      for (let reach = sign; ; reach += sign) {
        const cell: Cell = [column + reach * right, row + reach * up];
        if (columns[cell[0]]?.[cell[1]] !== player) return cells;
        cells.push(cell);
      }
    }),
  );
  const full = rows.filter(others => others.length + 1 >= FOUR).flat();
  return full.length === 0 ? [] : [[column, row], ...full];
}

/** `player` drops a disc; the same moves when that is not allowed now. */
export function drop(moves: Moves, player: Player, column: number): Moves {
  const next = [...moves, column];
  return replay(moves)?.turn === player && next.length <= LONGEST && replay(next) ? next : moves;
}

/**
 * What `me` makes of what the other board knows: the longer of the two, when it goes on from the other one. `undefined`
 * when they differ, or when it has a disc of `me` that was not dropped here.
 */
export function merge(mine: Moves, theirs: Moves, me: Player): Moves | undefined {
  const [short, long] = mine.length < theirs.length ? [mine, theirs] : [theirs, mine];
  if (short.some((column, move) => column !== long[move])) return undefined;
  for (let move = mine.length; move < theirs.length; move += 1) {
    if (replay(theirs.slice(0, move))?.turn === me) return undefined;
  }
  return long;
}

/** Checks what came from outside; `undefined` when it could not have been played. */
export function asMoves(value: unknown): Moves | undefined {
  if (!Array.isArray(value) || value.length > LONGEST) return undefined;
  const moves: unknown[] = value;
  const isColumn = (column: unknown): column is number => Number.isInteger(column);
  return moves.every(isColumn) && replay(moves) ? moves : undefined;
}
