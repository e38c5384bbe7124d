/** Both sides of a session leave a receipt each; a reader wants one card. Pure. */
import type { Message, PendingMessage } from '@rendezvous/im';

export type Receipt = Extract<Message, { kind: 'receipt' }>;

/** What is known of how one session went: at least one of the two is there. */
export interface SessionReceipts {
  readonly sessionId: string;
  /** What our own application reported. */
  readonly own: Receipt | undefined;
  /** What the other person's application reported. */
  readonly theirs: Receipt | undefined;
  /** The one that came last, in whose place the card stands. */
  readonly latest: Receipt;
}

/** A message, or the receipts of one session in place of their messages. */
export type Item =
  | Exclude<Message, Receipt>
  | PendingMessage
  | ({ readonly kind: 'receipts'; readonly at: number } & SessionReceipts);

/**
 * Puts the receipts of each session together, in the place of the later one. Not the earlier: what has just come, and
 * counts as unread, then stands below what has been read; and a page of older messages, which may bring the earlier
 * one, never moves a card that is already on the screen.
 * @param messages oldest first, and so is the result
 * @param self our own address
 */
export function groupReceipts(
  messages: readonly (Message | PendingMessage)[],
  self: string,
): readonly Item[] {
  const sessions = new Map<string, SessionReceipts>();
  for (const message of messages) {
    if (message.kind !== 'receipt') continue;
    const { sessionId } = message;
    const before = sessions.get(sessionId);
    sessions.set(sessionId, {
      sessionId,
      own: message.from === self ? message : before?.own,
      theirs: message.from === self ? before?.theirs : message,
      latest: message,
    });
  }
  return messages.flatMap((message): readonly Item[] => {
    if (message.kind !== 'receipt') return [message];
    const session = sessions.get(message.sessionId);
    return session?.latest === message ? [{ ...session, kind: 'receipts', at: message.at }] : [];
  });
}

/** The number of the newest message of the other person in it; 0 when nothing in it is theirs. */
export function newestSeqOfOther(item: Item, self: string): number {
  switch (item.kind) {
    case 'pending':
      return 0;
    case 'receipts':
      return item.theirs?.seq ?? 0;
    default:
      return item.from === self ? 0 : item.seq;
  }
}
