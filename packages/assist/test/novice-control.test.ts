import type { RcCommand } from '@rendezvous/msra';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NoviceControl } from '../src/control/novice-control.ts';
import type { AssistView, CompanionMessage, DisarmReason } from '../src/index.ts';
import { Questions } from '../src/questions.ts';
import type { ScreenView } from '../src/screen.ts';
import { Timers } from '../src/timers.ts';
import { FakeClock, settled } from './support/clock.ts';
import { FakeCompanion } from './support/companion.ts';

/** Everything that can happen to the control of a novice's machine. */
type Act =
  | {
      readonly act:
        | 'request'
        | 'withdraw'
        | 'give-back'
        | 'yes'
        | 'no'
        | 'stop'
        | 'panic'
        | 'renew'
        | 'die'
        | 'pair';
    }
  | { readonly act: 'input' }
  | { readonly act: 'armed'; readonly leftMs: number }
  | { readonly act: 'disarmed'; readonly reason: DisarmReason }
  | { readonly act: 'hand'; readonly restMs: number }
  | { readonly act: 'screen'; readonly screen: ScreenView }
  | { readonly act: 'replaced' }
  | { readonly act: 'unstable'; readonly on: boolean }
  | { readonly act: 'advance'; readonly ms: number };

const plain = fc.constantFrom(
  ...([
    'request',
    'withdraw',
    'give-back',
    'no',
    'stop',
    'panic',
    'renew',
    'die',
    'pair',
    'replaced',
  ] as const),
);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<Act>({ act: 'request' }, { act: 'yes' }, { act: 'armed', leftMs: 900_000 }),
  },
  { weight: 4, arbitrary: fc.constant<Act>({ act: 'input' }) },
  { weight: 2, arbitrary: plain.map((name): Act => ({ act: name })) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 2_000_000 }).map((leftMs): Act => ({ act: 'armed', leftMs })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<DisarmReason>('panic', 'page', 'timeout', 'refused', 'closed', 'stopped', 'failed')
      .map((reason): Act => ({ act: 'disarmed', reason })),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 10_000 }).map((restMs): Act => ({ act: 'hand', restMs })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<ScreenView>(
        { name: 'shown', surface: 'monitor' },
        { name: 'paused', surface: 'monitor' },
        { name: 'shown', surface: 'window' },
        { name: 'none' },
      )
      .map((screen): Act => ({ act: 'screen', screen })),
  },
  { weight: 1, arbitrary: fc.boolean().map((on): Act => ({ act: 'unstable', on })) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 600_000 }).map((ms): Act => ({ act: 'advance', ms })) },
);

/** Single acts in any order, among them whole ways to control: else hardly a run would get there. */
const acts: fc.Arbitrary<Act[]> = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: act.map(single => [single]) },
      {
        weight: 1,
        arbitrary: fc.constant<Act[]>([
          { act: 'pair' },
          { act: 'screen', screen: { name: 'shown', surface: 'monitor' } },
          { act: 'request' },
          { act: 'yes' },
          { act: 'armed', leftMs: 900_000 },
          { act: 'input' },
        ]),
      },
    ),
    { maxLength: 40, size: 'max' },
  )
  .map(parts => parts.flat());

class Desk {
  readonly clock = new FakeClock();
  readonly companion = new FakeCompanion(this.clock.now);
  /** Commands sent, and control going on and off, in their order. */
  readonly log: (RcCommand['name'] | 'on' | 'off')[] = [];
  view: Partial<AssistView> = {};
  screen: ScreenView = { name: 'shown', surface: 'monitor' };
  unstable = false;
  /** The expert's hand is on the mouse and keyboard. */
  controlled = false;
  readonly questions = new Questions(question => {
    this.control.handleQuestions();
    this.view = { ...this.view, question };
  });
  readonly control: NoviceControl = new NoviceControl({
    remoteUser: { name: 'Tom', address: 'tom@example.org' },
    language: 'en',
    now: this.clock.now,
    timers: new Timers(this.clock.setTimer),
    openCompanion: this.companion.open,
    screenSize: () => ({ width: 1920, height: 1080 }),
    sendCommand: ({ name }) => void this.log.push(name),
    sendParticipant: () => undefined,
    sendStatus: () => undefined,
    changed: change => {
      this.view = { ...this.view, ...change };
    },
    questions: this.questions,
    controlled: on => {
      this.controlled = on;
      this.log.push(on ? 'on' : 'off');
    },
  });

  constructor() {
    this.companion.answer = 'later';
  }

