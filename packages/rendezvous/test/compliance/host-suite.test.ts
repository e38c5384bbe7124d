/** The suite for hosts: our own pass it, and each broken one fails the check that is about its fault. */
import { describe, expect, it } from 'vitest';
import { type Check, ComplianceError, hostSuite, runChecks } from '../../src/compliance/index.ts';
import { READINGS } from '../conformance/readings.ts';
import { REQUIREMENTS } from '../conformance/requirements.ts';
import { hostFixture, type Message, type Mutation } from './hosts.ts';

const failedChecks = async (checks: readonly Check[]): Promise<string[]> => {
  const failed: string[] = [];
  for await (const { check, failure } of runChecks(checks)) if (failure) failed.push(check.id);
  return failed;
};

describe('our own hosts', () => {
  it.each(hostSuite(hostFixture()).map(check => [check.title, check] as const))(
    '%s',
    async (_title, check) => {
      await check.run();
    },
  );
});

describe('the suite for hosts', () => {
  const suite = hostSuite(hostFixture());

  it('has ids that are its own, and requirements that exist', () => {
    expect(new Set(suite.map(({ id }) => id)).size).toBe(suite.length);
    const known = new Set<string>([...Object.keys(REQUIREMENTS), ...Object.keys(READINGS)]);
    for (const { requirements } of suite) {
      expect(requirements.length).toBeGreaterThan(0);
      expect(requirements.filter(id => !known.has(id))).toEqual([]);
    }
  });

  it('leaves out what a fixture cannot show', () => {
    const { open, registration } = hostFixture();
    const ids = hostSuite({ open, registration }).map(({ id }) => id);
    expect(ids).toContain('host/session');
    for (const id of ['host/short-cut', 'host/not-installed', 'host/launch-deadline', 'host/lets-go']) {
      expect(ids).not.toContain(id);
    }
  });

  it('says in a sentence what was expected and what happened', async () => {
    const check = hostSuite(hostFixture(FAULTS['announces the wrong state that was left']?.mutation)).find(
      ({ id }) => id === 'host/state-changes',
    );
    await expect(check?.run()).rejects.toThrow(
      'expected one change of state from 3 to 4, but it is from 2 to 4',
    );
  });

  it('tells a fixture that fails from a host that does', async () => {
    const checks = hostSuite({ ...hostFixture(), open: () => Promise.reject(new Error('no network')) });
    for await (const { failure } of runChecks(checks.slice(0, 1))) {
      expect(failure).toBeInstanceOf(ComplianceError);
      expect(failure).toMatchObject({ code: 'fixture' });
      expect(failure?.message).toContain('no network');
    }
  });
});

const told = (name: string, change: (message: Message) => readonly unknown[]): Mutation => ({
  fromHost: message => (message.method === name ? change(message) : [message]),
});
const withParams = (message: Message, params: object): Message => ({
  ...message,
  params: { ...message.params, ...params },
});

const detailOf = (message: Message): Record<string, unknown> =>
  (message.error?.['data'] ?? {}) as Record<string, unknown>;

