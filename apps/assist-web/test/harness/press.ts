/** Presses what leads to a state, by the words that a person would look for. */
import type { Page } from 'playwright-core';
import { de } from '../../src/strings/de.ts';
import { en } from '../../src/strings/en.ts';
import { VOICE_STATES } from './voice-views.ts';

export async function pressThrough(page: Page, state: string, language: string): Promise<void> {
  const { presses = [], view } = VOICE_STATES[state] ?? {};
  const texts: Readonly<Record<string, string>> = language === 'de' ? de : en;
  for (const key of presses) {
    const words = (texts[key] ?? key).replaceAll('{name}', view?.remoteUser.name ?? '');
    // A heading of what is folded is no button.
    const summary = page.locator('summary', { hasText: words });
    const button = page.getByRole('button', { name: words, exact: true });
    await (key.endsWith('.summary') ? summary : button).first().click();
  }
}

/** Tab until something of this name has the focus, and press it. */
export async function pressByKeyboard(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await button.waitFor();
  for (let step = 0; step < 60; step++) {
    if (await button.evaluateAll(all => all.some(one => one === document.activeElement)))
      return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} cannot be reached by the keyboard`);
}
