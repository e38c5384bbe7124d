import { describe, expect, it, vi } from 'vitest';
import { settled, until } from './support/clock.ts';
import { SCREEN } from './support/companion.ts';
import { keyDown, World } from './support/world.ts';

// The start is tested with real tokens in start.test.ts; here it only stands before what is tested.
vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

const MINUTE = 60_000;

describe('asking for control', () => {
  it('is denied without a question while nothing is shown', async () => {
    const world = await new World().verified();
    world.expert.session.requestControl();
    await until('it is denied', () => world.expert.session.view.control.name === 'off');
    await settled();
    expect(world.expert.session.view.control).toEqual({ name: 'off', last: 'denied' });
    expect(world.novice.session.view.question).toBeUndefined();
  });

  it('opens a question that says what a yes still needs, and keeps up with it', async () => {
    const world = new World();
    world.surface = 'window';
    await world.showing();
    await world.asked();
    expect(world.expert.session.view.control.name).toBe('requested');
    expect(world.novice.session.view.control.name).toBe('requested');
    expect(world.novice.session.view.question).toMatchObject({
      kind: 'control',
      possible: 'needs-whole-screen',
    });
    world.surface = 'monitor';
    await world.novice.session.chooseScreen();
    await until('it needs the companion', () => {
      return world.novice.session.view.question?.possible === 'needs-companion';
    });
    await world.novice.session.pairCompanion(world.companion.code);
    expect(world.novice.session.view.question?.possible).toBe('yes');
  });

  it('does not take a yes that cannot be carried out, nor an answer to another question', async () => {
    const world = await new World().showing();
    const id = await world.asked();
    world.novice.session.answer(id, true);
    world.novice.session.answer(id + 1, false);
    await settled();
    expect(world.novice.session.view.question?.id).toBe(id);
    expect(world.companion.received).toEqual([]);
  });

  it('lets the expert take the request back', async () => {
    const world = await new World().paired();
    await world.asked();
    world.expert.session.releaseControl();
    await until('the question is gone', () => world.novice.session.view.question === undefined);
    await settled();
    expect(world.expert.session.view.control).toEqual({ name: 'off', last: 'released' });
    expect(world.companion.types).not.toContain('arm');
  });

  it('refuses without a question after three refusals, until a while has passed', async () => {
    const world = await new World().paired();
    for (let i = 0; i < 3; i += 1) {
      world.novice.session.answer(await world.asked(), false);
      await until('it is refused', () => world.expert.session.view.control.name === 'off');
    }
    world.expert.session.requestControl();
    await settled();
    expect(world.novice.session.view.question).toBeUndefined();
    expect(world.expert.session.view.control).toEqual({ name: 'off', last: 'rejected' });
    await world.clock.advance(20_000);
    await world.asked();
  });
});

describe('a yes', () => {
  it('has the companion ask at the machine before control is on', async () => {
    const world = await new World().paired();
    world.companion.answer = 'later';
    world.novice.session.answer(await world.asked(), true);
    await until('both see that it is being armed', () =>
      world.sides.every(({ session }) => session.view.control.name === 'arming'),
    );
    await world.forge(keyDown('KeyA'));
    expect(world.companion.injected).toEqual([]);
    expect(world.companion.received.find(({ type }) => type === 'arm')).toEqual({
      type: 'arm',
      helper: { name: 'Ben', address: 'ben@example.org' },
      screenId: 's1',
      minutes: 15,
      language: 'en',
    });
    world.companion.arm();
    await until('control is on', () => world.expert.session.view.control.name === 'on');
    await world.press('KeyA');
    expect(world.companion.injected).toEqual([keyDown('KeyA')]);
  });

  it('shows both how long it lasts', async () => {
    const world = await new World().controlling();
    const untilMs = world.clock.now() + 15 * MINUTE;
    for (const { session } of world.sides) {
      expect(session.view.control).toEqual({ name: 'on', untilMs, resting: false });
    }
  });

  it('comes to nothing when the person says no at the machine', async () => {
    const world = await new World().paired();
    world.companion.answer = 'no';
    world.novice.session.answer(await world.asked(), true);
    await until('it is refused', () => world.expert.session.view.control.name === 'off');
    await world.forge(keyDown('KeyA'));
    expect(world.companion.injected).toEqual([]);
    expect(world.novice.session.view.control).toEqual({ name: 'off', last: 'rejected' });
  });

  it('comes to nothing when nobody answers at the machine, and a late yes there is undone', async () => {
    const world = await new World().paired();
    world.companion.answer = 'later';
    world.novice.session.answer(await world.asked(), true);
    await settled();
    await world.clock.advance(120_000);
    expect(world.expert.session.view.control.name).toBe('off');
    const disarmed = world.companion.types.filter(type => type === 'disarm').length;
    world.companion.arm();
    await world.forge(keyDown('KeyA'));
    expect(world.companion.injected).toEqual([]);
    expect(world.companion.types.filter(type => type === 'disarm').length).toBe(disarmed + 1);
  });

  it('arms the screen of the shared size where there are several', async () => {
    const world = new World();
    world.companion.screens = [
      { ...SCREEN, id: 'left' },
      { ...SCREEN, id: 'right', x: 1920, width: 2560, height: 1440, primary: false },
    ];
    world.settings = { width: 2560, height: 1440 };
    await world.controlling();
    expect(world.companion.received.find(({ type }) => type === 'arm')).toMatchObject({ screenId: 'right' });
  });
});

