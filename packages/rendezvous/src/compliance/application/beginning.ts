/** Hello and the hand-over. rendezvous-api 8.5. */
import { METHODS } from '../../contract.ts';
import { RPC_CODE } from '../../errors.ts';
import { HRESULT, SESSION_STATE } from '../../session-state.ts';
import { type Check, expectThat } from '../check.ts';
import { expectError } from '../wire.ts';
import type { ApplicationFixture } from './fixture.ts';
import { PlayedHost } from './played-host.ts';

export function beginningChecks(fixture: ApplicationFixture): Check[] {
  return [
    {
      id: 'application/hello-first',
      title: 'the application speaks first: a hello with its token, its versions and its name',
      requirements: ['R16'],
      run: () =>
        PlayedHost.with(fixture, async host => {
          await host.greet();
          const [message] = host.wire.said('rendezvous/hello');
          const hello = METHODS['rendezvous/hello'].params.safeParse(message?.params);
          expectThat(hello.success, 'a hello that keeps to the contract', 'its parameters do not');
          expectThat(hello.data.token === host.token, 'the token of the launch', 'it said another one');
          expectThat(
            hello.data.protocol.includes(1),
            'version 1 among its versions',
            `it offers ${hello.data.protocol.join(', ')}`,
          );
        }),
    },
    {
      id: 'application/takes-session',
      title: 'the application takes its session, as inviter and as invitee',
      requirements: ['T5', 'T9'],
      run: async () => {
        for (const inviter of [true, false]) {
          await PlayedHost.with(
            fixture,
            async host => {
              await host.greet();
              const result = await host.wire.askWell('app/setSession', { session: host.session });
              expectThat(result === null, 'null as the answer to the hand-over', 'it is something else');
            },
            { inviter },
          );
        }
      },
    },
    {
      id: 'application/one-session',
      title: 'the application refuses a second session on the same channel',
      requirements: ['T5'],
      run: () =>
        PlayedHost.with(fixture, async host => {
          await host.handOver();
          const second = await host.wire.ask('app/setSession', { session: host.session });
          expectError(second, 'a second hand-over', {
            code: second.kind === 'error' ? second.code : RPC_CODE.state,
            hresult: HRESULT.E_INVALIDARG,
          });
          await host.ping('a second hand-over');
        }),
    },
    {
      id: 'application/listens-in-time',
      title: 'the application listens before the hand-over returns: events may follow in the same breath',
      requirements: ['T7'],
      run: async () => {
        const talkative = await saysSomething(fixture, 'after');
        const heard = await saysSomething(fixture, 'before');
        expectThat(
          !talkative || heard,
          'the application to do what it does when it becomes connected',
          'it does so only when it is told after it has answered the hand-over',
        );
      },
    },
    {
      id: 'application/no-early-data',
      title: 'the application sends no context data before CONNECTED',
      requirements: ['T14', 'R32'],
      run: () =>
        PlayedHost.with(fixture, async host => {
          await host.handOver();
          await host.watch();
          expectThat(
            host.wire.said('session/sendContextData').length === 0,
            'no context data while the session is only accepted',
            'it sent some',
          );
        }),
    },
  ];
}

/** Whether the application does anything at all when it becomes connected: told after it has answered, or before. */
async function saysSomething(fixture: ApplicationFixture, when: 'before' | 'after'): Promise<boolean> {
  let spoke = false;
  await PlayedHost.with(fixture, async host => {
    const acts = (): boolean =>
      host.wire.isClosed ||
      ['session/sendContextData', 'session/terminate', 'app/finished'].some(
        method => host.wire.said(method).length > 0,
      );
    if (when === 'after') {
      await host.connect();
    } else {
      await host.greet();
      const { session } = host;
      const taken = host.wire.askWell('app/setSession', { session });
      host.enter(SESSION_STATE.connected);
      await taken;
    }
    await host.watch();
    spoke = acts();
    await host.ping('an event in the same breath as the hand-over');
  });
  return spoke;
}
