/** What is passed on where this machine's rules are not those of the program's. */
import { expect, it } from 'vitest';
import { environmentFor } from '../../src/stdio/environment.ts';

it('tells the case of names apart, except on Windows', () => {
  const host = { Path: 'C:\\Windows', SystemRoot: 'C:\\Windows', Theme: 'dark', lc_all: 'C', Secret: 'x' };
  const given = { host, names: ['THEME'], token: 'token' };
  const launched = { RENDEZVOUS_TOKEN: 'token', RENDEZVOUS_PROTOCOL: '1' };
  expect(environmentFor({ ...given, platform: 'win32' })).toEqual({
    Path: 'C:\\Windows',
    SystemRoot: 'C:\\Windows',
    Theme: 'dark',
    ...launched,
  });
  expect(environmentFor({ ...given, platform: 'linux' })).toEqual(launched);
});

it('has one token, whatever the host was given itself', () => {
  const host = { rendezvous_token: "the host's", RENDEZVOUS_TOKEN: "the host's" };
  const environment = environmentFor({
    host,
    names: ['RENDEZVOUS_TOKEN', 'rendezvous_token'],
    token: 'token',
    platform: 'win32',
  });
  expect(environment).toEqual({ RENDEZVOUS_TOKEN: 'token', RENDEZVOUS_PROTOCOL: '1' });
});
