/** The account's side of the server: plain HTTP with JSON, validated here, failures as {@link ImError}. */
import { Registration } from '@rendezvous/rendezvous';
import { z } from 'zod';
import { Address } from './address.ts';
import { ImError } from './errors.ts';
import { ERROR_CODES } from './frames.ts';
import { LIMITS } from './limits.ts';

/** What the client needs to connect; `token` is a secret. */
export const Credentials = z.object({ token: z.string().min(1).max(500), address: Address });
export type Credentials = z.infer<typeof Credentials>;

/** What a link is worth, shown before it is followed. */
export const LinkInfo = z.object({
  kind: z.enum(['contact', 'guest']),
  from: z.object({ name: z.string().min(1).max(LIMITS.nameLength), address: Address }),
  /** Milliseconds since 1970. */
  expiresAt: z.int().min(0),
});
export type LinkInfo = z.infer<typeof LinkInfo>;

/** Waits of one HTTP request in milliseconds; hashing a password on a small machine takes a second or two. */
const REQUEST_MS = 20_000;
/** UTF-16 units of an answer; the largest is the list of applications with their inline icons. */
const ANSWER_LENGTH = 2 * 1024 * 1024;
/** What a client takes of the list of applications; beyond, it takes none of it, so that a server keeps within. */
export const APPLICATION_LIST_LIMITS = {
  count: 64,
  /** UTF-16 units of its JSON. */
  length: ANSWER_LENGTH,
} as const;

const Refusal = z.object({ error: z.enum(ERROR_CODES) });
const Nothing = z.unknown().transform(() => undefined);

/** @throws ImError `name-taken`, `weak-password`, `bad-frame`, `rate-limited` … */
export function signUp(
  baseUrl: string,
  person: { readonly username: string; readonly name: string; readonly password: string },
  fetcher: typeof fetch = fetch,
): Promise<Credentials> {
  return call(fetcher, Credentials, baseUrl, '/api/account/sign-up', post(person));
}

/** @throws ImError `wrong-password` also for a name that does not exist */
export function signIn(
  baseUrl: string,
  person: { readonly username: string; readonly password: string },
  fetcher: typeof fetch = fetch,
): Promise<Credentials> {
  return call(fetcher, Credentials, baseUrl, '/api/account/sign-in', post(person));
}

/** Follows a guest link: a name is enough. @throws ImError `link-used`, `link-expired`, `not-found` … */
export function signInAsGuest(
  baseUrl: string,
  guest: { readonly link: string; readonly name: string },
  fetcher: typeof fetch = fetch,
): Promise<Credentials> {
  return call(fetcher, Credentials, baseUrl, '/api/account/guest', post(guest));
}

/** Ends this sign-in on the server: its connections are closed and the token is worth nothing any more. */
export async function signOut(baseUrl: string, token: string, fetcher: typeof fetch = fetch): Promise<void> {
  const request = { method: 'POST', headers: { authorization: `Bearer ${token}` } };
  await call(fetcher, Nothing, baseUrl, '/api/account/sign-out', request);
}

/** @throws ImError `not-found`, `link-expired`, `link-used` */
export function lookUpLink(baseUrl: string, link: string, fetcher: typeof fetch = fetch): Promise<LinkInfo> {
  return call(fetcher, LinkInfo, baseUrl, `/api/links/${encodeURIComponent(link)}`, {});
}

/** The applications that this messenger can launch. One that is not understood is left out, not the others with it. */
export async function loadApplications(
  baseUrl: string,
  fetcher: typeof fetch = fetch,
): Promise<readonly Registration[]> {
  const list = z.array(z.unknown()).max(APPLICATION_LIST_LIMITS.count);
  const items = await call(fetcher, list, baseUrl, '/api/applications', {});
  return items.flatMap(item => {
    const parsed = Registration.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

function post(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function call<S extends z.ZodType>(
  fetcher: typeof fetch,
  schema: S,
  baseUrl: string,
  path: string,
  request: RequestInit,
): Promise<z.infer<S>> {
  const { ok, status, text } = await exchange(fetcher, baseUrl.replace(/\/+$/, '') + path, request);
  const json = text.length > ANSWER_LENGTH ? undefined : parseJson(text);
  if (!ok) {
    const refusal = Refusal.safeParse(json);
    throw refusal.success
      ? new ImError(refusal.data.error, 'server')
      : new ImError(status === 429 ? 'rate-limited' : 'bad-answer', status === 429 ? 'server' : 'client');
  }
  const answer = schema.safeParse(json);
  if (!answer.success) throw new ImError('bad-answer', 'client', { cause: answer.error });
  return answer.data;
}

async function exchange(
  fetcher: typeof fetch,
  url: string,
  request: RequestInit,
): Promise<{ readonly ok: boolean; readonly status: number; readonly text: string }> {
  try {
    const response = await fetcher(url, { ...request, signal: AbortSignal.timeout(REQUEST_MS) });
    return { ok: response.ok, status: response.status, text: await response.text() };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    throw new ImError(late ? 'deadline' : 'offline', 'client', { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
