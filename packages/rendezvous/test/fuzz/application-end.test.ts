/** A hostile messenger at the application's end of the channel. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEADLINES, HRESULT, LIMITS, RPC_CODE } from '../../src/index.ts';
import { settle } from '../support/manual-clock.ts';
import { isSound, message, NAMES, snapshot } from './messages.ts';
import { OutOfBand } from './out-of-band.ts';
import { PlayedHost, SNAPSHOT, WELCOME } from './played-host.ts';
import { isFields, spoilt, text } from './values.ts';

const ACCEPT_ERRORS = [
  'token-used',
  'refused',
  'session-ended',
  'unsupported-version',
  'no-answer',
  'closed',
  'protocol-error',
];
const CLEAR: readonly number[] = Object.values(RPC_CODE).filter(code => code !== RPC_CODE.internal);

/** What a messenger may never say: an application must be the same afterwards as before. */
const noise = fc.array(
  message(NAMES).filter(said => !isSound(said, 'application') && !isAnswer(said)),
  { maxLength: 8 },
);

/** It might be the answer that the application waits for. */
function isAnswer(said: unknown): boolean {
  return isFields(said) && said['method'] === undefined && Number.isInteger(said['id']);
}

const CONNECTED = { prevState: 3, state: 4 };
const CANCELLED = { prevState: 4, state: 5 };
const RECORD = { hr: HRESULT.S_OK, appData: 'the end', reason: 'success', by: 'remote' };

describe('an application whose messenger talks nonsense', () => {
  it('takes its session, its data and its end as if nothing had been said, and answers clearly', async () => {
    using outOfBand = new OutOfBand();
    await fc.assert(
      fc.asyncProperty(fc.array(noise, { minLength: 7, maxLength: 7 }), async noises => {
        const host = new PlayedHost();
        await settle();
        const rest = noises.values();
        const talk = async (): Promise<void> => {
          for (const said of rest.next().value ?? []) host.say(said);
          await settle();
        };
        await talk();
        host.answer('rendezvous/hello', WELCOME);
        await talk();
        host.ask('the hand-over', 'app/setSession', { session: SNAPSHOT });
        host.notify('session/contextData', { seq: 1, data: 'too early' });
        await talk();
        host.notify('session/stateChanged', CONNECTED);
        host.notify('session/contextData', { seq: 1, data: 'first' });
        await talk();
        host.ask('once more', 'app/setSession', { session: SNAPSHOT });
        host.ask('another one', 'app/setSession', { session: { ...SNAPSHOT, id: crypto.randomUUID() } });
        const sending = host.session?.sendContextData('from the application');
        await talk();
        host.answer('session/sendContextData', null);
        await sending;
        host.notify('session/contextData', { seq: 2, data: 'second' });
        await talk();
        host.notify('session/terminated', RECORD);
        host.notify('session/stateChanged', CANCELLED);
        host.notify('session/contextData', { seq: 3, data: 'too late' });
        await talk();
        expect(host.handOvers).toBe(1);
        expect(host.application?.session).toBe(host.session);
        expect(host.session?.id).toBe(SNAPSHOT.id);
        expect(host.received).toEqual(['first', 'second']);
        expect(host.events.filter(event => !event.startsWith('data'))).toEqual([
          'connected',
          'termination',
          'cancelled',
        ]);
        expect(host.outcome).toEqual({ state: 'cancelled', ...RECORD });
        expect(host.refusals.filter(code => !CLEAR.includes(code))).toEqual([]);
        expect(host.answers).toEqual(host.asked);
        expect(host.closed).toBe(false);
        await host.close();
        expect(host.clock.pending).toBe(0);
        await outOfBand.check();
      }),
      { numRuns: 250 },
    );
  });

  it('goes, after too much of it, and its session has ended', async () => {
    using outOfBand = new OutOfBand();
    // What is no message in the first place, so that each counts.
    const nonsense = fc.oneof(
      fc.string().map((said): unknown => said),
      fc.array(message(NAMES), { maxLength: 2 }),
      fc.constant({ jsonrpc: '2.0', id: 'wrong way', method: 'session/terminate', params: {} }),
    );
    const some = fc.array(nonsense, {
      minLength: LIMITS.violations,
      maxLength: LIMITS.violations + 10,
      size: 'max',
    });
    await fc.assert(
      fc.asyncProperty(some, fc.boolean(), async (saids, connected) => {
        const host = new PlayedHost();
        await settle();
        if (connected) await host.handOver();
        for (const said of saids) host.say(said);
        await settle();
        expect(host.closed).toBe(true);
        expect(host.refusals.length).toBeGreaterThanOrEqual(LIMITS.violations - 1);
        if (connected) expect(host.outcome).toMatchObject({ state: 'terminated', reason: 'connectivity' });
        else expect(host.error).toMatchObject({ name: 'AcceptError', code: 'closed' });
        expect(host.clock.pending).toBe(0);
        await outOfBand.check();
      }),
      { numRuns: 50 },
    );
  });
});

type Act =
  | { readonly type: 'says'; readonly message: unknown }
  /** Well-formed, and right or wrong at this point. */
  | { readonly type: 'tells'; readonly method: string; readonly params: object }
  | { readonly type: 'answers'; readonly method: string; readonly result: unknown }
  | { readonly type: 'hands-over'; readonly id: string; readonly session: unknown }
  | {
      readonly type: 'application';
      readonly does: 'sends' | 'terminates' | 'holds' | 'finishes' | 'asks';
      readonly data: string;
    }
  | { readonly type: 'pause' | 'time' };

