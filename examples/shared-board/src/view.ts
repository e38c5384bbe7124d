/** The page: seven columns to press, two players, one sentence. It shows what it is told and says what was pressed. */
import { COLUMNS, type Player, type Position, ROWS } from './rules.ts';
import { fill, type Words } from './words.ts';

export interface ViewState extends Pick<Position, 'columns' | 'winning' | 'score'> {
  readonly stage: 'opening' | 'playing' | 'over';
  /** What has happened and whose turn it is; spoken when it changes. */
  readonly status: string;
  readonly names: Readonly<Record<Player, string>>;
  readonly turn: Player | undefined;
  /** Whether a press drops a disc now. */
  readonly mayDrop: boolean;
  readonly mayClear: boolean;
}

export interface ViewActions {
  readonly drop: (column: number) => void;
  /** The next round. */
  readonly clear: () => void;
  readonly leave: () => void;
}

export class BoardView {
  readonly #words: Words;
  readonly #main: HTMLElement;
  readonly #columns: HTMLButtonElement[] = [];

  constructor(document: Document, words: Words, { drop, clear, leave }: ViewActions) {
    this.#words = words;
    this.#main = find(document, 'main');
    document.documentElement.lang = words.language;
    document.title = words.title;
    this.#part('h1').textContent = words.title;
    const board = this.#part('.board');
    board.ariaLabel = words.board;
    for (let column = 0; column < COLUMNS; column += 1) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...Array.from({ length: ROWS }, () => document.createElement('span')));
      button.addEventListener('click', () => drop(column));
      button.addEventListener('focus', () => this.#select(column));
      this.#columns.push(button);
    }
    board.replaceChildren(...this.#columns);
    board.addEventListener('keydown', event => this.#handleKey(event));
    this.#select(Math.floor(COLUMNS / 2));
    this.#part('.again').textContent = words.again;
    this.#part('.again').addEventListener('click', () => {
      clear();
      this.#columns.find(button => button.tabIndex === 0)?.focus();
    });
    this.#part('.leave').textContent = words.leave;
    this.#part('.leave').addEventListener('click', leave);
  }

  show(state: ViewState): void {
    const { names, winning, stage } = state;
    this.#main.dataset['stage'] = stage;
    for (const player of ['inviter', 'invitee'] as const) {
      const item = this.#part(`.players [data-player=${player}]`);
      item.ariaCurrent = String(stage === 'playing' && state.turn === player);
      find(item, '.name').textContent = names[player];
      find(item, '.score').textContent = String(state.score[player]);
    }
    for (const [column, button] of this.#columns.entries()) {
      const discs = state.columns[column] ?? [];
      const label = discs.length === 0 ? this.#words.columnEmpty : this.#words.column;
      const values = { column: column + 1, discs: discs.map(player => names[player]).join(', ') };
      button.ariaLabel = fill(label, values);
      // Not `disabled`: that would take the focus away.
      button.ariaDisabled = String(!state.mayDrop || discs.length === ROWS);
      for (const [row, cell] of [...button.children].entries()) {
        const player = discs[row];
        const won = winning.some(([c, r]) => c === column && r === row);
        cell.className = player === undefined ? '' : `disc ${player}${won ? ' won' : ''}`;
      }
    }
    this.#part('.again').hidden = !state.mayClear;
    this.#part('.leave').hidden = stage === 'over';
    const status = this.#part('.status');
    if (status.textContent !== state.status) status.textContent = state.status;
  }

  #handleKey(event: KeyboardEvent): void {
    const selected = this.#columns.findIndex(button => button.tabIndex === 0);
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: selected - 1,
      ArrowRight: selected + 1,
      Home: 0,
      End: COLUMNS - 1,
    };
    const next = this.#columns[steps[event.key] ?? Number(event.key) - 1];
    if (event.ctrlKey || event.altKey || event.metaKey || next === undefined) return;
    event.preventDefault();
    next.focus();
    // A digit is both at once.
    if (!(event.key in steps)) next.click();
  }

  /** One stop for the Tab key, and arrows between the columns. */
  #select(column: number): void {
    for (const [number, button] of this.#columns.entries()) button.tabIndex = number === column ? 0 : -1;
  }

  #part(selector: string): HTMLElement {
    return find(this.#main, selector);
  }
}

function find(parent: ParentNode, selector: string): HTMLElement {
  const found = parent.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}
