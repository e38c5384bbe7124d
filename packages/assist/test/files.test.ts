import { createHash } from 'node:crypto';
import { encodeCommand, encodeFileCommand, type FileCommand } from '@rendezvous/msra';
import { describe, expect, it, vi } from 'vitest';
import type { FileView, Question } from '../src/index.ts';
import { DEADLINES, LIMITS } from '../src/limits.ts';
import { settled, until } from './support/clock.ts';
import { fileOf } from './support/platform.ts';
import { OFFER } from './support/rendezvous.ts';
import { type Side, World } from './support/world.ts';

vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function fileAt({ session }: Side, index = -1): FileView {
  const file = session.view.files.at(index);
  if (!file) throw new Error('no file is listed');
  return file;
}

async function question(side: Side): Promise<Extract<Question, { kind: 'file' }>> {
  await until('the question is open', () => side.session.view.question !== undefined);
  const { question } = side.session.view;
  if (question?.kind !== 'file') throw new Error('another question is open');
  return question;
}

/** The person at `side` answers the question for a file. */
async function answer(side: Side, yes: boolean): Promise<void> {
  side.session.answer((await question(side)).id, yes);
}

async function state(side: Side, name: FileView['state']['name'], index = -1): Promise<void> {
  await until(`the file is ${name}`, () => side.session.view.files.at(index)?.state.name === name);
}

const DIRECTIONS = [
  ['novice', 'expert'],
  ['expert', 'novice'],
] as const;

describe('a file', () => {
  it.each(DIRECTIONS)('goes from the %s to the %s, who is asked first, byte for byte', async (from, to) => {
    const world = await new World().verified();
    const source = fileOf('report.pdf', 700_001);
    expect(world[from].session.sendFile(source)).toBe(1);
    expect(fileAt(world[from])).toMatchObject({
      direction: 'out',
      name: 'report.pdf',
      size: 700_001,
      state: { name: 'asking' },
    });
    expect(await question(world[to])).toMatchObject({
      kind: 'file',
      possible: 'yes',
      fileId: 1,
      fileName: 'report.pdf',
      size: 700_001,
    });
    expect((await question(world[to])).sentName).toBeUndefined();
    expect(world[to].platform.sinks).toEqual([]);
    await answer(world[to], true);
    for (const side of world.sides) await state(side, 'done');
    const { sink } = world[to].platform;
    expect([sink.name, sink.size, sink.outcome]).toEqual(['report.pdf', 700_001, 'closed']);
    expect(sha256(sink.bytes)).toBe(sha256(source.bytes));
    for (const side of world.sides)
      expect(fileAt(side).state).toEqual({ name: 'done', sha256: sha256(source.bytes) });
    expect(world[to].session.view.question).toBeUndefined();
    await world[from].session.end();
    await world.ended();
    expect(world[from].session.view.receipt?.files).toEqual([{ direction: 'out', bytes: 700_001 }]);
    expect(world[to].session.view.receipt?.files).toEqual([{ direction: 'in', bytes: 700_001 }]);
    expect(world.clock.pending).toBe(0);
  });

  it.each([0, 1, 1023, 1024, 1025, LIMITS.filePieceBytes, LIMITS.filePieceBytes + 1])(
    'of %i bytes arrives whole',
    async size => {
      const world = await new World(OFFER).verified();
      const source = fileOf('x.bin', size);
      world.expert.session.sendFile(source);
      await answer(world.novice, true);
      for (const side of world.sides) await state(side, 'done');
      expect(world.novice.platform.sink.bytes).toEqual(source.bytes);
    },
  );

  it('larger than what may be on its way waits for the disk of the other side', async () => {
    const world = await new World().verified();
    const disk = Promise.withResolvers<void>();
    world.novice.platform.placing = sink => {
      sink.writing = () => disk.promise;
      return Promise.resolve();
    };
    const size = LIMITS.fileWindow + 100_000;
    world.expert.session.sendFile(fileOf('big.iso', size));
    await answer(world.novice, true);
    const sent = (): number =>
      world.expert.link.newest.sent.reduce((sum, message) => sum + message.length, 0);
    await until('the window is full', () => LIMITS.fileWindow <= sent());
    await settled();
    expect(sent()).toBe(LIMITS.fileWindow);
    expect(fileAt(world.expert).state.name).toBe('moving');
    disk.resolve();
    for (const side of world.sides) await state(side, 'done');
    expect(world.novice.platform.sink.bytes.length).toBe(size);
  });

  it('waits while the channel takes no more', async () => {
    const world = await new World().verified();
    world.expert.session.sendFile(fileOf('x.bin', 5_000));
    await question(world.novice);
    const channel = world.expert.link.newest;
    channel.capacity = 2;
    await answer(world.novice, true);
    await settled();
    expect(channel.sent).toHaveLength(2);
    channel.capacity = 100;
    await state(world.novice, 'done');
  });

  it('shows how far it is a few times a second, not at every block', async () => {
    const world = await new World().verified();
    let changes = 0;
    let most = 0;
    world.novice.session.addEventListener('change', () => {
      changes += 1;
      const state = fileAt(world.novice).state;
      if (state.name === 'moving') most = Math.max(most, state.bytes);
    });
    world.expert.session.sendFile(fileOf('x.bin', 500_000));
    await answer(world.novice, true);
    await state(world.novice, 'done');
    expect(changes).toBeLessThan(12);
    expect(most).toBeLessThan(500_000);
  });

  it('is unconfirmed when the other side never says what became of it', async () => {
    const world = await new World().verified();
    const channel = world.expert.link.channel('status');
    const receive = channel.receive.bind(channel);
    channel.receive = message => {
      if (!String(message).includes('file-result')) receive(message);
    };
    world.expert.session.sendFile(fileOf('x', 10));
    await answer(world.novice, true);
    await state(world.novice, 'done');
    expect(fileAt(world.expert).state).toEqual({ name: 'checking' });
    await world.clock.advance(DEADLINES.fileResultMs);
    expect(fileAt(world.expert).state).toEqual({ name: 'ended', cause: 'unconfirmed' });
  });

  it('is announced before or behind its channel: both ways the two are joined', async () => {
    const world = await new World().verified();
    const command = encodeCommand({ name: 'FILEXFER', fileName: 'x', fileSize: 1, channelId: 'RA_FX' });
    world.expert.link.channel('71').send(new Uint8Array(command));
    await settled();
    expect(world.novice.session.view.question).toBeUndefined();
    world.expert.link.openChannel('RA_FX');
    expect((await question(world.novice)).fileName).toBe('x');
  });

  it('is not sent before the other side is verified, nor after the end', async () => {
    const world = new World();
    expect(world.expert.session.sendFile(fileOf('x', 1))).toBeUndefined();
    await world.verified();
    await world.novice.session.end();
    await world.ended();
    expect(world.expert.session.sendFile(fileOf('x', 1))).toBeUndefined();
    expect(world.expert.session.view.files).toEqual([]);
  });
});

