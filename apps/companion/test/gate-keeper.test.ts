import type { CompanionMessage, InputEvent } from '@rendezvous/assist';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ArmRequest, GateKeeper } from '../src/gate-keeper.ts';
import type { Question } from '../src/words.ts';
import { FakePlatform, ManualClock } from './support/fake-platform.ts';
import { until } from './support/until.ts';

let platform: FakePlatform;
let clock: ManualClock;
let keeper: GateKeeper;
let sent: CompanionMessage[];
let answer: (yes: boolean) => void;
let asked: Question | undefined;
let withdrawn: boolean;
let ready: Promise<void>;

const request: ArmRequest = {
  type: 'arm',
  helper: { name: 'Eva', address: 'eva@chat.example' },
  screenId: 'left',
  minutes: 15,
  language: 'en',
};
const press: InputEvent = { type: 'button', x: 0.5, y: 0.5, button: 0, down: true };

beforeEach(() => {
  platform = new FakePlatform();
  clock = new ManualClock();
  sent = [];
  asked = undefined;
  withdrawn = false;
  ready = Promise.resolve();
  keeper = new GateKeeper(
    platform,
    clock,
    (question, signal) => {
      asked = question;
      signal.addEventListener('abort', () => {
        withdrawn = true;
      });
      return new Promise(resolve => {
        answer = resolve;
      });
    },
    () => ready,
    {
      send: message => {
        platform.acts.push(`send ${message.type}`);
        sent.push(message);
      },
      armed: () => undefined,
      disarmed: () => undefined,
    },
  );
});

async function arm(): Promise<void> {
  keeper.arm(request);
  answer(true);
  await until('it is armed', () => keeper.state.name === 'armed');
}

const last = (): CompanionMessage | undefined => sent.at(-1);

describe('asking', () => {
  it('asks the person with the helper’s cleaned name, and arms after the yes', async () => {
    keeper.arm({ ...request, helper: { name: '\u202eavE\u0007\n<b>', address: `x${'y'.repeat(299)}` } });
    expect(asked?.text).toContain('“avE ‹b›”');
    expect(asked?.text).not.toMatch(/[<>\p{Cf}]/u);
    expect(asked?.text).not.toContain('\u0007');
    expect(asked?.text.length).toBeLessThan(500);
    expect(last()).toEqual({ type: 'asking' });
    keeper.inject(press);
    expect(platform.acts).toEqual(['send asking']);
    answer(true);
    await until('it is armed', () => last()?.type === 'armed');
    expect(last()).toEqual({ type: 'armed', untilMs: clock.now() + 15 * 60_000 });
  });

  it('stays shut after a no', async () => {
    keeper.arm(request);
    answer(false);
    await until('it is refused', () => last()?.type === 'disarmed');
    expect(last()).toEqual({ type: 'disarmed', reason: 'refused' });
    keeper.inject(press);
    expect(platform.down.size).toBe(0);
  });

  it('withdraws the question when the page lets go, and a late yes arms nothing', async () => {
    keeper.arm(request);
    keeper.disarm('page');
    expect(withdrawn).toBe(true);
    answer(true);
    await Promise.resolve();
    await Promise.resolve();
    expect(keeper.state.name).toBe('disarmed');
  });

  it('does not arm when the watchdog does not stand', async () => {
    ready = Promise.reject(new Error('no watchdog'));
    keeper.arm(request);
    answer(true);
    await until('it gives up', () => last()?.type === 'disarmed');
    expect(last()).toEqual({ type: 'disarmed', reason: 'failed' });
  });

  it('does not ask about a screen that is not there', () => {
    keeper.arm({ ...request, screenId: 'nowhere' });
    expect(asked).toBeUndefined();
    expect(last()).toEqual({ type: 'disarmed', reason: 'failed' });
  });

  it('withdraws the question when the page has gone silent', () => {
    keeper.arm(request);
    clock.pass(6_000);
    expect(withdrawn).toBe(true);
    expect(last()).toEqual({ type: 'disarmed', reason: 'closed' });
  });
});

