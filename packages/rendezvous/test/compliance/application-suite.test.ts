/** The suite for applications: ours of each kind pass it, and each broken one fails the checks that are about its fault. */
import { describe, expect, it } from 'vitest';
import { applicationSuite, type Check, runChecks } from '../../src/compliance/index.ts';
import { READINGS } from '../conformance/readings.ts';
import { REQUIREMENTS } from '../conformance/requirements.ts';
import { brokenFixture, type Mutation, moduleFixture, pageFixture, processFixture } from './applications.ts';
import type { Message } from './hosts.ts';

const failedChecks = async (checks: readonly Check[]): Promise<string[]> => {
  const failed: string[] = [];
  for await (const { check, failure } of runChecks(checks)) if (failure) failed.push(check.id);
  return failed;
};
const titled = (checks: readonly Check[]) => checks.map(check => [check.title, check] as const);

describe('a module of ours', () => {
  it.each(titled(applicationSuite(moduleFixture)))('%s', async (_title, check) => {
    await check.run();
  });
});

describe('a page of ours, over a MessagePort', () => {
  it.each(titled(applicationSuite(pageFixture)))('%s', async (_title, check) => {
    await check.run();
  });
});

describe('a program of ours', () => {
  it.each(titled(applicationSuite(processFixture('conversation.ts'))))('%s', async (_title, check) => {
    await check.run();
  });
});

describe('the suite for applications', () => {
  const suite = applicationSuite(processFixture('conversation.ts'));

  it('has ids that are its own, and requirements that exist', () => {
    expect(new Set(suite.map(({ id }) => id)).size).toBe(suite.length);
    const known = new Set<string>([...Object.keys(REQUIREMENTS), ...Object.keys(READINGS)]);
    for (const { requirements } of suite) {
      expect(requirements.length).toBeGreaterThan(0);
      expect(requirements.filter(id => !known.has(id))).toEqual([]);
    }
  });

  it('leaves out what an application is not', () => {
    const ids = applicationSuite({ ...moduleFixture, endsWithSession: false }).map(({ id }) => id);
    expect(ids).toContain('application/takes-session');
    expect(ids).not.toContain('application/finishes');
    expect(ids).not.toContain('application/exits-on-eof');
  });

  it('finds a program that does not end with its standard input', async () => {
    const fixture = processFixture('stubborn.ts', { stdinMs: 300, terminateMs: 300 });
    const checks = applicationSuite(fixture).filter(({ id }) => /exits|finishes$/.test(id));
    expect(checks).toHaveLength(4);
    expect(await failedChecks(checks.filter(({ id }) => id !== 'application/finishes'))).toEqual([
      'application/exits-on-eof',
      'application/exits-on-eof-at-once',
      'application/exits-when-refused',
    ]);
  });
});

const params = (message: Message, changes: object): Message => ({
  ...message,
  params: { ...message.params, ...changes },
});
const enters = (message: Message, state: number): boolean =>
  message.method === 'session/stateChanged' && message.params?.['state'] === state;
const saying = (method: string, change: (message: Message) => readonly unknown[]): Mutation => ({
  fromApplication: message => (message.method === method ? change(message) : [message]),
});
const request = (method: string, given: object): object => ({
  jsonrpc: '2.0',
  id: `a-${method}`,
  method,
  params: given,
});
const contextData = (id: number): object => request('session/sendContextData', { id, data: 'out of turn' });

