/** Files between two people in two real browsers: asked for, carried byte for byte, kept only when they are wanted. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHANNEL, encodeCommand } from '@rendezvous/msra';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type Person } from './support/browser.ts';
import { ASK, type Assistance, anotherPerson, invite } from './support/journey.ts';
import { startServer } from './support/programs.ts';
import { Resources } from './support/resources.ts';
import { takePictures } from './support/screenshots.ts';
import { befriend } from './support/world.ts';

declare global {
  interface Window {
    /** Sent instead of what the page says about the next file. */
    rawOffer?: readonly number[] | undefined;
  }
}

const resources = new Resources();
let folder: string;
let alice: Person;
let bob: Person;
let assistance: Assistance;

/** A hostile page: what it says about a file is not what its own code wanted to say. */
function lieAboutFiles(): void {
  window.RTCPeerConnection = class extends RTCPeerConnection {
    override createDataChannel(label: string, init?: RTCDataChannelInit): RTCDataChannel {
      const channel = super.createDataChannel(label, init);
      const send = channel.send.bind(channel) as (data: unknown) => void;
      channel.send = (data: unknown) => {
        const lie = window.rawOffer;
        const text = data instanceof Uint8Array ? String.fromCharCode(...data).replaceAll('\0', '') : '';
        if (!lie || !text.includes('NAME="FILEXFER"')) return send(data);
        window.rawOffer = undefined;
        send(new Uint8Array(lie));
      };
      return channel;
    }
  };
}

beforeAll(async () => {
  folder = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-files-')), path =>
    rmSync(path, { recursive: true, force: true }),
  );
  const server = await startServer(resources, join(folder, 'data'));
  alice = await openBrowser(resources);
  bob = await anotherPerson(alice);
  await bob.context.addInitScript(lieAboutFiles);
  await befriend({ server, novice: alice, expert: bob });
  assistance = await invite(alice, bob, ASK);
  for (const page of [assistance.novice, assistance.expert]) await sendButton(page).waitFor();
});
afterEach(async ({ task }) => {
  const failed = task.result?.state === 'fail';
  await takePictures(failed ? `failed ${task.name}` : task.name, { alice, bob });
});
afterAll(async () => {
  await resources.dispose();
});

const sendButton = (page: Page): Locator => page.getByRole('button', { name: 'Send a file…' });
const row = (page: Page, name: string): Locator =>
  page
    .getByRole('list', { name: 'Files, newest first' })
    .getByRole('listitem')
    .filter({ hasText: name })
    .first();
const question = (page: Page): Locator => page.getByRole('alertdialog');

/** A file of this many bytes that no two places of are alike, nor any two such files. */
function fileOf(name: string, size: number): { readonly path: string; readonly bytes: Buffer } {
  const bytes = Buffer.alloc(size);
  let seed = size + name.length;
  for (let at = 0; at < size; at += 1) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = seed >>> 16;
  }
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, bytes };
}

/** A file so large that there is time to break it off. */
function largeFile(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  truncateSync(path, 1_000_000_000);
  return path;
}

async function choose(page: Page, ...paths: readonly string[]): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await sendButton(page).click();
  await (await choosing).setFiles([...paths]);
}

async function accept(page: Page, name: string): Promise<void> {
  await question(page).getByText(name, { exact: true }).waitFor();
  await question(page).getByRole('button', { name: 'Accept the file' }).click();
}

