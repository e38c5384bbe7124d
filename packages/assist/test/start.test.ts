import { describe, expect, it } from 'vitest';
import { AssistanceSession } from '../src/index.ts';
import { VERIFICATION_EMOJI } from '../src/sas.ts';
import { settled, until } from './support/clock.ts';
import { linkPair } from './support/link.ts';
import { ASK, applicationPair, OFFER } from './support/rendezvous.ts';
import { World } from './support/world.ts';

type Signal = Record<string, unknown> & { type: string };
const parsed = (texts: readonly string[]): Signal[] => texts.map(text => JSON.parse(text) as Signal);

describe('who is who', () => {
  it.each([
    ['Ask', ASK, 'novice', 'expert'],
    ['Offer', OFFER, 'expert', 'novice'],
  ])('%s makes the inviter the right one of the two', (_, component, inviter, invitee) => {
    const world = new World(component);
    expect(world.inviter.session.view.role).toBe(inviter);
    expect(world.invitee.session.view.role).toBe(invitee);
  });

  it('refuses a component that is not remote assistance', () => {
    const { inviter } = applicationPair('{00000000-0000-4000-8000-000000000000}');
    const ports = {} as Parameters<typeof AssistanceSession.open>[0]['ports'];
    expect(() => AssistanceSession.open({ application: inviter, ports, openLink: linkPair().open })).toThrow(
      RangeError,
    );
  });
});

describe('a verified start', () => {
  it.each([
    ['Ask', ASK],
    ['Offer', OFFER],
  ])('%s passes every stage, ends the rendezvous by the inviter only, and goes on', async (_, component) => {
    const world = new World(component);
    const stages: string[] = [];
    world.expert.session.addEventListener('change', () => {
      const { stage } = world.expert.session.view;
      if (stages.at(-1) !== stage) stages.push(stage);
    });
    expect(world.expert.session.view.stage).toBe('waiting');
    await world.showing();
    expect(stages).toEqual(['connecting', 'verifying', 'choosing', 'session']);
    expect(world.inviter.application.session.terminations).toEqual([{ hr: 0, appData: '' }]);
    expect(world.invitee.application.session.terminations).toEqual([]);
    expect(world.invitee.application.session.state).toBe('cancelled');
    expect(world.novice.session.view.ended).toBeUndefined();
  });

  it('shows both people the same four pictures', async () => {
    const world = await new World().verified();
    const [a, b] = world.sides.map(({ session }) => session.view.verification?.emoji);
    expect(a).toHaveLength(4);
    expect(a).toEqual(b);
    expect(VERIFICATION_EMOJI.map(({ emoji }) => emoji)).toEqual(expect.arrayContaining([...(a ?? [])]));
    expect(world.novice.session.view.verification?.confirmed).toBe(false);
    world.novice.session.confirmVerification();
    expect(world.novice.session.view.verification?.confirmed).toBe(true);
    expect(world.expert.session.view.verification?.confirmed).toBe(false);
  });

  it('sends hello with description and candidates at once, and the secrets in their order', async () => {
    const world = await new World().verified();
    const novice = parsed(world.novice.application.session.sent);
    expect(novice.slice(0, 3).map(({ type }) => type)).toEqual(['hello', 'description', 'candidates']);
    expect(novice.slice(3).map(({ type }) => type)).toEqual(['start', 'reveal']);
    const expert = parsed(world.expert.application.session.sent).map(({ type }) => type);
    expect(expert.indexOf('hello')).toBe(0);
    expect(expert).toContain('nonce');
    const start = novice.find(({ type }) => type === 'start');
    expect(start?.['password']).toMatch(/^[BCDFGHJKLMNPQRSTVWXYZ2-9]{12}$/);
    expect(start?.['connectionString']).toContain(`KH2="sha256:${world.novice.link.fingerprint}"`);
    expect(start?.['connectionString']).toContain(`KX2="sha256:${world.expert.link.fingerprint}"`);
  });

  it('does not let the expert show its nonce before the novice has committed to one', async () => {
    const world = new World();
    world.novice.application.session.tamper = () => [];
    world.connect();
    await settled();
    expect(parsed(world.expert.application.session.sent).map(({ type }) => type)).toEqual(['hello']);
  });

  it('holds a screen that was picked early back until the other side is verified', async () => {
    const world = new World();
    await world.novice.session.chooseScreen();
    expect(world.novice.session.view.screenReady).toBe(true);
    expect(world.novice.link.shown).toEqual([]);
    world.connect();
    await until('it is shown', () => world.expert.session.view.screen.name === 'shown');
    expect(world.novice.session.view.screenReady).toBe(false);
    expect(world.novice.link.current).toBe(world.track);
    expect(world.track.contentHint).toBe('detail');
  });
});

