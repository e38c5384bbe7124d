/** What the page plays: the other person's voice and the ring tone, in a real browser. */
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

describe('the other person’s voice', () => {
  it('is played and measured as it comes over a connection, also into a stream that was empty at first', async () => {
    await browser.page.evaluate(async () => {
      const stream = new MediaStream();
      window.sound.play(stream);
      stream.addTrack(await window.loop(await window.sound.openMicrophone(() => undefined)));
    });
    await expect.poll(view, { timeout: 10_000 }).toMatchObject({ speaking: { theirs: true } });
    await expect.poll(() => browser.page.evaluate(() => window.sound.level('theirs'))).toBeGreaterThan(0.2);
    const element = () =>
      browser.page.evaluate(() => {
        const [audio] = document.querySelectorAll('audio');
        return (
          audio && {
            time: audio.currentTime > 0,
            paused: audio.paused,
            hidden: audio.hidden,
            volume: audio.volume,
            sink: audio.sinkId,
          }
        );
      });
    await expect.poll(element).toEqual({ time: true, paused: false, hidden: true, volume: 1, sink: '' });
    const chosen = await browser.page.evaluate(async () => {
      window.sound.setVolume(0.3);
      await window.sound.chooseSpeaker(window.sound.view.speakers[1]?.id ?? '');
      return window.sound.view.speakerId;
    });
    expect(chosen).toHaveLength(64);
    expect(await element()).toMatchObject({ volume: 0.3, sink: chosen });
    await browser.page.evaluate(() => window.sound.close());
    expect(await element()).toBeUndefined();
    expect(await view()).toMatchObject({ speaking: { mine: false, theirs: false } });
  });

  it('is on the default again where the chosen speaker is not there', async () => {
    await browser.page.evaluate(async () => {
      window.sound.play(new MediaStream());
      await window.sound.tuning();
      await window.sound.chooseSpeaker('f'.repeat(64));
    });
    expect(await view()).toMatchObject({ speakerId: '' });
  });

  it('waits for the person where the browser wants a gesture first', async () => {
    await browser.visit('#play');
    await expect.poll(view).toMatchObject({ notice: 'blocked-playback' });
    await browser.page.getByRole('button').click();
    await browser.page.evaluate(() => window.sound.resumePlayback());
    await expect.poll(view).toMatchObject({ notice: undefined });
  });
});

describe('the ring tone', () => {
  const states = () => browser.page.evaluate(() => window.witness.contexts.map(({ state }) => state));

  it('sounds until it is off, and leaves nothing running', async () => {
    await browser.page.evaluate(() => window.sound.ring(true));
    await browser.page.evaluate(() => window.sound.ring(true));
    await expect.poll(states).toEqual(['running']);
    await browser.page.evaluate(() => window.sound.ring(false));
    await browser.page.evaluate(() => window.sound.ring(false));
    await expect.poll(states).toEqual(['closed']);
  });

  it('is silent without an error until the person touches the page', async () => {
    await browser.visit('#ring');
    expect(await states()).toEqual(['suspended']);
    await browser.page.getByRole('button').click();
    await expect.poll(states).toEqual(['running']);
    await browser.page.evaluate(() => window.sound.dispose());
    await expect.poll(states).toEqual(['closed']);
    expect(browser.complaints).toEqual([]);
  });
});
