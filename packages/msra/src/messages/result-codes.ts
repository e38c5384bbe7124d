// [MS-RA] 2.2.6 Result codes, as RESULT carries them in versions 1 and 2. Version 3 uses none.

/** Every code of 2.2.6 by the specification's name. */
export const RESULT_CODE = {
  SAFERROR_NOERROR: 0,
  SAFERROR_NOINFO: 1,
  /** The local user disconnected. */
  SAFERROR_LOCALNOTERROR: 3,
  /** The remote user disconnected. */
  SAFERROR_REMOTEBYUSER: 4,
  SAFERROR_BYSERVER: 5,
  SAFERROR_DNSLOOKUPFAILED: 6,
  SAFERROR_OUTOFMEMORY: 7,
  SAFERROR_CONNECTIONTIMEDOUT: 8,
  SAFERROR_SOCKETCONNECTFAILED: 9,
  SAFERROR_HOSTNOTFOUND: 11,
  SAFERROR_WINSOCKSENDFAILED: 12,
  SAFERROR_INVALIDIPADDR: 14,
  SAFERROR_SOCKETRECVFAILED: 15,
  SAFERROR_INVALIDENCRYPTION: 18,
  SAFERROR_GETHOSTBYNAMEFAILED: 20,
  SAFERROR_LICENSINGFAILED: 21,
  SAFERROR_ENCRYPTIONERROR: 22,
  SAFERROR_DECRYPTIONERROR: 23,
  /** A bad connection string. */
  SAFERROR_INVALIDPARAMETERSTRING: 24,
  SAFERROR_HELPSESSIONNOTFOUND: 25,
  /** Version 1 only. */
  SAFERROR_INVALIDPASSWORD: 26,
  SAFERROR_HELPSESSIONEXPIRED: 27,
  SAFERROR_CANTOPENRESOLVER: 28,
  SAFERROR_UNKNOWNSESSMGRERROR: 29,
  SAFERROR_CANTFORMLINKTOUSERSESSION: 30,
  SAFERROR_RCPROTOCOLERROR: 32,
  SAFERROR_RCUNKNOWNERROR: 33,
  SAFERROR_INTERNALERROR: 34,
  /** Unused. */
  SAFERROR_HELPEERESPONSEPENDING: 35,
  /** Unused. */
  SAFERROR_HELPEESAIDYES: 36,
  SAFERROR_HELPEEALREADYBEINGHELPED: 37,
  /** Unused. */
  SAFERROR_HELPEECONSIDERINGHELP: 38,
  /** The novice's user did not answer in time. */
  SAFERROR_HELPEENEVERRESPONDED: 40,
  /** The novice's user refused. */
  SAFERROR_HELPEESAIDNO: 41,
  SAFERROR_HELPSESSIONACCESSDENIED: 42,
  SAFERROR_USERNOTFOUND: 43,
  SAFERROR_SESSMGRERRORNOTINIT: 44,
  SAFERROR_SELFHELPNOTSUPPORTED: 45,
  /** Version 1 only. */
  SAFERROR_INCOMPATIBLEVERSION: 47,
  /** Unused. */
  SAFERROR_SESSIONNOTCONNECTED: 48,
  SAFERROR_SYSTEMSHUTDOWN: 50,
  SAFERROR_STOPLISTENBYUSER: 51,
  SAFERROR_WINSOCK_FAILED: 52,
  SAFERROR_MISMATCHPARMS: 53,
  /** Version 2 only. */
  PASSWORDS_DONT_MATCH: 61,
  /** Remote control ended. */
  SAFERROR_SHADOWEND_BASE: 300,
  /** The novice's resolution or colours changed. */
  SAFERROR_SHADOWEND_CONFIGCHANGE: 301,
  SAFERROR_SHADOWEND_UNKNOWN: 302,
} as const;

/** Name of a result code. */
export type ResultCodeName = keyof typeof RESULT_CODE;

const NAMES: ReadonlyMap<number, ResultCodeName> = new Map(
  (Object.keys(RESULT_CODE) as ResultCodeName[]).map(name => [RESULT_CODE[name], name]),
);

/** Notes <5>, <6>: what Windows Vista and later answer in place of SAFERROR_INCOMPATIBLEVERSION when they speak version 1. */
export const E_FAIL = 0x8000_4005;

/** The specification's name of a code; `undefined` for {@link E_FAIL} and the gaps of 2.2.6, which are plain failures. */
export function resultCodeName(code: number): ResultCodeName | undefined {
  return NAMES.get(code);
}

/** Whether a RESULT says that something failed: every code but 0, named or not (product-behavior: `RESULT_GAPS_ARE_FAILURES`). */
export function isFailure(code: number): boolean {
  return code !== RESULT_CODE.SAFERROR_NOERROR;
}
