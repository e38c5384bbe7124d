import type { Role } from '@rendezvous/msra';
import type { Block } from '../../src/transport/binding.ts';

/** What an end of the link hears. */
export type LinkEvent =
  | { readonly type: 'opened'; readonly channel: string }
  | { readonly type: 'closed'; readonly channel: string }
  | { readonly type: 'block'; readonly block: Block }
  /** A picture of the novice's screen. */
  | { readonly type: 'picture' }
  /** There is room for more on the way to the other end. */
  | { readonly type: 'room'; readonly resume: () => void }
  | { readonly type: 'cut' };

/** One life of a channel; its name may be used again afterwards. */
interface Life {
  readonly closedBy: Set<Role>;
}

interface Queued {
  readonly order: number;
  readonly life: Life | undefined;
  readonly event: LinkEvent;
}

const OTHER = { novice: 'expert', expert: 'novice' } as const;
const SCREEN = '(screen)';
const ROOM = '(room)';

/**
 * A transport in memory: a queue for each channel and direction, which keeps its order, and nothing kept between
 * channels unless the test wants it so. A channel that one end makes is there for both, and closed by either.
 */
export class Link {
  /** Every block that was sent, in order. */
  readonly sent: { readonly from: Role; readonly block: Block }[] = [];
  readonly #handlers = new Map<Role, (event: LinkEvent) => void>();
  readonly #queues: Record<Role, Map<string, Queued[]>> = { novice: new Map(), expert: new Map() };
  /** The life of a channel as an end knows it. */
  readonly #known: Record<Role, Map<string, Life>> = { novice: new Map(), expert: new Map() };
  readonly #newest = new Map<string, Life>();
  #order = 0;
  #cut = false;

  attach(role: Role, handler: (event: LinkEvent) => void): void {
    this.#handlers.set(role, handler);
  }

  open(role: Role, channel: string): void {
    const newest = this.#newest.get(channel);
    if (newest !== undefined && newest.closedBy.size === 0) return;
    const life: Life = { closedBy: new Set() };
    this.#newest.set(channel, life);
    for (const end of [role, OTHER[role]]) this.#push(end, channel, life, { type: 'opened', channel });
  }

  send(role: Role, block: Block): void {
    this.sent.push({ from: role, block });
    if (this.#cut) return;
    const life = this.#known[role].get(block.channel);
    if (life === undefined) throw new Error(`the ${role} sends on ${block.channel}, which is not open`);
    if (life.closedBy.size > 0) return;
    const copy = { channel: block.channel, bytes: block.bytes.slice() };
    this.#push(OTHER[role], block.channel, life, { type: 'block', block: copy });
  }

  close(role: Role, channel: string): void {
    const life = this.#known[role].get(channel) ?? this.#newest.get(channel);
    if (life === undefined || life.closedBy.has(role)) return;
    const own = this.#queues[role].get(channel) ?? [];
    // What is still on its way to this end is lost.
    this.#queues[role].set(
      channel,
      own.filter(queued => queued.life !== life),
    );
    this.#push(role, channel, life, { type: 'closed', channel });
    if (life.closedBy.size === 0) this.#push(OTHER[role], channel, life, { type: 'closed', channel });
    life.closedBy.add(role);
  }

  /** The novice lets its screen be seen. */
  show(): void {
    if (!this.#cut) this.#push('expert', SCREEN, undefined, { type: 'picture' });
  }

  /** Comes back when what was sent before has, in the usual order, arrived. */
  whenRoom(role: Role, resume: () => void): void {
    if (!this.#cut) this.#push(role, ROOM, undefined, { type: 'room', resume });
  }

  /** The cable is pulled: what was on its way is lost, and both ends notice. */
  cut(): void {
    this.#cut = true;
    for (const role of ['novice', 'expert'] as const) {
      this.#queues[role].clear();
      this.#handlers.get(role)?.({ type: 'cut' });
    }
  }

  /** Delivers one event. `pick` chooses among the channels that have one; without it, the oldest comes first. */
  deliver(pick?: (choices: number) => number): boolean {
    const heads = (['novice', 'expert'] as const).flatMap(role =>
      [...this.#queues[role]].flatMap(([channel, [first]]) => (first ? [{ role, channel, first }] : [])),
    );
    heads.sort((a, b) => a.first.order - b.first.order);
    const head = heads[pick ? pick(heads.length) : 0];
    if (head === undefined) return false;
    const { role, channel, first } = head;
    this.#queues[role].get(channel)?.shift();
    if (first.life && first.event.type === 'opened') this.#known[role].set(channel, first.life);
    if (first.event.type === 'closed' && this.#known[role].get(channel) === first.life) {
      this.#known[role].delete(channel);
    }
    this.#handlers.get(role)?.(first.event);
    return true;
  }

  /** Delivers until nothing is on its way. */
  settle(pick?: (choices: number) => number): void {
    for (let count = 0; this.deliver(pick); count += 1) {
      if (count > 100_000) throw new Error('the two never come to rest');
    }
  }

  #push(to: Role, channel: string, life: Life | undefined, event: LinkEvent): void {
    const queue = this.#queues[to].get(channel) ?? [];
    this.#queues[to].set(channel, queue);
    queue.push({ order: this.#order, life, event });
    this.#order += 1;
  }
}
