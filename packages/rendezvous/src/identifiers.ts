/** The identifiers of the Rendezvous API, as its header and its overview print them: upper case, in braces. rendezvous-api 1.2. */

/** The type library and the interfaces of `rendezvoussession.h`. */
export const IDENTIFIERS = {
  LIBID_RendezvousSessionLib: '{EFD856A4-5A85-4A1B-ADD5-2EADACE6F6A2}',
  IID_IRendezvousSession: '{9BA4B1DD-8B0C-48B7-9E7C-2F25857C8DF5}',
  DIID_DRendezvousSessionEvents: '{3FA19CF8-64C4-4F53-AE60-635B3806ECA6}',
  IID_IRendezvousApplication: '{4F4D070B-A275-49FB-B10D-8EC26387B50D}',
  CLSID_RendezvousApplication: '{0B7E019A-B5DE-47FA-8966-9082F82FB192}',
} as const;

/** Where Windows keeps the registrations, below `HKEY_LOCAL_MACHINE`. */
export const REGISTRY_KEY = 'SOFTWARE\\Microsoft\\RendezvousApps';