describe('nothing is injected', () => {
  const events = [keyDown('KeyA'), { type: 'move', x: 0.5, y: 0.5 } as const];

  async function expectShut(world: World, before: number): Promise<void> {
    for (const event of events) {
      world.expert.session.sendInput(event);
      await world.forge(event);
    }
    expect(world.companion.injected).toHaveLength(before);
  }

  it('before the yes', async () => {
    const world = await new World().paired();
    await expectShut(world, 0);
    await world.asked();
    await expectShut(world, 0);
  });

  it('after a no', async () => {
    const world = await new World().paired();
    world.novice.session.answer(await world.asked(), false);
    await until('it is refused', () => world.expert.session.view.control.name === 'off');
    expect(world.expert.session.view.control).toEqual({ name: 'off', last: 'rejected' });
    await expectShut(world, 0);
  });

  it('after Stop', async () => {
    const world = await new World().controlling();
    await world.press('KeyA');
    world.novice.session.stopControl();
    expect(world.companion.types.at(-1)).toBe('disarm');
    await expectShut(world, 1);
    expect(world.expert.session.view.control).toEqual({ name: 'off', last: 'stopped' });
  });

  it('after the panic key on the page, which shuts the gate before the expert is told', async () => {
    const world = await new World().controlling();
    const command = world.novice.link.channel('71');
    const send = command.send.bind(command);
    const orders: (string | undefined)[] = [];
    command.send = message => {
      orders.push(world.companion.types.at(-1));
      send(message);
    };
    world.novice.session.panic();
    expect(orders).toEqual(['disarm']);
    await expectShut(world, 0);
    expect(world.expert.session.view.control).toEqual({ name: 'off', last: 'panic' });
  });

  it('after the panic key with the network dead', async () => {
    const world = await new World().controlling();
    world.novice.link.setCut(true);
    world.novice.session.panic();
    expect(world.companion.types.at(-1)).toBe('disarm');
    expect(world.novice.session.view.control).toEqual({ name: 'off', last: 'panic' });
    world.novice.link.setCut(false);
    await expectShut(world, 0);
  });

  it('after the panic key at the machine', async () => {
    const world = await new World().controlling();
    world.companion.say({ type: 'disarmed', reason: 'panic' });
    await until('the expert knows', () => world.expert.session.view.control.name === 'off');
    expect(world.expert.session.view.control).toEqual({ name: 'off', last: 'panic' });
    await expectShut(world, 0);
  });

  it('after the expert gave it back', async () => {
    const world = await new World().controlling();
    world.expert.session.releaseControl();
    await until('the novice knows', () => world.novice.session.view.control.name === 'off');
    expect(world.novice.session.view.control).toEqual({ name: 'off', last: 'released' });
    expect(world.companion.types.at(-1)).toBe('disarm');
    await expectShut(world, 0);
  });

  it('while the screen is paused, and again after it goes on', async () => {
    const world = await new World().controlling();
    world.novice.session.pause();
    expect(world.companion.received.at(-1)).toEqual({ type: 'suspend', on: true });
    await expectShut(world, 0);
    expect(world.expert.session.view.control).toMatchObject({ name: 'on', resting: true });
    world.novice.session.resume();
    await until('it is shown again', () => world.expert.session.view.screen.name === 'shown');
    await world.press('KeyB');
    expect(world.companion.injected).toEqual([keyDown('KeyB')]);
  });

  it('after the browser has stopped the screen', async () => {
    const world = await new World().controlling();
    world.track.end();
    await until('the expert knows', () => world.expert.session.view.control.name === 'off');
    await expectShut(world, 0);
    expect(world.companion.types).toContain('disarm');
  });

  it('after another screen was chosen, which was not given', async () => {
    const world = await new World().controlling();
    await world.novice.session.chooseScreen();
    await until('control has ended', () => world.expert.session.view.control.name === 'off');
    await expectShut(world, 0);
  });

  it('while the link is cut, and everything held is released', async () => {
    const world = await new World().controlling();
    world.novice.link.setCut(true);
    expect(world.novice.session.view.unstable).toBe(true);
    expect(world.companion.received.at(-1)).toEqual({ type: 'suspend', on: true });
    await expectShut(world, 0);
    world.novice.link.setCut(false);
    expect(world.companion.received.at(-1)).toEqual({ type: 'suspend', on: false });
    await world.press('KeyC');
    expect(world.companion.injected).toEqual([keyDown('KeyC')]);
  });

  it('after the end, of whichever side', async () => {
    for (const side of ['novice', 'expert'] as const) {
      const world = await new World().controlling();
      void world[side].session.end();
      await world.ended();
      await expectShut(world, 0);
      expect(world.companion.types.at(-1)).toBe('disarm');
      expect(world.companion.sockets.at(-1)?.closed).toBe(true);
    }
  });
});