describe('the person who is to get a file', () => {
  it.each(DIRECTIONS)('can refuse: nothing of what the %s sends is kept by the %s', async (from, to) => {
    const world = await new World().verified();
    world[from].session.sendFile(fileOf('x.exe', 10_000));
    await answer(world[to], false);
    for (const side of world.sides) await state(side, 'ended');
    for (const side of world.sides) expect(fileAt(side).state).toEqual({ name: 'ended', cause: 'refused' });
    expect(world[to].platform.sinks).toEqual([]);
    await world[from].session.end();
    await world.ended();
    for (const { session } of world.sides) expect(session.view.receipt?.files).toEqual([]);
  });

  it('is not worn down: after three refusals the next is refused without a question, for a while', async () => {
    const world = await new World().verified();
    for (let count = 1; count <= LIMITS.refusals; count += 1) {
      world.expert.session.sendFile(fileOf('x', 10));
      await answer(world.novice, false);
      await state(world.expert, 'ended');
    }
    world.expert.session.sendFile(fileOf('x', 10));
    await state(world.expert, 'ended', LIMITS.refusals);
    expect(fileAt(world.novice).state).toEqual({ name: 'ended', cause: 'refused-unasked' });
    expect(fileAt(world.expert).state).toEqual({ name: 'ended', cause: 'refused' });
    await world.clock.advance(DEADLINES.refusalMs);
    world.expert.session.sendFile(fileOf('x', 10));
    await answer(world.novice, true);
    await state(world.expert, 'done');
  });

  it('sees the name under which it would be kept, and the hostile one that was sent spelled out', async () => {
    const world = await new World().verified();
    await offer(world.expert, { fileName: '..\\..\\photo\u202egpj.exe', fileSize: 10 });
    expect(await question(world.novice)).toMatchObject({
      fileName: 'photogpj.exe',
      sentName: '..\\..\\photo\\u{202E}gpj.exe',
    });
    await answer(world.novice, true);
    await until('there is a place', () => world.novice.platform.sinks.length === 1);
    expect(world.novice.platform.sink.name).toBe('photogpj.exe');
    expect(fileAt(world.novice)).toMatchObject({
      name: 'photogpj.exe',
      sentName: '..\\..\\photo\\u{202E}gpj.exe',
    });
  });

  it('is not asked by a side that can keep no files', async () => {
    const world = await new World(undefined, () => ({})).verified();
    world.expert.session.sendFile(fileOf('x', 10));
    await state(world.expert, 'ended');
    expect(fileAt(world.novice).state).toEqual({ name: 'ended', cause: 'not-supported' });
    expect(fileAt(world.expert).state).toEqual({ name: 'ended', cause: 'refused' });
  });

  it('is not asked for a file that is too large, which is not even offered', async () => {
    const world = await new World().verified();
    await offer(world.expert, { fileName: 'x', fileSize: LIMITS.fileBytes + 1 });
    await state(world.novice, 'ended');
    expect(fileAt(world.novice).state).toEqual({ name: 'ended', cause: 'too-large' });
    expect(world.novice.session.view.question).toBeUndefined();
    world.novice.session.sendFile({ ...fileOf('x', 1), size: LIMITS.fileBytes + 1 });
    expect(fileAt(world.novice).state).toEqual({ name: 'ended', cause: 'too-large' });
    expect(world.novice.link.opened).toHaveLength(1);
  });

  it('says yes in vain when there is no place for it', async () => {
    const world = await new World().verified();
    world.novice.platform.placing = () => Promise.reject(new Error('no place was picked'));
    world.expert.session.sendFile(fileOf('x', 10));
    await answer(world.novice, true);
    for (const side of world.sides) await state(side, 'ended');
    expect(fileAt(world.novice).state).toEqual({ name: 'ended', cause: 'write-failed' });
    expect(fileAt(world.expert).state).toEqual({ name: 'ended', cause: 'refused' });
  });

  it('is asked one question at a time: control and a file wait for each other, and the hand rests meanwhile', async () => {
    const world = await new World().controlling();
    world.expert.session.sendFile(fileOf('x', 10));
    const { id } = await question(world.novice);
    await settled();
    expect(world.expert.session.view.control).toMatchObject({ name: 'on', resting: true });
    await world.press('KeyA');
    expect(world.companion.injected).toEqual([]);
    world.novice.session.answer(id + 1, true);
    expect(world.novice.session.view.question?.id).toBe(id);
    world.novice.session.answer(id, false);
    await settled();
    await world.press('KeyA');
    expect(world.companion.injected).toHaveLength(1);
  });
});

