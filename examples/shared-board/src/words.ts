/** Everything that the board says, in the two languages of the house. `{name}` is the other person. */
type Score = readonly [mine: number, theirs: number];

const en = {
  title: 'Four in a row',
  board: 'Board',
  you: 'You',
  again: 'Another round',
  leave: 'Finish',
  opening: 'Waiting for {name} to open the board…',
  yourTurn: 'Your turn.',
  theirTurn: '{name} is thinking.',
  dropped: '{name} chose column {column}.',
  youWon: 'Four in a row! You won this round.',
  theyWon: 'Four in a row! {name} won this round.',
  full: 'The board is full. Nobody won this round.',
  column: 'Column {column}, from below: {discs}',
  columnEmpty: 'Column {column}, empty',
  finished: 'You have finished the game.',
  left: '{name} has finished the game.',
  lost: 'The connection to {name} is gone.',
  cheated: 'The two boards do not agree, so the game has ended.',
  ahead: 'You won {score}.',
  behind: '{name} won {score}.',
  draw: 'A draw, {score}.',
  none: 'Nobody has won a round.',
  close: 'You can close this board.',
  alone: 'This board is for two. Open it from a chat: choose somebody there, and then “Four in a row”.',
};
export type Words = typeof en & { readonly language: 'en' | 'de' };

const de: typeof en = {
  title: 'Vier gewinnt',
  board: 'Spielbrett',
  you: 'Sie',
  again: 'Noch eine Runde',
  leave: 'Beenden',
  opening: 'Warten, bis {name} das Brett öffnet…',
  yourTurn: 'Sie sind am Zug.',
  theirTurn: '{name} überlegt.',
  dropped: '{name} hat Spalte {column} gewählt.',
  youWon: 'Vier in einer Reihe! Sie haben diese Runde gewonnen.',
  theyWon: 'Vier in einer Reihe! {name} hat diese Runde gewonnen.',
  full: 'Das Brett ist voll. Niemand hat diese Runde gewonnen.',
  column: 'Spalte {column}, von unten: {discs}',
  columnEmpty: 'Spalte {column}, leer',
  finished: 'Sie haben das Spiel beendet.',
  left: '{name} hat das Spiel beendet.',
  lost: 'Die Verbindung zu {name} ist verloren.',
  cheated: 'Die beiden Bretter stimmen nicht überein. Deshalb ist das Spiel zu Ende.',
  ahead: 'Sie haben {score} gewonnen.',
  behind: '{name} hat {score} gewonnen.',
  draw: 'Unentschieden, {score}.',
  none: 'Niemand hat eine Runde gewonnen.',
  close: 'Sie können dieses Brett schließen.',
  alone:
    'Dieses Brett ist für zwei. Öffnen Sie es aus einem Chat: Wählen Sie dort jemanden und dann „Vier gewinnt“.',
};

/** @param language BCP 47; whoever reads another language reads English */
export function wordsIn(language: string): Words {
  return language.slice(0, 2).toLowerCase() === 'de' ? { ...de, language: 'de' } : { ...en, language: 'en' };
}

/** Puts values in the places of their names. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** One sentence. */
export function result(words: typeof en, name: string, [mine, theirs]: Score): string {
  if (mine + theirs === 0) return words.none;
  const text = mine > theirs ? words.ahead : mine < theirs ? words.behind : words.draw;
  return fill(text, { name, score: `${String(Math.max(mine, theirs))} : ${String(Math.min(mine, theirs))}` });
}

/** What stays in the chat. */
export function summaryOf(name: string, score: Score) {
  const card = (words: typeof en) => ({
    title: words.title,
    lines: [result(words, name, score)],
  });
  return { texts: { en: card(en), de: card(de) } };
}
