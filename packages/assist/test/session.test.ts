import { encodeChat, encodeCtl } from '@rendezvous/msra';
import { describe, expect, it, vi } from 'vitest';
import { settled, until } from './support/clock.ts';
import { ASK, OFFER } from './support/rendezvous.ts';
import { World } from './support/world.ts';

// The start is tested with real tokens in start.test.ts; here it only stands before what is tested.
vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

describe('the screen', () => {
  it('is shown, paused to nothing at once, and shown again', async () => {
    const world = await new World().showing();
    expect(world.expert.session.view.screen).toEqual({ name: 'shown', surface: 'monitor' });
    world.novice.session.pause();
    expect(world.track.enabled).toBe(false);
    expect(world.novice.session.view.screen.name).toBe('paused');
    await until('the expert knows', () => world.expert.session.view.screen.name === 'paused');
    expect(world.novice.link.current).toBeNull();
    expect(world.expert.session.view.stage).toBe('session');
    world.novice.session.resume();
    await until('the expert sees', () => world.expert.session.view.screen.name === 'shown');
    expect(world.novice.link.current).toBe(world.track);
    expect(world.track.enabled).toBe(true);
  });

  it("can be shown again after the browser's own stop bar ended it", async () => {
    const world = await new World().showing();
    world.track.end();
    await until('nothing is shown', () => world.expert.session.view.screen.name === 'none');
    for (const { session } of world.sides) expect(session.view.stage).toBe('choosing');
    expect(world.novice.link.current).toBeNull();
    await world.novice.session.chooseScreen();
    await until('it is shown', () => world.expert.session.view.stage === 'session');
    expect(world.novice.session.view.ended).toBeUndefined();
  });

  it('is replaced without a gap, and the old one is let go', async () => {
    const world = await new World().showing();
    const old = world.track;
    await world.novice.session.chooseScreen();
    await settled();
    expect(world.novice.link.current).toBe(world.track);
    expect(world.track).not.toBe(old);
    expect(old.stopped).toBe(true);
    expect(world.novice.link.shown).not.toContain(null);
  });

  it('is let go when it was picked after the end', async () => {
    const world = await new World().verified();
    const picking = world.novice.session.chooseScreen();
    void world.novice.session.end();
    await picking;
    expect(world.track.stopped).toBe(true);
    expect(world.novice.link.shown).toEqual([]);
  });
});

describe('chat', () => {
  it('goes both ways, with the same lines on both sides', async () => {
    const world = await new World().verified();
    world.expert.session.sendChat('Click on Start.');
    world.novice.session.sendChat('Where is it? 🤔');
    await until('both have both', () => world.sides.every(({ session }) => session.view.chat.length === 2));
    const lines = (side: 'novice' | 'expert') =>
      world[side].session.view.chat.map(({ from, mine, text }) => ({ from, mine, text }));
    expect(lines('novice')).toContainEqual({ from: 'expert', mine: false, text: 'Click on Start.' });
    expect(lines('novice')).toContainEqual({ from: 'novice', mine: true, text: 'Where is it? 🤔' });
    expect(lines('expert')).toContainEqual({ from: 'novice', mine: false, text: 'Where is it? 🤔' });
  });

  it('cuts long texts in pieces and leaves blank ones out', async () => {
    const world = await new World().verified();
    world.expert.session.sendChat('   \n ');
    world.expert.session.sendChat('x'.repeat(1200));
    await until('all pieces are there', () => world.novice.session.view.chat.length === 3);
    expect(world.novice.session.view.chat.map(({ text }) => text).join('')).toBe('x'.repeat(1200));
  });

  it('takes control characters out of what a stranger writes', async () => {
    const world = await new World().verified();
    world.novice.link.channel('70').receive(new Uint8Array(encodeChat('a\u001b[31mb\u009fc\n\td')));
    await until('it is there', () => world.novice.session.view.chat.length === 1);
    expect(world.novice.session.view.chat[0]?.text).toBe('a[31mbc\n\td');
  });

  it('tells each side that the other is typing, and forgets it', async () => {
    const world = await new World().verified();
    for (const [from, to] of [
      ['novice', 'expert'],
      ['expert', 'novice'],
    ] as const) {
      world[from].session.typing();
      await until('the other knows', () => world[to].session.view.remoteTyping);
      await world.clock.advance(8_000);
      expect(world[to].session.view.remoteTyping).toBe(false);
      world[from].session.typing();
      await until('the other knows again', () => world[to].session.view.remoteTyping);
      world[from].session.sendChat('done');
      await until('it is over with the message', () => !world[to].session.view.remoteTyping);
    }
  });

  it('does not begin before the other side is verified', async () => {
    const world = new World();
    world.expert.session.sendChat('too early');
    await world.verified();
    expect(world.expert.session.view.chat).toEqual([]);
    expect(world.novice.session.view.chat).toEqual([]);
  });
});