describe('a file that is broken off', () => {
  async function moving(from: 'novice' | 'expert', to: 'novice' | 'expert'): Promise<World> {
    const world = await new World().verified();
    world[from].session.sendFile(fileOf('x.bin', 200_000));
    await question(world[to]);
    const channel = world[from].link.newest;
    channel.capacity = 30;
    await answer(world[to], true);
    await until('some has been sent', () => 30 === channel.sent.length);
    await settled();
    expect(fileAt(world[from]).state.name).toBe('moving');
    return world;
  }

  it.each(DIRECTIONS)('by the %s, who sends it, is dropped by the %s', async (from, to) => {
    const world = await moving(from, to);
    world[from].session.cancelFile(1);
    expect(fileAt(world[from]).state).toEqual({ name: 'ended', cause: 'cancelled-here' });
    await state(world[to], 'ended');
    expect(fileAt(world[to]).state).toEqual({ name: 'ended', cause: 'cancelled-there' });
    await settled();
    expect(world[to].platform.sink.outcome).toBe('aborted');
    await world[from].session.end();
    await world.ended();
    // What has left cannot be taken back: the receipt says how much it was.
    const [left] = world[from].session.view.receipt?.files ?? [];
    expect(left).toEqual({ direction: 'out', bytes: 30 * 1024 });
    expect(world[to].session.view.receipt?.files).toEqual([]);
    expect(world.clock.pending).toBe(0);
  });

  it.each(DIRECTIONS)(
    'by the other side than the %s, which gets it (the %s), is dropped',
    async (from, to) => {
      const world = await moving(from, to);
      world[to].session.cancelFile(1);
      expect(fileAt(world[to]).state).toEqual({ name: 'ended', cause: 'cancelled-here' });
      await state(world[from], 'ended');
      expect(fileAt(world[from]).state).toEqual({ name: 'ended', cause: 'cancelled-there' });
      await settled();
      expect(world[to].platform.sink.outcome).toBe('aborted');
    },
  );

  it('before it was answered takes the question away', async () => {
    const world = await new World().verified();
    world.expert.session.sendFile(fileOf('x.bin', 10));
    await question(world.novice);
    world.expert.session.cancelFile(1);
    await until('the question is gone', () => world.novice.session.view.question === undefined);
    expect(fileAt(world.novice).state).toEqual({ name: 'ended', cause: 'cancelled-there' });
  });

  it('while a place is being picked leaves nothing there', async () => {
    const world = await new World().verified();
    const place = Promise.withResolvers<void>();
    world.novice.platform.placing = () => place.promise;
    world.expert.session.sendFile(fileOf('x.bin', 10));
    await answer(world.novice, true);
    world.expert.session.cancelFile(1);
    await state(world.novice, 'ended');
    place.resolve();
    await settled();
    expect(world.novice.platform.sink.outcome).toBe('aborted');
  });

  it('by a disk that is full is dropped, and the sender reads why it did not get there', async () => {
    const world = await new World().verified();
    world.novice.platform.placing = sink => {
      sink.writing = () => Promise.reject(new Error('no room is left'));
      return Promise.resolve();
    };
    world.expert.session.sendFile(fileOf('x.bin', 2 * LIMITS.filePieceBytes));
    await answer(world.novice, true);
    for (const side of world.sides) await state(side, 'ended');
    expect(fileAt(world.novice).state).toEqual({ name: 'ended', cause: 'write-failed' });
    expect(world.novice.platform.sink.outcome).toBe('aborted');
  });

  it('by a disk that fails at the last moment is not done on either side', async () => {
    const world = await new World().verified();
    world.novice.platform.placing = sink => {
      sink.closing = () => Promise.reject(new Error('no room is left'));
      return Promise.resolve();
    };
    world.expert.session.sendFile(fileOf('x.bin', 10));
    await answer(world.novice, true);
    for (const side of world.sides) await state(side, 'ended');
    for (const side of world.sides)
      expect(fileAt(side).state).toMatchObject({ name: 'ended', cause: 'write-failed' });
  });

  it.each([
    ['is shorter than it was', 4_000],
    ['is gone', 0],
  ])('because it %s is dropped', async (_, left) => {
    const world = await new World().verified();
    const source = fileOf('x.bin', 10_000);
    world.expert.session.sendFile({
      ...source,
      read: async (at, n) => (await source.read(at, n)).slice(0, Math.max(0, left - at)),
    });
    await answer(world.novice, true);
    for (const side of world.sides) await state(side, 'ended');
    expect(fileAt(world.expert).state).toEqual({ name: 'ended', cause: 'read-failed' });
    expect(fileAt(world.novice).state).toEqual({ name: 'ended', cause: 'cancelled-there' });
  });

  it('by the link that is lost ends with the assistance, on both sides, and nothing is kept', async () => {
    const world = await moving('expert', 'novice');
    world.novice.link.setCut(true);
    await world.clock.advance(DEADLINES.mendMs);
    await world.ended();
    for (const side of world.sides) {
      expect(side.session.view.ended?.cause).toBe('link-failed');
      expect(fileAt(side).state).toEqual({ name: 'ended', cause: 'session-ended' });
    }
    await settled();
    expect(world.novice.platform.sink.outcome).toBe('aborted');
    await world.clock.advance(DEADLINES.farewellMs);
    expect(world.clock.pending).toBe(0);
  });

  it('by its channel that closes is dropped, and the next one goes', async () => {
    const world = await moving('expert', 'novice');
    world.expert.link.newest.close();
    for (const side of world.sides) await state(side, 'ended');
    for (const side of world.sides)
      expect(fileAt(side).state).toEqual({ name: 'ended', cause: 'connection-lost' });
    world.expert.session.sendFile(fileOf('y.bin', 10));
    await answer(world.novice, true);
    for (const side of world.sides) await state(side, 'done');
  });

  it('by the end of the assistance is dropped', async () => {
    const world = await moving('expert', 'novice');
    world.expert.session.sendFile(fileOf('later.bin', 10));
    await world.expert.session.end();
    await world.ended();
    for (const { session } of world.sides) {
      for (const { state } of session.view.files)
        expect(state).toEqual({ name: 'ended', cause: 'session-ended' });
    }
    expect(world.expert.session.view.files).toHaveLength(2);
    await settled();
    expect(world.novice.platform.sink.outcome).toBe('aborted');
    expect(world.clock.pending).toBe(0);
  });
});

