/** What is to be said about a file: how far it is, and when it did not arrive, why, and what to do. Pure. */
import type { FileEndCause, FileView } from '@rendezvous/assist';
import type { T } from '../strings/index.ts';

/** What a state is called; of a file that moves, the caller knows more. */
export function stateWords(file: FileView, name: string, t: T): string {
  const { direction, state } = file;
  switch (state.name) {
    case 'waiting':
      return t('file.waiting');
    case 'asking':
      return direction === 'in' ? t('file.asking-in') : t('file.asking-out', { name });
    case 'moving':
      return direction === 'in' ? t('file.moving-in', { name }) : t('file.moving-out', { name });
    case 'checking':
      return t('file.checking');
    case 'done':
      return direction === 'in' ? t('file.done-in', { name }) : t('file.done-out', { name });
    case 'ended':
      return endedWords(direction, state.cause, name, t);
  }
}

/** Why a file did not arrive, whose turn it is, and the next step. */
export function endedWords(
  direction: FileView['direction'],
  cause: FileEndCause,
  name: string,
  t: T,
): string {
  return direction === 'in' ? endedInWords(cause, name, t) : endedOutWords(cause, name, t);
}

function endedInWords(cause: FileEndCause, name: string, t: T): string {
  switch (cause) {
    case 'refused':
    case 'cancelled-here':
    case 'session-ended':
      return t(`file-ended-in.${cause}`);
    case 'refused-unasked':
    case 'not-supported':
    case 'too-large':
    case 'too-many':
    case 'cancelled-there':
    case 'read-failed':
    case 'write-failed':
    case 'not-as-announced':
    case 'damaged':
    case 'unconfirmed':
    case 'connection-lost':
      return t(`file-ended-in.${cause}`, { name });
  }
}

function endedOutWords(cause: FileEndCause, name: string, t: T): string {
  switch (cause) {
    case 'too-large':
    case 'too-many':
    case 'cancelled-here':
    case 'read-failed':
    case 'connection-lost':
    case 'session-ended':
      return t(`file-ended-out.${cause}`);
    case 'refused':
    case 'refused-unasked':
    case 'not-supported':
    case 'cancelled-there':
    case 'write-failed':
    case 'not-as-announced':
    case 'damaged':
    case 'unconfirmed':
      return t(`file-ended-out.${cause}`, { name });
  }
}

/** Whether sending the same file once more could help. What cannot be read has to be chosen anew. */
export function worthAnotherTry(file: FileView): boolean {
  if (file.direction !== 'out' || file.state.name !== 'ended') return false;
  switch (file.state.cause) {
    case 'too-large':
    case 'read-failed':
    case 'not-supported':
    case 'session-ended':
      return false;
    case 'refused':
    case 'refused-unasked':
    case 'too-many':
    case 'cancelled-here':
    case 'cancelled-there':
    case 'write-failed':
    case 'not-as-announced':
    case 'damaged':
    case 'unconfirmed':
    case 'connection-lost':
      return true;
  }
}

/** Whether it can still be broken off: what has all left, or all come, is only waited for. */
export function cancellable(file: FileView): boolean {
  const { direction, state } = file;
  if (state.name === 'waiting' || state.name === 'moving') return true;
  // What comes in is refused by answering the question.
  return state.name === 'asking' ? direction === 'out' : state.name === 'checking' && direction === 'in';
}

/** What is worth a word to somebody who does not look, when a file goes from one state to another: its begin and its end. */
export function newsOf(before: FileView | undefined, file: FileView, name: string, t: T): string | undefined {
  if (before?.state.name === file.state.name) return undefined;
  switch (file.state.name) {
    case 'moving':
    case 'done':
    case 'ended':
      return `${file.name}: ${stateWords(file, name, t)}`;
    case 'waiting':
    case 'asking':
    case 'checking':
      return undefined;
  }
}
