import { type Contact, encodeCommand, encodeContact, encodeFileCommand } from '@rendezvous/msra';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { encodeBase64 } from '../src/base64.ts';
import { proofText, provesKey } from '../src/contacts/contact-proof.ts';
import { createContactKeys, type OwnContact, ownContactOf, type RecognisedView } from '../src/index.ts';
import { DEADLINES, LIMITS } from '../src/limits.ts';
import { settled, until } from './support/clock.ts';
import { fileOf, MemoryContacts } from './support/platform.ts';
import { type Side, World } from './support/world.ts';

vi.mock('@rendezvous/msra', async original => {
  const { quickTokens } = await import('./support/tokens.ts');
  return quickTokens(await original());
});

const own: Record<'novice' | 'expert' | 'stranger', OwnContact> = {} as typeof own;

beforeAll(async () => {
  for (const name of ['novice', 'expert', 'stranger'] as const) {
    const keys = await createContactKeys(crypto);
    own[name] = await ownContactOf({ keys, name, atMs: 1_214_400_971_761, crypto });
  }
});

/** A world in which both have contact books, which the test may change before anything begins. */
async function meet(
  change: (books: { novice: MemoryContacts; expert: MemoryContacts }) => void = () => undefined,
): Promise<{ world: World; books: { novice: MemoryContacts; expert: MemoryContacts } }> {
  const books = { novice: new MemoryContacts(own.novice), expert: new MemoryContacts(own.expert) };
  change(books);
  const world = await new World(undefined, ({ openFileSink }, role) => ({
    openFileSink,
    contacts: books[role],
  })).showing();
  return { world, books };
}

async function recognised(side: Side, name: RecognisedView['name']): Promise<RecognisedView> {
  await until(`the other is ${name}`, () => side.session.view.recognised.name === name);
  return side.session.view.recognised;
}

describe('two people who help each other', () => {
  it('are new to each other the first time, and the same as before the next', async () => {
    const first = await meet();
    for (const side of first.world.sides) await recognised(side, 'new');
    await settled();
    expect([...first.books.expert.book.keys()]).toEqual(['anna@example.org']);
    expect(first.books.novice.book.get('ben@example.org')?.key).toEqual(own.expert.contact.publicKey);
    const second = await meet(books => {
      for (const role of ['novice', 'expert'] as const) {
        for (const [address, entry] of first.books[role].book)
          books[role].book.set(address, { ...entry, sinceMs: 5 });
      }
    });
    for (const side of second.world.sides)
      expect(await recognised(side, 'same-as-before')).toEqual({ name: 'same-as-before', sinceMs: 5 });
    for (const side of second.world.sides) expect(side.session.view.files).toEqual([]);
  });

  it('are warned when the key is another one, which is not remembered until the person says so', async () => {
    const { world, books } = await meet(({ novice }) => {
      novice.book.set('ben@example.org', { key: own.stranger.contact.publicKey, sinceMs: 5 });
    });
    const { address } = world.novice.session.view.remoteUser;
    expect(address).toBe('ben@example.org');
    expect(await recognised(world.novice, 'changed')).toEqual({ name: 'changed', sinceMs: 5 });
    await settled();
    expect(books.novice.book.get(address)?.key).toEqual(own.stranger.contact.publicKey);
    world.novice.session.acceptChangedKey();
    expect(world.novice.session.view.recognised).toEqual({ name: 'new' });
    await settled();
    expect(books.novice.book.get(address)).toEqual({
      key: own.expert.contact.publicKey,
      sinceMs: world.clock.now(),
    });
  });

  it('cannot accept a key that has not changed', async () => {
    const { world, books } = await meet();
    await recognised(world.novice, 'new');
    await settled();
    const before = books.novice.book.get('ben@example.org');
    await world.clock.advance(1_000);
    world.novice.session.acceptChangedKey();
    await settled();
    expect(books.novice.book.get('ben@example.org')).toBe(before);
  });

  it.each([
    ['novice', 'own-setting', 'peer-setting'],
    ['expert', 'peer-setting', 'own-setting'],
  ] as const)('exchange nothing when the %s does not want to', async (role, novice, expert) => {
    const { world, books } = await meet(both => {
      both[role].exchange = false;
    });
    expect(await recognised(world.novice, 'not-exchanged')).toMatchObject({ reason: novice });
    expect(await recognised(world.expert, 'not-exchanged')).toMatchObject({ reason: expert });
    for (const link of [world.novice.link, world.expert.link]) expect(link.opened).toEqual([]);
    expect(books.novice.book.size + books.expert.book.size).toBe(0);
  });

  it('are told that a key is missing that was there the last time', async () => {
    const { world } = await meet(({ novice, expert }) => {
      expert.exchange = false;
      novice.book.set('ben@example.org', { key: own.expert.contact.publicKey, sinceMs: 5 });
    });
    await recognised(world.novice, 'not-exchanged');
    await settled();
    expect(world.novice.session.view.recognised).toEqual({
      name: 'not-exchanged',
      reason: 'peer-setting',
      sinceMs: 5,
    });
  });

  it('exchange nothing when one side has no contact book: it announces 0', async () => {
    const world = await new World(undefined, (_, role) =>
      role === 'expert' ? { contacts: new MemoryContacts(own.expert) } : {},
    ).showing();
    expect(await recognised(world.expert, 'not-exchanged')).toMatchObject({ reason: 'peer-setting' });
    expect(await recognised(world.novice, 'not-exchanged')).toMatchObject({ reason: 'own-setting' });
  });

  it('send files meanwhile, which wait until contacts are exchanged', async () => {
    const books = { novice: new MemoryContacts(own.novice), expert: new MemoryContacts(own.expert) };
    const world = await new World(undefined, ({ openFileSink }, role) => ({
      openFileSink,
      contacts: books[role],
    })).verified();
    await world.novice.session.chooseScreen();
    world.expert.session.sendFile(fileOf('x', 10));
    await until('the question is open', () => world.novice.session.view.question?.kind === 'file');
    world.novice.session.answer(world.novice.session.view.question?.id ?? 0, true);
    for (const side of world.sides) await recognised(side, 'new');
    await until('the file is there', () => world.novice.session.view.files[0]?.state.name === 'done');
  });
});

