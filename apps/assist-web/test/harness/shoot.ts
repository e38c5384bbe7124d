/** Takes a picture of every state into the folder named: `node apps/assist-web/test/harness/shoot.ts FOLDER [WORD,WORD…]`. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM } from './chromium.ts';
import { pressThrough } from './press.ts';
import { serveHarness } from './serve.ts';
import { VIEW_NAMES } from './views.ts';
import { VOICE_STATES } from './voice-views.ts';

const [folder = 'shots', words = ''] = process.argv.slice(2);
const names = [
  'opening',
  'failed-no-messenger',
  'failed-refused',
  'small-bar',
  ...VIEW_NAMES,
  ...Object.keys(VOICE_STATES),
].filter(name => words.split(',').some(word => name.includes(word)));
const LOOKS = [
  { width: 1280, height: 800, theme: 'light', language: 'en' },
  { width: 1280, height: 800, theme: 'dark', language: 'de' },
  { width: 360, height: 740, theme: 'light', language: 'de' },
  { width: 360, height: 740, theme: 'dark', language: 'en' },
] as const;

await mkdir(folder, { recursive: true });
await using harness = await serveHarness();
const browser = await chromium.launch(CHROMIUM);
try {
  for (const { width, height, theme, language } of LOOKS) {
    const page = await browser.newPage({ viewport: { width, height } });
    page.on('console', message => {
      if (message.type() === 'error') console.error(message.text());
    });
    for (const name of names) {
      await page.goto(`${harness.url}?view=${name}&theme=${theme}&language=${language}`);
      await page.evaluate(() => document.fonts.ready);
      await pressThrough(page, name, language);
      await page.waitForTimeout(
        name.includes('question') || name.includes('seen') || name.includes('expert') ? 900 : 150,
      );
      await page.screenshot({ path: join(folder, `${name}.${String(width)}.${theme}.png`) });
    }
    await page.close();
  }
} finally {
  await browser.close();
}
