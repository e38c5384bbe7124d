import type { CompanionMessage } from '@rendezvous/assist';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { CompanionNotFoundError, openCompanionSocket } from '../../src/ports/companion-socket.ts';

const servers: WebSocketServer[] = [];

async function companion(greeting: readonly string[]): Promise<{ port: number; server: WebSocketServer }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  servers.push(server);
  await new Promise(resolve => server.once('listening', resolve));
  server.on('connection', socket => {
    for (const text of greeting) socket.send(text);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, server };
}

async function freePort(): Promise<number> {
  const { port, server } = await companion([]);
  await new Promise(resolve => server.close(resolve));
  return port;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    await new Promise(resolve => server.close(resolve));
  }
});

async function first(messages: AsyncIterable<CompanionMessage>): Promise<CompanionMessage | undefined> {
  for await (const message of messages) return message;
  return undefined;
}

describe('the way to the companion', () => {
  it('tries the ports in order until one answers', async () => {
    const { port } = await companion(['{"type":"asking"}']);
    const socket = await openCompanionSocket(new AbortController().signal, {
      ports: [await freePort(), port],
    });
    expect(await first(socket.messages)).toEqual({ type: 'asking' });
    socket.close();
  });

  it('rejects with words for the person when none answers', async () => {
    const opening = openCompanionSocket(new AbortController().signal, { ports: [await freePort()] });
    await expect(opening).rejects.toBeInstanceOf(CompanionNotFoundError);
  });

  it('passes over what is no message of the companion', async () => {
    const { port } = await companion([
      'no json',
      '{"type":"dance"}',
      '{"type":"armed"}',
      JSON.stringify({ type: 'asking', pad: 'x'.repeat(20_000) }),
      '{"type":"hand","restMs":5}',
    ]);
    const socket = await openCompanionSocket(new AbortController().signal, { ports: [port] });
    expect(await first(socket.messages)).toEqual({ type: 'hand', restMs: 5 });
    socket.close();
  });

  it('ends the messages when the companion goes', async () => {
    const { port, server } = await companion([]);
    const socket = await openCompanionSocket(new AbortController().signal, { ports: [port] });
    for (const client of server.clients) client.terminate();
    expect(await first(socket.messages)).toBeUndefined();
  });

  it('is given up by the signal, before and after it is open', async () => {
    const stop = new AbortController();
    const { port, server } = await companion([]);
    const socket = await openCompanionSocket(stop.signal, { ports: [port] });
    const gone = new Promise(resolve => [...server.clients][0]?.once('close', resolve));
    stop.abort(new Error('enough'));
    await gone;
    expect(await first(socket.messages)).toBeUndefined();
    await expect(openCompanionSocket(stop.signal, { ports: [port] })).rejects.toThrow('enough');
  });
});