describe('a start that is not what it seems', () => {
  const changed =
    (type: string, change: (signal: Signal) => void) =>
    (text: string): string[] => {
      const signal = JSON.parse(text) as Signal;
      if (signal.type === type) change(signal);
      return [JSON.stringify(signal)];
    };
  const other = btoa(String.fromCharCode(...new Uint8Array(32).fill(9)));

  async function ends(world: World, causes: readonly string[]): Promise<void> {
    await world.novice.session.chooseScreen();
    world.connect();
    await world.ended();
    expect(causes).toContain(world.novice.session.view.ended?.cause);
    expect(causes).toContain(world.expert.session.view.ended?.cause);
    expect(world.novice.link.shown).toEqual([]);
    expect(world.expert.session.view.verification).toBeUndefined();
    await world.forge({ type: 'release-all' });
    expect(world.companion.injected).toEqual([]);
    expect(world.track.stopped).toBe(true);
  }

  it('ends when the novice announces another fingerprint than its description has', async () => {
    const world = new World();
    world.novice.application.session.tamper = changed('hello', s => {
      s['fingerprint'] = other;
    });
    await ends(world, ['not-verified']);
  });

  it('ends when the expert announces another fingerprint than its description has', async () => {
    const world = new World();
    world.expert.application.session.tamper = changed('hello', s => {
      s['fingerprint'] = other;
    });
    await ends(world, ['not-verified']);
  });

  it.each([
    ['the novice', (fp: { novice: string; expert: string }) => fp.novice],
    ['the expert', (fp: { novice: string; expert: string }) => fp.expert],
  ])('ends when the connection string has another fingerprint of %s', async (_, of) => {
    const world = new World();
    const fingerprint = of({ novice: world.novice.link.fingerprint, expert: world.expert.link.fingerprint });
    world.novice.application.session.tamper = changed('start', s => {
      s['connectionString'] = String(s['connectionString']).replace(fingerprint, other);
    });
    await ends(world, ['not-verified']);
  });

  it('ends when the connection string is no connection string', async () => {
    const world = new World();
    world.novice.application.session.tamper = changed('start', s => {
      s['connectionString'] = '<E><A ID="x"/>';
    });
    await ends(world, ['not-verified']);
  });

  it('ends when the two do not have the same password', async () => {
    const world = new World();
    world.novice.application.session.tamper = changed('start', s => {
      s['password'] = 'BBBBBBBBBBBB';
    });
    await ends(world, ['not-verified']);
  });

  it('ends when the revealed nonce is not the promised one', async () => {
    const world = new World();
    world.novice.application.session.tamper = changed('reveal', s => {
      s['nonce'] = other;
    });
    await ends(world, ['not-verified']);
  });

  it('ends when the certificate in use is not the agreed one', async () => {
    const world = new World();
    world.novice.link.certificateWrong = true;
    await ends(world, ['not-verified']);
  });

  it('says why although the link is let go of before the messenger has brought the reason', async () => {
    const world = new World();
    world.novice.application.session.tamper = text => (text.includes('"reveal"') ? [] : [text]);
    world.connect();
    await until('the tokens are being checked', () => world.novice.session.view.stage === 'verifying');
    world.novice.link.other?.close();
    await settled();
    expect(world.novice.session.view.ended).toBeUndefined();
    const appData = JSON.stringify({ ended: 'not-verified' });
    world.novice.application.session.finish({
      state: 'cancelled',
      reason: 'success',
      hr: -1,
      appData,
      by: 'remote',
    });
    await until('the novice knows', () => world.novice.session.view.ended !== undefined);
    expect(world.novice.session.view.ended?.cause).toBe('not-verified');
  });

  it('ends when the link is let go of and no reason comes', async () => {
    const world = new World();
    world.novice.application.session.tamper = text => (text.includes('"reveal"') ? [] : [text]);
    world.connect();
    await until('the tokens are being checked', () => world.novice.session.view.stage === 'verifying');
    world.novice.application.session.terminate = () => new Promise(() => undefined);
    world.expert.application.session.terminate = () => new Promise(() => undefined);
    world.novice.link.other?.close();
    await settled();
    await world.clock.advance(3_000);
    expect(world.novice.session.view.ended?.cause).toBe('link-never-up');
  });

  it('ends after its deadline when the nonce is kept back, so that there would be nothing to compare', async () => {
    const world = new World();
    world.novice.application.session.tamper = text => (text.includes('"reveal"') ? [] : [text]);
    await world.novice.session.chooseScreen();
    world.connect();
    await until('the tokens are being checked', () => world.expert.session.view.stage === 'verifying');
    await world.clock.advance(15_000);
    await world.ended();
    expect(world.expert.session.view.ended?.cause).toBe('not-verified');
  });

  it.each([
    ['no JSON', () => ['{']],
    ['a known type with bad fields', () => ['{"type":"hello","v":1}']],
    ['another version', (text: string) => [text.replace('"v":1', '"v":2')]],
    ['the same role', (text: string) => [text.replace('"role":"novice"', '"role":"expert"')]],
    ['a second hello', (text: string) => [text, text]],
    [
      'a start before hello',
      () => ['{"type":"reveal","nonce":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}'],
    ],
    ['a text beyond all bounds', () => [`{"type":"hello","x":"${'x'.repeat(70_000)}"}`]],
  ])('ends with words on both sides when context data is %s', async (_, tamper) => {
    const world = new World();
    let first = true;
    world.novice.application.session.tamper = text => {
      if (!first) return [text];
      first = false;
      return tamper(text);
    };
    await ends(world, ['protocol-error']);
  });

  it('ignores types that it does not know', async () => {
    const world = new World();
    world.novice.application.session.tamper = text => [JSON.stringify({ type: 'weather', v: 7 }), text];
    await world.verified();
  });
});

