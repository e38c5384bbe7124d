/**
 * The scene on the novice's desktop, a program of its own: draws what is asked for on its input, moves it 30 times a second,
 * and answers keys as an editor does. A line in, a line out:
 * `show NAME`, `frames` (pictures of the motion so far), `presses` (keys so far), `truth` (text of each page as it is, base64).
 * It ends when its input ends.
 */
import { readSync, writeSync } from 'node:fs';
import { machineNow } from '../clock.ts';
import { BLOCK, blockPlaces, encode, type Mark, markSize } from '../code.ts';
import {
  AREA,
  CARET,
  FILM,
  MOTION_MARKS,
  MOTION_RATE,
  PAGE_MARKS,
  SCENES,
  SCREEN,
  type SceneName,
  TEXT_PATCHES,
} from '../layout.ts';
import { makeFilm } from './film.ts';
import { Paper, SCROLL_LENGTH } from './paper.ts';
import { wait } from './wait.ts';
import { type Drawable, XScreen } from './x-screen.ts';

const PAGES = 4;
/** Pixels that text moves by in a picture: 420 a second, as with a wheel; no multiple of any codec's block. */
const STEP = 14;
const LETTERS_A_LINE = 60;
const PERIOD = 1000 / MOTION_RATE;

const { width, height } = SCREEN;
const screen = new XScreen(width, height);
const paper = new Paper(screen);
const pages = Array.from({ length: PAGES }, (_, number) => paper.page(number));
const long = paper.long();
/** What is shown is prepared here and copied in one go: no capture sees half of it. */
const canvas = screen.pixmap(width, height);
let film: Drawable[] = [];
let scene: SceneName = 'editor';
let presses = 0;
let frames = 0;
let nextFrame = 0;

function drawMark(mark: Mark, value: number): void {
  const size = markSize(mark.kind);
  screen.fill(canvas, 0x000000, mark.x, mark.y, size.width, size.height);
  const blocks = encode(mark.kind, value);
  for (const [i, { x, y }] of blockPlaces(mark).entries())
    if (blocks[i] === '1') screen.fill(canvas, 0xffffff, x, y, BLOCK, BLOCK);
}

function present(x: number, y: number, w: number, h: number): void {
  screen.copy(canvas, screen.window, x, y, w, h, x, y);
  screen.flush();
}

/** The page that belongs to the number of keys, with that number in its corners and middle. */
function drawPage(): void {
  screen.copy(pages[presses % PAGES] ?? 0, canvas, 0, 0, width, height, 0, 0);
  for (const mark of PAGE_MARKS) drawMark(mark, presses);
  present(0, 0, width, height);
}

/** One letter, and the count at the caret. */
function drawKey(): void {
  const size = markSize(CARET.kind);
  const x = CARET.x + size.width + 8 + (presses % LETTERS_A_LINE) * 9;
  paper.letter(canvas, x, CARET.y, presses);
  drawMark(CARET, presses);
  present(CARET.x, CARET.y, size.width, size.height);
  present(x, CARET.y, 10, 20);
}

/** The next picture of what moves. */
function drawMotion(): void {
  if (scene !== 'area' && scene !== 'scroll' && scene !== 'film') return;
  const offset = (frames * STEP) % SCROLL_LENGTH;
  const where = scene === 'area' ? AREA : scene === 'film' ? FILM : { x: 0, y: 0, width, height };
  if (scene === 'film') {
    const picture = film[frames % film.length] ?? 0;
    screen.copy(picture, canvas, 0, 0, where.width, where.height, where.x, where.y);
  } else screen.copy(long, canvas, 0, offset, where.width, where.height, where.x, where.y);
  const now = machineNow();
  for (const mark of MOTION_MARKS[scene]) drawMark(mark, now);
  present(where.x, where.y, where.width, where.height);
  frames++;
}

function show(name: SceneName): void {
  scene = name;
  if (name === 'film' && film.length === 0) film = makeFilm(screen);
  screen.raise();
  if (name === 'pages') drawPage();
  else {
    screen.copy(pages[0] ?? 0, canvas, 0, 0, width, height, 0, 0);
    if (name === 'film') screen.fill(canvas, 0x30343b, FILM.x, FILM.y - 28, FILM.width, 28);
    drawMark(CARET, presses);
    present(0, 0, width, height);
  }
  nextFrame = machineNow();
  drawMotion();
  screen.sync();
}

/** The brightness of the text in every page, page by page. */
function truth(): string {
  const parts = pages.flatMap(page =>
    TEXT_PATCHES.map(patch => {
      const pixels = screen.get(page, patch.x, patch.y, patch.width, patch.height);
      // Text is grey: any of its colours is its brightness.
      return Uint8Array.from({ length: pixels.length / 4 }, (_, i) => pixels[i * 4 + 1] ?? 0);
    }),
  );
  return Buffer.concat(parts).toString('base64');
}

function answer(line: string): string {
  const [word, argument] = line.trim().split(' ');
  if (word === 'show') {
    const name = SCENES.find(known => known === argument);
    if (name === undefined) throw new Error('no such scene');
    show(name);
    return 'show';
  }
  if (word === 'frames') return `frames ${String(frames)}`;
  if (word === 'presses') return `presses ${String(presses)}`;
  if (word === 'truth') return `truth ${truth()}`;
  throw new Error('no such command');
}

const input = Buffer.alloc(4096);
let pending = '';
/** Answers what has come; false when there will be no more. */
function listen(): boolean {
  const length = readSync(0, input);
  if (length === 0) return false;
  pending += input.toString('utf8', 0, length);
  const lines = pending.split('\n');
  pending = lines.pop() ?? '';
  for (const line of lines) writeSync(1, `${answer(line)}\n`);
  return true;
}

function react(): void {
  for (let keys = screen.pressed(); keys > 0; keys--) {
    presses++;
    if (scene === 'pages') drawPage();
    else if (scene !== 'scroll') drawKey();
  }
}

const moves = (): boolean => scene === 'area' || scene === 'scroll' || scene === 'film';

for (;;) {
  react();
  const now = machineNow();
  if (moves() && now >= nextFrame) {
    drawMotion();
    // A picture that comes late is not made up for: a late program shows fewer.
    nextFrame = Math.max(nextFrame + PERIOD, now);
  }
  const [asked] = wait([0, screen.descriptor], moves() ? nextFrame - machineNow() : undefined);
  if (asked && !listen()) break;
}
process.exit(0);