/** Saves a file that has come, by its row. */
async function save(page: Page, name: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const downloading = page.waitForEvent('download');
  await row(page, name).getByRole('link', { name: /^Save/ }).click();
  const download = await downloading;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const WAYS = [
  ['novice', 'expert', 'Alice', 'Bob'],
  ['expert', 'novice', 'Bob', 'Alice'],
] as const;

describe.each(WAYS)('a file from the %s to the %s', (from, to, sender, receiver) => {
  it('is asked for, comes byte for byte, and is saved only by hand', async () => {
    const [source, target] = [assistance[from], assistance[to]];
    const { path, bytes } = fileOf(`from ${sender}.bin`, 3_000_001);
    const opened: string[] = [];
    const note = (what: string) => () => void opened.push(what);
    target.context().on('page', note('a page'));
    target.on('download', note('a download'));
    target.on('framenavigated', note('another address'));

    await choose(source, path);
    await row(source, `from ${sender}.bin`).getByText(`${receiver} is being asked…`).waitFor();
    await question(target).getByText('3 MB').waitFor();
    await question(target).getByText('never opened by itself').waitFor();
    await takePictures(`file question ${to}`, { alice, bob });
    await accept(target, `from ${sender}.bin`);
    await row(source, `from ${sender}.bin`).getByText(`${receiver} has it, unharmed.`).waitFor();
    await row(target, `from ${sender}.bin`).getByText(`Came from ${sender}, unharmed.`).waitFor();
    expect(opened).toEqual([]);

    const saved = await save(target, `from ${sender}.bin`);
    expect(saved.name).toBe(`from ${sender}.bin`);
    expect(saved.bytes.equals(bytes)).toBe(true);
    expect(opened).toEqual(['a download']);

    const sha256 = createHash('sha256').update(bytes).digest('hex');
    for (const page of [source, target]) {
      const here = row(page, `from ${sender}.bin`);
      await here.getByText('Check sum (SHA-256)').click();
      await here.getByText(sha256).waitFor();
    }
  });

  it('is refused, and can be sent once more', async () => {
    const [source, target] = [assistance[from], assistance[to]];
    const { path, bytes } = fileOf(`unwanted by ${receiver}.bin`, 10_000);
    await choose(source, path);
    await question(target).getByRole('button', { name: 'Refuse' }).click();
    const sent = row(source, `unwanted by ${receiver}.bin`);
    await sent.getByText(`${receiver} refused it.`).waitFor();
    await row(target, `unwanted by ${receiver}.bin`).getByText('You refused it.').waitFor();
    await sent.getByRole('button', { name: /^Try again/ }).click();
    await accept(target, `unwanted by ${receiver}.bin`);
    await row(source, `unwanted by ${receiver}.bin`).getByText(`${receiver} has it, unharmed.`).waitFor();
    expect((await save(target, `unwanted by ${receiver}.bin`)).bytes.equals(bytes)).toBe(true);
  });

  it('is broken off by whoever sends it, and nothing of it is kept', async () => {
    const [source, target] = [assistance[from], assistance[to]];
    const name = `taken back by ${sender}.bin`;
    await choose(source, largeFile(name));
    await accept(target, name);
    const bar = row(target, name).getByRole('progressbar');
    await expect
      .poll(() => bar.evaluate(element => (element as HTMLProgressElement).value))
      .toBeGreaterThan(0);
    await takePictures(`file on its way ${from}`, { alice, bob });
    await row(source, name)
      .getByRole('button', { name: /^Cancel/ })
      .click();
    await row(source, name).getByText('You cancelled it.').waitFor();
    await row(target, name).getByText(`${sender} cancelled it. Nothing of it was kept.`).waitFor();
    expect(await row(target, name).getByRole('link').count()).toBe(0);
  });

  it('is broken off by whoever gets it, and the next one comes', async () => {
    const [source, target] = [assistance[from], assistance[to]];
    const name = `stopped by ${receiver}.bin`;
    await choose(source, largeFile(name));
    await accept(target, name);
    const bar = row(target, name).getByRole('progressbar');
    await expect
      .poll(() => bar.evaluate(element => (element as HTMLProgressElement).value))
      .toBeGreaterThan(0);
    await row(target, name)
      .getByRole('button', { name: /^Cancel/ })
      .click();
    await row(target, name).getByText('You cancelled it. Nothing of it was kept.').waitFor();
    await row(source, name).getByText(`${receiver} cancelled it.`).waitFor();
    const { path, bytes } = fileOf(`after it to ${receiver}.bin`, 20_000);
    await choose(source, path);
    await accept(target, `after it to ${receiver}.bin`);
    expect((await save(target, `after it to ${receiver}.bin`)).bytes.equals(bytes)).toBe(true);
  });
});

it('the second file waits for the first, and both come', async () => {
  const { novice, expert } = assistance;
  const files = [fileOf('first.bin', 40_000), fileOf('second.bin', 50_000)] as const;
  await choose(novice, ...files.map(({ path }) => path));
  await question(expert).getByText('first.bin', { exact: true }).waitFor();
  await row(novice, 'second.bin').getByText('Waits for its turn.').waitFor();
  expect(await row(expert, 'second.bin').count()).toBe(0);
  await accept(expert, 'first.bin');
  await accept(expert, 'second.bin');
  expect((await save(expert, 'first.bin')).bytes.equals(files[0].bytes)).toBe(true);
  expect((await save(expert, 'second.bin')).bytes.equals(files[1].bytes)).toBe(true);
});

it('a hostile name is shown for what it is, and the file is saved under a safe one', async () => {
  const { novice, expert } = assistance;
  const { path, bytes } = fileOf('harmless.pdf', 12_345);
  const fileName = '..\\..\\AppData\\Startup\\invoice_\u202Efdp.exe';
  const offer = encodeCommand({
    name: 'FILEXFER',
    fileName,
    fileSize: bytes.length,
    channelId: CHANNEL.file,
    internalData: 0,
  });
  await expert.evaluate(
    lie => {
      window.rawOffer = lie;
    },
    [...offer],
  );
  await choose(expert, path);
  const asked = question(novice);
  await asked.getByText('invoice_fdp.exe', { exact: true }).waitFor();
  await asked.getByText(String.raw`..\..\AppData\Startup\invoice_\u{202E}fdp.exe`).waitFor();
  expect(await asked.textContent()).not.toContain('\u202E');
  await takePictures('hostile name', { alice, bob });
  await accept(novice, 'invoice_fdp.exe');
  const saved = await save(novice, 'invoice_fdp.exe');
  expect(saved.name).toBe('invoice_fdp.exe');
  expect(saved.bytes.equals(bytes)).toBe(true);
});

it('a file that was not saved before the end can be saved after it', async () => {
  const { novice, expert } = assistance;
  const { path, bytes } = fileOf('late.bin', 30_000);
  await choose(expert, path);
  await accept(novice, 'late.bin');
  await row(novice, 'late.bin').getByText('Came from Bob, unharmed.').waitFor();
  await expert.getByRole('button', { name: 'Leave' }).click();
  const kept = novice.getByRole('region', { name: 'Files that you received' });
  await kept.getByText('Save them before you close this window').waitFor();
  await takePictures('saved after the end', { alice, bob });
  const downloading = novice.waitForEvent('download');
  await kept.getByRole('link', { name: 'Save late.bin' }).click();
  expect(readFileSync(await (await downloading).path()).equals(bytes)).toBe(true);
  await Promise.all([novice.close(), expert.close()]);
});

it('a file that is on its way when the assistance ends is said to be gone, on both sides', async () => {
  assistance = await invite(alice, bob, ASK);
  const { novice, expert } = assistance;
  await choose(novice, largeFile('too late.bin'));
  await accept(expert, 'too late.bin');
  await expect
    .poll(() => expert.getByRole('progressbar').evaluate(element => (element as HTMLProgressElement).value))
    .toBeGreaterThan(0);
  await novice.getByRole('button', { name: 'Stop', exact: true }).first().click();
  for (const page of [novice, expert]) {
    const lost = page.getByRole('region', { name: 'Files that did not get through' });
    await lost.getByText('too late.bin').waitFor();
  }
  await takePictures('cut off', { alice, bob });
  await Promise.all([novice.close(), expert.close()]);
});