describe('a grant', () => {
  it('ends after 15 minutes, with the reason on both sides', async () => {
    const world = await new World().controlling();
    await world.clock.advance(15 * MINUTE - 1);
    await world.press('KeyA');
    expect(world.companion.injected).toHaveLength(1);
    await world.clock.advance(1);
    await world.forge(keyDown('KeyB'));
    expect(world.companion.injected).toHaveLength(1);
    for (const { session } of world.sides) {
      expect(session.view.control).toEqual({ name: 'off', last: 'timeout' });
    }
  });

  it('is renewed by the novice only', async () => {
    const world = await new World().controlling();
    await world.clock.advance(10 * MINUTE);
    world.expert.session.renewControl();
    expect(world.companion.types).not.toContain('renew');
    world.novice.session.renewControl();
    expect(world.companion.received.at(-1)).toEqual({ type: 'renew', minutes: 15 });
    await world.clock.advance(10 * MINUTE);
    for (const { session } of world.sides) expect(session.view.control.name).toBe('on');
    await world.clock.advance(5 * MINUTE);
    for (const { session } of world.sides) expect(session.view.control.name).toBe('off');
  });

  it('never lasts longer than 15 minutes, whatever the companion says', async () => {
    const world = await new World().controlling();
    world.companion.say({ type: 'armed', untilMs: world.clock.now() + 60 * MINUTE });
    await settled();
    expect(world.novice.session.view.control).toMatchObject({ untilMs: world.clock.now() + 15 * MINUTE });
  });

  it("rests while the novice's own hand is at work", async () => {
    const world = await new World().controlling();
    world.companion.say({ type: 'hand', restMs: 1000 });
    await until('the expert sees it rest', () => {
      const { control } = world.expert.session.view;
      return control.name === 'on' && control.resting;
    });
    await world.clock.advance(1000);
    for (const { session } of world.sides) expect(session.view.control).toMatchObject({ resting: false });
  });
});

