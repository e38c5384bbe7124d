import { encodeCommand, encodeFileCommand, type FileCommand, type RcCommand } from '@rendezvous/msra';
import { describe, expect, it, vi } from 'vitest';
import { Files } from '../src/files/files.ts';
import type { FileState } from '../src/index.ts';
import { DEADLINES, LIMITS } from '../src/limits.ts';
import { Questions } from '../src/questions.ts';
import { FakeClock, settled, until } from './support/clock.ts';
import { linkPair } from './support/link.ts';
import { FakePlatform, fileOf } from './support/platform.ts';
import { type Side, World } from './support/world.ts';

vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

function stateAt({ session }: Side, index = -1): FileState | undefined {
  return session.view.files.at(index)?.state;
}

async function state(side: Side, name: FileState['name'], index = -1): Promise<void> {
  await until(`the file is ${name}`, () => stateAt(side, index)?.name === name);
}

async function answer(side: Side, yes: boolean): Promise<void> {
  await until('the question is open', () => side.session.view.question?.kind === 'file');
  side.session.answer(side.session.view.question?.id ?? 0, yes);
}

const REJECT = new Uint8Array(encodeFileCommand('FILEXFERREJECT'));

function command(side: Side, message: RcCommand): void {
  side.link.channel('71').send(new Uint8Array(encodeCommand(message)));
}

function announce(side: Side, channelId = 'RA_FX'): void {
  command(side, { name: 'FILEXFER', fileName: 'x', fileSize: 10, channelId });
}

/** A hostile sender's offer, up to the question. */
async function offer(side: Side) {
  const channel = side.link.openChannel('RA_FX');
  await channel.opened;
  announce(side);
  await settled();
  return {
    channel,
    say: (word: FileCommand): void => channel.send(new Uint8Array(encodeFileCommand(word))),
  };
}

describe('an offer on a channel that is none of this link', () => {
  it.each(['1000.1', '71'])('(%s) changes nothing for the file that is asked for', async channelId => {
    const world = await new World().verified();
    world.expert.session.sendFile(fileOf('x', 10));
    await until('the question is open', () => world.novice.session.view.question !== undefined);
    announce(world.expert, channelId);
    await settled();
    await answer(world.novice, false);
    await settled();
    for (const side of world.sides) expect(stateAt(side)).toEqual({ name: 'ended', cause: 'refused' });
    expect(world.novice.link.newest.sent).toEqual([REJECT]);
  });

  it('changes nothing for the file that is on its way, not even its number', async () => {
    const world = await new World().verified();
    const { channel, say } = await offer(world.expert);
    announce(world.expert, '1000.1');
    await settled();
    await answer(world.novice, true);
    await settled();
    channel.send(new Uint8Array(10));
    say('FILEXFEREND');
    await state(world.novice, 'checking');
    const sha256 = '01d448afd928065458cf670b60f5a594d735af0172c8d67f22a81680132681ca';
    world.expert.link.channel('status').send(JSON.stringify({ type: 'file-hash', file: 1, sha256 }));
    await state(world.novice, 'done');
  });
});

describe('a side that asks and takes it back, again and again', () => {
  it('with files, is refused without a question after a few times', async () => {
    const world = await new World().verified();
    for (let count = 1; count <= LIMITS.refusals; count += 1) {
      const { say } = await offer(world.expert);
      expect(world.novice.session.view.question?.kind).toBe('file');
      say('FILEXFERREJECT');
      await settled();
      expect(world.novice.session.view.question).toBeUndefined();
    }
    await offer(world.expert);
    expect(world.novice.session.view.question).toBeUndefined();
    expect(stateAt(world.novice)).toEqual({ name: 'ended', cause: 'refused-unasked' });
  });

  it('with voice, is refused without a question after a few times', async () => {
    const world = await new World().verified();
    for (let count = 1; count <= LIMITS.refusals; count += 1) {
      command(world.expert, { name: 'PRESTART' });
      await settled();
      expect(world.novice.session.view.question?.kind).toBe('voice');
      command(world.expert, { name: 'VOIPGONO' });
      await settled();
      expect(world.novice.session.view.question).toBeUndefined();
    }
    command(world.expert, { name: 'PRESTART' });
    await settled();
    expect(world.novice.session.view.question).toBeUndefined();
  });

  it('with control, is refused without a question after a few times', async () => {
    const world = await new World().paired();
    for (let count = 1; count <= LIMITS.refusals; count += 1) {
      await world.asked();
      world.expert.session.releaseControl();
      await until('the question is gone', () => world.novice.session.view.question === undefined);
      await until('it is over', () => world.expert.session.view.control.name === 'off');
    }
    world.expert.session.requestControl();
    await settled();
    expect(world.novice.session.view.question).toBeUndefined();
  });
});

