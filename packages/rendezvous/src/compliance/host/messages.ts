/** What a host answers to messages that are right, wrong, or none. rendezvous-api 8.5. */
import { RPC_CODE } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { HRESULT, SESSION_STATE } from '../../session-state.ts';
import { type Check, expectThat } from '../check.ts';
import type { HostFixture } from './fixture.ts';
import { Scene } from './scene.ts';

export function messageChecks(fixture: HostFixture): Check[] {
  const check = (work: (scene: Scene) => Promise<void>) => () => Scene.with(fixture, work);
  return [
    {
      id: 'host/unknown-request',
      title: 'a request that is unknown, or goes in the wrong direction, is refused with −32601',
      requirements: ['R26'],
      run: check(async scene => {
        const { inviter } = await scene.connect();
        const session = await inviter.session();
        for (const [method, params] of [
          ['compliance/unknown', {}],
          ['app/setSession', { session }],
          ['__proto__', {}],
        ] as const) {
          await inviter.wire.askInVain(method, params, { code: RPC_CODE.methodNotFound });
        }
      }),
    },
    {
      id: 'host/invalid-parameters',
      title: 'parameters that break the contract are refused with E_INVALIDARG and have no effect',
      requirements: ['R28'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        const refusal = { code: RPC_CODE.invalidParams, hresult: HRESULT.E_INVALIDARG };
        for (const [method, params] of [
          ['session/sendContextData', { id: 0, data: 'zero' }],
          ['session/sendContextData', { id: 1, data: 17 }],
          ['session/terminate', { hr: 4294967295, appData: '' }],
          ['session/terminate', { hr: 0, appData: 'x'.repeat(LIMITS.appDataBytes + 1) }],
        ] as const) {
          await inviter.wire.askInVain(method, params, refusal);
        }
        await inviter.send(1, 'still there');
        await invitee.wire.untilSaid('session/contextData');
      }),
    },
    {
      id: 'host/batch',
      title: 'a batch is refused as an invalid request, and nothing of it is done',
      requirements: ['R26'],
      run: check(async scene => {
        const { inviter } = await scene.connect();
        const params = { hr: 0, appData: '' };
        inviter.wire.send([{ jsonrpc: '2.0', id: 'in-a-batch', method: 'session/terminate', params }]);
        await inviter.wire.untilBatchRefused();
        await inviter.roundTrip();
        expectThat(
          inviter.state === SESSION_STATE.connected,
          'nothing of a batch to be done',
          'the session has ended',
        );
      }),
    },
    {
      id: 'host/garbage',
      title: 'unknown notifications, answers to nothing and what is no message at all do no harm',
      requirements: ['R27', 'R29'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        const deep = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) as unknown;
        for (const value of [
          null,
          17,
          'text',
          {},
          { jsonrpc: '1.0', method: 'session/terminate', id: 1 },
          { jsonrpc: '2.0', id: 987_654, result: null },
          { jsonrpc: '2.0', method: 'compliance/unknown', params: {} },
          { jsonrpc: '2.0', method: 'session/held', params: { count: -1 } },
          { jsonrpc: '2.0', method: 'session/contextData', params: { seq: 1, data: 'not yours to tell' } },
        ]) {
          inviter.wire.send(value);
        }
        for (const params of [{ deep }, JSON.parse('{"__proto__":{"count":1}}') as unknown]) {
          await inviter.wire.askInVain('session/get', params, { code: RPC_CODE.invalidRequest });
        }
        await inviter.send(1, 'still there');
        await invitee.wire.untilSaid('session/contextData');
      }),
    },
    {
      id: 'host/keeps-to-contract',
      title: 'everything that the host says from hello to end keeps to the contract',
      requirements: ['T6', 'R36'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        await inviter.send(1, 'compliance');
        await invitee.wire.untilSaid('session/contextData');
        inviter.wire.tell('session/held', { count: 1 });
        await inviter.wire.askWell('host/relayServers', {});
        await inviter.wire.askWell('session/terminate', { hr: 0, appData: '' });
        await invitee.ended();
        for (const { wire } of [inviter, invitee]) {
          const [fault] = wire.faults;
          expectThat(fault === undefined, 'messages of the contract', String(fault));
        }
      }),
    },
  ];
}
