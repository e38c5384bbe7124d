import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Act,
  answers,
  apply,
  bothIdle,
  events,
  misunderstood,
  START,
  SWITCHES,
  talking,
  timers,
  WISHES,
  type World,
} from './pair.ts';

/** How much users, failures and time may do in one exploration. */
interface Budget {
  readonly start: number;
  readonly stop: number;
  readonly failure: number;
  readonly timer: number;
  readonly switch: number;
}

const NOTHING: Budget = { start: 0, stop: 0, failure: 0, timer: 0, switch: 0 };

/** What can happen, and what it costs. */
function possible(world: World, budget: Budget): { readonly act: Act; readonly cost?: keyof Budget }[] {
  const same = (one: Act) => (other: Act) => one.who === other.who && one.what === other.what;
  const natural = [...events(world, false), ...answers(world)];
  const failures = events(world, true).filter(act => !natural.some(same(act)));
  const dear = [
    ...failures.map(act => ({ act, cost: 'failure' as const })),
    ...timers(world).map(act => ({ act, cost: 'timer' as const })),
    ...SWITCHES.map(act => ({ act, cost: 'switch' as const })),
    ...WISHES.map(act => ({ act, cost: act.what === 'start' ? ('start' as const) : ('stop' as const) })),
  ];
  return [...natural.map(act => ({ act })), ...dear.filter(({ cost }) => budget[cost] > 0)];
}

/** Looks at every world that can be reached within a budget; `apply` itself throws where a machine misbehaves. */
function explore(start: Budget, look: (world: World) => void): number {
  const seen = new Set<string>();
  const open: { readonly world: World; readonly budget: Budget }[] = [{ world: START, budget: start }];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { world, budget } = node;
    look(world);
    for (const { act, cost } of possible(world, budget)) {
      const left = cost === undefined ? budget : { ...budget, [cost]: budget[cost] - 1 };
      const next = { world: apply(world, act), budget: left };
      const key = JSON.stringify(next);
      if (!seen.has(key)) open.push(next);
      seen.add(key);
    }
  }
  return seen.size;
}

describe('an expert and a novice in every order of events', () => {
  const sound = (world: World): void => {
    expect(misunderstood(world)).toBe(false);
    // Without time passing: nothing waits for something that does not come.
    if (events(world, false).length === 0 && answers(world).length === 0)
      expect([world.expert.state.name, world.novice.state.name, bothIdle(world) || talking(world)]).toEqual([
        expect.any(String),
        expect.any(String),
        true,
      ]);
  };

  it('never takes a wish for an end or an end for a wish, and never waits in vain: users', () => {
    expect(explore({ ...NOTHING, start: 3, stop: 3 }, sound)).toBeGreaterThan(5_000);
  });

  it('never takes a wish for an end or an end for a wish, and never waits in vain: failures', () => {
    expect(explore({ ...NOTHING, start: 3, stop: 1, failure: 2 }, sound)).toBeGreaterThan(3_000);
  });

  it('never takes a wish for an end or an end for a wish, and never waits in vain: switching off', () => {
    expect(explore({ ...NOTHING, start: 2, stop: 1, switch: 2 }, sound)).toBeGreaterThan(5_000);
  });

  it('keeps microphone, question, timer and user’s news in step with the state even when time runs out', () => {
    const worlds = explore({ start: 2, stop: 1, failure: 1, timer: 2, switch: 0 }, () => {});
    expect(worlds).toBeGreaterThan(20_000);
  });
});

const choice = fc.nat({ max: 1_000 });

/** Lets everything happen that happens by itself, and time run out where nothing else happens. */
function settle(start: World, choices: readonly number[]): World {
  let world = start;
  for (let count = 0; count < 200; count += 1) {
    const natural = [...events(world, false), ...answers(world)];
    const acts = natural.length > 0 ? natural : timers(world);
    const act = acts[(choices[count % choices.length] ?? 0) % acts.length];
    if (act === undefined) return world;
    world = apply(world, act);
  }
  throw new Error('never comes to rest');
}

describe('an expert and a novice, whatever users, failures and time do', () => {
  const story = fc.record({
    choices: fc.array(choice, { maxLength: 120 }),
    rest: fc.array(choice, { minLength: 1, maxLength: 40 }),
  });

  it('come to rest when nobody does anything more: both idle with nothing open, or talking', () => {
    let talked = 0;
    fc.assert(
      fc.property(story, ({ choices, rest }) => {
        let world = START;
        for (const index of choices) {
          const acts = [
            ...events(world, index % 5 === 0),
            ...answers(world),
            ...WISHES,
            ...(index % 7 === 0 ? [...timers(world), ...SWITCHES] : []),
          ];
          const act = acts[index % acts.length];
          if (act !== undefined) world = apply(world, act);
        }
        world = settle(world, rest);
        if (talking(world)) {
          talked += 1;
          world = settle(
            apply(world, { who: rest.length % 2 === 0 ? 'expert' : 'novice', what: 'stop' }),
            rest,
          );
        }
        expect([world.expert.state.name, world.novice.state.name]).toEqual(['idle', 'idle']);
        const quiet = { inbox: [], jobs: [], open: undefined, timer: false, question: false, attempt: false };
        expect(world.expert).toMatchObject(quiet);
        expect(world.novice).toMatchObject(quiet);
      }),
      { numRuns: 3_000 },
    );
    expect(talked).toBeGreaterThan(50);
  });

  it('are silent from the end of the session on, with nothing left open', () => {
    fc.assert(
      fc.property(story, ({ choices, rest }) => {
        let world = START;
        for (const index of choices) {
          const acts = [...events(world, false), ...answers(world), ...WISHES, ...timers(world)];
          const act = acts[index % acts.length];
          if (act !== undefined) world = apply(world, act);
        }
        for (const who of ['expert', 'novice'] as const) {
          const waiting = world[who === 'expert' ? 'novice' : 'expert'].inbox.length;
          world = apply(world, { who, what: 'session-ended' });
          expect(world[who]).toMatchObject({
            state: { name: 'ended' },
            open: undefined,
            timer: false,
            question: false,
            attempt: false,
          });
          expect(world[who === 'expert' ? 'novice' : 'expert'].inbox.length).toBe(waiting);
        }
        world = settle(world, rest);
        expect([world.expert.state, world.novice.state]).toEqual([{ name: 'ended' }, { name: 'ended' }]);
      }),
    );
  });
});
