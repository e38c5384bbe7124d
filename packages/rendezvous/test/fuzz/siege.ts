/** A hostile application besieges its messenger; on the other side is somebody who has done nothing wrong. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { isTerminal, LIMITS, RPC_CODE } from '../../src/index.ts';
import { connectedRaw, launchedRaw, type RawApplication } from '../conformance/raw-application.ts';
import { settle } from '../support/manual-clock.ts';
import { Pair } from '../support/pair.ts';
import { demandsAnswer, idOf, message, NAMES } from './messages.ts';
import { cloneable, text } from './values.ts';

/** Higher than any that a hostile application uses: the numbers of context data must grow. */
const LAST = Number.MAX_SAFE_INTEGER;

export type Act =
  | { readonly type: 'says'; readonly message: unknown }
  /** Well-formed, and right or wrong at this point. */
  | { readonly type: 'asks'; readonly method: string; readonly params: object }
  /** Once more, or for the first time: with its own token, or with one that it has made up. */
  | { readonly type: 'greets'; readonly token: string | undefined; readonly protocol: readonly number[] }
  /** The hand-over is answered, however often. */
  | { readonly type: 'takes'; readonly answer: object }
  /** The other side's application sends something that must not be lost. */
  | { readonly type: 'other-sends' }
  | { readonly type: 'pause' };

const contextData = fc.record({ id: fc.integer({ min: 1, max: 60 }), data: text });
export const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ type: fc.constant('says' as const), message: message(NAMES) }) },
  {
    weight: 6,
    arbitrary: fc
      .oneof(
        { weight: 6, arbitrary: fc.tuple(fc.constant('session/sendContextData'), contextData) },
        { weight: 1, arbitrary: fc.constant(['session/terminate', { hr: 1, appData: 'hostile' }] as const) },
        { weight: 1, arbitrary: fc.constant(['app/finished', {}] as const) },
        { weight: 1, arbitrary: fc.constant(['session/get', {}] as const) },
        { weight: 1, arbitrary: fc.constant(['host/relayServers', {}] as const) },
        { weight: 1, arbitrary: fc.constant(['host/invite', { to: 'b@example', data: '' }] as const) },
      )
      .map(([method, params]): Act => ({ type: 'asks', method, params })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('greets' as const),
      token: fc.constantFrom(undefined, undefined, 'f'.repeat(48), 'short', '__proto__________'),
      protocol: fc.constantFrom<readonly number[]>([1], [1], [2, 1], [7], []),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('takes' as const),
      answer: fc.oneof(
        { weight: 2, arbitrary: fc.constant({ result: null }) },
        fc.record({ result: cloneable }),
        fc.record({ error: cloneable }),
      ),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ type: 'other-sends' } as const) },
  { weight: 3, arbitrary: fc.constant({ type: 'pause' } as const) },
);

/** How far the application had come when it became hostile. */
export type Stage = 'launched' | 'greeted' | 'connected' | 'ended';

export class Siege {
  readonly pair = new Pair();
  readonly said: unknown[] = [];
  readonly sentToIt: string[] = [];
  raw: RawApplication | undefined;
  #asked = 0;
  /** How much it had heard when it became hostile. */
  #heardBefore = 0;

  async begin(stage: Stage): Promise<void> {
    if (stage === 'launched' || stage === 'greeted') {
      this.raw = await launchedRaw(this.pair);
      this.raw.answer = undefined;
      if (stage === 'greeted') await this.raw.hello();
    } else {
      this.raw = await connectedRaw(this.pair);
    }
    if (stage === 'ended') await this.pair.B.running.session?.terminate();
    await settle();
    this.#heardBefore = this.application.heard.length;
  }

  get session() {
    const [session] = this.pair.A.host.sessions.values();
    if (session === undefined) throw new Error('there is no session');
    return session;
  }

  get application(): RawApplication {
    if (this.raw === undefined) throw new Error('nothing was launched');
    return this.raw;
  }

  /** What reaches a messenger is what a channel carries: clones. */
  say(said: unknown): void {
    let cloned: unknown;
    try {
      cloned = structuredClone(said);
    } catch {
      return;
    }
    try {
      this.application.say(cloned);
      this.said.push(cloned);
    } catch (error) {
      expect(error).toMatchObject({ name: 'StateError', code: 'closed' });
    }
  }