interface Fault {
  /** Made anew for each launch. */
  readonly mutation: () => Mutation;
  /** The checks that it breaks: what it is about, and what follows from it. `all`: it does not come to its session. */
  readonly found: readonly string[] | 'all';
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'speaks of something else first': {
    mutation: () =>
      saying('rendezvous/hello', hello => [
        { jsonrpc: '2.0', method: 'session/held', params: { count: 0 } },
        hello,
      ]),
    found: 'all',
  },
  'says hello without its token': {
    mutation: () => saying('rendezvous/hello', hello => [params(hello, { token: undefined })]),
    found: 'all',
  },
  'speaks no version that there is': {
    mutation: () => saying('rendezvous/hello', hello => [params(hello, { protocol: [0] })]),
    found: 'all',
  },
  'takes a second session': {
    mutation: () => ({
      fromApplication: message =>
        message.error?.['code'] === -32000 ? [{ jsonrpc: '2.0', id: message.id, result: null }] : [message],
    }),
    found: ['one-session'],
  },
  'takes whatever is handed over': {
    mutation: () => ({
      fromApplication: message =>
        message.error?.['code'] === -32602 ? [{ jsonrpc: '2.0', id: message.id, result: null }] : [message],
    }),
    found: ['invalid-parameters'],
  },
  'says nothing to a batch': {
    mutation: () => ({
      fromApplication: message =>
        message.error?.['code'] === -32600 && message.id === null ? [] : [message],
    }),
    found: ['batch'],
  },
  'listens only after it has answered the hand-over': {
    mutation: () => {
      let answered = false;
      return {
        fromApplication: message => {
          if (message.result === null) answered = true;
          return [message];
        },
        fromHost: message => (!answered && message.method?.startsWith('session/') === true ? [] : [message]),
      };
    },
    found: ['listens-in-time'],
  },
  'sends context data as soon as it has its session': {
    mutation: () => ({
      fromApplication: message => (message.result === null ? [message, contextData(1)] : [message]),
    }),
    found: ['no-early-data', 'keeps-to-contract'],
  },
  'breaks down when it cannot read a message': {
    mutation: () => ({ diesOf: message => message === null }),
    found: ['garbage'],
  },
  'breaks down when it does not understand context data': {
    mutation: () => ({
      diesOf: message => {
        const { method, params: given } = (message ?? {}) as Message;
        return method === 'session/contextData' && given?.['data'] === '{';
      },
    }),
    found: ['any-context-data'],
  },
  'breaks down when it is told what it does not know': {
    mutation: () => ({
      diesOf: message => {
        const { method, id } = (message ?? {}) as Message;
        return method === 'compliance/unknown' && id === undefined;
      },
    }),
    found: ['unknown-notification', 'garbage'],
  },
  'goes on sending after the end': {
    mutation: () => ({
      fromHost: (message, say) => {
        if (enters(message, 5)) for (const id of [7, 8, 9]) say(contextData(id));
        return [message];
      },
    }),
    found: ['silent-after-end'],
  },
  'asks for what there is not': {
    mutation: () => ({
      fromHost: (message, say) => {
        if (enters(message, 4)) say(request('session/pause', {}));
        return [message];
      },
    }),
    found: ['keeps-to-contract'],
  },
  'counts its context data backwards': {
    mutation: () =>
      saying('session/sendContextData', message => [
        params(message, { id: 10 - Number(message.params?.['id']) }),
      ]),
    found: ['keeps-to-contract'],
  },
  'never says that it has finished': {
    mutation: () => ({ ...saying('app/finished', () => []), stays: true }),
    found: ['finishes', 'finishes-when-it-fails', 'releases'],
  },
  'never releases its session': {
    mutation: () => ({
      stays: true,
      fromApplication: message => {
        if (message.method === 'session/held' && message.params?.['count'] === 0) return [];
        return [message];
      },
    }),
    found: ['releases'],
  },
};

describe.concurrent('an application that', () => {
  it.each(Object.entries(FAULTS))(
    '%s fails the checks that are about it, and no others',
    async (_fault, broken) => {
      const { mutation, found } = broken;
      const suite = applicationSuite(brokenFixture(mutation));
      const expected = suite
        .map(({ id }) => id)
        .filter(id => found === 'all' || found.includes(id.replace('application/', '')));
      expect(await failedChecks(suite)).toEqual(expected);
    },
  );
});
