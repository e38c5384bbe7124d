import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveAesKey, ZERO_IV } from '../../src/crypto/derive-aes-key.ts';
import { nodePrimitives } from '../../src/crypto/node.ts';
import { webPrimitives } from '../../src/crypto/web.ts';
import {
  decryptPeerPayload,
  derivePeerPassword,
  derivePeerPasswordInSlices,
  deriveUnsecuredPeer,
  deriveUnsecuredPeerInSlices,
  encryptPeerPayload,
  MAX_PEER_PASSWORD_INPUT_BYTES,
  PEER_PASSWORD_ALPHABET,
  peerHour,
  peerHours,
} from '../../src/initiation/peer-name.ts';
import {
  initialPublicationState,
  PUBLICATION_MS,
  type PublicationInput,
  stepPublication,
} from '../../src/initiation/publication.ts';
import { decryptFromContact, encryptForContact } from '../../src/initiation/secure-peer-name.ts';

const primitives = nodePrimitives();
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const peer = { peerName: '0.K', key: 'K' };

/** [MS-RAIOP] 3.1.5.1 written out, with another SHA-1 than ours. */
function reference(base: Uint8Array): Uint8Array {
  let hash: Uint8Array = new Uint8Array(20);
  for (let round = 0; round < 100_000; round += 1)
    hash = createHash('sha1').update(base).update(hash).digest();
  return hash;
}

describe('the password of a peer name', () => {
  it('comes from the first 8,000 bytes of the string only', () => {
    const long = 'x'.repeat(MAX_PEER_PASSWORD_INPUT_BYTES / 2);
    const expected = [...reference(utf16(long)).subarray(0, 6)]
      .map(byte => PEER_PASSWORD_ALPHABET.charAt(Math.floor((byte / 256) * 29)))
      .join('');
    expect(derivePeerPassword(`${long}y`)).toBe(expected);
    expect(derivePeerPassword(long)).toBe(expected);
    expect(derivePeerPassword(long.slice(1))).not.toBe(expected);
  });

  it('and the name of an hour are also made in slices', () => {
    for (const [slices, expected] of [
      [derivePeerPasswordInSlices('SAMPLE'), 'F8JKRV'],
      [deriveUnsecuredPeerInSlices('F8JKRV', 338_540), deriveUnsecuredPeer('F8JKRV', 338_540)],
    ] as const) {
      const progress: number[] = [];
      let step = slices.next();
      for (; !step.done; step = slices.next()) progress.push(step.value);
      expect(progress).toHaveLength(25);
      expect(progress.at(-1)).toBe(1);
      expect(step.value).toEqual(expected);
    }
  });

  it('has an alphabet of 29 characters', () => {
    expect(new Set(PEER_PASSWORD_ALPHABET).size).toBe(29);
  });
});

describe('the hours of a peer name', () => {
  it('begin with the present one, change on the hour, and go back before forward', () => {
    expect(peerHour(3_599)).toBe(0);
    expect(peerHour(3_600)).toBe(1);
    expect(peerHours(1_218_745_079)).toEqual([338_540, 338_539, 338_541]);
  });
});

describe('the payload of an unsecured peer name', () => {
  it('does not open with another key, and what opens is text', async () => {
    const payload = await encryptPeerPayload('<E/>', peer, primitives);
    expect(await decryptPeerPayload(payload, peer, primitives)).toBe('<E/>');
    const wrong = { code: 'wrong-password' };
    await expect(decryptPeerPayload(payload, { ...peer, key: 'L' }, primitives)).rejects.toMatchObject(wrong);
    await expect(decryptPeerPayload(payload.subarray(1), peer, primitives)).rejects.toMatchObject(wrong);
    for (const plain of [Uint8Array.of(0x3c), Uint8Array.of(0x00, 0xd8)]) {
      const odd = await primitives.aesCbc.encrypt(deriveAesKey(utf16('K')), ZERO_IV, plain);
      await expect(decryptPeerPayload(odd, peer, primitives)).rejects.toMatchObject(wrong);
    }
  });
});

