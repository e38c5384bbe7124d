/** Two real hosts over a transport that drops, delays, repeats, turns round and refuses, while pages are loaded again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEADLINES, isTerminal, type SessionOutcome } from '../src/index.ts';
import { settle } from './support/manual-clock.ts';
import { other, Pair, type PersonSide, type Who } from './support/pair.ts';

/** What becomes of one message. */
type Fate =
  | { readonly type: 'arrives'; readonly copies: number; readonly delays: readonly number[] }
  | { readonly type: 'refused'; readonly code: string };

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ type: 'arrives', copies: 1, delays: [0] } as const) },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.constantFrom(0, 1, 5, 700, 2_500), { maxLength: 3 })
      .map(delays => ({ type: 'arrives', copies: delays.length, delays }) as const),
  },
  fc
    .constantFrom('connectivity', 'deadline', 'offline', 'rate-limited')
    .map(code => ({ type: 'refused', code }) as const),
);

type Action =
  | { readonly type: 'send' | 'reload' | 'reload-application' | 'lost' | 'restored'; readonly who: Who }
  | { readonly type: 'wait'; readonly ms: number };

const who = fc.constantFrom<Who>('A', 'B');
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: who.map(each => ({ type: 'send', who: each }) as const) },
  { weight: 1, arbitrary: who.map(each => ({ type: 'reload', who: each }) as const) },
  { weight: 1, arbitrary: who.map(each => ({ type: 'reload-application', who: each }) as const) },
  { weight: 1, arbitrary: who.map(each => ({ type: 'lost', who: each }) as const) },
  { weight: 2, arbitrary: who.map(each => ({ type: 'restored', who: each }) as const) },
  { weight: 4, arbitrary: fc.constantFrom(0, 1, 600, 3_000).map(ms => ({ type: 'wait', ms }) as const) },
);

/** One run: what each side has sent with success, and what was refused afterwards. */
class Run {
  readonly pair = new Pair();
  readonly sent: Record<Who, string[]> = { A: [], B: [] };
  /** Sends whose page was left before it heard whether they were taken. */
  readonly leftBehind: Record<Who, number> = { A: 0, B: 0 };
  readonly #open: Record<Who, number> = { A: 0, B: 0 };
  #count = 0;

  constructor(fates: readonly Fate[]) {
    this.pair.returning = true;
    let next = 0;
    const fateOf = (): Fate =>
      this.healthy ? { type: 'arrives', copies: 1, delays: [0] } : (fates[next++ % fates.length] ?? HEALTHY);
    let delays: readonly number[] = [];
    this.pair.refuse = () => {
      const decided = fateOf();
      if (decided.type === 'refused') return decided.code;
      delays = decided.delays;
      return undefined;
    };
    this.pair.deliverIn = () => delays;
  }

  healthy = true;

  /** A string that nobody has sent before; `sent` knows it once the messenger has taken it. */
  async send(from: Who): Promise<void> {
    const { session } = this.pair[from].running;
    if (session?.state !== 'connected') return;
    const text = `${from}${String(++this.#count)}`;
    // A page that is left takes its own promises with it; the text may still have been taken.
    this.sent[from].push(text);
    this.#open[from] += 1;
    await session.sendContextData(text).catch(() => {
      this.sent[from] = this.sent[from].filter(each => each !== text);
    });
    this.#open[from] -= 1;
  }

  perform(step: Action): Promise<void> {
    if (step.type === 'wait') return this.pair.clock.advance(step.ms);
    const side: PersonSide = this.pair[step.who];
    switch (step.type) {
      case 'send':
        void this.send(step.who);
        break;
      case 'reload':
        side.reloadKeeping();
        break;
      case 'reload-application':
        if (side.running.remembered === undefined) break;
        this.leftBehind[step.who] += this.#open[step.who];
        side.reloadApplication();
        break;
      case 'lost':
        side.host.connectionLost();
        break;
      case 'restored':
        side.host.connectionRestored();
        break;
    }
    return settle();
  }

  async heal(): Promise<void> {
    this.healthy = true;
    for (let round = 0; round < 4; round += 1) {
      for (const side of ['A', 'B'] as const) this.pair[side].host.connectionRestored();
      await this.pair.clock.advance(DEADLINES.retryMs + 3_000);
    }
  }

  received(at: Who): string[] {
    return this.pair[at].applications.flatMap(({ received }) => received);
  }

  outcome(at: Who): SessionOutcome | undefined {
    return this.pair[at].running.session?.outcome;
  }
}
const HEALTHY: Fate = { type: 'arrives', copies: 1, delays: [0] };

describe('any transport', () => {
  it('loses, repeats and reorders no context data while the session lives, and a session that ends, ends on both sides', async () => {
    let survived = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 1, maxLength: 40 }),
        fc.array(fate, { minLength: 1, maxLength: 30 }),
        async (actions, fates) => {
          const run = new Run(fates);
          await run.pair.connect();
          run.healthy = false;
          for (const step of actions) await run.perform(step);
          await run.heal();
          for (const at of ['A', 'B'] as const) {
            const from = other(at);
            const got = run.received(at);
            // In order and once each: what came is a part of what was sent, in the same order.
            const order = got.map(text => run.sent[from].indexOf(text)).filter(index => index >= 0);
            expect(order).toEqual([...order].sort((one, two) => one - two));
            expect(new Set(got).size).toBe(got.length);
          }
          const states = (['A', 'B'] as const).map(at => run.pair[at].running.session?.state ?? 'unknown');
          expect(states.every(isTerminal) || states.every(state => state === 'connected')).toBe(true);
          expect(run.pair.A.launches.length + run.pair.B.launches.length).toBe(2);
          if (!states.every(isTerminal)) {
            survived += 1;
            checkComplete(run);
          }
          for (const application of [...run.pair.A.applications, ...run.pair.B.applications])
            application.crash();
          await settle();
          await run.pair.clock.advance(DEADLINES.invitationMs);
          expect(run.pair.clock.pending).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
    // Otherwise nothing of the above was tried.
    expect(survived).toBeGreaterThan(100);
  });

  it('ends every invitation and every session on both sides, whatever becomes of its messages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 30 }), fc.nat(3), async (fates, pause) => {
        const run = new Run(fates);
        run.healthy = false;
        const session = run.pair.invite('A');
        await run.pair.clock.advance(pause * 1_000);
        run.pair.B.incoming.at(-1)?.accept();
        await run.pair.clock.advance(DEADLINES.readyMs);
        run.healthy = true;
        session.end();
        for (const offered of run.pair.B.incoming) offered.end();
        await run.heal();
        await run.pair.clock.advance(DEADLINES.invitationMs);
        for (const side of [run.pair.A, run.pair.B]) {
          for (const each of side.host.sessions.values()) expect(isTerminal(each.state)).toBe(true);
          expect(side.launches.length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** In a session that lives, everything that was taken and not refused has arrived. */
function checkComplete(run: Run): void {
  for (const at of ['A', 'B'] as const) {
    const from = other(at);
    const refused = run.pair[from].applications.flatMap(({ events }) =>
      events.filter(event => event.startsWith('senderror')),
    ).length;
    const missing = run.sent[from].filter(text => !run.received(at).includes(text));
    expect(missing.length).toBeLessThanOrEqual(refused + run.leftBehind[from]);
  }
}
