/** What the benchmark watches inside the pages; added by the benchmark, not part of the product. */
import type { BrowserContext, Page } from 'playwright-core';

interface Probes {
  acceptedAt?: number;
  firstFrameAt?: number;
  keyAt?: number;
  changedAt?: number;
}
declare global {
  var probes: Probes;
}

/** A novice without hesitation: presses the button that chooses the screen as soon as it can be pressed; the picker answers by itself. */
export async function chooseAtOnce(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const watch = new MutationObserver(() => {
      const buttons = [...document.querySelectorAll('button')];
      const choose = buttons.find(
        button => button.textContent.trim() === 'Choose what to show' && !button.disabled,
      );
      if (!choose) return;
      watch.disconnect();
      choose.click();
    });
    watch.observe(document, { childList: true, subtree: true, attributes: true });
  });
}

/** Marks, on the clock of the machine, when Accept is pressed and when the first frame of any video is painted. */
export async function installProbes(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    globalThis.probes = {};
    const now = (): number => performance.timeOrigin + performance.now();
    addEventListener(
      'click',
      event => {
        const button = (event.target as Element | null)?.closest('button');
        if (button?.textContent?.trim() === 'Accept') globalThis.probes.acceptedAt = now();
      },
      true,
    );
    addEventListener('keydown', () => (globalThis.probes.keyAt = now()), true);
    const watch = new MutationObserver(() => {
      const video = document.querySelector('video');
      if (!video) return;
      watch.disconnect();
      const first = (): void => {
        if (video.videoWidth > 2) globalThis.probes.firstFrameAt = now();
        else video.requestVideoFrameCallback(first);
      };
      video.requestVideoFrameCallback(first);
    });
    watch.observe(document, { childList: true, subtree: true });
  });
}

export const acceptedAt = (page: Page): Promise<number | undefined> =>
  page.evaluate(() => globalThis.probes.acceptedAt);

export async function firstFrameAt(page: Page): Promise<number> {
  await page.waitForFunction(() => globalThis.probes.firstFrameAt !== undefined);
  return (await page.evaluate(() => globalThis.probes.firstFrameAt)) ?? Number.NaN;
}

/** Begins to watch one pixel of the video; `changeAt` then tells when its colour next changed much. */
export async function watchPixel(page: Page, x: number, y: number): Promise<void> {
  await page.evaluate(
    ([px, py]) => {
      const video = document.querySelector('video');
      if (!video) throw new Error('no video');
      const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('no canvas');
      let last: number[] | undefined;
      const look = (): void => {
        context.drawImage(video, px ?? 0, py ?? 0, 1, 1, 0, 0, 1, 1);
        const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
        if (
          last &&
          Math.abs(r - (last[0] ?? 0)) + Math.abs(g - (last[1] ?? 0)) + Math.abs(b - (last[2] ?? 0)) > 150
        ) {
          globalThis.probes.changedAt ??= performance.timeOrigin + performance.now();
          last = [r, g, b];
        }
        last ??= [r, g, b];
        video.requestVideoFrameCallback(look);
      };
      video.requestVideoFrameCallback(look);
    },
    [x, y],
  );
}

export async function forgetChange(page: Page): Promise<void> {
  await page.evaluate(() => {
    delete globalThis.probes.changedAt;
    delete globalThis.probes.keyAt;
  });
}

export async function changeAt(page: Page): Promise<{ key: number; change: number }> {
  await page.waitForFunction(() => globalThis.probes.changedAt !== undefined, undefined, { polling: 20 });
  return page.evaluate(() => ({
    key: globalThis.probes.keyAt ?? 0,
    change: globalThis.probes.changedAt ?? 0,
  }));
}