describe('the payload of a secure peer name', () => {
  const pair = (modulusLength: number) =>
    generateKeyPairSync('rsa', {
      modulusLength,
      publicKeyEncoding: { type: 'pkcs1', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    });
  const contact = pair(1024);
  const aesKey = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);

  it('is base64 of the wrapped key in UTF-16, then the string, and FriendlyName counts the bytes of the first', async () => {
    const published = await encryptForContact('<E/>', contact.publicKey, aesKey, primitives);
    // 128 bytes of RSA are 172 characters of base64.
    expect(published.friendlyName).toBe('344');
    expect(published.payload).toHaveLength(344 + 16);
    const text = Buffer.from(published.payload.subarray(0, 344)).toString('utf16le');
    expect(text).toMatch(/^[A-Za-z0-9+/]{171}=$/);
    const wrapped = Buffer.from(text, 'base64');
    expect(await primitives.rsa?.decrypt(contact.privateKey, wrapped)).toEqual(aesKey);
    expect(published.payload.slice(344)).toEqual(
      await primitives.aesCbc.encrypt(aesKey, ZERO_IV, utf16('<E/>')),
    );
    expect(await decryptFromContact(published, contact.privateKey, primitives)).toBe('<E/>');
  });

  it('of a key of 2,048 bits has 688 bytes in front', async () => {
    const large = pair(2048);
    const published = await encryptForContact('é', large.publicKey, aesKey, primitives);
    expect(published.friendlyName).toBe('688');
    expect(await decryptFromContact(published, large.privateKey, primitives)).toBe('é');
  });

  it('for somebody else, or of a key that is too short, does not open', async () => {
    const published = await encryptForContact('<E/>', contact.publicKey, aesKey, primitives);
    const wrong = { code: 'wrong-password', name: 'InvitationError' };
    await expect(decryptFromContact(published, pair(1024).privateKey, primitives)).rejects.toMatchObject(
      wrong,
    );
    const short = await encryptForContact('<E/>', contact.publicKey, aesKey.subarray(0, 16), primitives);
    await expect(decryptFromContact(short, contact.privateKey, primitives)).rejects.toMatchObject(wrong);
    const torn = { ...published, payload: published.payload.slice(0, -1) };
    await expect(decryptFromContact(torn, contact.privateKey, primitives)).rejects.toMatchObject(wrong);
  });

  it('that is not composed as it must be is refused', async () => {
    const { payload } = await encryptForContact('<E/>', contact.publicKey, aesKey, primitives);
    const error = (friendlyName: string, bytes = payload) =>
      decryptFromContact({ friendlyName, payload: bytes }, contact.privateKey, primitives).catch(
        ({ code, offset, structure }: { code: string; offset: number; structure: string }) => [
          code,
          offset,
          structure,
        ],
      );
    const structure = 'secure peer name payload';
    for (const name of ['', '0', '-1', '344 ', '5465', '123456', 'x'])
      expect(await error(name)).toEqual(['bad-length', 0, structure]);
    expect(await error('5464')).toEqual(['truncated', 360, structure]);
    expect(await error('360')).toEqual(['truncated', 360, structure]);
    expect(await error('343')).toEqual(['bad-text', 343, structure]);
    expect(await error('342')).toEqual(['bad-value', 0, structure]);
    expect(await error('344', payload.with(0, 0x20))).toEqual(['bad-value', 0, structure]);
  });

  it('needs a platform with RSA', async () => {
    const web = webPrimitives(globalThis.crypto);
    const failure = { code: 'no-rsa', message: 'the platform cannot decrypt with RSA' };
    await expect(encryptForContact('', contact.publicKey, aesKey, web)).rejects.toMatchObject(failure);
    const nothing = { friendlyName: '', payload: aesKey };
    await expect(decryptFromContact(nothing, contact.privateKey, web)).rejects.toMatchObject(failure);
  });
});

describe('a publication', () => {
  const payload = Uint8Array.of(1);
  const publish: PublicationInput = { type: 'publish', peerName: '0.A', payload };
  const [published, outputs] = stepPublication(initialPublicationState, publish);

  it('registers its name in the global cloud and starts its timer', () => {
    expect(published).toEqual({ name: 'published', peerName: '0.A' });
    expect(outputs).toEqual([
      { type: 'register', cloud: 'Global', peerName: '0.A', payload },
      { type: 'set-timer', timer: 'publication', ms: 1_800_000 },
    ]);
    expect(PUBLICATION_MS).toBe(1_800_000);
    const [, secure] = stepPublication(initialPublicationState, { ...publish, friendlyName: '344' });
    expect(secure[0]).toEqual({
      type: 'register',
      cloud: 'Global',
      peerName: '0.A',
      payload,
      friendlyName: '344',
    });
  });

  it('ends with the session, the novice or the timer', () => {
    const unregister = { type: 'unregister', peerName: '0.A' };
    const clear = { type: 'clear-timer', timer: 'publication' };
    const withdrawn = { name: 'withdrawn' };
    expect(stepPublication(published, { type: 'session-started' })).toEqual([withdrawn, [clear, unregister]]);
    expect(stepPublication(published, { type: 'cancelled' })).toEqual([withdrawn, [clear, unregister]]);
    expect(stepPublication(published, { type: 'timer', timer: 'publication' })).toEqual([
      withdrawn,
      [unregister],
    ]);
  });

  it('ignores everything else, a second publication above all', () => {
    const inputs: readonly PublicationInput[] = [
      { type: 'session-started' },
      { type: 'cancelled' },
      { type: 'timer', timer: 'publication' },
    ];
    const [again, nothing] = stepPublication(published, publish);
    expect(again).toBe(published);
    expect(nothing).toEqual([]);
    for (const state of [initialPublicationState, { name: 'withdrawn' } as const])
      for (const input of state.name === 'withdrawn' ? [...inputs, publish] : inputs) {
        const [same, none] = stepPublication(state, input);
        expect(same).toBe(state);
        expect(none).toEqual([]);
      }
  });
});
