/** What an application answers to messages that are right, wrong, or none. rendezvous-api 8.5. */
import { RPC_CODE } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { HRESULT, SESSION_STATE } from '../../session-state.ts';
import { type Check, ComplianceError, expectThat } from '../check.ts';
import type { ApplicationFixture } from './fixture.ts';
import { PlayedHost } from './played-host.ts';

export function messageChecks(fixture: ApplicationFixture): Check[] {
  const connected = (work: (host: PlayedHost) => Promise<void>) => () =>
    PlayedHost.with(fixture, async host => {
      await host.connect();
      await work(host);
    });
  return [
    {
      id: 'application/unknown-request',
      title: 'the application refuses a request that it does not know with −32601',
      requirements: ['R26'],
      run: () =>
        PlayedHost.with(fixture, async host => {
          await host.handOver();
          await host.wire.askInVain(
            'compliance/unknown',
            { any: 'thing' },
            { code: RPC_CODE.methodNotFound },
          );
        }),
    },
    {
      id: 'application/wrong-direction',
      title: 'the application refuses a request that only applications may make with −32601',
      requirements: ['R26'],
      run: () =>
        PlayedHost.with(fixture, async host => {
          await host.handOver();
          await host.wire.askInVain('session/get', {}, { code: RPC_CODE.methodNotFound });
        }),
    },
    {
      id: 'application/invalid-parameters',
      title:
        'the application refuses a hand-over whose parameters break the contract, and takes a right one after it',
      requirements: ['R28'],
      run: () =>
        PlayedHost.with(fixture, async host => {
          await host.greet();
          await host.wire.askInVain('app/setSession', { session: null }, { code: RPC_CODE.invalidParams });
          await host.wire.askWell('app/setSession', { session: host.session });
        }),
    },
    {
      id: 'application/unknown-notification',
      title:
        'the application ignores a notification that it does not know, and members that it does not know',
      requirements: ['R27'],
      run: connected(async host => {
        host.wire.tell('compliance/unknown', { any: 'thing' });
        host.wire.tell('session/stateChanged', { prevState: 'accepted' });
        host.wire.tell('session/sendError', { id: 1_000_000, hr: HRESULT.E_FAIL, later: true });
        await host.ping('unknown notifications');
        expectThat(
          !host.wire.heard.some(message => message.kind === 'error' && message.id === undefined),
          'no answer to a notification',
          'it was answered with an error',
        );
      }),
    },
    {
      id: 'application/batch',
      title: 'the application refuses a batch as an invalid request, and does nothing of what is in it',
      requirements: ['R26'],
      run: () =>
        PlayedHost.with(fixture, async host => {
          await host.handOver();
          const request = { jsonrpc: '2.0', method: 'compliance/unknown', params: {} };
          host.wire.send([
            { ...request, id: 'in-a-batch' },
            { ...request, id: 'too' },
          ]);
          await host.wire.untilBatchRefused();
          expectThat(
            !host.wire.heard.some(message => 'id' in message && message.id === 'in-a-batch'),
            'nothing of a batch to be done',
            'a request in it was answered',
          );
          await host.ping('a batch');
        }),
    },
    {
      id: 'application/garbage',
      title: 'the application survives what is no message: values, depth, forbidden keys, answers to nothing',
      requirements: ['R27', 'R29'],
      run: connected(async host => {
        const deep = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) as unknown;
        const forbidden = JSON.parse('{"__proto__":{"polluted":true}}') as unknown;
        for (const value of [null, 17, 'text', {}, { jsonrpc: '1.0', method: 'app/setSession', id: 1 }]) {
          host.wire.send(value);
        }
        host.wire.send({ jsonrpc: '2.0', id: 987_654, result: null });
        host.wire.send({ jsonrpc: '2.0', id: null, error: { code: 1, message: 'nothing' } });
        host.wire.send({ jsonrpc: '2.0', method: 'compliance/unknown', params: { deep } });
        host.wire.send({ jsonrpc: '2.0', method: 'compliance/unknown', params: forbidden });
        await host.ping('what is no message');
      }),
    },
    {
      id: 'application/any-context-data',
      title:
        'the application survives context data that it does not understand, of any length that is allowed',
      requirements: ['T15'],
      run: connected(async host => {
        const texts = [
          '',
          '\0',
          '{',
          'null',
          '[]',
          '\u{1F511}\u2028\ud83d',
          'x'.repeat(LIMITS.contextDataBytes),
        ];
        for (const [index, data] of texts.entries()) {
          if (host.released || host.session.state !== SESSION_STATE.connected) break;
          host.wire.tell('session/contextData', { seq: index + 1, data });
        }
        // To end the session over it is its good right; to break down is not.
        await host.watch();
        if (host.wire.isClosed && host.wire.said('app/finished').length === 0) {
          const ended = host.wire.said('session/terminate').length > 0;
          if (!ended)
            throw new ComplianceError('closed', 'the application to go on, or to terminate', 'it is gone');
        }
        await host.ping('context data that it does not understand');
      }),
    },
  ];
}