/** Everything the expert says as proof, before it arrives. */
function tamperWithProof(world: World, tamper: (signature: string) => string | undefined): void {
  const { novice } = world;
  const channel = novice.link.channel('status');
  const receive = channel.receive.bind(channel);
  channel.receive = message => {
    const parsed = JSON.parse(String(message)) as { type: string; signature: string };
    if (parsed.type !== 'contact-proof') return receive(message);
    const signature = tamper(parsed.signature);
    if (signature !== undefined) receive(JSON.stringify({ ...parsed, signature }));
  };
}

async function meetTampered(tamper: (signature: string) => string | undefined): Promise<{
  world: World;
  book: MemoryContacts;
}> {
  const books = { novice: new MemoryContacts(own.novice), expert: new MemoryContacts(own.expert) };
  const world = new World(undefined, (_, role) => ({ contacts: books[role] }));
  tamperWithProof(world, tamper);
  await world.showing();
  return { world, book: books.novice };
}

describe('a key that is not proved', () => {
  it.each([
    ['by another text', async () => own.expert.sign(proofText('expert', 'another assistance'))],
    ['by nonsense', () => Promise.resolve(new Uint8Array(256))],
    ['by too little', () => Promise.resolve(new Uint8Array(10))],
  ])('%s is no key of the other side, and nothing is remembered', async (_, make) => {
    const forged = encodeBase64(await make());
    const { world, book } = await meetTampered(() => forged);
    expect(await recognised(world.novice, 'not-exchanged')).toEqual({
      name: 'not-exchanged',
      reason: 'not-proven',
    });
    await settled();
    expect(book.book.size).toBe(0);
    await recognised(world.expert, 'new');
  });

  it('by anything in time is not known, and nothing is remembered', async () => {
    const { world, book } = await meetTampered(() => undefined);
    await recognised(world.expert, 'new');
    expect(world.novice.session.view.recognised).toEqual({ name: 'unknown' });
    await world.clock.advance(DEADLINES.proofMs);
    expect(world.novice.session.view.recognised).toEqual({ name: 'not-exchanged', reason: 'failed' });
    expect(book.book.size).toBe(0);
  });

  it("is not proved by this side's own signature, sent back", async () => {
    const connectionString = 'a string';
    const { publicKey: publicKeyBlob } = own.novice.contact;
    const signature = encodeBase64(await own.novice.sign(proofText('novice', connectionString)));
    const proof = { connectionString, publicKeyBlob, signature, crypto };
    expect(await provesKey({ ...proof, prover: 'novice' })).toBe(true);
    expect(await provesKey({ ...proof, prover: 'expert' })).toBe(false);
    expect(await provesKey({ ...proof, prover: 'novice', connectionString: 'another' })).toBe(false);
    expect(await provesKey({ ...proof, prover: 'novice', signature: '%' })).toBe(false);
    expect(await provesKey({ ...proof, prover: 'novice', publicKeyBlob: new Uint8Array(20) })).toBe(false);
  });

  it('of too few bits is not looked at', async () => {
    const algorithm = {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 1024,
      publicExponent: new Uint8Array([1, 0, 1]),
    };
    const keys = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const small = await ownContactOf({ keys, name: 'x', atMs: 0, crypto });
    const signature = encodeBase64(await small.sign(proofText('expert', 's')));
    const { publicKey: publicKeyBlob } = small.contact;
    expect(
      await provesKey({ prover: 'expert', connectionString: 's', publicKeyBlob, signature, crypto }),
    ).toBe(false);
  });
});