describe("while a window of the platform's own is open", () => {
  it('to pick a place for a file, the hand rests', async () => {
    const world = await new World().controlling();
    const place = Promise.withResolvers<void>();
    world.novice.platform.placing = () => place.promise;
    world.expert.session.sendFile(fileOf('x', 10));
    await answer(world.novice, true);
    await settled();
    expect(world.novice.session.view.control).toMatchObject({ name: 'on', resting: true });
    await world.forge({ type: 'release-all' });
    expect(world.companion.injected).toEqual([]);
    place.resolve();
    await state(world.novice, 'done');
    expect(world.novice.session.view.control).toMatchObject({ name: 'on', resting: false });
  });

  it('to allow the microphone, the hand rests, until it is open or the call is given up', async () => {
    const world = await new World().controlling();
    world.novice.platform.sound.trying = () => new Promise(() => undefined);
    world.expert.session.startVoice();
    await until('the question is open', () => world.novice.session.view.question?.kind === 'voice');
    world.novice.session.answer(world.novice.session.view.question?.id ?? 0, true);
    await until('it is opened', () => world.novice.platform.sound.log.includes('try'));
    expect(world.novice.session.view.control).toMatchObject({ resting: true });
    world.novice.session.stopVoice();
    await settled();
    expect(world.novice.session.view.control).toMatchObject({ resting: false });
  });

  it('to try the microphone in the wizard, the hand rests, until the face lets it go', async () => {
    const world = await new World().controlling();
    const letGo = world.novice.session.hold();
    await settled();
    expect(world.expert.session.view.control).toMatchObject({ name: 'on', resting: true });
    await world.forge({ type: 'release-all' });
    expect(world.companion.injected).toEqual([]);
    letGo();
    expect(world.novice.session.view.control).toMatchObject({ name: 'on', resting: false });
  });

  it('to pick another screen, the hand rests', async () => {
    const world = await new World().controlling();
    const choosing = world.novice.session.chooseScreen();
    expect(world.novice.session.view.control).toMatchObject({ resting: true });
    await choosing;
  });
});

