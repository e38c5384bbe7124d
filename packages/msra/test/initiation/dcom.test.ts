import { describe, expect, it } from 'vitest';
import {
  DCOM_ALREADY_RUNNING,
  DCOM_COLLECTION_INTERFACES,
  DCOM_SERVERS,
  isNoviceAddress,
  MAX_NOVICE_SESSIONS,
  readSessionInfo,
  usableSessions,
} from '../../src/initiation/dcom.ts';

describe('the DCOM objects', () => {
  it('are tried from Vista’s to XP’s, and give string 2 and string 1', () => {
    expect(DCOM_SERVERS).toEqual([
      {
        className: 'RASrv',
        clsid: '3C3A70A7-A468-49B9-8ADA-28E11FCCAD5D',
        interfaceName: 'IRASrv',
        iid: 'F120A684-B926-447F-9DF4-C966CB785648',
        listSessions: { method: 'GetSessionInfo', opnum: 8 },
        getConnectionString: { method: 'GetNoviceUserInfo', opnum: 7 },
        connectionString: 2,
      },
      {
        className: 'PCHService',
        clsid: '833E4010-AFF7-4AC3-AAC2-9F24C1457BCE',
        interfaceName: 'IPCHService',
        iid: '833E4200-AFF7-4AC3-AAC2-9F24C1457BCE',
        listSessions: { method: 'RemoteUserSessionInfo', opnum: 20 },
        getConnectionString: { method: 'RemoteConnectionParms', opnum: 19 },
        connectionString: 1,
      },
    ]);
    expect(DCOM_COLLECTION_INTERFACES).toEqual({
      IPCHCollection: '833E4100-AFF7-4AC3-AAC2-9F24C1457BCE',
      ISAFSession: '833E41AA-AFF7-4AC3-AAC2-9F24C1457BCE',
    });
    expect(DCOM_ALREADY_RUNNING).toBe(0x80070052);
  });
});

describe('sessions of a novice', () => {
  it('are lines of domain, user and number; others are ignored', () => {
    const lines = [
      'EXDOMAIN\\EXUSER:1',
      'D\\a:b:4294967295',
      '\\u:1',
      'D\\:1',
      'u:1',
      'D\\u',
      'D\\u:',
      'D\\u:x',
      'D\\u:4294967296',
      'D\\u:12345678901',
      'D\\x\\u:1',
      `${'D'.repeat(256)}\\u:0`,
      `${'D'.repeat(257)}\\u:0`,
      `D\\${'u'.repeat(256)}:0`,
      `D\\${'u'.repeat(257)}:0`,
      ' ',
      'x D\\u:1\n',
    ];
    expect(readSessionInfo(lines)).toEqual([
      { domain: 'EXDOMAIN', user: 'EXUSER', sessionId: 1 },
      { domain: 'D', user: 'a:b', sessionId: 0xffff_ffff },
      { domain: 'D'.repeat(256), user: 'u', sessionId: 0 },
      { domain: 'D', user: 'u'.repeat(256), sessionId: 0 },
    ]);
  });

  it('are bounded in number', () => {
    expect(readSessionInfo(Array(MAX_NOVICE_SESSIONS + 1).fill('D\\u:1'))).toHaveLength(1_024);
    const late = [...Array(MAX_NOVICE_SESSIONS).fill(''), 'D\\u:1'];
    expect(readSessionInfo(late)).toEqual([]);
    expect(readSessionInfo(late.slice(1))).toHaveLength(1);
    expect(usableSessions(Array(MAX_NOVICE_SESSIONS + 1).fill({ domain: 'D', user: 'u' }))).toHaveLength(
      1_024,
    );
  });

  it('of XP’s collection are filtered alike and stay as they are', () => {
    const good = { domain: 'D', user: 'u', sessionId: 1, state: 0 };
    const usable = usableSessions([good, { ...good, domain: '' }, { ...good, user: '' }]);
    expect(usable).toEqual([good]);
    expect(usable[0]).toBe(good);
  });
});

describe('the address of a novice', () => {
  it('is an IP address or a full name', () => {
    for (const good of [
      '10.0.0.1',
      '::1',
      'fe80::1%eth0',
      '2001:db8::1.2.3.4',
      'pc.example',
      'a-1.b-2.c3',
      'x.1a',
      'A.B',
    ])
      expect([good, isNoviceAddress(good)]).toEqual([good, true]);
    for (const bad of [
      '',
      'MIKE_HOME',
      'localhost',
      '10.0.0',
      '10.0.0.256',
      '1.2.3.4.5',
      'a:b',
      ':1',
      'fe80::1%',
      '-a.example',
      'a-.example',
      'a..example',
      'pc.example.',
      'a b.example',
      'x@pc.example',
      `${'a'.repeat(64)}.example`,
      `${'a.'.repeat(126)}ab`,
      `a.${'b'.repeat(64)}`,
    ])
      expect([bad, isNoviceAddress(bad)]).toEqual([bad, false]);
    expect(isNoviceAddress(`${'a.'.repeat(126)}b`)).toBe(true);
    expect(isNoviceAddress(`${'a'.repeat(63)}.example`)).toBe(true);
    expect(isNoviceAddress(`a.${'b'.repeat(63)}`)).toBe(true);
  });
});
