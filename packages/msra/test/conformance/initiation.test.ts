import { createCipheriv, createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect } from 'vitest';
import { nodePrimitives } from '../../src/crypto/node.ts';
import { candidates } from '../../src/initiation/candidates.ts';
import { parseConnectionString2 } from '../../src/initiation/connection-string.ts';
import {
  CONNECTION_STRING_1_VERSION,
  formatConnectionString1,
  parseConnectionString1,
} from '../../src/initiation/connection-string-1.ts';
import { contactAddress } from '../../src/initiation/contact-address.ts';
import {
  DCOM_COLLECTION_INTERFACES,
  DCOM_SERVERS,
  DCOM_UNUSED_OPNUMS,
  isNoviceAddress,
  readSessionInfo,
  usableSessions,
} from '../../src/initiation/dcom.ts';
import { createInvitation } from '../../src/initiation/invitation.ts';
import { decodeInvitationFile, encodeInvitationFile } from '../../src/initiation/invitation-file.ts';
import { checkKeyHash, keyHashes } from '../../src/initiation/key-hash.ts';
import {
  derivePeerPassword,
  deriveUnsecuredPeer,
  encryptPeerPayload,
  peerHour,
  peerHours,
} from '../../src/initiation/peer-name.ts';
import {
  initialPublicationState,
  type PublicationInput,
  stepPublication,
} from '../../src/initiation/publication.ts';
import { decodePkcs1, encodePublicKeyBlob } from '../../src/initiation/rsa-public-key.ts';
import { encryptForContact } from '../../src/initiation/secure-peer-name.ts';
import { DecodeError } from '../../src/wire/errors.ts';
import { toHex, vectors } from '../vectors/vectors.ts';
import { verifies } from './verifies.ts';

const primitives = nodePrimitives();
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const FIRST = '65538,1,10.0.0.1:3389;PC_1:3390,*,session,*,*,hash';
const SECOND =
  '<E><A KH="k" ID="i"/><C><T ID="1" SID="0"><L P="1" N="fe80::1%3"/><L P="2" N="10.0.0.1"/></T>' +
  '<T ID="2" SID="0"><L P="3" N="pc.example"/></T></C></E>';
const server = vectors('key-hash')[0]?.bytes ?? new Uint8Array();

/** Changes one field of a connection string 1. */
const withField = (index: number, text: string) => () =>
  parseConnectionString1(FIRST.split(',').with(index, text).join(','));

describe('[MS-RA] 3.1.5', () => {
  verifies('C057', () => {
    expect(candidates(parseConnectionString1(FIRST))[0]).toEqual({ name: '10.0.0.1', port: 3389 });
    expect(candidates(parseConnectionString2(SECOND))[0]).toEqual({ name: 'fe80::1%3', port: 1 });
  });

  verifies('C058', 'every pair is found, in order', () => {
    expect(candidates(parseConnectionString1(FIRST))).toEqual([
      { name: '10.0.0.1', port: 3389 },
      { name: 'PC_1', port: 3390 },
    ]);
    expect(candidates(parseConnectionString2(SECOND))).toEqual([
      { name: 'fe80::1%3', port: 1 },
      { name: '10.0.0.1', port: 2 },
      { name: 'pc.example', port: 3 },
    ]);
  });
});

describe('[MS-RAI] connection strings and invitation files', () => {
  const written = formatConnectionString1({
    machineAddressList: [{ name: 'a', port: 1 }],
    raSessionId: 'b',
    protocolSpecificParms: 'c',
  }).split(',');

  verifies('I01', () => {
    expect(CONNECTION_STRING_1_VERSION).toBe(65_538);
    expect(written[0]).toBe('65538');
    expect(withField(0, '65539')).toThrow(DecodeError);
  });

  verifies('I02', () => {
    expect(written[1]).toBe('1');
    expect(withField(1, '2')).toThrow(DecodeError);
  });

  verifies('I03', () => {
    expect([written[3], written[5], written[6]]).toEqual(['*', '*', '*']);
    for (const index of [3, 5, 6]) expect(withField(index, 'x')).toThrow(DecodeError);
  });

  verifies('I04', async () => {
    const { keyHash, keyHash2 } = await keyHashes(server, primitives);
    expect(keyHash).toBe(createHash('sha1').update(server).digest('base64'));
    expect(keyHash2).toBe(`sha256:${createHash('sha256').update(server).digest('base64')}`);
  });

  verifies('I05', async () => {
    const { keyHash, keyHash2 } = await keyHashes(server, primitives);
    expect(await checkKeyHash({ keyHash: 'wrong', keyHash2 }, server, primitives)).toBe(true);
    expect(await checkKeyHash({ keyHash, keyHash2: 'sha256:wrong' }, server, primitives)).toBe(false);
    expect(await checkKeyHash({ keyHash }, server, primitives)).toBe(true);
    expect(await checkKeyHash({ keyHash: 'wrong' }, server, primitives)).toBe(false);
  });

  verifies('I06', async () => {
    const content = { userName: '', password: 'p', dtStart: 0, dtLength: 1, random: new Uint8Array(28) };
    const invitation = await createInvitation({ ...content, connectionString: SECOND }, primitives);
    const bytes = encodeInvitationFile(invitation);
    expect(Buffer.from(bytes).toString()).toContain('<UPLOADINFO TYPE="Escalated">');
    expect(decodeInvitationFile(bytes)).toEqual(invitation);
    const other = Buffer.from(Buffer.from(bytes).toString().replace('Escalated', 'Other'));
    expect(() => decodeInvitationFile(other)).toThrow(DecodeError);
  });
});