describe('a contact', () => {
  const meetWith = async (contact: () => Contact): Promise<World> => {
    const odd = { ...own.expert, contact: contact() };
    const world = new World(undefined, (_, role) => ({
      contacts: new MemoryContacts(role === 'novice' ? own.novice : odd),
    }));
    return world.showing();
  };

  it('that is too large is not sent', async () => {
    const world = await meetWith(() => ({
      ...own.expert.contact,
      avatar: new Uint8Array(LIMITS.contactBytes),
    }));
    expect(await recognised(world.expert, 'not-exchanged')).toMatchObject({ reason: 'failed' });
    expect(world.expert.link.opened).toEqual([]);
  });

  it('that says something else than its key is no contact', async () => {
    const world = await meetWith(() => ({ ...own.expert.contact, publicKey: new Uint8Array(3) }));
    expect(await recognised(world.novice, 'not-exchanged')).toMatchObject({ reason: 'not-proven' });
  });

  it('of this side says nothing of the computer, and its private key cannot be read', async () => {
    const keys = await createContactKeys(crypto);
    const { contact } = await ownContactOf({ keys, name: 'Anna', atMs: 1_214_400_971_761, crypto });
    expect(contact).toMatchObject({
      name: 'Anna',
      computerName: '',
      avatar: new Uint8Array(0),
      time: '20080625133611.761000',
    });
    expect(contact.address).toMatch(/^[0-9a-f]{40}\.RAContact$/);
    expect(contact.publicKey).toHaveLength(20 + 256);
    expect(() => encodeContact(contact)).not.toThrow();
    await expect(crypto.subtle.exportKey('jwk', keys.privateKey)).rejects.toThrow();
  });
});