describe('the companion', () => {
  it('is said to be missing, wrong-coded or busy in so many words', async () => {
    const world = await new World().showing();
    world.companion.running = false;
    await world.novice.session.pairCompanion('1');
    expect(world.novice.session.view.companion).toEqual({ name: 'failed', reason: 'not-running' });
    world.companion.running = true;
    await world.novice.session.pairCompanion('wrong');
    expect(world.novice.session.view.companion).toEqual({ name: 'failed', reason: 'wrong-code' });
    expect(world.companion.sockets.at(-1)?.closed).toBe(true);
    await world.novice.session.pairCompanion(world.companion.code);
    expect(world.novice.session.view.companion).toEqual({ name: 'paired', screens: [SCREEN] });
  });

  it('that dies takes control with it, and comes back paired but unarmed', async () => {
    const world = await new World().controlling();
    world.companion.sockets.at(-1)?.queue.close();
    await until('control is off', () => world.expert.session.view.control.name === 'off');
    await until('it is paired again', () => world.novice.session.view.companion.name === 'paired');
    expect(world.companion.received.find(({ type }) => type === 'resume')).toEqual({
      type: 'resume',
      token: 'a-token',
    });
    for (const { session } of world.sides) {
      expect(session.view.control).toEqual({ name: 'off', last: 'companion-gone' });
    }
    await world.forge(keyDown('KeyA'));
    expect(world.companion.injected).toEqual([]);
  });

  it('that is paired anew takes control with it', async () => {
    const world = await new World().controlling();
    await world.novice.session.pairCompanion(world.companion.code);
    expect(world.companion.sockets).toHaveLength(2);
    expect(world.companion.sockets[0]?.closed).toBe(true);
    await world.forge(keyDown('KeyA'));
    expect(world.companion.injected).toEqual([]);
    for (const { session } of world.sides) {
      expect(session.view.control).toEqual({ name: 'off', last: 'companion-gone' });
    }
  });

  it('hears of the page every few seconds while it is paired, so that it does not take control back', async () => {
    const world = await new World().controlling();
    const pings = () => world.companion.received.filter(({ type }) => type === 'ping');
    await world.clock.advance(15 * 2_000);
    expect(pings().length).toBeGreaterThanOrEqual(15);
    await world.novice.session.end();
    const before = pings().length;
    await world.clock.advance(10_000);
    expect(pings()).toHaveLength(before);
  });

  it('that stays dead is reported as lost', async () => {
    const world = await new World().paired();
    world.companion.die();
    await until('it is gone', () => world.novice.session.view.companion.name === 'failed');
    await settled();
    expect(world.novice.session.view.companion).toMatchObject({ name: 'failed' });
  });

  it('that cannot inject makes the yes impossible', async () => {
    const world = await new World().showing();
    await world.novice.session.pairCompanion(world.companion.code);
    world.companion.say({
      type: 'paired',
      token: 'a-token',
      platform: 'x11',
      screens: [SCREEN],
      unable: 'wayland',
    });
    await settled();
    world.novice.session.answer(await world.asked(), true);
    expect(world.novice.session.view.question?.possible).toBe('unable');
  });

  it('is told to stand still when it is armed while the screen is paused', async () => {
    const world = await new World().paired();
    const id = await world.asked();
    world.novice.session.pause();
    world.novice.session.answer(id, true);
    await until('control is on', () => world.expert.session.view.control.name === 'on');
    const { received } = world.companion;
    const arming = received.findIndex(({ type }) => type === 'arm');
    expect(received.slice(arming + 1)).toEqual([{ type: 'suspend', on: true }]);
    await world.forge(keyDown('KeyA'));
    expect(world.companion.injected).toEqual([]);
  });
});

describe("the expert's hand", () => {
  it('thins out moves of the pointer, and keeps their order with everything else', async () => {
    const world = await new World().controlling();
    const { session } = world.expert;
    for (let i = 0; i < 100; i += 1) session.sendInput({ type: 'move', x: i / 100, y: 0 });
    session.sendInput({ type: 'button', x: 0.99, y: 0, button: 0, down: true });
    await settled();
    expect(world.companion.injected).toEqual([
      { type: 'move', x: 0, y: 0 },
      { type: 'move', x: 0.99, y: 0 },
      { type: 'button', x: 0.99, y: 0, button: 0, down: true },
    ]);
  });

  it('sends the newest place when the channel has room again', async () => {
    const world = await new World().controlling();
    const input = world.expert.link.channel('input');
    input.bufferedAmount = 100_000;
    world.expert.session.sendInput({ type: 'move', x: 0.1, y: 0 });
    await world.clock.advance(50);
    world.expert.session.sendInput({ type: 'move', x: 0.2, y: 0 });
    expect(world.companion.injected).toEqual([]);
    input.bufferedAmount = 0;
    await world.clock.advance(4);
    expect(world.companion.injected).toEqual([{ type: 'move', x: 0.2, y: 0 }]);
  });
});
