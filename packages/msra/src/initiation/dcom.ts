// [MS-RAI] 3: what a session over DCOM needs to know, where an expert offers help without an invitation. This package
// speaks no DCOM; these are the facts for whoever does. The UserHelpBlob has the grammar of the expert blob.

import { isIpv4 } from './candidates.ts';

/** A DCOM object that gives out connection strings. */
export interface DcomServer {
  readonly className: string;
  /** Class identifier, upper case without braces. */
  readonly clsid: string;
  readonly interfaceName: string;
  /** Interface identifier, upper case without braces. */
  readonly iid: string;
  /** Opnum of the method that lists the sessions of the novice's computer. */
  readonly listSessions: { readonly method: string; readonly opnum: number };
  /** Opnum of the method that gives the connection string of a session. */
  readonly getConnectionString: { readonly method: string; readonly opnum: number };
  /** Which kind of connection string comes. */
  readonly connectionString: 1 | 2;
}

/**
 * The two objects in the order an expert of Windows Vista or later tries them: the one of Vista and later, then the one
 * of Windows XP and Server 2003.
 */
export const DCOM_SERVERS: readonly [DcomServer, DcomServer] = [
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
];

/** The further interfaces of Windows XP, in which RemoteUserSessionInfo gives its answer. */
export const DCOM_COLLECTION_INTERFACES = {
  IPCHCollection: '833E4100-AFF7-4AC3-AAC2-9F24C1457BCE',
  ISAFSession: '833E41AA-AFF7-4AC3-AAC2-9F24C1457BCE',
} as const;

/** Opnums of both interfaces that are never called ([MS-RAI] 3.1.4, 3.3.4). */
export const DCOM_UNUSED_OPNUMS: readonly number[] = [3, 4];

/** HRESULT of GetNoviceUserInfo when Remote Assistance runs already. */
export const DCOM_ALREADY_RUNNING = 0x8007_0052;

/** A session on the novice's computer that help can be offered to. */
export interface NoviceSession {
  readonly domain: string;
  readonly user: string;
  /** Windows' number of the session, 0 to 2^32 − 1. */
  readonly sessionId: number;
}

/** Sessions looked at; a computer has far fewer. */
export const MAX_NOVICE_SESSIONS = 1_024;

/** Those of a list of sessions that have a domain and a user; the others are ignored ([MS-RAI] 3.2.4). */
export function usableSessions<S extends Pick<NoviceSession, 'domain' | 'user'>>(
  sessions: readonly S[],
): S[] {
  return sessions.slice(0, MAX_NOVICE_SESSIONS).filter(({ domain, user }) => domain !== '' && user !== '');
}

const SESSION = /^([^\\]{0,256})\\([^\\]{0,256}):([0-9]{1,10})$/;

/**
 * Reads the answer of GetSessionInfo, lines of `DOMAIN\user:sessionId`. Lines of another form and sessions without
 * domain or user are ignored, as [MS-RAI] 3.2.4 asks.
 */
export function readSessionInfo(lines: readonly string[]): NoviceSession[] {
  const matches = lines.slice(0, MAX_NOVICE_SESSIONS).map(line => SESSION.exec(line));
  const sessions = matches.flatMap(match => {
    if (match === null) return [];
    const [domain, user, digits] = match.slice(1) as [string, string, string];
    return [{ domain, user, sessionId: Number(digits) }];
  });
  return usableSessions(sessions).filter(({ sessionId }) => sessionId <= 0xffff_ffff);
}

const IPV6 = /^(?=(?:[^:]*:){2})[0-9A-Fa-f:.]{2,45}(?:%[0-9A-Za-z_.-]{1,32})?$/;
/** Labels of letters, digits and hyphens; the last has a letter, which tells a name from an address. */
const FQDN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[^.]*[a-z])[a-z0-9-]{1,63}$/i;

/**
 * Whether a text can be what an expert must give to offer help: the novice's IP address or its fully qualified domain
 * name ([MS-RAI] 3.2.1, 3.4.1). A bare computer name is neither.
 */
export function isNoviceAddress(text: string): boolean {
  return isIpv4(text) || IPV6.test(text) || FQDN.test(text);
}