describe('[MS-RAI] DCOM', () => {
  verifies('I07', () => {
    const ids = DCOM_SERVERS.flatMap(({ clsid, iid }) => [clsid, iid]);
    expect([...ids, ...Object.values(DCOM_COLLECTION_INTERFACES)]).toEqual([
      '3C3A70A7-A468-49B9-8ADA-28E11FCCAD5D',
      'F120A684-B926-447F-9DF4-C966CB785648',
      '833E4010-AFF7-4AC3-AAC2-9F24C1457BCE',
      '833E4200-AFF7-4AC3-AAC2-9F24C1457BCE',
      '833E4100-AFF7-4AC3-AAC2-9F24C1457BCE',
      '833E41AA-AFF7-4AC3-AAC2-9F24C1457BCE',
    ]);
    const called = DCOM_SERVERS.flatMap(one => [one.listSessions.opnum, one.getConnectionString.opnum]);
    expect(called).toEqual([8, 7, 20, 19]);
    expect(DCOM_UNUSED_OPNUMS).toEqual([3, 4]);
  });

  verifies('I08', () => {
    for (const good of ['192.168.1.200', '2001:db8::1', 'pc.corp.example'])
      expect(isNoviceAddress(good)).toBe(true);
    for (const bad of ['', 'MIKE_HOME', '192.168.1.300']) expect(isNoviceAddress(bad)).toBe(false);
  });

  verifies('I09', () => {
    expect(readSessionInfo(['D\\u:2', '\\u:1', 'D\\:1'])).toEqual([{ domain: 'D', user: 'u', sessionId: 2 }]);
    const sessions = [
      { domain: '', user: 'u' },
      { domain: 'D', user: '' },
      { domain: 'D', user: 'u' },
    ];
    expect(usableSessions(sessions)).toEqual(sessions.slice(2));
  });
});

describe('[MS-RAIOP] unsecured peer names', () => {
  const [published] = vectors('peer-name');
  const password = derivePeerPassword('SAMPLE');
  const peer = deriveUnsecuredPeer(password, 338_540);

  verifies(
    'I10',
    'registered once in the global cloud, taken back after 30 minutes or when the session begins',
    () => {
      const publish: PublicationInput = { type: 'publish', ...peer, payload: new Uint8Array(1) };
      const [state, outputs] = stepPublication(initialPublicationState, publish);
      expect(outputs[0]).toMatchObject({ type: 'register', cloud: 'Global', peerName: peer.peerName });
      expect(outputs[1]).toEqual({ type: 'set-timer', timer: 'publication', ms: 30 * 60_000 });
      expect(stepPublication(state, publish)).toEqual([state, []]);
      const unregister = { type: 'unregister', peerName: peer.peerName };
      expect(stepPublication(state, { type: 'timer', timer: 'publication' })[1]).toContainEqual(unregister);
      expect(stepPublication(state, { type: 'session-started' })[1]).toContainEqual(unregister);
    },
  );

  verifies('I11', () => {
    expect(password).toBe('F8JKRV');
  });

  verifies('I12', async () => {
    expect(peer.key).toBe('30E3DBFB314B409A70BCCE744CADE65F');
    expect(toHex(await encryptPeerPayload('SAMPLE', peer, primitives))).toBe(
      toHex(published?.bytes ?? server),
    );
  });

  verifies('I13', () => {
    expect(peer.peerName).toBe('0.30E3DBFB314B409A70BCCE744CADE65F');
    expect(deriveUnsecuredPeer('BBBBBB', 0).peerName).toMatch(/^0\.[0-9A-F]{32}$/);
  });

  verifies('I14', () => {
    expect(peerHours(3_600 * 100)).toEqual([100, 99, 101]);
  });

  verifies('I16', () => {
    for (const skew of [-3_600, -1_800, 0, 1_800, 3_600])
      for (const now of [3_600 * 100, 3_600 * 100 + 3_599])
        expect(peerHours(now + skew)).toContain(peerHour(now));
    expect(peerHours(3_600 * 102)).not.toContain(peerHour(3_600 * 100));
  });
});

describe('[MS-RAIOP] secure peer names', () => {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 1024,
    publicKeyEncoding: { type: 'pkcs1', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });

  verifies('I15', async () => {
    const own = encodePublicKeyBlob(decodePkcs1(pair.publicKey));
    const authority = createHash('sha1').update(pair.publicKey).digest('hex');
    expect(await contactAddress(own, primitives)).toBe(`${authority}.RAContact`);

    const aesKey = Uint8Array.from({ length: 32 }, (_, i) => i);
    const { friendlyName, payload } = await encryptForContact(SECOND, pair.publicKey, aesKey, primitives);
    const size = Number(friendlyName);
    const wrapped = Buffer.from(Buffer.from(payload.subarray(0, size)).toString('utf16le'), 'base64');
    expect(await primitives.rsa?.decrypt(pair.privateKey, wrapped)).toEqual(aesKey);
    const cipher = createCipheriv('aes-256-cbc', aesKey, new Uint8Array(16));
    const expected = Buffer.concat([cipher.update(utf16(SECOND)), cipher.final()]);
    expect(toHex(payload.subarray(size))).toBe(toHex(expected));
  });
});
