/** The end of a session, and of the application after it. rendezvous-api 2, 8.5. */

import { systemClock } from '../../clock.ts';
import { METHODS, NOTIFICATIONS } from '../../contract.ts';
import { RPC_CODE } from '../../errors.ts';
import { HRESULT, SESSION_STATE } from '../../session-state.ts';
import { type Check, ComplianceError, expectThat } from '../check.ts';
import { inTime } from '../in-time.ts';
import type { ApplicationFixture, CheckedApplication } from './fixture.ts';
import { PlayedHost } from './played-host.ts';

export function endingChecks(fixture: ApplicationFixture): Check[] {
  const { endsWithSession = true, process = false } = fixture;
  return [
    {
      id: 'application/silent-after-end',
      title: 'the application sends no context data after the end of its session',
      requirements: ['R42'],
      run: () =>
        PlayedHost.with(fixture, async host => {
          await host.connect();
          await host.watch();
          host.end();
          const before = host.wire.said('session/sendContextData').length;
          await host.ping('the end');
          await host.watch();
          expectThat(
            // What was under way when the end was told may still come; then it was sent before the ping was answered.
            host.wire.said('session/sendContextData').length <= before + 1,
            'no context data after the end',
            'it sent some',
          );
        }),
    },
    {
      id: 'application/keeps-to-contract',
      title: 'everything that the application says in a session from hello to end keeps to the contract',
      requirements: ['R28', 'R17', 'R32'],
      run: () =>
        PlayedHost.with(fixture, async host => {
          await host.connect();
          await host.watch();
          host.wire.tell('session/contextData', { seq: 1, data: 'compliance' });
          await host.watch();
          host.end();
          await host.watch();
          const [fault] = host.wire.faults;
          expectThat(fault === undefined, 'messages of the contract', String(fault));
          expectThat(host.wire.said('rendezvous/hello').length === 1, 'one hello', 'it said another one');
          const ids = host.wire
            .said('session/sendContextData')
            .map(({ params }) => METHODS['session/sendContextData'].params.parse(params).id);
          expectThat(
            ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0)),
            'numbers of context data that grow',
            `they are ${ids.slice(0, 8).join(', ')}`,
          );
        }),
    },
    ...(endsWithSession ? endsWithSessionChecks(fixture) : []),
    ...(process ? processChecks(fixture) : []),
  ];
}

function endsWithSessionChecks(fixture: ApplicationFixture): Check[] {
  return [
    {
      id: 'application/finishes',
      title:
        'the application says that it has finished, or closes its channel, when its session has ended normally',
      requirements: ['R38', 'T22'],
      run: () =>
        PlayedHost.with(fixture, async host => {
          await host.connect();
          host.end();
          await released(host);
        }),
    },
    {
      id: 'application/finishes-when-it-fails',
      title: 'the application does so when the other side has crashed, also before CONNECTED',
      requirements: ['T24', 'R38'],
      run: async () => {
        for (const state of [SESSION_STATE.accepted, SESSION_STATE.connected]) {
          await PlayedHost.with(fixture, async host => {
            await host.handOver();
            if (state === SESSION_STATE.connected) host.enter(state);
            host.end('app-crashed', 'host', HRESULT.E_FAIL);
            await released(host);
          });
        }
      },
    },
    {
      id: 'application/releases',
      title: 'the application releases every lease of its session after the end',
      requirements: ['R41', 'T22'],
      run: () =>
        PlayedHost.with(fixture, async host => {
          await host.connect();
          host.end();
          const held = (): number => {
            const last = host.wire.said('session/held').at(-1);
            return last === undefined ? 0 : NOTIFICATIONS['session/held'].params.parse(last.params).count;
          };
          // Whoever closes the channel releases everything.
          await host.wire.until(() => host.wire.isClosed || held() === 0, 'every lease to be released');
        }),
    },
  ];
}

async function released(host: PlayedHost): Promise<void> {
  try {
    await host.wire.until(() => host.released, 'app/finished or a closed channel after the end');
  } catch (error) {
    if (error instanceof ComplianceError && error.code === 'closed') return;
    throw error;
  }
}

function processChecks(fixture: ApplicationFixture): Check[] {
  const exits = async (host: PlayedHost, when: string): Promise<void> => {
    host.launched.channel.close();
    await exitedByItself(fixture, host.launched, when);
  };
  return [
    {
      id: 'application/exits-on-eof',
      title: 'the program exits when its standard input ends in the middle of a session',
      requirements: ['R55'],
      run: () =>
        PlayedHost.with(fixture, async host => {
          await host.connect();
          await exits(host, 'the end of its standard input');
        }),
    },
    {
      id: 'application/exits-on-eof-at-once',
      title: 'the program exits when its standard input ends before its hello was answered',
      requirements: ['R55'],
      run: () =>
        PlayedHost.with(
          fixture,
          async host => {
            await host.greet();
            await exits(host, 'the end of its standard input before its hello was answered');
          },
          { welcomes: false },
        ),
    },
    {
      id: 'application/exits-when-refused',
      title: 'the program exits when its hello is refused',
      requirements: ['R15'],
      run: () =>
        PlayedHost.with(
          fixture,
          async host => {
            await host.greet();
            const [hello] = host.wire.said('rendezvous/hello');
            const id = hello?.kind === 'request' ? hello.id : null;
            const data = { hresult: HRESULT.E_ABORT, reason: 'session-ended' };
            host.wire.send({
              jsonrpc: '2.0',
              id,
              error: { code: RPC_CODE.refused, message: 'the session is over', data },
            });
            await exits(host, 'its hello was refused');
          },
          { welcomes: false },
        ),
    },
  ];
}

async function exitedByItself(
  fixture: ApplicationFixture,
  { exited, closed }: CheckedApplication,
  when: string,
): Promise<void> {
  const { clock = systemClock, patienceMs: ms = 5_000 } = fixture;
  const expected = `the program to exit after ${when}`;
  const late = `it was still there after ${String(ms)} ms`;
  const exit = await inTime(exited ?? closed.then(() => undefined), { clock, ms, expected, late });
  if (exit !== undefined && exit.signal !== null) {
    throw new ComplianceError('broken', expected, `it had to be ended by ${exit.signal}`);
  }
}
