import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Lines, LONGEST_LINE } from '../network/control.ts';
import { openRelay, parsePlace, type Relay } from '../network/relay.ts';

describe('a relay', () => {
  let folder: string;
  let relay: Relay | undefined;
  const sockets: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, socket => {
    sockets.push(socket);
    // Nobody may be there any more to hear the answer.
    socket.on('error', () => socket.destroy());
    // Answers only after it has heard everything: needs the end of one direction to leave the other open.
    void text(socket).then(
      heard => socket.end(`heard ${String(heard.length)}`),
      () => socket.destroy(),
    );
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relay-'));
    server.listen(join(folder, 'far'));
    await once(server, 'listening');
    relay = await openRelay({ path: join(folder, 'near') }, { path: join(folder, 'far') });
  });
  afterEach(async () => {
    await relay?.close();
    for (const socket of sockets.splice(0)) socket.destroy();
    await new Promise(resolve => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  it('carries everything and the end of each direction by itself', async () => {
    const socket = connect({ path: join(folder, 'near'), allowHalfOpen: true });
    socket.end('x'.repeat(3_000_000));
    expect(await text(socket)).toBe('heard 3000000');
  });

  it('ends both ends with itself, twice too', async () => {
    const near = connect({ path: join(folder, 'near') });
    await once(server, 'connection');
    const ends = [near, ...sockets].map(
      socket => new Promise<void>(resolve => socket.once('close', () => resolve())),
    );
    expect(ends).toHaveLength(2);
    await relay?.close();
    await relay?.close();
    await Promise.all(ends);
    expect([near, ...sockets].every(socket => socket.destroyed)).toBe(true);
  });

  it('ends a connection whose other end cannot be reached', async () => {
    const lost = await openRelay({ path: join(folder, 'lost') }, { path: join(folder, 'nowhere') });
    const near = connect(join(folder, 'lost'));
    await once(near, 'close');
    await lost.close();
  });
});

describe('a place', () => {
  it('is an address with a port, or a path', () => {
    expect(parsePlace('127.0.0.1:80')).toEqual({ host: '127.0.0.1', port: 80 });
    expect(parsePlace('/run/a:1')).toEqual({ path: '/run/a:1' });
  });

  it.each(['', '127.0.0.1', ':80', '127.0.0.1:0', '127.0.0.1:65536', '1:2:3', 'a:b'])('is not %j', place => {
    expect(() => parsePlace(place)).toThrow();
  });
});

describe('control lines', () => {
  it('are cut where they end, however they come', () => {
    const lines = new Lines();
    expect(lines.push('a')).toEqual([]);
    expect(lines.push('b\nc\nd')).toEqual(['ab', 'c']);
    expect(lines.push('\n')).toEqual(['d']);
  });

  it('have an end', () => {
    expect(() => new Lines().push('x'.repeat(LONGEST_LINE + 1))).toThrow('too long');
  });
});
