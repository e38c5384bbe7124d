/** The probe in a page, from outside: marks go in, machine times come out. */
import type { BrowserContext, Page } from 'playwright-core';
import { type PageClock, readClock, sameClock } from './clock.ts';
import { BLOCK, blockCount, encode, type Mark, WRAP } from './code.ts';
import { type Rectangle, SCREEN, TEXT_PATCHES } from './layout.ts';
import { installPictureProbe, type ProbeOptions, type WatchedMark } from './page-probe.ts';

/** Of black text on white: a capture differs from the truth by 0.05, AV1's first picture by 1, noVNC's JPEG by 2. */
const READABLE = 5;
const OPTIONS: ProbeOptions = { ...SCREEN, block: BLOCK, readable: READABLE };

const watchedMark = ({ x, y, kind }: Mark): WatchedMark => ({ x, y, columns: blockCount(kind) / 2, rows: 2 });

/** When, on the machine's clock, what was awaited was there; undefined for never. */
export interface Seen {
  readonly whole: number | undefined;
  readonly readable: number | undefined;
}

export class Probe {
  readonly page: Page;
  readonly #clock: PageClock;

  static async install(page: Page): Promise<Probe> {
    await page.evaluate(installPictureProbe, OPTIONS);
    return new Probe(page, await readClock(page));
  }

  /** In every page of a context from its first moment: notes when the first picture with these marks is there. */
  static async awaitFirst(context: BrowserContext, marks: readonly Mark[]): Promise<void> {
    await context.addInitScript(installPictureProbe, OPTIONS);
    const codes = Array.from({ length: WRAP.count }, (_, value) => encode('count', value));
    await context.addInitScript(
      ({ wanted, valid }) => {
        addEventListener('DOMContentLoaded', () => window.pictureProbe?.awaitFirst(wanted, valid));
      },
      { wanted: marks.map(watchedMark), valid: codes },
    );
  }

  private constructor(page: Page, clock: PageClock) {
    this.page = page;
    this.#clock = clock;
  }

  async watch(marks: readonly Mark[], patches: readonly Rectangle[] = []): Promise<void> {
    await this.page.evaluate(watched => window.pictureProbe?.watch(watched), {
      marks: marks.map(watchedMark),
      patches,
    });
  }

  async watchPages(marks: readonly Mark[]): Promise<void> {
    await this.watch(marks, TEXT_PATCHES);
  }

  async stop(): Promise<void> {
    await this.page.evaluate(() => window.pictureProbe?.stop());
  }

  /** Ask for this before what brings it about. */
  async expect(blocks: string, truth?: Uint8Array): Promise<void> {
    const text = truth && Buffer.from(truth).toString('base64');
    await this.page.evaluate(([wanted, patch]) => window.pictureProbe?.expect(wanted ?? '', patch), [
      blocks,
      text,
    ] as const);
  }

  async outcome(ms: number): Promise<Seen> {
    const found = await this.page.evaluate(limit => window.pictureProbe?.outcome(limit), ms);
    return { whole: this.#machine(found?.seen), readable: this.#machine(found?.readable) };
  }

  /** All that was seen since the last call, on the machine's clock. */
  async sights(): Promise<{ at: number; blocks: string }[]> {
    const all = (await this.page.evaluate(() => window.pictureProbe?.sights())) ?? [];
    return all.map(({ at, blocks }) => ({ at: at + this.#clock.offset, blocks }));
  }

  async keyAt(): Promise<number | undefined> {
    return this.#machine(await this.page.evaluate(() => window.pictureProbe?.keyAt));
  }

  /** Resolves when the page's picture shows these marks, all with one valid code. @throws Error after `ms` */
  async untilPicture(ms = 30_000): Promise<void> {
    await this.page.waitForFunction(() => window.pictureProbe?.describe() !== undefined, undefined, {
      timeout: ms,
    });
  }

  async describe(): Promise<{ kind: string; width: number; height: number; box: Rectangle } | undefined> {
    return this.page.evaluate(() => window.pictureProbe?.describe());
  }

  /** @throws Error when the page's clock was not steady: its figures are worthless then */
  async checkClock(): Promise<void> {
    sameClock(this.#clock, await readClock(this.page));
  }

  #machine(at: number | undefined): number | undefined {
    return at === undefined ? undefined : at + this.#clock.offset;
  }
}
