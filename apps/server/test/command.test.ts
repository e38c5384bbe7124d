import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { CLOSE } from '@rendezvous/im';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { resolveConfig } from '../src/config.ts';
import { loadCertificate } from '../src/tls.ts';
import { runCommand, spawnServer } from './kit/child.ts';
import { Client, signUp } from './kit/client.ts';
import { temporaryFolder } from './kit/server.ts';

test('the command says where the server is, and on SIGTERM says goodbye and ends with success', async () => {
  const folder = temporaryFolder();
  const server = await spawnServer(['--data', folder.path]);
  expect(server.output()).toMatch(/^Rendezvous is ready at http:\/\/localhost:\d+$/m);
  const client = await Client.signIn(server, await signUp(server, 'anna'));
  expect(await server.end('SIGTERM')).toBe(0);
  expect(await client.closed()).toBe(CLOSE.goingAway);
  // A clean end leaves one file: everything has been moved into it.
  expect(existsSync(join(folder.path, 'rendezvous.db-wal'))).toBe(false);
  folder.remove();
});

test('a port that is in use is said in one sentence', async () => {
  const folder = temporaryFolder();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, output } = await runCommand(['--data', folder.path, '--port', String(port)]);
  expect(code).toBe(1);
  expect(output).toContain(`The server cannot start: port ${String(port)} is already in use`);
  expect(output).not.toMatch(/^\s+at /m);
  other.close();
  folder.remove();
});

test('--check-config prints the resolved configuration without its secrets', async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'config.json');
  writeFileSync(file, JSON.stringify({ relay: { turn: { urls: ['turn:turn.example'] } } }));
  const env = {
    RENDEZVOUS_TURN_SECRET: 'turn-secret-marker',
    RENDEZVOUS_AUTH_SECRET: 'auth-secret-marker-'.repeat(3),
  };
  const { code, output } = await runCommand(['--config', file, '--check-config'], env);
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({
    port: 8080,
    relay: { turn: { secret: '(hidden)' } },
    authSecret: '(hidden)',
  });
  expect(output).not.toContain('marker');
  expect(existsSync(join(folder.path, '.data'))).toBe(false);
  folder.remove();
});

test('a wrong configuration, or none where one was named, is said in one sentence', async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'config.json');
  writeFileSync(file, '{"port": "eighty"}');
  const wrong = await runCommand(['--config', file, '--check-config']);
  expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('port: ') as string });
  const none = await runCommand(['--config', join(folder.path, 'none.json')]);
  expect(none).toMatchObject({ code: 1, output: expect.stringContaining('cannot be read') as string });
  folder.remove();
});

test('--self-signed serves TLS, prints how to trust the certificate, and keeps it', async () => {
  const folder = temporaryFolder();
  const server = await spawnServer(['--data', folder.path, '--self-signed']);
  const { url } = server;
  expect(url).toMatch(/^https:\/\/localhost:/);
  const [, printed = ''] =
    /fingerprint that it shows with this one before you go on: (\S+)/.exec(server.output()) ?? [];
  const reply = request(`${url}/healthz`, { rejectUnauthorized: false }).end();
  const [response] = (await once(reply, 'response')) as [IncomingMessage];
  const peer = (response.socket as TLSSocket).getPeerCertificate();
  expect(response.statusCode).toBe(200);
  expect(peer.fingerprint256).toBe(printed);
  expect(peer.subjectaltname).toContain('DNS:localhost');
  expect(peer.subjectaltname).toContain('IP Address:127.0.0.1');
  response.destroy();
  const socket = new WebSocket(`${url.replace('https', 'wss')}/im`, {
    rejectUnauthorized: false,
    origin: url,
  });
  await once(socket, 'open');
  socket.terminate();
  await server.end('SIGTERM');
  expect(statSync(join(folder.path, 'tls', 'key.pem')).mode & 0o777).toBe(0o600);
  const again = await spawnServer(['--data', folder.path, '--self-signed']);
  expect(again.output()).toContain(printed);
  await again.end('SIGTERM');
  folder.remove();
}, 30_000);

test('a certificate of our own is renewed before it ends', async () => {
  const folder = temporaryFolder();
  const config = resolveConfig({ selfSigned: true, dataDir: folder.path }, '/');
  const now = Date.now();
  const day = 24 * 3600_000;
  const first = await loadCertificate(config, now);
  expect((await loadCertificate(config, now + 300 * day))?.fingerprint).toBe(first?.fingerprint);
  expect((await loadCertificate(config, now + 380 * day))?.fingerprint).not.toBe(first?.fingerprint);
  writeFileSync(join(folder.path, 'tls', 'cert.pem'), 'damaged');
  expect((await loadCertificate(config, now))?.fingerprint).toMatch(/^[0-9A-F:]{95}$/);
  folder.remove();
});

test('certificate files that cannot be read are said in a sentence', async () => {
  const config = resolveConfig({ tls: { cert: '/nonexistent/cert.pem', key: '/nonexistent/key.pem' } }, '/');
  await expect(loadCertificate(config, 0)).rejects.toMatchObject({ code: 'bad-certificate' });
});
