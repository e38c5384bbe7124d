/** Lists of confirmed messages: sorted by `seq`, each id and each `seq` once. */
import type { InvitationStage, Message } from '../frames.ts';

/**
 * Joins two lists. Where both hold the same message, `incoming` wins: it arrived later.
 * Returns `held` itself when nothing changes, so that views which depend on it stay as they are.
 */
export function mergeMessages(held: readonly Message[], incoming: readonly Message[]): readonly Message[] {
  if (incoming.length === 0) return held;
  const [only] = incoming;
  const newest = held.at(-1);
  if (
    incoming.length === 1 &&
    only &&
    (!newest || only.seq > newest.seq) &&
    !held.some(m => m.id === only.id)
  ) {
    return [...held, only];
  }
  const byId = new Map(held.map(message => [message.id, message]));
  for (const message of incoming) byId.set(message.id, message);
  const bySeq = new Map([...byId.values()].map(message => [message.seq, message]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** Replaces a message that is held; one that is not held is left to history, which will bring its newest form. */
export function replaceMessage(held: readonly Message[], message: Message): readonly Message[] {
  const at = held.findIndex(other => other.id === message.id);
  return at < 0 || held[at]?.seq !== message.seq ? held : held.with(at, message);
}

/** Stages in which an invitation card can still change. */
const UNFINISHED: ReadonlySet<InvitationStage> = new Set(['asking', 'ringing', 'accepted', 'connected']);
/** Cards further back than this are not asked for again: an invitation lives for minutes. */
const UNFINISHED_WITHIN = 100;

/** The oldest recent invitation card that may have changed while nobody was connected. */
export function oldestUnfinished(held: readonly Message[]): Message | undefined {
  return held
    .slice(-UNFINISHED_WITHIN)
    .find(message => message.kind === 'invitation' && UNFINISHED.has(message.stage));
}
