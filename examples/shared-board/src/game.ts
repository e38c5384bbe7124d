/** One game with one other person: what the two boards tell each other, and what becomes of it when somebody leaves. */
import { type Application, HRESULT, type SessionOutcome } from '@rendezvous/rendezvous';
import {
  asMoves,
  drop,
  type Moves,
  merge,
  otherThan,
  type Player,
  type Position,
  replay,
  START,
} from './rules.ts';
import { BoardView } from './view.ts';
import { fill, result, summaryOf, type Words, wordsIn } from './words.ts';

export class Game {
  readonly #application: Application;
  readonly #resumed: boolean;
  readonly #me: Player;
  readonly #words: Words;
  readonly #view: BoardView;
  /** `undefined` when this page was loaded again, until the other board, which still knows them, has told. */
  #moves: Moves | undefined;
  /** Somebody has seen enough of the round that is over: the next one is on the board, still empty. */
  #cleared = false;
  /** The other one's last disc, as a sentence. */
  #news = '';
  #left = false;

  /** @param resumed whether this page was loaded again in the middle of a game */
  constructor(document: Document, application: Application, resumed: boolean) {
    const { session, host } = application;
    this.#application = application;
    this.#resumed = resumed;
    this.#me = session.inviter ? 'inviter' : 'invitee';
    this.#moves = resumed ? undefined : [];
    this.#words = wordsIn(host.language);
    this.#view = new BoardView(document, this.#words, {
      drop: column => this.#drop(column),
      clear: () => this.#clear(),
      leave: () => this.#leave(),
    });
    const lease = session.hold();
    session.addEventListener('statechange', () => this.#changed());
    session.addEventListener('contextdata', event => this.#hear(event.data));
    void session.ended.then(outcome => this.#end(outcome)).finally(() => lease[Symbol.dispose]());
    this.#changed();
  }

  #changed(): void {
    const { state } = this.#application.session;
    // A page that was loaded again asks for what was played.
    if (this.#resumed && state === 'connected') this.#tell();
    this.#show();
  }

  #drop(column: number): void {
    if (!this.#mayDrop || this.#moves === undefined) return;
    const next = drop(this.#moves, this.#me, column);
    if (next === this.#moves) return;
    this.#take(next, '');
    this.#tell();
  }

  #clear(): void {
    this.#cleared = true;
    this.#news = '';
    this.#show();
  }

  #leave(): void {
    this.#left = true;
    void this.#application.session.terminate();
  }

  #take(moves: Moves, news: string): void {
    this.#moves = moves;
    this.#cleared = false;
    this.#news = news;
    this.#show();
  }

  /** Always all moves, so that nothing depends on what was said before; `null` asks for what the other board knows. */
  #tell(): void {
    const message = JSON.stringify({ moves: this.#moves ?? null });
    // Should the session end meanwhile, its end says so.
    this.#application.session.sendContextData(message).catch(() => undefined);
  }

  #hear(data: string): void {
    const said = movesIn(data);
    const mine = this.#moves;
    if (said === null) {
      // Both pages were loaded again at once: nobody knows, and the game begins anew.
      if (mine === undefined) this.#take([], '');
      return this.#tell();
    }
    const theirs = asMoves(said);
    // Whoever was loaded again takes the other one's word; whoever was there, no disc that was not dropped here.
    const believes = mine === undefined || (this.#resumed && mine.length === 0);
    const merged = theirs && (believes ? theirs : merge(mine, theirs, this.#me));
    if (theirs === undefined || merged === undefined) {
      void this.#application.session.terminate(HRESULT.E_INVALIDARG, 'the boards do not agree');
    } else if (mine === undefined || merged.length > mine.length) {
      const column = (merged.at(-1) ?? 0) + 1;
      this.#take(merged, mine === undefined ? '' : fill(this.#words.dropped, { name: this.#name, column }));
    } else if (theirs.length < merged.length) {
      // Whoever has been away knows less.
      this.#tell();
    }
  }

  /** The same for both: the end is shown, and the result stays in each one's chat. */
  async #end(outcome: SessionOutcome): Promise<void> {
    this.#show(this.#farewell(outcome));
    // A messenger that has gone needs no summary.
    await this.#application.finished(summaryOf(this.#name, this.#score)).catch(() => undefined);
  }

  #farewell({ reason, hr }: SessionOutcome): string {
    const words = this.#words;
    if (hr === HRESULT.E_INVALIDARG) return words.cheated;
    if (this.#left) return words.finished;
    return reason === 'success' || reason === 'cancelled' ? words.left : words.lost;
  }

  get #name(): string {
    return this.#application.session.remoteUser.name;
  }

  get #position(): Position {
    return replay(this.#moves ?? []) ?? START;
  }

  get #score(): readonly [number, number] {
    const { score } = this.#position;
    return [score[this.#me], score[otherThan(this.#me)]];
  }

  get #connected(): boolean {
    return this.#application.session.state === 'connected' && this.#moves !== undefined;
  }

  get #mayDrop(): boolean {
    const { over, turn } = this.#position;
    return this.#connected && turn === this.#me && (!over || this.#cleared);
  }

  #show(farewell?: string): void {
    const { columns, over, turn, winning, score } = this.#position;
    const shown = over && this.#cleared ? START : { columns, winning };
    const names = { inviter: this.#name, invitee: this.#name, [this.#me]: this.#words.you };
    const running = this.#connected ? 'playing' : 'opening';
    const status = fill(farewell === undefined ? this.#status() : this.#verdict(farewell), {
      name: this.#name,
    });
    this.#view.show({
      stage: farewell === undefined ? running : 'over',
      status,
      names,
      score,
      columns: shown.columns,
      winning: shown.winning,
      turn: over && !this.#cleared ? undefined : turn,
      mayDrop: this.#mayDrop,
      mayClear: this.#connected && over && !this.#cleared,
    });
  }

  #verdict(farewell: string): string {
    return [farewell, result(this.#words, this.#name, this.#score), this.#words.close]
      .filter(Boolean)
      .join(' ');
  }

  #status(): string {
    const words = this.#words;
    const { over, turn, winner } = this.#position;
    if (!this.#connected) return words.opening;
    if (over && !this.#cleared) {
      if (winner === undefined) return words.full;
      return winner === this.#me ? words.youWon : words.theyWon;
    }
    return `${this.#news} ${turn === this.#me ? words.yourTurn : words.theirTurn}`.trim();
  }
}

/** What stands in the other board's message, not yet checked. */
function movesIn(data: string): unknown {
  try {
    const said: unknown = JSON.parse(data);
    return typeof said === 'object' && said !== null && 'moves' in said ? said.moves : undefined;
  } catch {
    return undefined;
  }
}
