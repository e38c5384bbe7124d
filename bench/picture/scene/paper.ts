/** Pages of text as people have them on their screens: the editor, four pages that follow each other, and a long one to scroll. */
import { SCREEN, TEXT_PATCHES } from '../layout.ts';
import { chance } from './chance.ts';
import type { Colour, Drawable, Font, XScreen } from './x-screen.ts';

interface Theme {
  readonly paper: Colour;
  readonly panel: Colour;
  readonly inks: readonly Colour[];
}

const LIGHT: Theme = {
  paper: 0xffffff,
  panel: 0xf0f2f5,
  inks: [0x1b1f24, 0x1b1f24, 0x1b1f24, 0x0a58ca, 0xb02a37],
};
const THEMES: readonly Theme[] = [
  LIGHT,
  { paper: 0x1e1e1e, panel: 0x2d2d30, inks: [0xd4d4d4, 0xd4d4d4, 0x569cd6, 0xce9178, 0x6a9955] },
  { paper: 0xfdf6e3, panel: 0xeee8d5, inks: [0x586e75, 0x586e75, 0x268bd2, 0x859900, 0xdc322f] },
  { paper: 0xe8edf3, panel: 0xffffff, inks: [0x24292f, 0x24292f, 0x24292f, 0x8250df, 0x116329] },
];

const WORDS =
  'the screen of one person is seen by another who helps return const while picture window await tiles frame where nothing moves export function'.split(
    ' ',
  );

const LINE = 20;
/** How much text there is to scroll through before it begins again, in pixels. */
export const SCROLL_LENGTH = 300 * LINE;

export class Paper {
  readonly #screen: XScreen;
  readonly #font: Font;
  readonly #large: Font;

  constructor(screen: XScreen) {
    this.#screen = screen;
    this.#font = screen.font('DejaVu Sans Mono:size=11');
    this.#large = screen.font('DejaVu Sans:bold:size=22');
  }

  /** A letter as the editor's keys write it. */
  letter(on: Drawable, x: number, y: number, index: number): void {
    this.#screen.fill(on, LIGHT.paper, x, y, 10, LINE);
    this.#screen.text(on, this.#font, 0x1b1f24, x, y + 15, String.fromCharCode(97 + (index % 26)));
  }

  /** A whole page; each number gives another text, colour and arrangement. */
  page(number: number): Drawable {
    const screen = this.#screen;
    const { width, height } = SCREEN;
    const theme = THEMES[number % THEMES.length] ?? LIGHT;
    const on = screen.pixmap(width, height);
    const random = chance(number + 1);
    screen.fill(on, theme.paper, 0, 0, width, height);
    const side = 160 + number * 40;
    screen.fill(on, theme.panel, 0, 0, side, height);
    screen.fill(on, theme.panel, 0, 0, width, 72);
    screen.text(
      on,
      this.#large,
      theme.inks[0] ?? 0,
      side + 24,
      50,
      `Page ${String(number)} of a day at work`,
    );
    this.#lines(on, theme, random, side + 24, 100, width - 24, height - 20);
    this.#picture(on, random, width - 420 - number * 60, 180 + number * 120);
    for (const { x, y, width: w, height: h } of TEXT_PATCHES) {
      screen.fill(on, 0xffffff, x - 8, y - 8, w + 16, h + 16);
      const text = Array.from({ length: 6 }, () => WORDS[Math.floor(random() * WORDS.length)] ?? '').join(
        ' ',
      );
      screen.text(on, this.#font, 0x000000, x, y + 21, text.slice(0, 28));
    }
    return on;
  }

  /** A long page; its last screenful repeats its first, so that it scrolls round without a jump. */
  long(): Drawable {
    const { width, height } = SCREEN;
    const total = SCROLL_LENGTH + height;
    const on = this.#screen.pixmap(width, total);
    this.#screen.fill(on, LIGHT.paper, 0, 0, width, total);
    this.#lines(on, LIGHT, chance(99), 24, 0, width - 24, SCROLL_LENGTH);
    this.#screen.copy(on, on, 0, 0, width, height, 0, SCROLL_LENGTH);
    return on;
  }

  /** Lines of words of several colours, indented and of uneven length like a program's. */
  #lines(
    on: Drawable,
    theme: Theme,
    random: () => number,
    left: number,
    top: number,
    right: number,
    bottom: number,
  ): void {
    for (let y = top + 15; y < bottom; y += LINE) {
      let x = left + Math.floor(random() * 5) * 36;
      const end = left + (right - left) * (0.3 + random() * 0.7);
      if (random() < 0.12) continue;
      while (x < end) {
        const word = WORDS[Math.floor(random() * WORDS.length)] ?? '';
        const ink = theme.inks[Math.floor(random() * theme.inks.length)] ?? 0;
        this.#screen.text(on, this.#font, ink, x, y, word);
        x += (word.length + 1) * 9;
      }
    }
  }

  /** Something that is not text: a field of colours without edges. */
  #picture(on: Drawable, random: () => number, left: number, top: number): void {
    const [a, b, c] = [random() * 255, random() * 255, random() * 255];
    for (let y = 0; y < 240; y += 4) {
      for (let x = 0; x < 360; x += 4) {
        const red = Math.floor(a + x / 3) & 255;
        const green = Math.floor(b + y / 2) & 255;
        const blue = Math.floor(c + (x + y) / 5) & 255;
        this.#screen.fill(on, (red << 16) | (green << 8) | blue, left + x, top + y, 4, 4);
      }
    }
  }
}
