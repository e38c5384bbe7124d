/** The tuning wizard's sound, and what is kept of it, in a real browser that hears a voice. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SoundBrowser } from './sound-browser.ts';
import { type SoundSite, serveSound } from './sound-site.ts';
import { type VoiceFiles, voiceFiles } from './voice-file.ts';

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
const tuning = () => browser.page.evaluate(() => window.sound.tuning());
const finish = (good: boolean) =>
  browser.page.evaluate(async result => {
    const wizard = await window.sound.openWizard();
    wizard.finish(result);
    wizard.close();
  }, good);

describe('the tuning wizard', () => {
  it('hears the person and plays it back, where the content security policy of the product holds', async () => {
    const said = await browser.page.evaluate(async () => {
      const wizard = await window.sound.openWizard();
      const phases: string[] = [];
      let playedOn: string | undefined;
      let loudest = 0;
      const meter = setInterval(() => (loudest = Math.max(loudest, wizard.level())), 20);
      await window.sound.chooseSpeaker(window.sound.view.speakers[0]?.id ?? '');
      const { heard } = await wizard.hearBack(1.5, now => {
        phases.push(now);
        if (now === 'recording') return;
        const playing = setInterval(() => {
          const [element] = document.querySelectorAll('audio');
          if (element === undefined || element.currentTime === 0) return;
          playedOn = element.sinkId;
          clearInterval(playing);
        }, 20);
      });
      clearInterval(meter);
      return {
        heard,
        phases,
        playedOn,
        loudest,
        speaker: window.sound.view.speakerId,
        use: window.sound.view.use,
      };
    });
    expect(said).toMatchObject({ heard: true, phases: ['recording', 'playing'], use: 'wizard' });
    expect(said.loudest).toBeGreaterThan(0.3);
    expect(said.playedOn).toHaveLength(64);
    expect(said.playedOn).toBe(said.speaker);
    expect(await browser.page.locator('audio').count()).toBe(0);
    // The end of a call is none of the wizard's; that of the sound is.
    await browser.page.evaluate(() => window.sound.close());
    expect(await view()).toMatchObject({ microphone: 'open', use: 'wizard' });
    await browser.page.evaluate(() => window.sound.dispose());
    expect(await view()).toMatchObject({ microphone: 'closed', use: 'none' });
    expect(await live()).toBe(0);
    expect(browser.complaints).toEqual([]);
  });

  it('plays a tone', async () => {
    const playing = await browser.page.evaluate(async () => {
      const wizard = await window.sound.openWizard();
      const before = performance.now();
      const tone = wizard.tone();
      const elements = document.querySelectorAll('audio').length;
      await tone;
      return { elements, milliseconds: performance.now() - before };
    });
    expect(playing.elements).toBe(1);
    expect(playing.milliseconds).toBeGreaterThan(1500);
    expect(await browser.page.locator('audio').count()).toBe(0);
    expect(browser.complaints).toEqual([]);
  });

  it('ends at once when it is closed, in each of its phases', async () => {
    for (const phase of ['recording', 'playing', 'tone'] as const) {
      const outcome = await browser.page.evaluate(async closeIn => {
        const wizard = await window.sound.openWizard();
        const busy =
          closeIn === 'tone'
            ? wizard.tone()
            : wizard.hearBack(closeIn === 'recording' ? 60 : 0.5, now => {
                if (now === closeIn) setTimeout(() => wizard.close(), 100);
              });
        if (closeIn === 'tone') wizard.close();
        const done = await window.outcome(busy);
        wizard.close();
        return [done, await window.outcome(wizard.hearBack(1, () => undefined))];
      }, phase);
      expect(outcome, phase).toEqual(['well', 'failed']);
      expect(await view()).toMatchObject({ microphone: 'closed', use: 'none' });
      expect(await live()).toBe(0);
      expect(await browser.page.locator('audio').count()).toBe(0);
    }
  });

  it('follows the choice of another microphone', async () => {
    const levels = await browser.page.evaluate(async () => {
      const wizard = await window.sound.openWizard();
      await window.sound.chooseMicrophone(window.sound.view.microphones[1]?.id ?? '');
      const { heard } = await wizard.hearBack(1, () => undefined);
      return { heard, live: window.witness.live() };
    });
    expect(levels).toEqual({ heard: true, live: 1 });
  });
});

describe('what is kept of it', () => {
  it('is kept for these devices over a reload, good or bad, and for no others', async () => {
    expect(await tuning()).toBe('unknown');
    await finish(true);
    expect(await tuning()).toBe('good');
    await browser.visit();
    expect(await tuning()).toBe('good');
    expect(await view()).toMatchObject({ tuning: 'good', microphone: 'closed' });
    expect(await browser.page.evaluate(() => window.witness.asked)).toBe(0);

    await browser.page.evaluate(() =>
      window.sound.chooseMicrophone(window.sound.view.microphones[0]?.id ?? ''),
    );
    expect(await tuning()).toBe('unknown');
    await finish(false);
    expect(await tuning()).toBe('bad');
    await browser.visit();
    // The choice is kept as well.
    expect(await tuning()).toBe('bad');
    await browser.page.evaluate(() => window.sound.chooseMicrophone(''));
    expect(await tuning()).toBe('good');
    await browser.page.evaluate(() => window.sound.chooseSpeaker(window.sound.view.speakers[0]?.id ?? ''));
    expect(await tuning()).toBe('unknown');
  });

  it('is nothing when it was closed before the end, and nothing after that', async () => {
    await browser.page.evaluate(async () => {
      const wizard = await window.sound.openWizard();
      wizard.close();
      wizard.finish(true);
    });
    expect(await tuning()).toBe('unknown');
  });

  it('are the wishes, but not that somebody was muted', async () => {
    await browser.page.evaluate(async () => {
      await window.sound.setEchoCancellation(false);
      await window.sound.setNoiseSuppression(false);
      window.sound.setVolume(0.25);
      window.sound.setPushToTalk(true);
      window.sound.setMuted(true);
    });
    await browser.visit();
    expect(await view()).toMatchObject({
      echoCancellation: false,
      noiseSuppression: false,
      volume: 0.25,
      pushToTalk: true,
      muted: false,
    });
  });
});
