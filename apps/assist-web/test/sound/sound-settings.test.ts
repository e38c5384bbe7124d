import { describe, expect, it } from 'vitest';
import { FIRST_WISHES, SoundSettings } from '../../src/sound/sound-settings.ts';
import { BROKEN, Shelf } from './kept.ts';

const KEY = 'rendezvous.sound';

describe('the wishes of a person for the sound', () => {
  it('are kept for the next page', () => {
    const shelf = new Shelf();
    const settings = new SoundSettings(shelf);
    settings.change({ microphoneId: 'headset', echoCancellation: false });
    settings.change({ volume: 0.4, pushToTalk: true });
    const kept = {
      ...FIRST_WISHES,
      microphoneId: 'headset',
      echoCancellation: false,
      volume: 0.4,
      pushToTalk: true,
    };
    expect(settings.wishes).toEqual(kept);
    expect(new SoundSettings(shelf).wishes).toEqual(kept);
  });

  it.each(BROKEN)('are the first ones where the content is broken (%#)', content => {
    const shelf = new Shelf();
    shelf.setItem(KEY, content);
    expect(new SoundSettings(shelf).wishes).toEqual(FIRST_WISHES);
  });

  it('are taken part by part, with a volume that is one, and nothing else', () => {
    const shelf = new Shelf();
    shelf.setItem(KEY, JSON.stringify({ volume: 7, noiseSuppression: false, speakerId: 3, muted: true }));
    expect(new SoundSettings(shelf).wishes).toEqual({ ...FIRST_WISHES, noiseSuppression: false, volume: 1 });
    const settings = new SoundSettings(undefined);
    settings.change({ volume: -1 });
    expect(settings.wishes.volume).toBe(0);
    settings.change({ volume: Number.NaN });
    expect(settings.wishes.volume).toBe(1);
  });
});