describe('the end', () => {
  it.each([
    ['novice', 'expert', ASK],
    ['expert', 'novice', ASK],
    ['novice', 'expert', OFFER],
    ['expert', 'novice', OFFER],
  ] as const)('by the %s is told to the %s, once on each side', async (by, other, component) => {
    const world = await new World(component).showing();
    const ended = world[by].session.end();
    expect(world[by].session.view.ended?.cause).toBe('local-user');
    await world.ended();
    await ended;
    expect(world[other].session.view.ended?.cause).toBe('remote-user');
    const receipts = await Promise.all(world.sides.map(({ session }) => session.ended));
    for (const [index, { session, link, application }] of world.sides.entries()) {
      expect(session.view.receipt).toEqual(receipts[index]);
      expect(link.state).toBe('closed');
      expect(application.summaries).toHaveLength(1);
    }
    await world[by].session.end();
    await world[other].session.end();
    for (const { application } of world.sides) expect(application.summaries).toHaveLength(1);
    expect(world.track.stopped).toBe(true);
    expect(world.clock.pending).toBe(0);
  });

  it('of a novice who shows nothing is a refusal to the expert', async () => {
    const world = await new World().verified();
    void world.novice.session.end();
    await world.ended();
    expect(world.novice.session.view.ended?.cause).toBe('local-user');
    expect(world.expert.session.view.ended?.cause).toBe('novice-refused');
  });

  it('comes by DISCONNECT alone, too', async () => {
    const world = await new World().showing();
    world.expert.link.channel('RC_CTL').receive(new Uint8Array(encodeCtl({ name: 'DISCONNECT' })));
    await world.ended();
    expect(world.expert.session.view.ended?.cause).toBe('remote-user');
  });

  it('is seen when the other page is simply gone', async () => {
    const world = await new World().showing();
    world.expert.link.close();
    await until('the novice knows', () => world.novice.session.view.ended !== undefined);
    expect(world.novice.session.view.ended?.cause).toBe('remote-gone');
    expect(world.track.stopped).toBe(true);
  });

  it('comes when a lost link does not mend in 15 seconds; one that does goes on', async () => {
    const world = await new World().showing();
    world.novice.link.setCut(true);
    for (const { session, link } of world.sides) {
      expect(session.view.unstable).toBe(true);
      expect(link.restarts).toBe(1);
    }
    await world.clock.advance(14_999);
    world.novice.link.setCut(false);
    for (const { session } of world.sides) expect(session.view.unstable).toBe(false);
    await world.clock.advance(60_000);
    for (const { session } of world.sides) expect(session.view.ended).toBeUndefined();
    world.novice.link.setCut(true);
    await world.clock.advance(15_000);
    await world.ended();
    for (const { session } of world.sides) expect(session.view.ended?.cause).toBe('link-failed');
  });

  it('is not the end of the rendezvous session: a messenger that dies in mid-session changes nothing', async () => {
    const world = await new World().showing();
    const outcome = { state: 'terminated', reason: 'connectivity', hr: -1, appData: '', by: 'host' } as const;
    for (const { application } of world.sides) application.session.finish(outcome);
    world.expert.session.sendChat('still here');
    await until('it arrives', () => world.novice.session.view.chat.length === 1);
    for (const { session } of world.sides) expect(session.view.ended).toBeUndefined();
  });

  it('does not wait for a messenger that no longer answers', async () => {
    const world = await new World().showing();
    world.novice.application.finished = () => new Promise(() => undefined);
    world.expert.application.finished = () => Promise.reject(new Error('gone'));
    void world.novice.session.end();
    await world.ended();
    await settled();
    await world.clock.advance(3_000);
    await Promise.all(world.sides.map(({ session }) => session.ended));
  });
});

describe('the link', () => {
  it('carries its own later signals once the messenger is out of the path', async () => {
    const world = await new World().verified();
    const contextData = world.novice.application.session.sent.length;
    const sdp = world.novice.link.fingerprint;
    world.novice.link.signal({ type: 'description', description: { type: 'offer', sdp } });
    for (let i = 0; i < 20; i += 1) {
      world.novice.link.signal({ type: 'candidate', candidate: { candidate: `candidate:${String(i)}` } });
    }
    const before = world.expert.link.applied.length;
    await until('all arrive', () => world.expert.link.applied.length >= before + 20);
    expect(world.novice.application.session.sent).toHaveLength(contextData);
  });

  it('ends when a later description has another fingerprint', async () => {
    const world = await new World().verified();
    world.novice.link.signal({ type: 'description', description: { type: 'offer', sdp: 'another' } });
    await world.ended();
    expect(world.expert.session.view.ended?.cause).toBe('not-verified');
    expect(world.novice.session.view.ended?.cause).toBe('not-verified');
  });

  it('has its quality sampled each second', async () => {
    const world = await new World().verified();
    await world.clock.advance(1_000);
    expect(world.expert.session.view.quality).toEqual({
      roundTripMs: 12,
      path: 'direct',
      framesPerSecond: 30,
      width: 1920,
      height: 1080,
      codec: 'AV1',
      bitsPerSecond: 1_000_000,
    });
  });
});

describe('the view', () => {
  it('is a new object at each change, and never changes after the end', async () => {
    const world = await new World().showing();
    const before = world.novice.session.view;
    world.novice.session.confirmVerification();
    expect(world.novice.session.view).not.toBe(before);
    expect(before.verification?.confirmed).toBe(false);
    await world.novice.session.end();
    const last = world.novice.session.view;
    world.novice.session.pause();
    world.novice.session.panic();
    world.novice.session.sendChat('x');
    world.novice.session.confirmVerification();
    await world.novice.session.chooseScreen();
    await world.novice.session.pairCompanion('1');
    await world.clock.advance(60_000);
    expect(world.novice.session.view).toBe(last);
  });
});
