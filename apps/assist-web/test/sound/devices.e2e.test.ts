/** Machines without a microphone, people who say no, and devices that come and go in mid-call. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pulse, startPulse } from './pulse.ts';
import { NO_SOUND, SoundBrowser, type SoundBrowserOptions } from './sound-browser.ts';
import { type SoundSite, serveSound } from './sound-site.ts';
import { type VoiceFiles, voiceFiles } from './voice-file.ts';

let site: SoundSite;
let files: VoiceFiles;
beforeAll(async () => {
  site = await serveSound();
  files = await voiceFiles();
});
afterAll(async () => {
  await files[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

async function open(options: SoundBrowserOptions, url = site.url): Promise<SoundBrowser> {
  const browser = await SoundBrowser.start(url, options);
  await browser.visit();
  return browser;
}

/** What becomes of each use of the microphone, and of the tuning. */
const outcomes = (browser: SoundBrowser) =>
  browser.page.evaluate(async () => ({
    call: await window.outcome(window.sound.openMicrophone(() => undefined)),
    try: await window.outcome(window.sound.tryMicrophone()),
    wizard: await window.outcome(window.sound.openWizard()),
    tuning: await window.sound.tuning(),
    microphone: window.sound.view.microphone,
    use: window.sound.view.use,
  }));
const refused = (problem: string) => ({
  call: problem,
  try: problem,
  wizard: problem,
  // The devices have not failed, they have not been tried.
  tuning: 'unknown',
  microphone: 'closed',
  use: 'none',
});

describe('without a microphone', () => {
  it('says that the person, or a policy, has said no', async () => {
    await using browser = await open({ hears: files.voice, allows: false });
    expect(await outcomes(browser)).toEqual(refused('denied'));
    expect(await browser.page.evaluate(() => window.sound.view.microphones)).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });

  it('says that there is none', async () => {
    await using browser = await open({ environment: NO_SOUND });
    expect(await outcomes(browser)).toEqual(refused('no-microphone'));
  });

  it('says that it is in use elsewhere', async () => {
    await using browser = await open({ hears: files.voice });
    await browser.page.evaluate(() => (window.witness.refusal = 'NotReadableError'));
    expect(await outcomes(browser)).toEqual(refused('busy'));
  });

  it('says that this page cannot, where the context is not secure', async () => {
    const insecure = site.url.replace('127.0.0.1', 'sound.example');
    await using browser = await SoundBrowser.start(insecure, {
      hears: files.voice,
      args: ['--host-resolver-rules=MAP sound.example 127.0.0.1'],
    });
    await browser.visit();
    expect(await browser.page.evaluate(() => isSecureContext)).toBe(false);
    expect(await outcomes(browser)).toEqual(refused('unsupported'));
  });
});

