import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listenHost, loadConfig, redactConfig, resolveConfig, serverNameOf } from '../src/config.ts';
import { authSecret, prepareDataFolder } from '../src/data-folder.ts';
import { temporaryFolder } from './kit/server.ts';

const resolve = (input: unknown, overrides = {}) => resolveConfig(input, '/base', overrides);

test('without a configuration the server is for this machine only', () => {
  const config = resolve({});
  expect(config).toMatchObject({
    port: 8080,
    dataDir: '/base/.data',
    selfSigned: false,
    trustedProxy: false,
  });
  expect(listenHost(config)).toBe('127.0.0.1');
  expect(serverNameOf(config)).toBe('localhost');
});

test('paths are relative to the configuration file, flags win over it, and environment gives secrets', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'rendezvous.json');
  const turn = { urls: ['turn:turn.example'], secret: 'from file' };
  writeFileSync(
    file,
    JSON.stringify({ port: 1234, dataDir: 'data', applicationsDir: 'apps', relay: { turn } }),
  );
  const env = {
    PORT: '4321',
    RENDEZVOUS_TURN_SECRET: 'from environment',
    RENDEZVOUS_AUTH_SECRET: 'y'.repeat(32),
  };
  const config = loadConfig(file, { env });
  expect(config).toMatchObject({
    port: 4321,
    dataDir: join(folder.path, 'data'),
    applicationsDir: join(folder.path, 'apps'),
    authSecret: 'y'.repeat(32),
    relay: { turn: { secret: 'from environment', lifetimeSeconds: 3600 } },
  });
  expect(loadConfig(file, { env, port: 9 }).port).toBe(9);
  expect(JSON.stringify(redactConfig(config))).not.toMatch(/from environment|yyyy/);
  folder.remove();
});

test.each([
  ['an unknown setting', { prot: 1 }, /prot/],
  ['a port out of range', { port: 70_000 }, /port/],
  ['an origin with a path', { publicOrigins: ['https://chat.example/chat'] }, /publicOrigins\.0/],
  ['TURN without a secret', { relay: { turn: { urls: ['turn:x'] } } }, /RENDEZVOUS_TURN_SECRET/],
  ['a TURN address among the STUN ones', { relay: { stun: ['turn:x'] } }, /relay\.stun\.0/],
  ['a short secret', { authSecret: 'short' }, /authSecret/],
  ['two kinds of TLS', { selfSigned: true, tls: { cert: 'a', key: 'b' } }, /exclude/],
])('%s is refused with a sentence that names the setting', (_what, input, sentence) => {
  expect(() => resolve(input)).toThrow(expect.objectContaining({ code: 'bad-config' }));
  expect(() => resolve(input)).toThrow(sentence);
});

test('a refusal does not repeat the value, which may be a secret', () => {
  expect(() => resolve({ authSecret: 'hush' })).toThrow(expect.not.stringContaining('hush'));
});

test('the public host name is what stands after the at sign', () => {
  expect(serverNameOf(resolve({ publicOrigins: ['https://chat.example:8443'] }))).toBe('chat.example');
  expect(serverNameOf(resolve({ publicOrigins: ['https://a.example'], serverName: 'example' }))).toBe(
    'example',
  );
});

test('a server with a certificate of its own making listens for other machines', () => {
  expect(listenHost(resolve({ selfSigned: true }))).toBe('0.0.0.0');
  expect(listenHost(resolve({ selfSigned: true, host: '192.0.2.1' }))).toBe('192.0.2.1');
});

test('the secret is made once, stays, and is readable by this user only', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  prepareDataFolder(data);
  const secret = authSecret(data);
  expect(secret.length).toBeGreaterThanOrEqual(43);
  expect(authSecret(data)).toBe(secret);
  expect(statSync(join(data, 'auth-secret')).mode & 0o777).toBe(0o600);
  expect(statSync(data).mode & 0o777).toBe(0o700);
  writeFileSync(join(data, 'auth-secret'), '');
  expect(() => authSecret(data)).toThrow(expect.objectContaining({ code: 'data-folder' }));
  folder.remove();
});

test('a data folder that cannot be made is said in a sentence', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'file');
  writeFileSync(file, '');
  expect(() => prepareDataFolder(join(file, 'data'))).toThrow(
    expect.objectContaining({ code: 'data-folder' }),
  );
  mkdirSync(join(folder.path, 'ok'));
  prepareDataFolder(join(folder.path, 'ok'));
  expect(readFileSync(file, 'utf8')).toBe('');
  folder.remove();
});
