import { describe, expect, test } from 'vitest';
import { loadApplications, lookUpLink, signIn, signInAsGuest, signOut, signUp } from '../src/index.ts';
import { ANNA, APPLICATION } from './support/things.ts';

interface Call {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}
/** Answers every request with the same status and text, and writes down what was asked. */
function answering(status: number, text: string): { fetcher: typeof fetch; calls: Call[] } {
  const calls: Call[] = [];
  const fetcher: typeof fetch = (input, init) => {
    const request = new Request(input, init);
    calls.push({
      url: request.url,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
    });
    return Promise.resolve(new Response(text, { status }));
  };
  return { fetcher, calls };
}
const BASE = 'https://chat.test';
const CREDENTIALS = { token: 'secret', address: ANNA.address };
const granted = () => answering(200, JSON.stringify(CREDENTIALS));

describe('signing up, in, out and entering as a guest', () => {
  test('ask the right address with a JSON body and give back credentials', async () => {
    const { fetcher, calls } = granted();
    const person = { username: 'anna', name: 'Anna', password: 'correct horse' };
    expect(await signUp(BASE, person, fetcher)).toEqual(CREDENTIALS);
    expect(await signIn(`${BASE}/`, { username: 'anna', password: 'correct horse' }, fetcher)).toEqual(
      CREDENTIALS,
    );
    expect(await signInAsGuest(BASE, { link: 'abc', name: 'Ben' }, fetcher)).toEqual(CREDENTIALS);
    expect(calls.map(({ url, method, body }) => ({ url, method, body }))).toEqual([
      { url: `${BASE}/api/account/sign-up`, method: 'POST', body: person },
      {
        url: `${BASE}/api/account/sign-in`,
        method: 'POST',
        body: { username: 'anna', password: 'correct horse' },
      },
      { url: `${BASE}/api/account/guest`, method: 'POST', body: { link: 'abc', name: 'Ben' } },
    ]);
    expect(calls.every(({ headers }) => headers['content-type'] === 'application/json')).toBe(true);
  });

  test.each(['', '{}', 'null'])('signing out carries the token and takes the answer %j', async answer => {
    const { fetcher, calls } = answering(200, answer);
    await signOut(BASE, 'secret', fetcher);
    expect(calls).toMatchObject([
      { url: `${BASE}/api/account/sign-out`, method: 'POST', headers: { authorization: 'Bearer secret' } },
    ]);
  });
});

describe('failures', () => {
  test('carry the code that the server gave', async () => {
    const { fetcher } = answering(400, '{"error":"name-taken"}');
    await expect(
      signUp(BASE, { username: 'anna', name: 'Anna', password: 'x' }, fetcher),
    ).rejects.toMatchObject({ name: 'ImError', code: 'name-taken', by: 'server' });
  });

  test.each([
    [429, 'slow down', 'rate-limited', 'server'],
    [502, '<html>Bad gateway</html>', 'bad-answer', 'client'],
    [400, '{"error":"unheard-of"}', 'bad-answer', 'client'],
    [200, '<html>', 'bad-answer', 'client'],
    [200, '{"token":"","address":"anna@test"}', 'bad-answer', 'client'],
    [200, '{"token":"x","address":"not an address"}', 'bad-answer', 'client'],
  ])('an answer %i %j is %s', async (status, answer, code, by) => {
    const { fetcher } = answering(status, answer);
    await expect(signIn(BASE, { username: 'a', password: 'b' }, fetcher)).rejects.toMatchObject({ code, by });
  });

  test('without a network are told from those of the server', async () => {
    const fetcher: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));
    await expect(lookUpLink(BASE, 'x', fetcher)).rejects.toMatchObject({ code: 'offline', by: 'client' });
  });

  test('by a server that does not answer in time say so', async () => {
    const fetcher: typeof fetch = () => Promise.reject(new DOMException('late', 'TimeoutError'));
    await expect(lookUpLink(BASE, 'x', fetcher)).rejects.toMatchObject({ code: 'deadline', by: 'client' });
  });
});

test('a link is looked up by its token, whatever characters somebody pasted', async () => {
  const link = { kind: 'guest', from: { name: 'Anna', address: ANNA.address }, expiresAt: 5 } as const;
  const { fetcher, calls } = answering(200, JSON.stringify(link));
  expect(await lookUpLink(BASE, '../x?y#z', fetcher)).toEqual(link);
  expect(calls[0]?.url).toBe(`${BASE}/api/links/..%2Fx%3Fy%23z`);
});

test('a registration that is not understood does not take the others with it', async () => {
  const registration = {
    id: APPLICATION,
    component: APPLICATION,
    name: 'Ask for Remote Assistance',
    icon: '/icon.svg',
    url: 'https://example.test/',
    launch: { kind: 'page', url: '/apps/x/' },
  };
  const { fetcher } = answering(200, JSON.stringify([{ id: 'nonsense' }, registration, 7]));
  const applications = await loadApplications(BASE, fetcher);
  expect(applications).toMatchObject([{ id: APPLICATION, launch: { kind: 'page', width: 1100 } }]);
});
