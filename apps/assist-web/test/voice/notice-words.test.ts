import { expect, it } from 'vitest';
import { NOTICE_WORDS } from '../../src/parts/voice/notice-words.ts';
import { englishWords as t } from '../harness/words.ts';

it('everything that can happen to microphone and speaker has a sentence', () => {
  const sentences = Object.values(NOTICE_WORDS).map(say => say(t, 'Maria'));
  expect(sentences).toHaveLength(4);
  for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}[^{}]*[.]$/u);
});