describe('devices that come and go in mid-call', () => {
  let pulse: Pulse;
  let browser: SoundBrowser;
  const unplug = new Map<string, () => Promise<void>>();
  beforeAll(async () => {
    pulse = await startPulse();
    for (const name of ['Desk', 'Headset']) unplug.set(name, await pulse.microphone(name));
    unplug.set('Ear', await pulse.speaker('Ear'));
    browser = await open({ environment: pulse.environment });
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await pulse[Symbol.asyncDispose]();
  });

  const view = () => browser.page.evaluate(() => window.sound.view);
  /** The tracks that the call was handed, oldest first; those that live in capitals. */
  const handed = () =>
    browser.page.evaluate(() => {
      const tracks: unknown = Reflect.get(window, 'handed');
      if (!Array.isArray(tracks)) return [];
      return tracks.map((track: unknown) => {
        if (!(track instanceof MediaStreamTrack)) return 'none';
        return track.readyState === 'live' ? track.label.toUpperCase() : track.label;
      });
    });
  const choose = (label: string) =>
    browser.page.evaluate(async name => {
      const find = (list: readonly { id: string; label: string }[]) =>
        list.find(each => each.label === name)?.id;
      const { microphones, speakers } = window.sound.view;
      const microphone = find(microphones);
      if (microphone !== undefined) await window.sound.chooseMicrophone(microphone);
      else await window.sound.chooseSpeaker(find(speakers) ?? 'none such');
    }, label);
  const names = async () => (await view()).microphones.map(({ label }) => label);
  const wait = { timeout: 20_000 };

  it('the default takes over from a headset that is unplugged, and gives back when it is there again', async () => {
    await browser.page.evaluate(async () => {
      const tracks: (MediaStreamTrack | null)[] = [];
      Object.assign(window, { handed: tracks });
      tracks.push(await window.sound.openMicrophone(track => tracks.push(track)));
    });
    await choose('Headset');
    expect(await handed()).toEqual(['Default', 'HEADSET']);
    expect(await view()).toMatchObject({ notice: undefined });

    await unplug.get('Headset')?.();
    await expect.poll(handed, wait).toEqual(['Default', 'Headset', 'DEFAULT']);
    await expect
      .poll(view, wait)
      .toMatchObject({ notice: 'microphone-changed', microphoneId: '', microphone: 'open', use: 'call' });

    unplug.set('Headset', await pulse.microphone('Headset'));
    await expect.poll(handed, wait).toEqual(['Default', 'Headset', 'Default', 'HEADSET']);
  });

  it('none is left, the call goes on, and takes the next one that comes', async () => {
    await unplug.get('Desk')?.();
    await expect.poll(names, wait).toEqual(['Headset']);
    await unplug.get('Headset')?.();
    await expect.poll(async () => (await handed()).at(-1), wait).toBe('none');
    await expect
      .poll(view, wait)
      .toMatchObject({ notice: 'microphone-lost', microphone: 'closed', use: 'none', microphones: [] });
    expect(await browser.page.evaluate(() => window.witness.live())).toBe(0);

    unplug.set('Desk', await pulse.microphone('Desk'));
    await expect.poll(async () => (await handed()).at(-1), wait).toBe('DEFAULT');
    await expect
      .poll(view, wait)
      .toMatchObject({ notice: 'microphone-changed', microphone: 'open', use: 'call' });
  });

  it('the voice goes on at the default speaker when the chosen one is unplugged', async () => {
    const stream = await browser.page.evaluateHandle(() => {
      const empty = new MediaStream();
      window.sound.play(empty);
      window.sound.dismissNotice();
      return empty;
    });
    // Before anything is heard there is nothing to turn: it counts from the first sound on.
    await choose('Ear');
    await stream.evaluate(async empty => {
      const track = await window.sound.openMicrophone(() => undefined);
      empty.addTrack(await window.loop(track));
    });
    const sink = () => browser.page.evaluate(() => document.querySelector('audio')?.sinkId);
    await expect.poll(sink, wait).toHaveLength(64);
    expect((await view()).notice).not.toBe('speaker-changed');
    await unplug.get('Ear')?.();
    await expect.poll(sink, wait).toBe('');
    await expect.poll(view, wait).toMatchObject({ notice: 'speaker-changed', speakerId: '' });
    const played = () => browser.page.evaluate(() => document.querySelector('audio')?.currentTime ?? 0);
    const before = await played();
    await expect.poll(played, wait).toBeGreaterThan(before + 0.2);
  });

  it('nobody is asked again who has taken the permission back, until the person wants it', async () => {
    const asked = () => browser.page.evaluate(() => window.witness.asked);
    await choose('Desk');
    await browser.page.evaluate(() => (window.witness.refusal = 'NotAllowedError'));
    await unplug.get('Desk')?.();
    await expect.poll(view, wait).toMatchObject({ notice: 'microphone-lost', microphone: 'closed' });
    unplug.set('Desk', await pulse.microphone('Desk'));
    await expect.poll(names, wait).toEqual(['Desk']);
    const before = await asked();
    unplug.set('Headset', await pulse.microphone('Headset'));
    await expect.poll(names, wait).toEqual(['Desk', 'Headset']);
    expect(await asked()).toBe(before);
    await browser.page.evaluate(() => (window.witness.refusal = undefined));
    await choose('Headset');
    expect(await view()).toMatchObject({ microphone: 'open', use: 'call', notice: undefined });
  });

  it('and at the end nothing of it all is open', async () => {
    await browser.page.evaluate(() => window.sound.close());
    expect(await view()).toMatchObject({ microphone: 'closed', use: 'none', notice: undefined });
    expect(await browser.page.evaluate(() => window.witness.live())).toBe(0);
    expect(browser.complaints).toEqual([]);
  });
});
