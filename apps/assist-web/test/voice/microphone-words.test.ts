import { expect, it } from 'vitest';
import { microphoneWords, silenceOf } from '../../src/parts/voice/microphone-words.ts';
import { FakeSound } from '../harness/fake-sound.ts';
import { englishWords as t } from '../harness/words.ts';

type View = Parameters<typeof microphoneWords>[0];
const words = (view: Partial<View>): string | undefined =>
  microphoneWords(new FakeSound({ view }, () => undefined).view, t);

it('says nothing only while no microphone is open, or being opened', () => {
  for (const use of ['none', 'try', 'wizard', 'call'] as const)
    for (const muted of [false, true])
      for (const pushToTalk of [false, true]) {
        expect(words({ microphone: 'closed', use, muted, pushToTalk })).toBeUndefined();
        expect(words({ microphone: 'open', use, muted, pushToTalk })).toMatch(/^Your microphone is on/);
        expect(words({ microphone: 'opening', use, muted, pushToTalk })).toMatch(/being switched on$/);
      }
});

it('says what it is on for, and that nobody hears it', () => {
  expect(words({ microphone: 'open', use: 'call' })).toBe('Your microphone is on');
  expect(words({ microphone: 'open', use: 'call', muted: true })).toBe('Your microphone is on, but muted');
  expect(words({ microphone: 'open', use: 'call', pushToTalk: true })).toBe(
    'Your microphone is on, but silent',
  );
  expect(words({ microphone: 'open', use: 'call', pushToTalk: true, talking: true })).toBe(
    'Your microphone is on',
  );
  expect(words({ microphone: 'open', use: 'wizard' })).toMatch(/for you alone$/);
  expect(words({ microphone: 'open', use: 'try' })).toMatch(/to see whether it works$/);
});

it('being muted counts more than a button that is held', () => {
  const sound = new FakeSound({ view: { muted: true, pushToTalk: true, talking: true } }, () => undefined);
  expect(silenceOf(sound.view)).toBe('muted');
});