describe('armed', () => {
  beforeEach(arm);

  it('places fractions on the armed screen', () => {
    keeper.inject({ type: 'move', x: 0, y: 0 });
    keeper.inject({ type: 'move', x: 1, y: 1 });
    keeper.inject({ type: 'move', x: 0.5, y: 0.5 });
    expect(platform.acts.slice(-3)).toEqual(['move 100,50', 'move 1099,549', 'move 600,300']);
  });

  it('ends when no ping has come for six seconds, and not before', () => {
    for (let n = 0; n < 10; n++) {
      clock.pass(2_000);
      keeper.pinged();
    }
    expect(keeper.state.name).toBe('armed');
    keeper.inject(press);
    clock.pass(5_999);
    expect(keeper.state.name).toBe('armed');
    clock.pass(1);
    expect(platform.acts.slice(-2)).toEqual(['release', 'send disarmed']);
    expect(last()).toEqual({ type: 'disarmed', reason: 'closed' });
    expect(platform.down.size).toBe(0);
  });

  it('ends after its minutes, unless they were renewed', () => {
    const minute = (): void => {
      for (let n = 0; n < 30; n++) {
        clock.pass(2_000);
        keeper.pinged();
      }
    };
    for (let n = 0; n < 14; n++) minute();
    keeper.renew(15);
    for (let n = 0; n < 14; n++) minute();
    expect(keeper.state.name).toBe('armed');
    minute();
    expect(keeper.state.name).toBe('disarmed');
    expect(last()).toEqual({ type: 'disarmed', reason: 'timeout' });
  });

  it('two presses of Esc release everything before anything is sent', () => {
    keeper.inject(press);
    platform.hand?.('escape-down');
    platform.hand?.('escape-up');
    clock.pass(400);
    platform.acts.length = 0;
    platform.hand?.('escape-down');
    expect(platform.acts).toEqual(['release', 'send disarmed']);
    expect(last()).toEqual({ type: 'disarmed', reason: 'panic' });
    expect(platform.hand).toBeUndefined();
  });

  it('Esc held for 600 ms is a panic, and its own repetitions are not second presses', () => {
    platform.hand?.('escape-down');
    clock.pass(300);
    platform.hand?.('escape-down');
    expect(keeper.state.name).toBe('armed');
    clock.pass(300);
    expect(last()).toEqual({ type: 'disarmed', reason: 'panic' });
  });

  it('two slow presses of Esc are a hand and no panic', () => {
    for (let n = 0; n < 3; n++) {
      platform.hand?.('escape-down');
      platform.hand?.('escape-up');
      clock.pass(501);
    }
    expect(keeper.state.name).toBe('armed');
  });

  it('rests for a second after the person’s own hand, then says that it goes on', () => {
    keeper.inject(press);
    platform.hand?.('other');
    expect(platform.down.size).toBe(0);
    expect(last()).toEqual({ type: 'hand', restMs: 1_000 });
    keeper.inject(press);
    expect(platform.down.size).toBe(0);
    clock.pass(1_000);
    expect(last()).toEqual({ type: 'hand', restMs: 0 });
    keeper.inject(press);
    expect(platform.down.size).toBe(1);
  });

  it('tells of a long movement about twice a second, not at each step', () => {
    for (let n = 0; n < 200; n++) {
      platform.hand?.('other');
      clock.pass(10);
      keeper.pinged();
    }
    expect(sent.filter(({ type }) => type === 'hand').length).toBeLessThanOrEqual(5);
    expect(keeper.state.name).toBe('armed');
  });

  it('text that is under way stops in the middle when the gate shuts', () => {
    keeper.inject({ type: 'text', text: 'abcdef' });
    keeper.inject(press);
    clock.pass(25);
    keeper.disarm('page');
    clock.pass(1_000);
    expect(platform.acts.filter(act => act.startsWith('type'))).toEqual(['type a', 'type b', 'type c']);
    expect(platform.down.size).toBe(0);
  });

  it('keeps the order of text and what comes after it', () => {
    platform.acts.length = 0;
    keeper.inject({ type: 'text', text: 'ab' });
    keeper.inject(press);
    clock.pass(100);
    expect(platform.acts).toEqual(['type a', 'type b', 'move 600,300', 'button 0 down']);
  });

  it('disarms when the desktop refuses an event', () => {
    platform.fails = true;
    keeper.inject(press);
    expect(last()).toEqual({ type: 'disarmed', reason: 'failed' });
  });

  it('collects parts of wheel notches and bounds a wild turn', () => {
    platform.acts.length = 0;
    for (let n = 0; n < 5; n++) keeper.inject({ type: 'wheel', x: 0, y: 0, dx: 0, dy: 0.25 });
    keeper.inject({ type: 'wheel', x: 0, y: 0, dx: -100, dy: 0 });
    expect(platform.acts.filter(act => act.startsWith('scroll'))).toEqual(['scroll 0,1', 'scroll -20,0']);
  });
});