  async do(taken: Act): Promise<void> {
    const { control, companion } = this;
    const flags = (interact: boolean): 1 | 3 => (interact ? 3 : 1);
    const ask = (interact: boolean): void =>
      control.handleParticipants([
        { name: 'PARTICIPANT_CTRL_CHANGE', flags: flags(interact), participantId: 1 },
      ]);
    switch (taken.act) {
      case 'request':
        ask(true);
        break;
      case 'withdraw':
        ask(false);
        break;
      case 'give-back':
        control.handleCommand({ name: 'REMOTECTRLEND' });
        break;
      case 'yes':
      case 'no':
        this.questions.answer(this.view.question?.id ?? 0, taken.act === 'yes');
        break;
      case 'stop':
        control.stop();
        break;
      case 'panic':
        control.panic();
        break;
      case 'renew':
        control.renew();
        break;
      case 'die':
        companion.sockets.at(-1)?.queue.close();
        break;
      case 'pair':
        void control.pair(companion.code);
        break;
      case 'input':
        control.handleInput('{"type":"move","x":0,"y":0}');
        break;
      case 'armed':
        this.say({ type: 'armed', untilMs: this.clock.now() + taken.leftMs });
        break;
      case 'disarmed':
        this.say({ type: 'disarmed', reason: taken.reason });
        break;
      case 'hand':
        this.say({ type: 'hand', restMs: taken.restMs });
        break;
      case 'screen':
        this.screen = taken.screen;
        control.handleScreen(taken.screen);
        break;
      case 'replaced':
        control.handleScreenReplaced();
        break;
      case 'unstable':
        this.unstable = taken.on;
        control.handleUnstable(taken.on);
        break;
      case 'advance':
        await this.clock.advance(taken.ms);
    }
    await settled(3);
  }

  say(message: CompanionMessage): void {
    this.companion.say(message);
  }

  /** The last thing the expert heard, answers to further requests aside, is that it is in control. */
  get accepted(): boolean {
    return (
      this.log.lastIndexOf('ACCEPTRC') >
      Math.max(...(['ESCRC', 'TAKECONTROL', 'off'] as const).map(name => this.log.lastIndexOf(name)))
    );
  }

  /** The page asked the companion to arm, and has not taken it back. */
  get armed(): boolean {
    return this.companion.types.lastIndexOf('arm') > this.companion.types.lastIndexOf('disarm');
  }
}

describe("the control of the novice's machine", () => {
  it('injects only while granted, armed, unquestioned, shown and in contact, whatever happens in whatever order', async () => {
    let injections = 0;
    await fc.assert(
      fc.asyncProperty(acts, async taken => {
        const desk = new Desk();
        desk.control.handleScreen(desk.screen);
        await desk.control.pair(desk.companion.code);
        let grantedAtMs = 0;
        for (const one of taken) {
          const before = desk.companion.injected.length;
          const was = desk.controlled;
          await desk.do(one);
          if (desk.controlled && (!was || one.act === 'renew' || one.act === 'armed')) {
            grantedAtMs = desk.clock.now();
          }
          if (desk.companion.injected.length === before) continue;
          injections += 1;
          expect(one.act).toBe('input');
          expect(desk.view.control?.name).toBe('on');
          expect(desk.view.question).toBeUndefined();
          expect(desk.screen.name).toBe('shown');
          expect(desk.unstable).toBe(false);
          expect(desk.accepted && desk.armed && desk.controlled).toBe(true);
          expect(desk.clock.now() - grantedAtMs).toBeLessThan(15 * 60_000);
        }
        desk.control.close();
        const after = desk.companion.injected.length;
        desk.control.handleInput('{"type":"move","x":0,"y":0}');
        expect(desk.companion.injected).toHaveLength(after);
        expect(desk.controlled).toBe(false);
      }),
      { numRuns: 200 },
    );
    // The property would hold of a gate that is always shut, too.
    expect(injections).toBeGreaterThan(50);
  });

  it('says ACCEPTRC exactly when control begins, and ends each control before another begins', async () => {
    let begun = 0;
    await fc.assert(
      fc.asyncProperty(acts, async taken => {
        const desk = new Desk();
        desk.control.handleScreen(desk.screen);
        await desk.control.pair(desk.companion.code);
        for (const one of taken) await desk.do(one);
        const log = desk.log.filter(entry => entry !== 'REJECTRC' && entry !== 'DENIEDRC');
        for (const [index, entry] of log.entries()) {
          const previous = log[index - 1];
          if (entry === 'ACCEPTRC') expect([undefined, 'off']).toContain(previous);
          if (entry === 'on') expect(previous).toBe('ACCEPTRC');
          if (entry === 'ESCRC' || entry === 'TAKECONTROL') expect(previous).toBe('on');
          // Given back by the expert, there is nothing to say.
          if (entry === 'off') expect(['on', 'ESCRC', 'TAKECONTROL']).toContain(previous);
        }
        begun += log.filter(entry => entry === 'on').length;
      }),
      { numRuns: 200 },
    );
    expect(begun).toBeGreaterThan(50);
  });
});
