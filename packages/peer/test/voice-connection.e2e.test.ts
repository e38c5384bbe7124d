/** Calls in a real Chromium: how they begin, fail and end. */
import { describe, expect, it } from 'vitest';
import { callPage } from './support/call-page.ts';

const calls = callPage();

describe('a call between two peers in a real browser', () => {
  it('connects by the addresses of the list alone, and each side hears the other', async () => {
    const seen = await calls.page.evaluate(async () => {
      const [novice, expert] = await voiceBench.ends();
      await novice.voice.setTrack(voiceBench.tone(440));
      await expert.voice.setTrack(voiceBench.tone(1000));
      const offer = await novice.voice.serve();
      const answer = await expert.voice.call(offer.sdp, offer.addresses);
      const early = [novice.voice.state, expert.voice.state];
      await novice.voice.complete(answer);
      await voiceBench.hears(expert, 440);
      await voiceBench.hears(novice, 1000);
      await novice.voice.stats();
      await voiceBench.measure(novice, expert, 1000);
      return {
        offer,
        answer,
        early,
        states: [novice.voice.state, expert.voice.state],
        stats: await novice.voice.stats(),
      };
    });
    expect(seen.offer.sdp).not.toMatch(/candidate|extmap|raddr|telephone|PCMU/);
    expect(seen.offer.sdp).toMatch(/^m=audio 9 UDP\/TLS\/RTP\/SAVPF 111 63\r$/m);
    expect(seen.offer.addresses.length).toBeGreaterThan(0);
    for (const address of seen.offer.addresses) expect(address).toMatch(/^(?:\[.+\]|.+):\d+$/);
    expect(seen.answer).toMatch(/^a=candidate:/m);
    expect(seen.early).not.toContain('connected');
    expect(seen.states).toEqual(['connected', 'connected']);
    expect(seen.stats).toMatchObject({
      loss: 0,
      concealed: expect.any(Number),
      jitterMs: expect.any(Number),
    });
    expect(seen.stats.roundTripMs).toBeLessThan(200);
    expect(seen.stats.receivedBitsPerSecond).toBeGreaterThan(50_000);
    expect(seen.stats.sentBitsPerSecond).toBeGreaterThan(50_000);
  });

  it('refuses a description with another fingerprint on either side, and nothing connects', async () => {
    const seen = await calls.page.evaluate(async () => {
      const [novice, expert] = await voiceBench.ends();
      const [stranger] = await voiceBench.ends();
      const offer = await novice.voice.serve();
      const foreign = await stranger.voice.serve();
      const client = await voiceBench.codeOf(expert.voice.call(foreign.sdp, offer.addresses));
      const [, other] = await voiceBench.ends();
      other.link.expectFingerprint(novice.link.fingerprint);
      const caller = other.link.openVoice();
      const server = await voiceBench.codeOf(
        novice.voice.complete(await caller.call(offer.sdp, offer.addresses)),
      );
      return {
        codes: [client, server],
        applied: [expert.raw.remoteDescription, novice.raw.remoteDescription],
        secured: novice.raw.getSenders()[0]?.transport?.state,
        state: expert.voice.state,
      };
    });
    expect(seen).toEqual({
      codes: ['fingerprint', 'fingerprint'],
      applied: [null, null],
      secured: 'new',
      state: 'new',
    });
  });

  it.each([
    ['no list', []],
    ['a host name', ['example.org:4000']],
    ['a port that is none', ['127.0.0.1:65536']],
    ['a good one beside a bad one', ['127.0.0.1:4000', '127.0.0.1 4000 typ host']],
    ['everybody at once', ['224.0.0.1:4000']],
    ['too many', Array.from({ length: 17 }, (_, i) => `127.0.0.1:${String(4000 + i)}`)],
  ])('refuses a list of addresses with %s, and sends nothing anywhere', async (_, addresses) => {
    const seen = await calls.page.evaluate(async list => {
      const [novice, expert] = await voiceBench.ends();
      const { sdp } = await novice.voice.serve();
      return [await voiceBench.codeOf(expert.voice.call(sdp, list)), expert.raw.remoteDescription];
    }, addresses);
    expect(seen).toEqual(['bad-description', null]);
  });

  it('begins, changes and stops what it sends without a new description', async () => {
    const seen = await calls.page.evaluate(async () => {
      const [novice, expert] = await voiceBench.call();
      const before = novice.raw.localDescription?.sdp;
      await novice.voice.setTrack(voiceBench.tone(2000));
      await voiceBench.hears(expert, 2000);
      await novice.voice.setTrack(null);
      await voiceBench.measure(novice, expert, 300);
      const silence = await voiceBench.measure(novice, expert, 2000);
      await novice.voice.setTrack(voiceBench.tone(440));
      await voiceBench.hears(expert, 440);
      return { same: novice.raw.localDescription?.sdp === before, packets: silence.packetsPerSecond };
    });
    expect(seen).toEqual({ same: true, packets: 0 });
  });

  it('ends on both sides when one closes: no sound is sent, and closing again is harmless', async () => {
    const seen = await calls.page.evaluate(async () => {
      const [novice, expert] = await voiceBench.call();
      let told = 0;
      expert.voice.addEventListener('statechange', () => (told += 1));
      novice.voice.close();
      novice.voice.close();
      await voiceBench.until('the other end', () => expert.voice.state === 'closed', 5000);
      const tracks = [novice, expert].flatMap(({ voice }) => voice.remoteStream.getTracks());
      await Promise.all([expert.voice.setTrack(null), expert.voice.setMaxBitRate(6400)]);
      return {
        told,
        states: [novice.voice.state, expert.raw.connectionState],
        tracks: tracks.map(track => track.readyState),
        late: await voiceBench.codeOf(novice.voice.serve()),
        link: novice.link.state,
      };
    });
    expect(seen).toEqual({
      told: 1,
      states: ['closed', 'closed'],
      tracks: ['ended', 'ended'],
      late: 'closed',
      link: 'new',
    });
  });

  it('fails, and says so, when nobody listens at the addresses', async () => {
    const state = await calls.page.evaluate(async () => {
      const [novice, expert] = await voiceBench.ends();
      const { sdp } = await novice.voice.serve();
      await expert.voice.call(sdp, ['127.0.0.1:40009']);
      await voiceBench.until('the failure', () => expert.voice.state === 'failed', 60_000);
      return expert.voice.state;
    });
    expect(state).toBe('failed');
  });

  it('tells no address when addresses are hidden and nobody relays', async () => {
    const seen = await calls.page.evaluate(async () => {
      const [novice] = await voiceBench.ends({ hideAddresses: true });
      const policies = [novice.raw, novice.rawLink].map(raw => raw.getConfiguration().iceTransportPolicy);
      return [await voiceBench.codeOf(novice.voice.serve()), ...policies];
    });
    expect(seen).toEqual(['no-address', 'relay', 'relay']);
  });

  it('is not waited for when it closes while it gathers', async () => {
    const code = await calls.page.evaluate(async () => {
      const [novice] = await voiceBench.ends();
      const serving = novice.voice.serve();
      novice.voice.close();
      return voiceBench.codeOf(serving);
    });
    expect(code).toBe('closed');
  });

  it('is only made with a certificate, and for somebody who is known', async () => {
    const codes = await calls.page.evaluate(() => voiceBench.refusals());
    expect(codes).toEqual(['fingerprint', 'unsupported', 'closed']);
  });
});
