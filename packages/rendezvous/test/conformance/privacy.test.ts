/** What a log may hold: whatever happens, nothing of what the two said or who they are. */
import type { Logger } from '@rendezvous/base';
import { describe, expect } from 'vitest';
import {
  acceptSession,
  type HostDriver,
  type InvitationMessage,
  memoryChannelPair,
  RendezvousHost,
  type RendezvousSession,
} from '../../src/index.ts';
import { ManualClock, settle } from '../support/manual-clock.ts';
import { ASK } from '../support/registrations.ts';
import { verifies } from './verifies.ts';

const SECRETS = ['mark-data', 'mark-end', 'mark-riding', 'Anna Mark', 'Ben Mark', 'a.mark@', 'b.mark@'];

class Listening {
  readonly lines: string[] = [];
  readonly log: Logger;
  constructor() {
    const write = (message: string, fields?: object): void => {
      this.lines.push(`${message} ${JSON.stringify(fields, (_key, value: unknown) => textOf(value))}`);
    };
    this.log = { debug: write, info: write, warn: write, error: write };
  }
}

const textOf = (value: unknown): unknown =>
  value instanceof Error ? `${value.message} ${String(value.stack)} ${String(value.cause)}` : value;

describe('the log', () => {
  verifies('R57', async () => {
    const { log, lines } = new Listening();
    const clock = new ManualClock();
    const tokens: string[] = [];
    const sessions: RendezvousSession[] = [];
    let refuse: string | undefined;
    const hosts: Partial<Record<'a' | 'b', RendezvousHost>> = {};
    const hostOf = (who: 'a' | 'b', to: 'a' | 'b'): RendezvousHost => {
      const driver: HostDriver = {
        name: 'Messenger',
        language: 'en',
        displayUser: address => ({ address, name: address.startsWith('a') ? 'Anna Mark' : 'Ben Mark' }),
        isContact: () => true,
        relayServers: () => Promise.resolve([]),
        finished: () => undefined,
        send: (_to, message: InvitationMessage) => {
          if (refuse === message.type)
            return Promise.reject(Object.assign(new Error('no'), { code: 'busy' }));
          queueMicrotask(() => hosts[to]?.receive(`${who}.mark@example`, message));
          return Promise.resolve();
        },
      };
      return new RendezvousHost({
        driver,
        registrations: () => [ASK],
        clock,
        log,
        launch: ({ token }) => {
          const [hostEnd, applicationEnd] = memoryChannelPair();
          tokens.push(token);
          acceptSession({
            channel: applicationEnd,
            token,
            application: { name: 'a', version: '1' },
            clock,
            log,
            setSession: session => sessions.push(session),
          }).then(
            ({ resumeToken }) => tokens.push(resumeToken),
            () => undefined,
          );
          return Promise.resolve({
            channel: hostEnd,
            closed: new Promise(() => undefined),
            close: () => hostEnd.close(),
          });
        },
      });
    };
    hosts.a = hostOf('a', 'b');
    hosts.b = hostOf('b', 'a');
    const perform = async (): Promise<void> => {
      hosts.a?.invite({ address: 'b.mark@example', name: 'Ben Mark' }, ASK.id, { data: 'mark-riding' });
      await settle();
      for (const session of hosts.b?.sessions.values() ?? []) session.accept();
      await settle();
      await sessions.at(-1)?.sendContextData('mark-data');
      refuse = 'data';
      await sessions.at(-1)?.sendContextData('mark-data that is refused');
      refuse = undefined;
      await sessions
        .at(-1)
        ?.sendContextData(`mark-data${'x'.repeat(70_000)}`)
        .catch(() => undefined);
      await sessions.at(-1)?.terminate(0, 'mark-end');
      await settle();
    };
    await perform();
    await perform();
    expect(sessions.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled', 'cancelled']);
    expect(lines.length).toBeGreaterThan(4);
    const text = lines.join('\n');
    expect([...SECRETS, ...tokens].filter(secret => text.includes(secret))).toEqual([]);
  });
});
