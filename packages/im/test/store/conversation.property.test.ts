import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConversationState, type Page, resumeSeq } from '../../src/store/conversation.ts';
import { type Action, type ImState, INITIAL_STATE, reduce } from '../../src/store/state.ts';
import { BEN, welcome } from '../support/things.ts';
import { Truth } from '../support/truth.ts';

/** What may happen between a server and one client; what needs a connection does nothing without one. */
const Happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('say' as const),
      step: fc.integer({ min: 1, max: 3 }),
      ben: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('invite' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('stage' as const),
      stage: fc.constantFrom('ringing', 'connected', 'ended', 'declined'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('disconnect' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('connect' as const), replayed: fc.nat({ max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('older' as const) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('fill' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('restart' as const) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('repeat' as const), back: fc.nat({ max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('read' as const), back: fc.nat({ max: 6 }) }) },
);
type Happening = typeof Happening extends fc.Arbitrary<infer H> ? H : never;

const LIMIT = 3;

/** One client and its server. Reads are told to the server at once, or with the next welcome. */
class Pair {
  readonly truth = new Truth();
  state: ImState = INITIAL_STATE;
  connected = false;
  /** A mark was set to something else than the newest message: then the count may be too high for a while. */
  guessing = false;

  get conversation(): ConversationState | undefined {
    return this.state.conversations.get(BEN.address);
  }

  apply(action: Action): void {
    this.state = reduce(this.state, action);
  }

  happen(happening: Happening): void {
    switch (happening.type) {
      case 'say':
        this.#push(this.truth.say(happening.ben ? 'ben' : 'anna', happening.step));
        return;
      case 'invite':
        this.#push(this.truth.invite());
        return;
      case 'stage': {
        const message = this.truth.stage(happening.stage);
        if (message && this.connected) this.apply({ type: 'messageUpdated', message });
        return;
      }
      case 'disconnect':
        this.connected = false;
        return;
      case 'connect':
        this.connect(happening.replayed);
        return;
      case 'older':
        this.older();
        return;
      case 'fill':
        this.fill();
        return;
      case 'restart':
        if (this.connected && this.conversation?.behind) this.#page({ limit: LIMIT }, 'newest');
        return;
      case 'repeat': {
        const message = this.truth.messages.at(-1 - happening.back);
        if (this.connected && message) this.apply({ type: 'message', message });
        return;
      }
      case 'read':
        this.#read(happening.back);
    }
  }

  connect(replayed = 0): void {
    this.connected = true;
    this.guessing = false;
    const conversations = [this.truth.conversation()];
    this.apply({ type: 'welcome', frame: welcome({ conversations }) });
    for (const message of this.truth.messages.slice(this.truth.messages.length - replayed)) {
      this.apply({ type: 'message', message });
    }
  }

  older(): void {
    const { conversation } = this;
    if (!this.connected || !conversation) return;
    if (!conversation.loaded) this.#page({ limit: LIMIT }, 'newest');
    else if (conversation.hasOlder) {
      this.#page({ before: conversation.confirmed[0]?.seq ?? 0, limit: LIMIT }, 'older');
    }
  }

  fill(): void {
    const { conversation } = this;
    if (this.connected && conversation?.behind) {
      this.#page({ after: resumeSeq(conversation), limit: 100 }, 'after');
    }
  }

  #read(back: number): void {
    if (!this.connected) return;
    const seq = this.truth.messages.at(-1 - back)?.seq ?? 0;
    if (seq <= this.truth.readSeq) return;
    if (back > 0) this.guessing = true;
    this.truth.readSeq = seq;
    this.apply({ type: 'read', with: BEN.address, seq });
  }

  #push(message: Truth['messages'][number]): void {
    if (this.connected) this.apply({ type: 'message', message });
  }

  #page(query: { before?: number; after?: number; limit: number }, answers: Page['answers']): void {
    this.apply({ type: 'page', with: BEN.address, page: { ...this.truth.page(query), answers } });
  }
}

function seqs(pair: Pair): number[] {
  return pair.conversation?.confirmed.map(message => message.seq) ?? [];
}

const history = fc.array(Happening, { maxLength: 60 });

test('messages are sorted by seq, each once, in whatever order frames and pages arrive', () => {
  fc.assert(
    fc.property(history, happenings => {
      const pair = new Pair();
      for (const happening of happenings) {
        pair.happen(happening);
        const held = seqs(pair);
        expect(held).toEqual([...new Set(held)].sort((a, b) => a - b));
      }
    }),
    { numRuns: 500 },
  );
});

test('up to the synced seq nothing is missing from what is held', () => {
  fc.assert(
    fc.property(history, happenings => {
      const pair = new Pair();
      for (const happening of happenings) {
        pair.happen(happening);
        const { conversation } = pair;
        if (!conversation) continue;
        const [oldest = 0] = seqs(pair);
        const until = conversation.syncedSeq;
        const truth = pair.truth.messages.map(m => m.seq).filter(seq => seq >= oldest && seq <= until);
        expect(seqs(pair).filter(seq => seq <= until)).toEqual(truth);
        if (pair.connected && !conversation.behind) expect(until).toBe(pair.truth.newestSeq);
      }
    }),
    { numRuns: 500 },
  );
});

test('the unread number is the server’s, and while only parts were read elsewhere never too small', () => {
  fc.assert(
    fc.property(history, happenings => {
      const pair = new Pair();
      for (const happening of happenings) {
        pair.happen(happening);
        if (!pair.connected) continue;
        const unread = pair.conversation?.unread ?? 0;
        if (pair.guessing) expect(unread).toBeGreaterThanOrEqual(pair.truth.unread);
        else expect(unread).toBe(pair.truth.unread);
      }
    }),
    { numRuns: 500 },
  );
});

test('after a reconnect and the filling of gaps, everything held is what the server has, cards included', () => {
  fc.assert(
    fc.property(history, happenings => {
      const pair = new Pair();
      for (const happening of happenings) pair.happen(happening);
      pair.connect();
      for (let pages = 0; pages < 100 && pair.conversation?.behind; pages += 1) pair.fill();
      expect(pair.conversation?.behind).toBe(false);
      const [oldest = 0] = seqs(pair);
      expect(pair.conversation?.confirmed).toEqual(pair.truth.messages.filter(m => m.seq >= oldest));
      for (let pages = 0; pages < 100 && pair.conversation?.hasOlder; pages += 1) pair.older();
      expect(seqs(pair)).toEqual(pair.truth.messages.map(m => m.seq));
    }),
    { numRuns: 300 },
  );
});

test('what was read without a connection stays read when the connection is back', () => {
  const pair = new Pair();
  for (let n = 0; n < 4; n += 1) pair.truth.say('ben');
  pair.connect();
  pair.older();
  pair.older();
  pair.connected = false;
  pair.truth.say('ben');
  pair.apply({ type: 'read', with: BEN.address, seq: 4 });
  pair.connect();
  expect(pair.conversation).toMatchObject({ readSeq: 4, unread: 1 });
});
