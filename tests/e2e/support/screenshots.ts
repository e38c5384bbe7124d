/** Pictures of every open page, for looking at: after a failure, or where a test asks for them. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Person } from './browser.ts';

/** Where pictures go; without it none are taken. */
const FOLDER = process.env['RENDEZVOUS_SCREENSHOTS'];

/** Takes a picture of every page of these people. Never fails a test. */
export async function takePictures(
  name: string,
  people: Readonly<Record<string, Person | undefined>>,
): Promise<void> {
  if (!FOLDER) return;
  mkdirSync(FOLDER, { recursive: true });
  for (const [who, person] of Object.entries(people)) {
    for (const [index, page] of (person?.context.pages() ?? []).entries()) {
      const file = `${name.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)}-${who}-${String(index)}.png`;
      await page.screenshot({ path: join(FOLDER, file), timeout: 5_000 }).catch(() => undefined);
    }
  }
}