  async perform(step: Act): Promise<void> {
    switch (step.type) {
      case 'pause':
        await settle();
        return;
      case 'says':
        this.say(step.message);
        return;
      case 'asks':
        this.#asked += 1;
        this.say({
          jsonrpc: '2.0',
          id: `asked ${String(this.#asked)}`,
          method: step.method,
          params: step.params,
        });
        return;
      case 'greets': {
        const { token = this.application.token, protocol } = step;
        const application = { name: 'hostile', version: '1' };
        this.say({
          jsonrpc: '2.0',
          id: 'hello',
          method: 'rendezvous/hello',
          params: { protocol, token, application },
        });
        return;
      }
      case 'takes': {
        const id = this.application.heard.find(({ method }) => method === 'app/setSession')?.id ?? 1;
        this.say({ jsonrpc: '2.0', id, ...step.answer });
        return;
      }
      case 'other-sends': {
        const { session } = this.pair.B.applications.at(-1) ?? {};
        if (session?.state !== 'connected') return;
        const data = `kept ${String(this.sentToIt.length)}`;
        this.sentToIt.push(data);
        session.sendContextData(data).catch((error: unknown) => {
          // It crossed the end.
          expect(error).toMatchObject({ code: 'not-connected' });
          this.sentToIt.splice(this.sentToIt.indexOf(data), 1);
        });
      }
    }
  }

  /** What the hostile application has heard from the other side. */
  get heard(): string[] {
    return this.application.told('session/contextData').map(told => String((told as { data: unknown }).data));
  }

  /** Everything that was asked has one answer, and every refusal is clear. */
  checkAnswers(): void {
    const { heard, closed } = this.application;
    const answers = heard.slice(this.#heardBefore).filter(({ method }) => method === undefined);
    const codes = answers.flatMap(({ error }) => (error === undefined ? [] : [error.code]));
    // `internal` would be an error of ours.
    const clear: readonly number[] = Object.values(RPC_CODE).filter(code => code !== RPC_CODE.internal);
    expect(codes.filter(code => !clear.includes(code))).toEqual([]);
    const broken = codes.filter(code => code === RPC_CODE.invalidRequest || code === RPC_CODE.methodNotFound);
    if (broken.length >= LIMITS.violations) expect(closed).toBe(true);
    if (closed) return;
    const asked = this.said.filter(demandsAnswer).map(idOf);
    const answered = answers.filter(({ id }) => id !== null).map(idOf);
    expect(answered.toSorted()).toEqual(asked.toSorted());
  }

  /** The other side has lost nothing, and neither has heard anything that was not meant for it. */
  async checkOtherSide(): Promise<void> {
    const { A, B, journal } = this.pair;
    const sent = journal.flatMap(({ who, what, detail }) =>
      who === 'A' && what === 'sends data' ? [(detail as { data: string }).data] : [],
    );
    expect(B.applications.at(-1)?.received ?? []).toEqual(sent);
    const { heard } = this;
    expect(heard).toEqual(this.sentToIt.slice(0, heard.length));
    const theirs = B.host.sessions.get(this.session.id);
    expect(theirs?.state).toBe(this.session.state);
    const ends = B.applications.at(-1)?.events.filter(event => event === 'termination') ?? [];
    if (isTerminal(this.session.state)) {
      expect(ends.length).toBeLessThanOrEqual(1);
    } else if (this.session.state === 'connected') {
      expect(ends).toEqual([]);
      await B.running.session?.sendContextData('after');
      await settle();
      expect(this.heard).toEqual([...this.sentToIt, 'after']);
      const params = { id: LAST, data: 'mine' };
      this.say({ jsonrpc: '2.0', id: 'the last of all', method: 'session/sendContextData', params });
      await settle();
      expect(this.application.heard.at(-1)).toEqual({ jsonrpc: '2.0', id: 'the last of all', result: null });
      expect(B.running.received).toEqual([...sent, 'mine']);
    }
    expect(A.launches).toHaveLength(1);
  }

  /** Both people close their messengers: nothing waits for anything. */
  async end(): Promise<void> {
    this.application.close();
    for (const side of [this.pair.A, this.pair.B]) side.host.close();
    await settle();
    expect(this.pair.clock.pending).toBe(0);
    for (const session of this.pair.A.host.sessions.values()) expect(session.applicationRunning).toBe(false);
    expect(this.pair.B.applications.every(({ session }) => session?.outcome !== undefined)).toBe(true);
  }
}
