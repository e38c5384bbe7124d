/** Every state of every room in a real browser: nothing unreachable, unreadable, cut off, or against the page's own policy. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRoomPage, type RoomPage } from './harness/room-page.ts';
import { VIEW_NAMES } from './harness/views.ts';
import { VOICE_STATE_NAMES } from './harness/voice-views.ts';

const STATES = [
  'opening',
  'failed-no-messenger',
  'failed-reloaded',
  'small-bar',
  ...VIEW_NAMES,
  ...VOICE_STATE_NAMES,
];
/** What a yes is called in German where a question can be answered with it. */
const YES: Readonly<Record<string, string>> = {
  'novice-question': 'Erlauben',
  'novice-question-file': 'Datei annehmen',
  'novice-question-voice': 'Erlauben',
  'expert-control-question-file': 'Datei annehmen',
  'voice-novice-ringing': 'Erlauben',
  'voice-expert-ringing-untuned': 'Erlauben',
};
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let room: RoomPage;
beforeAll(async () => {
  room = await openRoomPage();
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
});

async function violations(state: string): Promise<readonly string[]> {
  // The small bar floats above other windows: it is a part of the room, and no page.
  const rules = state.startsWith('small-bar') ? { 'page-has-heading-one': { enabled: false } } : {};
  const results = await room.page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], rules })})`,
  );
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`,
  );
}

/** How far the page is wider than its window, in CSS pixels. */
async function overflow(width: number, textSize: string): Promise<number> {
  await room.page.setViewportSize({ width, height: 700 });
  return room.page.evaluate(size => {
    const { documentElement } = document;
    documentElement.style.fontSize = size;
    const beyond = documentElement.scrollWidth - documentElement.clientWidth;
    documentElement.style.fontSize = '';
    return beyond;
  }, textSize);
}

// In German: its words are the longer ones.
it.each(STATES)(
  'the state %s has no fault that axe can find, and fits small windows and large text',
  async state => {
    await room.page.setViewportSize({ width: 1280, height: 800 });
    await room.open(state, { language: 'de' });
    // The yes is dimmed on purpose for a moment after a question has opened.
    const yes = YES[state];
    if (yes !== undefined)
      await expect
        .poll(() => room.page.getByRole('button', { name: yes }).isEnabled(), { timeout: 10_000 })
        .toBe(true);
    await room.page.evaluate(axe);
    expect(await violations(state)).toEqual([]);
    await room.page.evaluate(() => {
      document.documentElement.dataset['theme'] = 'dark';
    });
    expect(await violations(state)).toEqual([]);
    expect(await overflow(320, '100%')).toBe(0);
    expect(await overflow(720, '200%')).toBe(0);
  },
);

it('nothing moves for somebody who has asked for less motion', async () => {
  await room.page.emulateMedia({ reducedMotion: 'reduce' });
  for (const state of ['opening', 'novice-question', 'expert-in-control', 'voice-novice-on', 'wizard-hear']) {
    await room.open(state);
    const moving = await room.page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter(element => {
          const { transitionProperty, animationName } = getComputedStyle(element);
          return transitionProperty !== 'none' || animationName !== 'none';
        }).length,
    );
    expect(moving, state).toBe(0);
  }
});

it('nothing of all this was against the content security policy or made React complain', () => {
  expect(room.complaints).toEqual([]);
});
