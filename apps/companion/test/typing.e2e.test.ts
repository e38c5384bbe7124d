import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputEvent } from '@rendezvous/assist';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompanionProcess, type Page } from './support/companion-process.ts';
import { everyKey, GERMAN, key, stroke, US } from './support/layouts.ts';
import { until } from './support/until.ts';
import { Desktop } from './support/xvfb.ts';

let desktop: Desktop;
let companion: CompanionProcess;
let page: Page;
let file: string;

beforeAll(async () => {
  desktop = await Desktop.open();
  file = join(desktop.folder, 'typed');
  const ready = join(desktop.folder, 'ready');
  // Bytes come as they are typed, and Ctrl+C stays a signal.
  desktop.start(
    'xterm',
    '-u8',
    '-geometry',
    '100x30+0+0',
    '-e',
    'sh',
    '-c',
    `trap 'printf "<INT>" >> ${file}' INT; stty -icanon -echo -icrnl min 1; : > ${file}; : > ${ready}; while :; do cat >> ${file}; done`,
  );
  await until('the terminal reads', () => {
    try {
      return readFileSync(ready) !== undefined;
    } catch {
      return false;
    }
  });
  companion = await CompanionProcess.start(desktop.env);
  page = await companion.pair();
  await companion.arm(page);
  page.input({ type: 'move', x: 0.2, y: 0.2 });
  await page.settled();
});
afterAll(async () => {
  await companion?.stop();
  await desktop?.close();
});

/** Sends events and compares what the program on the desktop has read, byte for byte. */
async function types(events: readonly InputEvent[], text: string): Promise<void> {
  writeFileSync(file, '');
  await page.inputs(events);
  const expected = Buffer.from(text);
  await until('as many bytes arrive', () => readFileSync(file).length >= expected.length).catch(() => {});
  expect(readFileSync(file, 'utf8')).toBe(text);
}

describe.each(['us', 'de', 'us,ru', 'fr'])('on a desktop with the layout %s', layout => {
  beforeAll(async () => {
    await desktop.layout(layout);
  });

  it('every key of a US keyboard types what is printed on it', async () => {
    const { events, text } = everyKey(US);
    await types(events, text);
  });

  it('every key of a German keyboard types what is printed on it, AltGr included', async () => {
    const { events, text } = everyKey(GERMAN);
    for (const character of 'äöüÄÖÜß€@') expect(text).toContain(character);
    await types(events, text);
  });

  it('text that no key makes arrives whole', async () => {
    await types([{ type: 'text', text: 'é 漢字 😀 Ω ж €' }], 'é 漢字 😀 Ω ж €');
  });
});

describe('on a desktop with the layout de', () => {
  beforeAll(async () => {
    await desktop.layout('de');
  });
  afterAll(async () => {
    await desktop.run('xdotool', 'keyup', 'Caps_Lock');
  });

  it('locks of the person at the machine change no letter', async () => {
    // Pressed by the expert, so that it is not an own hand: the lock is the desktop's either way.
    await types(
      [
        ...stroke('CapsLock', 'CapsLock'),
        ...stroke('KeyA', 'a'),
        key('ShiftLeft', 'Shift', true, { shift: true }),
        ...stroke('KeyB', 'B', { shift: true }),
        key('ShiftLeft', 'Shift', false),
        ...stroke('Quote', 'ä'),
        ...stroke('NumLock', 'NumLock'),
        ...stroke('Numpad7', '7'),
        ...stroke('Digit8', '8'),
        ...stroke('CapsLock', 'CapsLock'),
        ...stroke('Numpad7', '7'),
        ...stroke('NumLock', 'NumLock'),
        ...stroke('Numpad7', '7'),
      ],
      'aBä7877',
    );
  });

  it('a repeated key types once for each repetition and no more', async () => {
    await types(
      [
        key('KeyX', 'x', true),
        ...Array.from({ length: 4 }, () => key('KeyX', 'x', true, {}, true)),
        key('KeyX', 'x', false),
      ],
      'xxxxx',
    );
  });

  it('Ctrl+C of the expert interrupts the program in the terminal', async () => {
    const control = { control: true };
    await types(
      [
        key('ControlLeft', 'Control', true, control),
        ...stroke('KeyC', 'c', control),
        key('ControlLeft', 'Control', false),
      ],
      '<INT>',
    );
  });

  it('a shortcut means what is printed on the expert’s key, not where that key is', async () => {
    const control = { control: true };
    await types(
      [
        key('ControlLeft', 'Control', true, control),
        // Where a German keyboard has Z, a US one has Y.
        ...stroke('KeyY', 'y', control),
        key('ControlLeft', 'Control', false),
      ],
      '\u0019',
    );
  });

  it('keys that this keyboard does not have are left out and harm nothing', async () => {
    await types(
      [
        ...stroke('F24', 'F24'),
        ...stroke('Unknown', 'Unidentified'),
        ...stroke('NoSuchKey', 'NoSuchName'),
        ...stroke('constructor', 'constructor'),
        ...stroke('KeyA', 'Dead'),
        ...stroke('KeyA', '\ud83d'),
        ...stroke('KeyA', '\u0003'),
        ...stroke('KeyA', 'a'),
      ],
      'a',
    );
  });

  it('more different characters than there are spare keys come in order', async () => {
    const text = Array.from({ length: 60 }, (_, index) => String.fromCodePoint(0x4e00 + index * 7)).join('');
    await types(
      [{ type: 'text', text: `${text}end\n\tof it` }, ...stroke('KeyA', 'a')],
      `${text}end\r\tof ita`,
    );
  });
});