describe('further files', () => {
  it('wait for their turn, in their order, and can be taken back', async () => {
    const world = await new World().verified();
    for (const name of ['a', 'b', 'c']) world.expert.session.sendFile(fileOf(name, 2_000));
    expect(world.expert.session.view.files.map(({ state }) => state.name)).toEqual([
      'asking',
      'waiting',
      'waiting',
    ]);
    world.expert.session.cancelFile(2);
    expect(fileAt(world.expert, 1).state).toEqual({ name: 'ended', cause: 'cancelled-here' });
    await answer(world.novice, true);
    await state(world.expert, 'done', 0);
    expect((await question(world.novice)).fileName).toBe('c');
    await answer(world.novice, true);
    await state(world.expert, 'done', 2);
    expect(world.novice.session.view.files.map(({ name }) => name)).toEqual(['a', 'c']);
  });

  it('wait while one comes from the other side', async () => {
    const world = await new World().verified();
    world.expert.session.sendFile(fileOf('a', 2_000));
    await question(world.novice);
    world.novice.session.sendFile(fileOf('b', 2_000));
    expect(fileAt(world.novice).state.name).toBe('waiting');
    await answer(world.novice, true);
    await answer(world.expert, true);
    for (const side of world.sides) for (const index of [0, 1]) await state(side, 'done', index);
  });

  it('that both sides begin at the same moment both get there', async () => {
    const world = await new World().verified();
    world.expert.session.sendFile(fileOf('from the expert', 30_000, 1));
    world.novice.session.sendFile(fileOf('from the novice', 30_000, 2));
    for (const side of world.sides) await answer(side, true);
    for (const side of world.sides) for (const index of [0, 1]) await state(side, 'done', index);
    expect(world.expert.platform.sink.bytes).toEqual(fileOf('', 30_000, 2).bytes);
    expect(world.novice.platform.sink.bytes).toEqual(fileOf('', 30_000, 1).bytes);
  });

  it('are no more than may wait, and the list stays bounded', async () => {
    const world = await new World().verified();
    for (let i = 0; i < LIMITS.fileQueue + 2; i += 1) world.expert.session.sendFile(fileOf(`${i}`, 1));
    expect(fileAt(world.expert).state).toEqual({ name: 'ended', cause: 'too-many' });
    expect(fileAt(world.expert, -2).state).toEqual({ name: 'waiting' });
    for (let i = 0; i < 2 * LIMITS.fileEntries; i += 1) world.expert.session.sendFile(fileOf(`${i}`, 1));
    expect(world.expert.session.view.files).toHaveLength(LIMITS.fileEntries);
    expect(fileAt(world.expert, 0).name).toBe('0');
  });
});

