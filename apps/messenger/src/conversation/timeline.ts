/** From messages to what stands on the screen: days, groups of one author, the line above what is new. Pure. */
import type { Message, PendingMessage } from '@rendezvous/im';

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
  | { readonly kind: 'card'; readonly key: string; readonly message: Exclude<Message, { kind: 'text' }> };

/** Messages of one author that follow each other this closely look like one. In milliseconds. */
export const RUN_MS = 5 * 60_000;

/** A stable key: what was pending keeps it when the server's message takes its place. */
function keyOf(message: Message | PendingMessage): string {
  return message.kind === 'text' || message.kind === 'pending' ? message.clientId : message.id;
}

const dayOf = (at: number): string => {
  const date = new Date(at);
  return `${String(date.getFullYear())}-${String(date.getMonth())}-${String(date.getDate())}`;
};

/** The author, for runs; a card belongs to nobody and ends a run. */
function authorOf(message: Message | PendingMessage, self: string): string | undefined {
  if (message.kind === 'pending') return self;
  return message.kind === 'text' ? message.from : undefined;
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
  let lineDrawn = newAfterSeq === undefined;
  messages.forEach((message, index) => {
    const previous = messages[index - 1];
    const next = messages[index + 1];
    const newDay = previous === undefined || dayOf(previous.at) !== dayOf(message.at);
    if (newDay) entries.push({ kind: 'day', key: `day-${dayOf(message.at)}`, at: message.at });
    const author = authorOf(message, self);
    if (
      !lineDrawn &&
      message.kind !== 'pending' &&
      message.seq > (newAfterSeq ?? 0) &&
      message.from !== self
    ) {
      entries.push({ kind: 'new', key: 'new' });
      lineDrawn = true;
    }
    if (message.kind !== 'text' && message.kind !== 'pending') {
      entries.push({ kind: 'card', key: keyOf(message), message });
      return;
    }
    const joins = (other: Message | PendingMessage | undefined): boolean =>
      other !== undefined &&
      authorOf(other, self) === author &&
      dayOf(other.at) === dayOf(message.at) &&
      Math.abs(other.at - message.at) <= RUN_MS;
    const first = entries.at(-1)?.kind === 'new' || !joins(previous);
    entries.push({
      kind: 'bubble',
      key: keyOf(message),
      message,
      mine: author === self,
      first,
      last: !joins(next),
    });
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
