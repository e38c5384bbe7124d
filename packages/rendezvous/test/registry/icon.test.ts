import { execFileSync } from 'node:child_process';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractIcon, IconError, REGISTRY_LIMITS } from '../../src/registry/index.ts';
import { type IconOfProgram, image, programWith, readIco } from './support/programs.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const OFFER: IconOfProgram = {
  id: 101,
  images: [
    [16, image(1)],
    [32, image(2, 60)],
  ],
};
const ASK: IconOfProgram = { id: 205, images: [[256, image(3)]] };

async function fileOf(bytes: Uint8Array, name = 'icon.bin'): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, bytes);
  return path;
}
async function iconOf(bytes: Uint8Array, index: number) {
  const icon = await extractIcon({ path: await fileOf(bytes), index });
  expect(icon.contentType).toBe('image/vnd.microsoft.icon');
  return readIco(icon.bytes);
}
async function codeOf(path: string, index = 0): Promise<string> {
  const error = await extractIcon({ path, index }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof IconError ? error.code : `no IconError: ${String(error)}`;
}

describe('an icon out of a program', () => {
  for (const is32Bit of [true, false]) {
    it(`of ${is32Bit ? '32' : '64'} bits, by its position`, async () => {
      const program = programWith([OFFER, ASK], is32Bit);
      expect(await iconOf(program, 0)).toEqual([
        { width: 16, bytes: image(1) },
        { width: 32, bytes: image(2, 60) },
      ]);
      expect(await iconOf(program, 1)).toEqual([{ width: 256, bytes: image(3) }]);
    });
  }

  it('by its resource id, negated', async () => {
    const program = programWith([OFFER, ASK]);
    expect(await iconOf(program, -101)).toHaveLength(2);
    expect(await iconOf(program, -205)).toEqual([{ width: 256, bytes: image(3) }]);
  });

  it('positions count as in the file: names first, then ids from the smallest', async () => {
    const names = ['ZED', 7, 'ABC', 3].map(
      (id, mark): IconOfProgram => ({ id, images: [[16, image(mark)]] }),
    );
    const program = programWith(names);
    const marks = await Promise.all(
      [0, 1, 2, 3].map(async index => (await iconOf(program, index))[0]?.bytes.at(-1)),
    );
    expect(marks).toEqual([2, 0, 3, 1]);
  });

  it('an icon in several languages is one icon: neutral first, then American English', async () => {
    const spoken = (language: number, mark: number): IconOfProgram => ({
      id: 1,
      language,
      images: [[16, image(mark)]],
    });
    const all = programWith([spoken(1031, 1), spoken(1033, 2), spoken(0, 3)]);
    expect(await iconOf(all, 0)).toEqual([{ width: 16, bytes: image(3) }]);
    expect(await codeOf(await fileOf(all), 1)).toBe('no-such-icon');
    expect(await iconOf(programWith([spoken(1031, 1), spoken(1033, 2)]), 0)).toEqual([
      { width: 16, bytes: image(2) },
    ]);
    expect(await iconOf(programWith([spoken(1031, 1), spoken(1036, 4)]), 0)).toEqual([
      { width: 16, bytes: image(1) },
    ]);
  });

  it('symbols of a compiler and a signature do not matter', async () => {
    const program = programWith([OFFER]);
    const view = new DataView(program.buffer);
    const header = view.getUint32(0x3c, true);
    view.setUint32(header + 8, 0x400, true);
    view.setUint32(header + 12, 25, true);
    // The table of certificates, at the end of the file.
    view.setUint32(header + 24 + 144, program.length, true);
    view.setUint32(header + 24 + 148, 16, true);
    const signed = new Uint8Array([...program, ...new Uint8Array(16)]);
    expect(await iconOf(signed, 0)).toHaveLength(2);
  });

  it('that it does not have', async () => {
    const path = await fileOf(programWith([OFFER, ASK]));
    for (const index of [2, -1, -102, 2147483647, -2147483648])
      expect(await codeOf(path, index)).toBe('no-such-icon');
    expect(await codeOf(await fileOf(programWith([])))).toBe('no-such-icon');
  });

  it('that is too large', async () => {
    const large = image(1, REGISTRY_LIMITS.iconBytes);
    expect(await codeOf(await fileOf(programWith([{ id: 1, images: [[256, large]] }])))).toBe('too-large');
  });

  it('that is too large itself is not read', async () => {
    const path = await fileOf(programWith([OFFER]));
    await truncate(path, REGISTRY_LIMITS.executableBytes + 1);
    expect(await codeOf(path)).toBe('too-large');
  });
});

describe('an icon that is an image file', () => {
  const text = (content: string): Uint8Array => Buffer.from(content);
  const images: [string, Uint8Array, string][] = [
    ['PNG', Buffer.from('89504e470d0a1a0a00', 'hex'), 'image/png'],
    ['JPEG', Buffer.from('ffd8ffe000', 'hex'), 'image/jpeg'],
    ['GIF', text('GIF89a\u0001'), 'image/gif'],
    ['WebP', text('RIFF\u0001\u0001\u0001\u0001WEBPVP8 '), 'image/webp'],
    ['ICO', Buffer.from('000001000100', 'hex'), 'image/vnd.microsoft.icon'],
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'],
    [
      'SVG with all that may come before it',
      text('\ufeff<?xml version="1.0"?>\n<!-- > <svg> -->\n<!DOCTYPE svg [ <!ENTITY a ">"> ]>\n<svg\n/>'),
      'image/svg+xml',
    ],
  ];
  for (const [title, bytes, contentType] of images) {
    it(`${title} is told by its content, whatever its name`, async () => {
      const path = await fileOf(bytes, 'icon.exe');
      expect(await extractIcon({ path, index: 0 })).toEqual({ contentType, bytes: new Uint8Array(bytes) });
      expect(await codeOf(path, 1)).toBe('no-such-icon');
      expect(await codeOf(path, -1)).toBe('no-such-icon');
    });
  }

  for (const content of [
    '',
    'M',
    'MZ',
    'hello',
    '<html><svg/></html>',
    '<svgx/>',
    '<?xml',
    '<!-- <svg/>',
    '\u0000\u0000\u0002\u0000\u0001\u0000',
    'RIFF\u0001\u0001\u0001\u0001WAVE',
  ]) {
    it(`${JSON.stringify(content)} is no image`, async () => {
      expect(await codeOf(await fileOf(text(content), 'icon.png'))).toBe('not-an-image');
    });
  }

  it('that is too large is not read', async () => {
    const path = await fileOf(Buffer.from('89504e470d0a1a0a00', 'hex'));
    await truncate(path, REGISTRY_LIMITS.iconBytes + 1);
    expect(await codeOf(path)).toBe('too-large');
  });
});

it('what is not a file is not found', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'folder.png'));
  execFileSync('mkfifo', [join(folder, 'pipe.png')]);
  for (const name of ['none.png', 'folder.png', 'pipe.png', 'a\0b.png']) {
    expect(await codeOf(join(folder, name))).toBe('not-found');
  }
});
