import { describe, expect, it } from 'vitest';
import { deriveAesKey, ZERO_IV } from '../../src/crypto/derive-aes-key.ts';
import { nodePrimitives } from '../../src/crypto/node.ts';
import { parseConnectionString2 } from '../../src/initiation/connection-string.ts';
import { parseConnectionString1 } from '../../src/initiation/connection-string-1.ts';
import { createInvitation, openInvitation } from '../../src/initiation/invitation.ts';
import { InvitationError } from '../../src/initiation/invitation-error.ts';
import {
  decodeInvitationFile,
  encodeInvitationFile,
  type Invitation2,
} from '../../src/initiation/invitation-file.ts';
import { decryptLhTicket, encryptLhTicket } from '../../src/initiation/lh-ticket.ts';
import { isPassStub } from '../../src/initiation/pass-stub.ts';
import {
  checkEncryptedPassStub,
  checkExpertBlob,
  encryptPassStub,
  passwordProof,
} from '../../src/initiation/password-proof.ts';
import { DecodeError } from '../../src/wire/errors.ts';
import { textVectors } from '../vectors/vectors.ts';

const primitives = nodePrimitives();
const STRING = '<E><A KH="k" ID="i"/><C><T ID="1" SID="0"><L P="5" N="1.2.3.4"/></T></C></E>';
const vector = (name: string) =>
  decodeInvitationFile(
    Buffer.from(textVectors('invitation-file').find(one => one.name === name)?.text ?? ''),
  );
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const sealed = (plain: Uint8Array) => primitives.aesCbc.encrypt(deriveAesKey(utf16('P')), ZERO_IV, plain);

const content = {
  userName: 'Ada',
  connectionString: STRING,
  password: '48BJQ853X3B4',
  dtStart: 100,
  dtLength: 60,
  random: Uint8Array.from({ length: 28 }, (_, i) => i * 9),
};

describe('an invitation', () => {
  it('that a novice makes is read by an expert with the password', async () => {
    const made = await createInvitation(content, primitives);
    expect(made).toMatchObject({
      type: 2,
      userName: 'Ada',
      passwordProtected: true,
      dtStart: 100,
      dtLength: 60,
      slowLine: false,
      rcTicket: '65538,1,1.2.3.4:5,*,i,*,*,k',
    });
    expect(isPassStub(made.passStub ?? '')).toBe(true);
    expect(await createInvitation({ ...content, slowLine: true }, primitives)).toMatchObject({
      slowLine: true,
    });
    const read = decodeInvitationFile(encodeInvitationFile(made));
    expect(await openInvitation(read, content.password, primitives)).toEqual({
      type: 2,
      text: STRING,
      connectionString: parseConnectionString2(STRING),
    });
  });

  it('has no string 1 where none can be made, and none at all of a bad string', async () => {
    const connectionString = STRING.replace('1.2.3.4', 'fe80::1');
    expect(await createInvitation({ ...content, connectionString }, primitives)).not.toHaveProperty(
      'rcTicket',
    );
    await expect(createInvitation({ ...content, connectionString: '<E/>' }, primitives)).rejects.toThrow(
      DecodeError,
    );
  });

  it('of the first type needs no password for its string', async () => {
    const invitation = vector('windows-xp');
    const opened = await openInvitation(invitation, undefined, primitives);
    const text = invitation.type === 1 ? invitation.rcTicket : '';
    expect(opened).toEqual({ type: 1, text, connectionString: parseConnectionString1(text) });
    await expect(openInvitation(vector('without-password'), undefined, primitives)).rejects.toThrow(
      DecodeError,
    );
  });

  it('that is a bare string opens without a password', async () => {
    const opened = await openInvitation(vector('desktop-sharing'), undefined, primitives);
    expect(opened).toMatchObject({ type: 2, connectionString: { keyHash: 'BNRjdu97DyczQSRuMRrDWoue+HA=' } });
  });

  it('of the second type says what is wrong with the password, and nothing else', async () => {
    const invitation = vector('windows-8');
    const wrong = await openInvitation(invitation, '48BJQ853X3B5', primitives).catch(
      (error: unknown) => error,
    );
    expect(wrong).toBeInstanceOf(InvitationError);
    expect(wrong).toMatchObject({
      name: 'InvitationError',
      code: 'wrong-password',
      message: 'the password or key does not open the invitation',
    });
    await expect(openInvitation(invitation, undefined, primitives)).rejects.toMatchObject({
      code: 'password-needed',
      message: 'the invitation needs a password',
    });
    await expect(openInvitation(invitation, '', primitives)).rejects.toMatchObject({
      code: 'wrong-password',
    });
  });

  it('whose right password opens something else is no wrong password', async () => {
    const lhTicket = await encryptLhTicket('<F/>', 'P', primitives);
    const invitation: Invitation2 = { ...(vector('windows-8') as Invitation2), lhTicket };
    await expect(openInvitation(invitation, 'P', primitives)).rejects.toThrow(DecodeError);
  });
});