describe('an exchange that comes to nothing', () => {
  /** The expert is forged: its own side has no contact book, and its channels say what the test wants. */
  async function forged(): Promise<{ world: World; say: (value: '0' | '1') => Promise<void> }> {
    const world = await new World(undefined, ({ openFileSink }, role) =>
      role === 'novice' ? { openFileSink, contacts: new MemoryContacts(own.novice) } : { openFileSink },
    ).showing();
    await recognised(world.novice, 'not-exchanged');
    const say = async (value: '0' | '1'): Promise<void> => {
      const command = { name: 'SETTINGANNOUNCE', property: 'CONTACTEXCHANGE', value } as const;
      world.expert.link.channel('71').send(new Uint8Array(encodeCommand(command)));
      await settled();
    };
    await say('1');
    return { world, say };
  }

  function offerContact(world: World, bytes: Uint8Array): void {
    const command = encodeCommand({
      name: 'FILEXFER',
      fileName: 'contact.xml',
      fileSize: bytes.length,
      channelId: 'RA_FX',
      internalData: 1,
    });
    world.expert.link.channel('71').send(new Uint8Array(command));
  }

  const failed = (world: World): boolean => {
    const { recognised: view } = world.novice.session.view;
    return view.name === 'not-exchanged' && view.reason === 'failed';
  };

  it('because the contact has no channel is over', async () => {
    const { world } = await forged();
    offerContact(world, new Uint8Array(10));
    await settled();
    expect(failed(world)).toBe(false);
    await world.clock.advance(DEADLINES.fileChannelMs);
    expect(failed(world)).toBe(true);
  });

  it('because the contact is offered and never sent is over, and files go on', async () => {
    const { world } = await forged();
    world.expert.link.openChannel('RA_FX');
    offerContact(world, new Uint8Array(10));
    await settled();
    world.novice.session.sendFile(fileOf('x', 10));
    expect(world.novice.session.view.files[0]?.state.name).toBe('waiting');
    await world.clock.advance(DEADLINES.contactMs);
    expect(failed(world)).toBe(true);
    expect(world.novice.session.view.files[0]?.state.name).toBe('asking');
  });

  it('because the other side changed its mind takes no contact any more', async () => {
    const { world, say } = await forged();
    await say('0');
    const channel = world.expert.link.openChannel('RA_FX');
    offerContact(world, new Uint8Array(10));
    await until('it is answered', () => channel.other?.sent.length === 1);
    expect(channel.other?.sent).toEqual([new Uint8Array(encodeFileCommand('FILEXFERREJECT'))]);
  });

  it('can be begun anew, and what became of the one before is not its concern', async () => {
    const { world, say } = await forged();
    await say('0');
    await say('1');
    await settled();
    expect(failed(world)).toBe(false);
    const bytes = encodeContact(own.expert.contact);
    const channel = world.expert.link.openChannel('RA_FX');
    offerContact(world, bytes);
    await until('it is answered', () => channel.other?.sent.length === 1);
    expect(channel.other?.sent).toEqual([new Uint8Array(encodeFileCommand('FILEXFERACK'))]);
  });

  it('because the other side says nothing at all is told after a while, and who is known is missed', async () => {
    const books = { novice: new MemoryContacts(own.novice), expert: new MemoryContacts(own.expert) };
    books.novice.book.set('ben@example.org', { key: own.expert.contact.publicKey, sinceMs: 5 });
    const world = new World(undefined, (_, role) => ({ contacts: books[role] }));
    const held: (() => void)[] = [];
    const channel = world.novice.link.channel('71');
    const receive = channel.receive.bind(channel);
    channel.receive = message => {
      const text = typeof message === 'string' ? message : new TextDecoder('utf-16le').decode(message);
      if (text.includes('SETTINGANNOUNCE')) held.push(() => receive(message));
      else receive(message);
    };
    await world.showing();
    expect(world.novice.session.view.recognised).toEqual({ name: 'unknown' });
    await world.clock.advance(DEADLINES.exchangeMs);
    for (const side of world.sides)
      expect(await recognised(side, 'not-exchanged')).toMatchObject({ reason: 'failed' });
    expect(world.novice.session.view.recognised).toMatchObject({ sinceMs: 5 });
    // Late is better than never: what is proved counts.
    for (const release of held) release();
    expect(await recognised(world.novice, 'same-as-before')).toMatchObject({ sinceMs: 5 });
    await recognised(world.expert, 'new');
  });

  it('because nobody here wants it says so, even to a side that is silent', async () => {
    const world = new World(undefined, () => ({}));
    world.novice.link.channel('71').receive = () => undefined;
    await world.showing();
    await world.clock.advance(DEADLINES.exchangeMs);
    for (const side of world.sides)
      expect(side.session.view.recognised).toEqual({ name: 'not-exchanged', reason: 'own-setting' });
  });

  it('by a platform that cannot check a key proves nothing', async () => {
    const odd = {
      subtle: { importKey: () => Promise.reject(new TypeError('no such key')) },
    } as unknown as Crypto;
    const { publicKey: publicKeyBlob } = own.expert.contact;
    const signature = encodeBase64(new Uint8Array(256));
    expect(
      await provesKey({ prover: 'expert', connectionString: 's', publicKeyBlob, signature, crypto: odd }),
    ).toBe(false);
  });
});