describe('waits that end', () => {
  it('gives up when the other side does not open within 30 seconds', async () => {
    const world = new World();
    await world.clock.advance(29_999);
    expect(world.expert.session.view.ended).toBeUndefined();
    await world.clock.advance(1);
    for (const { session } of world.sides) expect(session.view.ended?.cause).toBe('rendezvous-failed');
  });

  it('gives up when the rendezvous fails', async () => {
    const world = new World();
    world.connect();
    const outcome = { state: 'terminated', reason: 'connectivity', hr: -1, appData: '', by: 'host' } as const;
    for (const { application } of world.sides) application.session.finish(outcome);
    await world.ended();
    for (const { session } of world.sides) expect(session.view.ended?.cause).toBe('rendezvous-failed');
  });

  it('gives up when no link comes about within 20 seconds', async () => {
    const world = new World();
    world.novice.link.reachable = false;
    world.connect();
    await settled();
    await world.clock.advance(20_000);
    await world.ended();
    for (const { session } of world.sides) expect(session.view.ended?.cause).toBe('link-never-up');
  });

  it('tells the other side by way of the messenger when it ends before there is a link', async () => {
    const world = new World();
    world.novice.link.reachable = false;
    world.connect();
    await until('it connects', () => world.expert.session.view.stage === 'connecting');
    await world.expert.session.end();
    await world.ended();
    expect(world.expert.session.view.ended?.cause).toBe('local-user');
    expect(world.novice.session.view.ended?.cause).toBe('remote-user');
  });

  it('ends at once when its signal is aborted, also before anything has begun', async () => {
    const { inviter } = applicationPair(ASK);
    const { open } = linkPair();
    const clock = new World().clock;
    const ports = {
      RTCPeerConnection: class {} as unknown as typeof RTCPeerConnection,
      crypto: globalThis.crypto,
      chooseScreen: () => Promise.reject(new Error('unused')),
      openCompanion: () => Promise.reject(new Error('unused')),
      now: clock.now,
      setTimer: clock.setTimer,
      language: 'en',
    };
    const session = AssistanceSession.open({
      application: inviter,
      ports,
      openLink: open,
      signal: AbortSignal.abort(),
    });
    const receipt = await session.ended;
    expect(receipt.cause).toBe('local-user');
    expect(inviter.summaries).toHaveLength(1);
  });
});
