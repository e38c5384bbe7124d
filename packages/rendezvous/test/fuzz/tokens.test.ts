/** Tokens that are guessed, used again, or shown by somebody else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEADLINES, memoryChannelPair, RPC_CODE } from '../../src/index.ts';
import { launchedRaw, RawApplication } from '../conformance/raw-application.ts';
import { settle } from '../support/manual-clock.ts';
import { Pair } from '../support/pair.ts';
import { message, NAMES } from './messages.ts';
import { OutOfBand } from './out-of-band.ts';

const ORIGIN = 'https://application.example';
const refused = (reason: string) => ({ code: RPC_CODE.refused, data: { reason } });

/** What a hello may carry without being refused for its form. */
const guess = fc.oneof(
  fc.string({ unit: 'binary', minLength: 16, maxLength: 200 }),
  fc.uint8Array({ minLength: 24, maxLength: 24 }).map(bytes => Buffer.from(bytes).toString('hex')),
);

describe('a launch token', () => {
  it('that was guessed is refused, and ends the launch on both sides', async () => {
    using outOfBand = new OutOfBand();
    await fc.assert(
      fc.asyncProperty(guess, async token => {
        const pair = new Pair();
        const raw = await launchedRaw(pair);
        fc.pre(token !== raw.token);
        const { error } = await raw.hello({ token });
        expect(error).toMatchObject(refused('token-unknown'));
        await settle();
        expect(raw.closed).toBe(true);
        expect(raw.told('app/setSession')).toEqual([]);
        const [session] = pair.A.host.sessions.values();
        expect(session?.outcome).toMatchObject({ state: 'terminated', reason: 'launch-failed' });
        expect(pair.B.running.session?.outcome).toMatchObject({
          state: 'terminated',
          reason: 'launch-failed',
        });
        for (const side of [pair.A, pair.B]) side.host.close();
        await settle();
        expect(pair.clock.pending).toBe(0);
        await outOfBand.check();
      }),
      { numRuns: 100 },
    );
  });

  it('of an earlier launch is told from one that was guessed', async () => {
    const pair = new Pair();
    const earlier = await launchedRaw(pair);
    await earlier.hello();
    earlier.say({ jsonrpc: '2.0', id: 'end', method: 'app/finished', params: {} });
    await settle();
    const later = await launchedRaw(pair);
    const { error } = await later.hello({ token: earlier.token });
    expect(error).toMatchObject(refused('token-used'));
  });
});

interface Knock {
  /** `launch` and `resume` stand for the application's own. */
  readonly token: string;
  readonly origin: string;
  readonly first: readonly unknown[];
  readonly greets: boolean;
}

const knock: fc.Arbitrary<Knock> = fc
  .record({
    token: fc.oneof(fc.constantFrom('launch', 'resume'), guess),
    origin: fc.constantFrom(ORIGIN, 'https://application.example:444', 'null', '', 'https://chat.example'),
    first: fc.array(message(NAMES), { maxLength: 3 }),
    greets: fc.boolean(),
  })
  // With its resume token and from its origin it is the application itself.
  .filter(({ token, origin }) => token !== 'resume' || origin !== ORIGIN);

describe('whoever knocks at a messenger', () => {
  it('with a token that is not theirs gets nothing, and the application loses nothing', async () => {
    using outOfBand = new OutOfBand();
    await fc.assert(
      fc.asyncProperty(fc.array(knock, { maxLength: 40, size: 'max' }), async knocks => {
        const pair = new Pair();
        const session = await pair.connect();
        const { A, B } = pair;
        await B.running.session?.sendContextData('before');
        const raws: RawApplication[] = [];
        for (const { token, origin, first, greets } of knocks) {
          const [hostEnd, applicationEnd] = memoryChannelPair();
          const own = { launch: A.launches[0]?.token, resume: A.running.application?.resumeToken };
          const shown = token === 'launch' || token === 'resume' ? (own[token] ?? '') : token;
          const raw = new RawApplication(applicationEnd, shown);
          raws.push(raw);
          A.host.reconnect(hostEnd, origin, new Promise(() => undefined));
          try {
            for (const said of first) raw.say(said);
          } catch (error) {
            // It had been shut out at once: too many knock.
            expect(error).toMatchObject({ code: expect.toBeOneOf(['closed', 25]) });
          }
          if (greets && !raw.closed) raw.hello().catch(() => undefined);
        }
        await settle();
        for (const raw of raws) {
          const answers = raw.heard.filter(({ result }) => result !== undefined);
          expect(answers).toEqual([]);
          expect(raw.told('app/setSession')).toEqual([]);
          expect(raw.told('session/contextData')).toEqual([]);
        }
        await B.running.session?.sendContextData('after');
        await A.running.session?.sendContextData('and back');
        await settle();
        expect(A.running.received).toEqual(['before', 'after']);
        expect(B.running.received).toEqual(['and back']);
        expect(session.state).toBe('connected');
        // Who says nothing is not waited for.
        await pair.clock.advance(DEADLINES.requestMs);
        expect(raws.filter(({ closed }) => !closed)).toEqual([]);
        for (const side of [A, B]) side.host.close();
        await settle();
        expect(pair.clock.pending).toBe(0);
        await outOfBand.check();
      }),
      { numRuns: 60 },
    );
  });
});