describe('an LHTICKET', () => {
  it('ends in a line end, and is read with other ends or none', async () => {
    const ends: Readonly<Record<string, string>> = { '': '', '\r\n': '', '\n\0': '', '\0\0': '', ' \r': ' ' };
    for (const [end, kept] of Object.entries(ends))
      expect(await decryptLhTicket(await sealed(utf16(`<E>${end}`)), 'P', primitives)).toBe(`<E>${kept}`);
    const cipher = await encryptLhTicket('<E>', 'P', primitives);
    const plain = await primitives.aesCbc.decrypt(deriveAesKey(utf16('P')), ZERO_IV, cipher);
    expect(plain).toEqual(Uint8Array.from(utf16('<E>\r\n')));
  });

  it('of what is no markup comes from a wrong password, though its padding be right', async () => {
    for (const plain of [utf16(''), utf16('x<'), utf16('\r\n'), utf16('<E>').subarray(0, 5)])
      await expect(decryptLhTicket(await sealed(plain), 'P', primitives)).rejects.toMatchObject({
        code: 'wrong-password',
      });
  });
});

describe('a password proof', () => {
  const input = { passStub: 'RT=0PvIndan52*', password: 'Password1' };

  it('in an expertBlob is compared in either case, and nothing but the whole counts', async () => {
    const pass = await passwordProof(input, primitives);
    expect(pass).toMatch(/^[0-9A-F]{64}$/);
    const check = (digits: string) => {
      const pair = `PASS=${digits}`;
      return checkExpertBlob(`8;NAME=Ada${pair.length};${pair}`, input, primitives);
    };
    expect(await check(pass)).toBe(true);
    expect(await check(pass.toLowerCase())).toBe(true);
    for (const bad of ['', pass.slice(2), `${pass}00`, `${pass.slice(0, -1)}1`, `x${pass.slice(1)}`])
      expect([bad, await check(bad)]).toEqual([bad, false]);
    for (const blob of ['', '8;NAME=Ada', `69;PASS=${pass.slice(1)}`, pass])
      expect([blob, await checkExpertBlob(blob, input, primitives)]).toEqual([blob, false]);
  });

  it('lets a fault of the platform through', async () => {
    const broken = { ...primitives, md5: () => Promise.reject(new Error('no digest')) };
    await expect(checkExpertBlob('7;PASS=00', input, broken)).rejects.toThrow('no digest');
  });

  it('depends on the password and on the PassStub of any length', async () => {
    const bytes = await encryptPassStub(input, primitives);
    expect(await checkEncryptedPassStub(bytes, input, primitives)).toBe(true);
    for (const other of [
      { ...input, password: 'password1' },
      { ...input, passStub: 'RT=0PvIndan52+' },
    ])
      expect(await checkEncryptedPassStub(bytes, other, primitives)).toBe(false);
    expect(await encryptPassStub({ ...input, passStub: 'abc' }, primitives)).toHaveLength(10);
  });
});
