/** The page's own sound in real browsers: every promise about the microphone is checked against the browser's own tracks. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SoundBrowser } from './sound/sound-browser.ts';
import { type SoundSite, serveSound } from './sound/sound-site.ts';
import { type VoiceFiles, voiceFiles } from './sound/voice-file.ts';

let site: SoundSite;
let files: VoiceFiles;
let browser: SoundBrowser;
beforeAll(async () => {
  site = await serveSound();
  files = await voiceFiles();
  browser = await SoundBrowser.start(site.url, { hears: files.voice });
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await files[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});
beforeEach(() => browser.visitAnew());

const view = () => browser.page.evaluate(() => window.sound.view);
const live = () => browser.page.evaluate(() => window.witness.live());

describe('the microphone', () => {
  it('is open in a call, and no track of it lives afterwards', async () => {
    expect(await view()).toMatchObject({ microphone: 'closed', use: 'none' });
    expect(await browser.page.evaluate(() => window.witness.asked)).toBe(0);
    await browser.page.evaluate(() => window.sound.openMicrophone(() => undefined));
    expect(await view()).toMatchObject({ microphone: 'open', use: 'call' });
    expect(await live()).toBeGreaterThan(0);
    await browser.page.evaluate(() => window.sound.close());
    expect(await view()).toMatchObject({ microphone: 'closed', use: 'none' });
    expect(await live()).toBe(0);
    const left = await browser.page.evaluate(() => ({
      elements: document.querySelectorAll('audio').length,
      contexts: window.witness.contexts.filter(({ state }) => state !== 'closed').length,
    }));
    expect(left).toEqual({ elements: 0, contexts: 0 });
    // And the next call is like the first.
    await browser.page.evaluate(() => window.sound.openMicrophone(() => undefined));
    expect(await view()).toMatchObject({ microphone: 'open', use: 'call' });
    await browser.page.evaluate(() => window.sound.close());
    expect(await live()).toBe(0);
  });

  it('is asked for one channel, and for all that makes a voice clear', async () => {
    const settings = await browser.page.evaluate(async () =>
      (await window.sound.openMicrophone(() => undefined)).getSettings(),
    );
    expect(settings).toMatchObject({
      channelCount: 1,
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    });
  });

  it('is open for a try, and closed when that is over', async () => {
    const uses = await browser.page.evaluate(async () => {
      const seen: string[] = [];
      window.sound.subscribe(() => seen.push(`${window.sound.view.use} ${window.sound.view.microphone}`));
      await window.sound.tryMicrophone();
      return seen;
    });
    expect(uses).toContain('try opening');
    expect(uses).toContain('try open');
    expect(await view()).toMatchObject({ microphone: 'closed', use: 'none' });
    expect(await live()).toBe(0);
  });

  it.each(['call', 'try', 'wizard'] as const)(
    'is stopped as soon as it comes when the %s was closed while it opened',
    async use => {
      const ended = await browser.page.evaluate(async name => {
        window.witness.hold();
        const openings = {
          call: () => window.sound.openMicrophone(() => undefined),
          try: () => window.sound.tryMicrophone(),
          wizard: () => window.sound.openWizard(),
        };
        const outcome = window.outcome(openings[name]());
        const opening = { ...window.sound.view };
        // The wizard outlives a call, not the sound.
        if (name === 'wizard') window.sound.dispose();
        else await window.sound.close();
        return { opening, outcome: await outcome, closed: window.sound.view };
      }, use);
      expect(ended.opening).toMatchObject({ microphone: 'opening', use });
      expect(ended.outcome).toBe('failed');
      // The browser has not answered, so that it may still open one.
      expect(ended.closed).toMatchObject({ microphone: 'opening', use: 'none' });
      await browser.page.evaluate(() => window.witness.release());
      await expect.poll(view).toMatchObject({ microphone: 'closed', use: 'none' });
      expect(await browser.page.evaluate(() => window.witness.tracks.length)).toBe(1);
      expect(await live()).toBe(0);
    },
  );

  it('is the default where the chosen one is not there, and the person is told', async () => {
    const label = await browser.page.evaluate(async () => {
      await window.sound.chooseMicrophone('f'.repeat(64));
      return (await window.sound.openMicrophone(() => undefined)).label;
    });
    expect(label).toBe('Fake Default Audio Input');
    expect(await view()).toMatchObject({ notice: 'microphone-changed', microphoneId: '' });
    await browser.page.evaluate(() => window.sound.dismissNotice());
    expect(await view()).toMatchObject({ notice: undefined });
  });
});

describe('a change in mid-call', () => {
  it('hands over a living track before the old one is stopped: echo cancellation, noise suppression, device', async () => {
    const result = await browser.page.evaluate(async () => {
      const given: { live: boolean; oldLive: boolean }[] = [];
      let current = await window.sound.openMicrophone(track => {
        if (track === null) throw new Error('no track');
        given.push({ live: track.readyState === 'live', oldLive: current.readyState === 'live' });
        current = track;
      });
      const reached: unknown[] = [];
      const steps = [
        () => window.sound.setNoiseSuppression(false),
        () => window.sound.setEchoCancellation(false),
        () => window.sound.setNoiseSuppression(true),
        () => window.sound.setEchoCancellation(true),
        () => window.sound.chooseMicrophone(window.sound.view.microphones[1]?.id ?? ''),
      ];
      for (const step of steps) {
        await step();
        const { echoCancellation, noiseSuppression } = current.getSettings();
        reached.push([echoCancellation, noiseSuppression, current.label]);
      }
      return { given, reached, live: window.witness.live(), current: current.readyState };
    });
    expect(result.reached).toEqual([
      [true, false, 'Fake Default Audio Input'],
      [false, false, 'Fake Default Audio Input'],
      [false, true, 'Fake Default Audio Input'],
      [true, true, 'Fake Default Audio Input'],
      [true, true, 'Fake Audio Input 2'],
    ]);
    expect(result.given.length).toBeGreaterThanOrEqual(5);
    for (const change of result.given) expect(change).toEqual({ live: true, oldLive: true });
    // The one that is sent, and its copy for the meter.
    expect(result.live).toBe(2);
    expect(result.current).toBe('live');
    expect(await view()).toMatchObject({ microphone: 'open', use: 'call', notice: undefined });
    await browser.page.evaluate(() => window.sound.close());
    expect(await live()).toBe(0);
  });

  it('is made for everybody on the page who has the microphone, the wizard beside the call', async () => {
    const settings = await browser.page.evaluate(async () => {
      let current = await window.sound.openMicrophone(track => {
        if (track) current = track;
      });
      await window.sound.openWizard();
      await window.sound.setNoiseSuppression(false);
      Object.assign(window, { sent: () => current.getSettings() });
      return current.getSettings();
    });
    expect(settings.noiseSuppression).toBe(false);
    const sent = () =>
      browser.page.evaluate(() => {
        const get: unknown = Reflect.get(window, 'sent');
        const value: unknown = typeof get === 'function' ? get() : undefined;
        return value;
      });
    await expect
      .poll(sent, { timeout: 10_000 })
      .toMatchObject({ noiseSuppression: false, echoCancellation: true });
    expect(await view()).toMatchObject({ use: 'call', noiseSuppression: false, notice: undefined });
    await browser.page.evaluate(() => window.sound.close());
    expect(await view()).toMatchObject({ use: 'wizard', microphone: 'open' });
    await browser.page.evaluate(() => window.sound.dispose());
    expect(await live()).toBe(0);
  });

  it('leaves the old track and the old switch where the new one cannot be had', async () => {
    const result = await browser.page.evaluate(async () => {
      let changes = 0;
      const track = await window.sound.openMicrophone(() => changes++);
      window.witness.refusal = 'NotReadableError';
      await window.sound.setEchoCancellation(false);
      await window.sound.chooseMicrophone(window.sound.view.microphones[0]?.id ?? '');
      return { changes, state: track.readyState, view: window.sound.view };
    });
    expect(result).toMatchObject({
      changes: 0,
      state: 'live',
      view: { echoCancellation: true, microphoneId: '', microphone: 'open', notice: undefined },
    });
  });

  it('comes out as the last of several wishes at once', async () => {
    const result = await browser.page.evaluate(async () => {
      let current = await window.sound.openMicrophone(track => {
        if (track) current = track;
      });
      const [, second] = window.sound.view.microphones;
      await Promise.all([
        window.sound.chooseMicrophone(second?.id ?? ''),
        window.sound.setEchoCancellation(false),
        window.sound.chooseMicrophone(''),
        window.sound.setEchoCancellation(true),
        window.sound.setNoiseSuppression(false),
      ]);
      return { label: current.label, settings: current.getSettings(), live: window.witness.live() };
    });
    expect(result.label).toBe('Fake Default Audio Input');
    expect(result.settings).toMatchObject({ echoCancellation: true, noiseSuppression: false });
    expect(result.live).toBe(2);
  });
});

describe('what the other side hears', () => {
  /** Opens the microphone for a call; gives the loudest sample of what is sent, within 700 ms each. */
  const begin = () =>
    browser.page.evaluate(async () => {
      const track = await window.sound.openMicrophone(() => undefined);
      Object.assign(window, { ear: new window.Ear(track) });
      return track.enabled;
    });
  const loudest = () =>
    browser.page.evaluate(() => {
      const ear: unknown = Reflect.get(window, 'ear');
      if (!(ear instanceof window.Ear)) throw new Error('no ear');
      return ear.loudest(700);
    });

  it('is the voice; nothing while muted, when the person is told who speaks on; and the voice again', async () => {
    expect(await begin()).toBe(true);
    expect(await loudest()).toBeGreaterThan(0.05);
    await expect.poll(view).toMatchObject({ speaking: { mine: true }, mutedSpeech: false });
    await expect.poll(() => browser.page.evaluate(() => window.sound.level('mine'))).toBeGreaterThan(0);
    await browser.page.evaluate(() => window.sound.setMuted(true));
    expect(await view()).toMatchObject({ muted: true, speaking: { mine: false }, microphone: 'open' });
    // What was under way when it was muted.
    await loudest();
    expect(await loudest()).toBe(0);
    expect(await browser.page.evaluate(() => window.sound.level('mine'))).toBe(0);
    await expect.poll(view).toMatchObject({ mutedSpeech: true, speaking: { mine: false } });
    await browser.page.evaluate(() => window.sound.setMuted(false));
    expect(await view()).toMatchObject({ muted: false, mutedSpeech: false });
    await expect.poll(loudest).toBeGreaterThan(0.05);
  });

  it('is nothing from the very beginning when muted before, nor from a track that takes its place', async () => {
    await browser.page.evaluate(() => window.sound.setMuted(true));
    expect(await begin()).toBe(false);
    expect(await loudest()).toBe(0);
    const enabled = await browser.page.evaluate(
      () =>
        new Promise(resolve => {
          void window.sound
            .openMicrophone(track => resolve(track?.enabled))
            .then(() => window.sound.setEchoCancellation(false));
        }),
    );
    expect(enabled).toBe(false);
    await expect.poll(view).toMatchObject({ mutedSpeech: true });
  });

  it('is the voice only while the key is held, with push-to-talk', async () => {
    await browser.page.evaluate(() => window.sound.setPushToTalk(true));
    expect(await begin()).toBe(false);
    expect(await loudest()).toBe(0);
    await browser.page.evaluate(() => window.sound.hold(true));
    expect(await view()).toMatchObject({ pushToTalk: true, talking: true });
    await expect.poll(loudest).toBeGreaterThan(0.05);
    await browser.page.evaluate(() => window.sound.hold(false));
    expect(await view()).toMatchObject({ talking: false });
    await loudest();
    expect(await loudest()).toBe(0);
    // Muted goes before the key.
    await browser.page.evaluate(() => {
      window.sound.setMuted(true);
      window.sound.hold(true);
    });
    expect(await loudest()).toBe(0);
    await browser.page.evaluate(() => window.sound.close());
    expect(await view()).toMatchObject({ talking: false });
  });

  it('is silence when nobody speaks, and nobody is said to', async () => {
    await using quiet = await SoundBrowser.start(site.url, { hears: files.silence });
    await quiet.visit();
    const said = await quiet.page.evaluate(async () => {
      window.sound.setMuted(true);
      await window.sound.openMicrophone(() => undefined);
      let spoke = false;
      window.sound.subscribe(() => (spoke ||= window.sound.view.mutedSpeech));
      const wizard = await window.sound.openWizard();
      return { heard: (await wizard.hearBack(1, () => undefined)).heard, spoke, level: wizard.level() };
    });
    expect(said).toEqual({ heard: false, spoke: false, level: 0 });
  });
});
