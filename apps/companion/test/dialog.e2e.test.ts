import { afterAll, beforeAll, expect, it } from 'vitest';
import { CompanionProcess, type Page } from './support/companion-process.ts';
import { until } from './support/until.ts';
import { Desktop } from './support/xvfb.ts';

let desktop: Desktop;
let companion: CompanionProcess;
let page: Page;

beforeAll(async () => {
  desktop = await Desktop.open();
  companion = await CompanionProcess.start(desktop.env, '--ask', 'dialog');
  page = await companion.pair();
});
afterAll(async () => {
  await companion?.stop();
  await desktop?.close();
});

/** Asks, and waits for the real dialog on the desktop. @returns its window */
async function dialog(): Promise<string> {
  companion.ask(page);
  await page.next('asking');
  const id = await until('the dialog stands', async () => {
    const windows = await desktop
      .run('xdotool', 'search', '--onlyvisible', '--name', 'Rendezvous: allow')
      .catch(() => '');
    return windows.trim() || undefined;
  });
  // There is no window manager here that would do it.
  await desktop.run('xdotool', 'windowfocus', '--sync', id);
  return id;
}

/** Does something at the machine until the companion has its answer: a dialog takes a moment to listen. */
async function insist(act: () => Promise<unknown>, answer: 'armed' | 'disarmed'): Promise<void> {
  await until(`the answer is ${answer}`, async () => {
    await act().catch(() => undefined);
    return page.messages.some(({ type }) => type === answer);
  });
}

it('Return on the dialog at the machine refuses, because refusing is the default', async () => {
  await dialog();
  await insist(() => desktop.run('xdotool', 'key', 'Return'), 'disarmed');
  expect(await page.next('disarmed')).toEqual({ type: 'disarmed', reason: 'refused' });
});

it('the expert cannot answer the dialog, and the page can take the question back', async () => {
  await dialog();
  for (const down of [true, false])
    page.input({
      type: 'key',
      code: 'Enter',
      key: 'Enter',
      down,
      repeat: false,
      modifiers: { shift: false, control: false, alt: false, meta: false, altGraph: false },
    });
  await page.settled();
  page.send({ type: 'disarm' });
  expect(await page.next('disarmed')).toEqual({ type: 'disarmed', reason: 'page' });
  await until(
    'the dialog is gone',
    async () =>
      (await desktop
        .run('xdotool', 'search', '--onlyvisible', '--name', 'Rendezvous: allow')
        .catch(() => 'gone')) === 'gone',
  );
});

it('choosing to allow on the dialog arms', async () => {
  const id = await dialog();
  await insist(async () => {
    const geometry = await desktop.run('xdotool', 'getwindowgeometry', '--shell', id);
    const value = (name: string): number => Number(new RegExp(`${name}=(\\d+)`).exec(geometry)?.[1]);
    // The rightmost button.
    const x = String(value('X') + value('WIDTH') - 50);
    const y = String(value('Y') + value('HEIGHT') - 24);
    await desktop.run('xdotool', 'mousemove', x, y, 'click', '1');
  }, 'armed');
  expect(await page.next('armed')).toMatchObject({ type: 'armed' });
});