const state = fc.oneof({ weight: 3, arbitrary: fc.constant(4) }, fc.integer({ min: 0, max: 7 }));
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('says' as const), message: message(NAMES) }) },
  {
    weight: 8,
    arbitrary: fc
      .oneof(
        fc.tuple(fc.constant('session/stateChanged'), fc.record({ prevState: state, state })),
        fc.tuple(fc.constant('session/terminated'), fc.constant(RECORD)),
        fc.tuple(
          fc.constant('session/contextData'),
          fc.record({ seq: fc.integer({ min: 1, max: 9 }), data: text }),
        ),
        fc.tuple(fc.constant('session/sendError'), fc.constant({ id: 1, hr: HRESULT.E_FAIL })),
      )
      .map(([method, params]): Act => ({ type: 'tells', method, params })),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('answers' as const),
      method: fc.constantFrom(
        'rendezvous/hello',
        'session/sendContextData',
        'session/terminate',
        'app/finished',
      ),
      result: fc.oneof(fc.constant(WELCOME), spoilt(fc.constant(WELCOME)), fc.constant(null)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('hands-over' as const),
      id: fc.constantFrom('one', 'two'),
      session: fc.oneof(fc.constant(SNAPSHOT), snapshot, spoilt(snapshot)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('application' as const),
      does: fc.constantFrom('sends', 'sends', 'terminates', 'holds', 'finishes', 'asks'),
      data: text,
    }),
  },
  { weight: 3, arbitrary: fc.constant({ type: 'pause' } as const) },
  { weight: 1, arbitrary: fc.constant({ type: 'time' } as const) },
);

/** What had gone well before: nothing, the hello, the hand-over, CONNECTED. */
const progress = fc.integer({ min: 0, max: 3 });

/** How each of the application's own calls has ended. */
type Ends = (string | undefined)[];

async function perform(host: PlayedHost, step: Act, ends: Ends): Promise<void> {
  switch (step.type) {
    case 'pause':
      return settle();
    case 'time':
      return host.clock.advance(DEADLINES.requestMs / 2);
    case 'says':
      return host.say(step.message);
    case 'tells':
      return host.notify(step.method, step.params);
    case 'answers':
      return host.answer(step.method, step.result);
    case 'hands-over':
      return host.ask(step.id, 'app/setSession', { session: step.session });
    case 'application':
      use(host, step.does, step.data, ends);
  }
}

function use(host: PlayedHost, does: string, data: string, ends: Ends): void {
  const { session, application } = host;
  const work: Promise<unknown> | undefined =
    does === 'sends'
      ? session?.sendContextData(data)
      : does === 'terminates'
        ? session?.terminate(HRESULT.S_OK, data)
        : does === 'finishes'
          ? application?.finished()
          : does === 'asks'
            ? application?.relayServers()
            : undefined;
  if (does === 'holds') session?.hold();
  if (work === undefined) return;
  const place = ends.push(undefined) - 1;
  work.then(
    () => {
      ends[place] = 'done';
    },
    (error: unknown) => {
      ends[place] = error instanceof Error ? error.name : 'not an error';
    },
  );
}

describe('an application whose messenger says anything at all', () => {
  it('gets one session or one error, one end, no data outside CONNECTED, and waits for nothing for ever', async () => {
    using outOfBand = new OutOfBand();
    await fc.assert(
      fc.asyncProperty(
        progress,
        fc.array(act, { minLength: 1, maxLength: 25, size: 'max' }),
        async (before, acts) => {
          const host = new PlayedHost();
          const ends: Ends = [];
          await settle();
          if (before >= 1) host.answer('rendezvous/hello', WELCOME);
          if (before >= 2) await host.handOver();
          if (before >= 3) host.notify('session/stateChanged', CONNECTED);
          for (const step of acts) await perform(host, step, ends);
          await settle();
          expect(host.refusals.filter(code => !CLEAR.includes(code))).toEqual([]);
          await host.clock.advance(DEADLINES.requestMs + DEADLINES.setSessionMs);
          // Nobody waits any more, whatever the messenger has kept to itself.
          expect(ends.filter(end => end === undefined)).toEqual([]);
          const names = ['done', 'StateError', 'ContextDataError', 'RpcError', 'AcceptError'];
          expect(ends.filter(end => !names.includes(String(end)))).toEqual([]);
          expect((host.application === undefined) !== (host.error === undefined)).toBe(true);
          if (host.error !== undefined) {
            expect(host.error).toMatchObject({ name: 'AcceptError', code: expect.toBeOneOf(ACCEPT_ERRORS) });
          }
          expect(host.handOvers).toBeLessThanOrEqual(1);
          if (!host.closed) expect(host.answers).toEqual(host.asked);
          await host.close();
          await settle();
          expect(host.clock.pending).toBe(0);
          if (host.session !== undefined) checkEvents(host);
          await outOfBand.check();
        },
      ),
      { numRuns: 500 },
    );
  });
});

function checkEvents({ events, outcome }: PlayedHost): void {
  expect(outcome).toBeDefined();
  expect(Object.isFrozen(outcome)).toBe(true);
  expect(events.filter(event => event.startsWith('data') && event !== 'data while connected')).toEqual([]);
  const end = events.indexOf('termination');
  expect(end).toBe(events.lastIndexOf('termination'));
  expect(end).toBeGreaterThanOrEqual(0);
  // Behind the record is the change of state, if there was one, and nothing else.
  expect(events.slice(end + 1).length).toBeLessThanOrEqual(1);
  for (const event of events.slice(end + 1)) expect(event).toBe(outcome?.state);
}
