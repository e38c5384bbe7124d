/**
 * From messages to what stands on the screen: days, groups of one author, one card for the receipts of one session, the
 * line above what is new. Pure.
 */
import type { Message, PendingMessage } from '@rendezvous/im';
import { groupReceipts, type Item, newestSeqOfOther, type SessionReceipts } from './receipts.ts';

export type Entry =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  | {
      readonly kind: 'bubble';
      readonly key: string;
      readonly message: Extract<Message, { kind: 'text' }> | PendingMessage;
      readonly mine: boolean;
      /** First and last of a run by the same author within {@link RUN_MS}. */
      readonly first: boolean;
      readonly last: boolean;
    }
  | {
      readonly kind: 'card';
      readonly key: string;
      readonly message: Extract<Message, { kind: 'invitation' }>;
    }
  | ({ readonly kind: 'receipt'; readonly key: string } & SessionReceipts);

/** Messages of one author that follow each other this closely look like one. In milliseconds. */
export const RUN_MS = 5 * 60_000;

/** A stable key: what was pending keeps it when the server's message takes its place. */
function keyOf(item: Item): string {
  if (item.kind === 'receipts') return `receipts-${item.sessionId}`;
  return item.kind === 'invitation' ? item.id : item.clientId;
}

const dayOf = (at: number): string => {
  const date = new Date(at);
  return `${String(date.getFullYear())}-${String(date.getMonth())}-${String(date.getDate())}`;
};

/** The author, for runs; a card belongs to nobody and ends a run. */
function authorOf(item: Item, self: string): string | undefined {
  if (item.kind === 'pending') return self;
  return item.kind === 'text' ? item.from : undefined;
}

export interface TimelineOptions {
  /** Our own address. */
  readonly self: string;
  /** The line goes above the first message of the other person beyond this; none when absent. */
  readonly newAfterSeq?: number | undefined;
}

/** Oldest first, like the messages. */
export function timelineOf(
  messages: readonly (Message | PendingMessage)[],
  { self, newAfterSeq }: TimelineOptions,
): readonly Entry[] {
  const entries: Entry[] = [];
  const items = groupReceipts(messages, self);
  let lineDrawn = newAfterSeq === undefined;
  items.forEach((item, index) => {
    const previous = items[index - 1];
    const next = items[index + 1];
    const newDay = previous === undefined || dayOf(previous.at) !== dayOf(item.at);
    if (newDay) entries.push({ kind: 'day', key: `day-${dayOf(item.at)}`, at: item.at });
    if (!lineDrawn && newestSeqOfOther(item, self) > (newAfterSeq ?? 0)) {
      entries.push({ kind: 'new', key: 'new' });
      lineDrawn = true;
    }
    const key = keyOf(item);
    if (item.kind === 'receipts') {
      entries.push({ ...item, kind: 'receipt', key });
      return;
    }
    if (item.kind === 'invitation') {
      entries.push({ kind: 'card', key, message: item });
      return;
    }
    const author = authorOf(item, self);
    const joins = (other: Item | undefined): boolean =>
      other !== undefined &&
      authorOf(other, self) === author &&
      dayOf(other.at) === dayOf(item.at) &&
      Math.abs(other.at - item.at) <= RUN_MS;
    const first = entries.at(-1)?.kind === 'new' || !joins(previous);
    entries.push({ kind: 'bubble', key, message: item, mine: author === self, first, last: !joins(next) });
  });
  return entries;
}

/** `today`, `yesterday`, or neither, by the calendar of this computer. */
export function relativeDay(at: number, now: number): 'today' | 'yesterday' | undefined {
  if (dayOf(at) === dayOf(now)) return 'today';
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return dayOf(at) === dayOf(yesterday.getTime()) ? 'yesterday' : undefined;
}