/** A hostile sender: it says what it wants on the channels, whatever its own side knows of. */
async function offer(side: Side, { fileName, fileSize }: { fileName: string; fileSize: number }) {
  const channel = side.link.openChannel('RA_FX');
  await channel.opened;
  const command = encodeCommand({ name: 'FILEXFER', fileName, fileSize, channelId: 'RA_FX' });
  side.link.channel('71').send(new Uint8Array(command));
  await settled();
  return {
    channel,
    say: (word: FileCommand): void => channel.send(new Uint8Array(encodeFileCommand(word))),
    data: (size: number): void => channel.send(new Uint8Array(size)),
  };
}

function status(side: Side, message: object): void {
  side.link.channel('status').send(JSON.stringify(message));
}

describe('a sender that lies', () => {
  it.each([
    ['ends before its time', 2_000, 1_000],
    ['sends more than it said', 1_000, 2_000],
    ['sends a block that is too large', 2_000, 1_025],
  ])('and %s is cut off, and nothing is kept', async (_, announced, sent) => {
    const world = await new World().verified();
    const { data, say, channel } = await offer(world.expert, { fileName: 'x', fileSize: announced });
    await answer(world.novice, true);
    await settled();
    for (let left = sent; 0 < left; left -= 1_025) data(Math.min(left, 1_025));
    say('FILEXFEREND');
    await state(world.novice, 'ended');
    expect(fileAt(world.novice).state).toEqual({ name: 'ended', cause: 'not-as-announced' });
    await settled();
    expect(world.novice.platform.sink.outcome).toBe('aborted');
    expect(channel.other?.sent.at(-1)).toEqual(new Uint8Array(encodeFileCommand('FILEXFERREJECT')));
  });

  it('about its hash has sent a damaged file, which is not offered', async () => {
    const world = await new World().verified();
    const { data, say } = await offer(world.expert, { fileName: 'x', fileSize: 100 });
    await answer(world.novice, true);
    await settled();
    data(100);
    say('FILEXFEREND');
    await state(world.novice, 'checking');
    status(world.expert, { type: 'file-hash', file: 1, sha256: 'a'.repeat(64) });
    await state(world.novice, 'ended');
    expect(fileAt(world.novice).state).toEqual({
      name: 'ended',
      cause: 'damaged',
      sentSha256: 'a'.repeat(64),
      receivedSha256: sha256(new Uint8Array(100)),
    });
    await settled();
    expect(world.novice.platform.sink.outcome).toBe('aborted');
  });

  it('and never tells its hash leaves nothing behind', async () => {
    const world = await new World().verified();
    const { data, say } = await offer(world.expert, { fileName: 'x', fileSize: 100 });
    await answer(world.novice, true);
    await settled();
    data(100);
    say('FILEXFEREND');
    await state(world.novice, 'checking');
    status(world.expert, { type: 'file-hash', file: 2, sha256: sha256(new Uint8Array(100)) });
    await world.clock.advance(DEADLINES.fileHashMs);
    expect(fileAt(world.novice).state).toEqual({ name: 'ended', cause: 'unconfirmed' });
    await settled();
    expect(world.novice.platform.sink.outcome).toBe('aborted');
  });

  it('can have its file dropped while it is being checked', async () => {
    const world = await new World().verified();
    const { say } = await offer(world.expert, { fileName: 'x', fileSize: 0 });
    await answer(world.novice, true);
    await settled();
    say('FILEXFEREND');
    await state(world.novice, 'checking');
    world.novice.session.cancelFile(1);
    status(world.expert, { type: 'file-hash', file: 1, sha256: sha256(new Uint8Array(0)) });
    await settled();
    expect(fileAt(world.novice).state).toEqual({ name: 'ended', cause: 'cancelled-here' });
    expect(world.novice.platform.sink.outcome).toBe('aborted');
  });

  it('and opens no channel for its offer, or channels without one, is waited for no longer than a while', async () => {
    const world = await new World().verified();
    const command = encodeCommand({ name: 'FILEXFER', fileName: 'x', fileSize: 1, channelId: 'RA_FX' });
    world.expert.link.channel('71').send(new Uint8Array(command));
    await settled();
    await world.clock.advance(DEADLINES.fileChannelMs);
    const channels = Array.from({ length: LIMITS.fileChannels + 1 }, () =>
      world.expert.link.openChannel('RA_FX'),
    );
    await settled();
    expect(channels.map(({ open }) => open)).toEqual([...channels.slice(1).map(() => true), false]);
    await world.clock.advance(DEADLINES.fileChannelMs);
    expect(channels.some(({ open }) => open)).toBe(false);
    world.expert.session.sendFile(fileOf('y', 10));
    await answer(world.novice, true);
  });

  it('and speaks of files that are not its own changes nothing', async () => {
    const world = await new World().verified();
    world.novice.session.sendFile(fileOf('x', 10));
    await question(world.expert);
    const hash = 'b'.repeat(64);
    for (const file of [1, 2, 99]) {
      status(world.expert, { type: 'file-progress', file, bytes: 99_999_999 });
      status(world.expert, { type: 'file-result', file, result: 'kept', sha256: hash });
      status(world.expert, { type: 'file-hash', file, sha256: hash });
    }
    await settled();
    expect(fileAt(world.novice).state.name).toBe('asking');
    await answer(world.expert, true);
    await state(world.novice, 'done');
  });

  it('and names a file that this side did not expect as its own protocol is refused without a question', async () => {
    const world = await new World().verified();
    const channel = world.expert.link.openChannel('RA_FX');
    const command = encodeCommand({
      name: 'FILEXFER',
      fileName: 'contact.xml',
      fileSize: 10,
      channelId: 'RA_FX',
      internalData: 1,
    });
    world.expert.link.channel('71').send(new Uint8Array(command));
    await until('it is answered', () => channel.other?.sent.length === 1);
    expect(channel.other?.sent).toEqual([new Uint8Array(encodeFileCommand('FILEXFERREJECT'))]);
    expect(world.novice.session.view.files).toEqual([]);
    expect(world.novice.session.view.question).toBeUndefined();
  });
});