/** One fault each, and the checks that it breaks: what it is about, and what follows from it. */
const FAULTS: Readonly<Record<string, { readonly mutation: Mutation; readonly found: readonly string[] }>> = {
  'announces the wrong state that was left': {
    mutation: told('session/stateChanged', message =>
      message.params?.['state'] === 4 ? [withParams(message, { prevState: 2 })] : [message],
    ),
    found: ['host/state-changes'],
  },
  'hands the session over twice': {
    mutation: told('app/setSession', message => [message, { ...message, id: 'again' }]),
    found: ['host/session'],
  },
  'gives both sides the flag of the inviter': {
    mutation: told('app/setSession', message => {
      const session = message.params?.['session'] as object;
      return [withParams(message, { session: { ...session, flags: 1 } })];
    }),
    found: ['host/session'],
  },
  'tells each side its own name': {
    mutation: {
      fromHost: (message, side) => {
        if (message.method !== 'app/setSession') return [message];
        const remoteUser = { name: side, address: `${side}@simulator` };
        const session = { ...(message.params?.['session'] as object), remoteUser };
        return [withParams(message, { session })];
      },
    },
    found: ['host/session'],
  },
  'announces CONNECTED as soon as its own application has taken the session': {
    mutation: {
      fromHost: message =>
        message.method === 'app/setSession'
          ? [message, { jsonrpc: '2.0', method: 'session/stateChanged', params: { prevState: 3, state: 4 } }]
          : [message],
    },
    found: ['host/connected-after-both', 'host/state-changes', 'host/terminate-twice'],
  },
  'trims context data': {
    mutation: told('session/contextData', message => [
      withParams(message, { data: String(message.params?.['data']).replace(/\0/g, '') }),
    ]),
    found: ['host/data-exact'],
  },
  'delivers context data twice': {
    mutation: told('session/contextData', message => [message, message]),
    found: [
      'host/data-exact',
      'host/data-order',
      'host/data-over-limit',
      'host/data-numbers',
      'host/short-cut',
    ],
  },
  'does not tell the caller of terminate that the session has ended': {
    mutation: {
      fromHost: message => {
        const own = message.method === 'session/terminated' && message.params?.['by'] === 'local';
        return own ? [] : [message];
      },
    },
    found: ['host/terminate', 'host/terminate-twice', 'host/person-ends'],
  },
  'loses the text of terminate': {
    mutation: told('session/terminated', message => [withParams(message, { appData: '' })]),
    found: ['host/terminate', 'host/terminate-twice'],
  },
  'reports a normal end as TERMINATED': {
    mutation: told('session/stateChanged', message =>
      message.params?.['state'] === 5 ? [withParams(message, { state: 7 })] : [message],
    ),
    found: ['host/terminate', 'host/person-ends', 'host/finished'],
  },
  'tells the end once more at a second terminate': {
    mutation: {
      fromApplication: (message, _side, answer) => {
        if (message.method === 'session/terminate' && message.params?.['appData'] === 'second') {
          answer({ jsonrpc: '2.0', method: 'session/stateChanged', params: { prevState: 4, state: 5 } });
        }
        return [message];
      },
    },
    found: ['host/terminate-twice'],
  },
  'takes any token': {
    mutation: {
      fromApplication: (message, _side, answer) => {
        if (message.method !== 'rendezvous/hello' || message.params?.['token'] !== '0'.repeat(48))
          return [message];
        answer({ jsonrpc: '2.0', id: message.id, result: { protocol: 1 } });
        return [];
      },
    },
    found: ['host/wrong-token'],
  },
  'serves an application that has not said hello': {
    mutation: {
      fromHost: message =>
        detailOf(message)['reason'] === 'hello-first'
          ? [{ jsonrpc: '2.0', id: message.id, result: {} }]
          : [message],
    },
    found: ['host/hello-first'],
  },
  'works through batches': {
    mutation: {
      fromHost: message => (message.error?.['code'] === -32600 && message.id === null ? [] : [message]),
    },
    found: ['host/batch'],
  },
  'answers every request that it does not know with null': {
    mutation: {
      fromHost: message =>
        message.error?.['code'] === -32601 ? [{ jsonrpc: '2.0', id: message.id, result: null }] : [message],
    },
    found: ['host/unknown-request'],
  },
  'has no code of its own for context data over the limit': {
    mutation: {
      fromHost: message =>
        message.error?.['code'] === -32002
          ? [{ ...message, error: { code: -32603, message: 'internal error' } }]
          : [message],
    },
    found: ['host/data-over-limit'],
  },
  'sends an event of its own invention': {
    mutation: told('session/terminated', message => [
      { jsonrpc: '2.0', method: 'session/goodbye', params: {} },
      message,
    ]),
    found: ['host/keeps-to-contract'],
  },
  'launches while the invitation rings': {
    mutation: {
      onRinging: side => {
        side.launches += 1;
      },
    },
    found: ['host/nothing-before-acceptance', 'host/decline', 'host/cancel'],
  },
  'does not end a session whose application has crashed': {
    mutation: { outlives: true },
    found: ['host/crash'],
  },
  'keeps the channel of an application that has finished': {
    mutation: { keepsChannels: true },
    found: ['host/wrong-token', 'host/lets-go'],
  },
};

describe.concurrent('a host that', () => {
  it.each(Object.entries(FAULTS))(
    '%s fails the checks that are about it, and no others',
    async (_fault, broken) => {
      const { mutation, found } = broken;
      const suite = hostSuite(hostFixture(mutation, { impatient: found.includes('host/lets-go') }));
      expect(await failedChecks(suite)).toEqual(suite.map(({ id }) => id).filter(id => found.includes(id)));
    },
  );
});