describe('the word on what became of a file', () => {
  it('is not believed when it names another hash than was sent', async () => {
    const world = await new World().verified();
    intercept(world.expert, 'file-result', parsed => ({
      ...parsed,
      sha256: 'a'.repeat(64),
    }));
    world.expert.session.sendFile(fileOf('x', 10));
    await answer(world.novice, true);
    await state(world.expert, 'ended');
    expect(stateAt(world.expert)).toMatchObject({
      name: 'ended',
      cause: 'damaged',
      receivedSha256: 'a'.repeat(64),
      sentSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('says that the person dropped it at the last moment', async () => {
    const world = await new World().verified();
    intercept(world.novice, 'file-hash', () => undefined);
    world.expert.session.sendFile(fileOf('x', 10));
    await answer(world.novice, true);
    for (const side of world.sides) await state(side, 'checking');
    world.novice.session.cancelFile(1);
    await state(world.expert, 'ended');
    expect(stateAt(world.novice)).toEqual({ name: 'ended', cause: 'cancelled-here' });
    expect(stateAt(world.expert)).toEqual({ name: 'ended', cause: 'cancelled-there' });
    expect(world.novice.platform.sink.outcome).toBe('aborted');
  });

  it.each(['is cancelled', 'meets the end'])(
    'is true when a file %s while it is being put away',
    async how => {
      const world = await new World().verified();
      const closing = Promise.withResolvers<void>();
      world.novice.platform.placing = sink => {
        sink.closing = () => closing.promise;
        return Promise.resolve();
      };
      world.expert.session.sendFile(fileOf('x', 10));
      await answer(world.novice, true);
      await until('it is closed', () => world.novice.platform.sinks[0]?.outcome === 'closed');
      if (how === 'is cancelled') world.novice.session.cancelFile(1);
      else await world.novice.session.end();
      closing.resolve();
      await settled();
      expect(stateAt(world.novice)?.name).toBe('done');
      await world.novice.session.end();
      expect(world.novice.session.view.receipt?.files).toEqual([{ direction: 'in', bytes: 10 }]);
    },
  );
});

/** Changes, or drops, one kind of text on `status` before it arrives at `side`. */
function intercept(
  side: Side,
  type: string,
  change: (parsed: Record<string, unknown>) => object | undefined,
): void {
  const channel = side.link.channel('status');
  const receive = channel.receive.bind(channel);
  channel.receive = message => {
    const parsed = JSON.parse(String(message)) as Record<string, unknown>;
    if (parsed['type'] !== type) return receive(message);
    const changed = change(parsed);
    if (changed) receive(JSON.stringify(changed));
  };
}

describe('the files that are listed', () => {
  it('lose those that were refused before those that arrived', async () => {
    const world = await new World().verified();
    world.expert.session.sendFile(fileOf('kept', 1));
    await answer(world.novice, true);
    for (const side of world.sides) await state(side, 'done');
    for (let i = 0; i < LIMITS.fileEntries; i += 1)
      world.expert.session.sendFile({ ...fileOf('x', 1), size: Number.NaN });
    expect(world.expert.session.view.files).toHaveLength(LIMITS.fileEntries);
    expect(world.expert.session.view.files[0]?.name).toBe('kept');
  });
});

describe('channels that wait for their offer', () => {
  it('are taken newest first: an older one is of a transfer that was given up', async () => {
    const world = await new World().verified();
    world.expert.link.openChannel('RA_FX');
    await settled();
    const { channel } = await offer(world.expert);
    await answer(world.novice, false);
    await settled();
    expect(channel.other?.sent).toEqual([REJECT]);
  });
});

describe("the protocol's own files", () => {
  function lone() {
    const clock = new FakeClock();
    const links = linkPair();
    const { openFileSink } = new FakePlatform();
    const commands: RcCommand[] = [];
    const files = new Files({
      ports: { openFileSink, now: clock.now, setTimer: clock.setTimer },
      questions: new Questions(() => undefined),
      link: () => links.novice,
      sendCommand: message => void commands.push(message),
      sendStatus: () => undefined,
      changed: () => undefined,
      transferred: () => undefined,
    });
    files.start();
    return { clock, files, links, commands };
  }

  it('wait one at a time: a second that waits is not taken', async () => {
    const { files } = lone();
    files.send(fileOf('x', 10));
    const first = files.sendContact(new Uint8Array(10));
    expect(await files.sendContact(new Uint8Array(10))).toBe(false);
    files.close();
    expect(await first).toBe(false);
  });

  it('that the other side never answers do not hold up those of the person', async () => {
    const { clock, files, commands, links } = lone();
    const contact = files.sendContact(new Uint8Array(10));
    await settled();
    files.send(fileOf('x', 10));
    await clock.advance(DEADLINES.contactMs + DEADLINES.fileCloseMs);
    expect(await contact).toBe(false);
    expect(commands.map(message => message.name === 'FILEXFER' && message.fileName)).toEqual([
      'contact.xml',
      'x',
    ]);
    expect(links.novice.opened).toHaveLength(2);
  });
});
