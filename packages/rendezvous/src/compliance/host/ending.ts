/** The end of a session. rendezvous-api 2, 3, 5.3. */
import { RPC_CODE } from '../../errors.ts';
import { HRESULT, SESSION_STATE, type SessionOutcome } from '../../session-state.ts';
import { type Check, expectThat } from '../check.ts';
import type { HostFixture } from './fixture.ts';
import type { PlayedApplication } from './played-application.ts';
import { Scene } from './scene.ts';

interface End {
  readonly hr: number;
  readonly appData: string;
  readonly reason: string;
  readonly by: SessionOutcome['by'];
  readonly state: number;
}

/** @throws ComplianceError unless the application was told exactly this end */
async function expectEnd(application: PlayedApplication, expected: End, whose: string): Promise<void> {
  const record = await application.ended();
  const { hr, appData, reason, by } = record;
  expectThat(
    application.state === expected.state,
    `the terminal state ${String(expected.state)} at ${whose}`,
    `it is ${String(application.state)}`,
  );
  expectThat(
    reason === expected.reason && by === expected.by,
    `an end for ${expected.reason} by ${expected.by} at ${whose}`,
    `it is for ${reason} by ${by}`,
  );
  expectThat(hr === expected.hr, `the code ${String(expected.hr)} at ${whose}`, `it is ${String(hr)}`);
  expectThat(appData === expected.appData, `the text that was given at ${whose}`, 'it is another one');
  const names = application.wire.heard.flatMap(message =>
    message.kind === 'notification' ? [message.method] : [],
  );
  expectThat(
    names.indexOf('session/terminated') === names.lastIndexOf('session/stateChanged') - 1,
    `the terminal record right before the change of state at ${whose}`,
    'it is not there',
  );
}

export function endingChecks(fixture: HostFixture): Check[] {
  const check = (work: (scene: Scene) => Promise<void>) => () => Scene.with(fixture, work);
  const { teardownMs } = fixture.impatient?.deadlines ?? {};
  const end = { hr: HRESULT.E_FAIL, appData: 'own \u{1F511} transport', reason: 'success' };
  const crashed = {
    hr: HRESULT.E_FAIL,
    appData: '',
    reason: 'app-crashed',
    by: 'remote',
    state: SESSION_STATE.terminated,
  } as const;
  const cancelled = { ...end, state: SESSION_STATE.cancelled };
  return [
    {
      id: 'host/terminate',
      title: 'terminate by either side ends both as CANCELLED, and both learn code and text',
      requirements: ['T18', 'T19', 'T20', 'R36'],
      run: async () => {
        for (const caller of ['inviter', 'invitee'] as const) {
          await Scene.with(fixture, async scene => {
            const applications = await scene.connect();
            const other = applications[caller === 'inviter' ? 'invitee' : 'inviter'];
            const { hr, appData } = end;
            await applications[caller].wire.askWell('session/terminate', { hr, appData });
            await expectEnd(applications[caller], { ...cancelled, by: 'local' }, 'the side that terminated');
            await expectEnd(other, { ...cancelled, by: 'remote' }, 'the other side');
          });
        }
      },
    },
    {
      id: 'host/terminate-twice',
      title: 'a second terminate does no harm, and nothing about the session comes after its end',
      requirements: ['T25', 'R36', 'R42'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        for (const appData of ['first', 'second']) {
          const result = await inviter.wire.askWell('session/terminate', { hr: 0, appData });
          expectThat(result === null, 'null as the answer to terminate', 'it is something else');
        }
        await invitee.ended();
        await invitee.wire.askWell('session/terminate', { hr: 1, appData: 'third' });
        await scene.watch();
        for (const application of [inviter, invitee]) {
          const { appData } = await application.ended();
          expectThat(appData === 'first', 'the first end to stand', 'it is another one');
          const changes = application.told('session/stateChanged').length;
          expectThat(changes === 2, 'two changes of state', `there were ${String(changes)}`);
        }
      }),
    },
    {
      id: 'host/no-data-after-end',
      title: 'context data after the end is refused with its own code',
      requirements: ['R32', 'R42'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        await inviter.wire.askWell('session/terminate', { hr: 0, appData: '' });
        await invitee.ended();
        for (const { wire } of [inviter, invitee]) {
          await wire.askInVain(
            'session/sendContextData',
            { id: 1, data: 'too late' },
            { code: RPC_CODE.state, hresult: HRESULT.STATE_INVALID, reason: 'not-connected' },
          );
        }
      }),
    },
    {
      id: 'host/person-ends',
      title: 'a session that a person ends in the messenger is CANCELLED on both sides',
      requirements: ['R37', 'T18'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        await scene.inviter.end();
        const state = SESSION_STATE.cancelled;
        const ended = { hr: HRESULT.E_ABORT, appData: '', reason: 'cancelled', state } as const;
        await expectEnd(inviter, { ...ended, by: 'local' }, 'the side of the person');
        await expectEnd(invitee, { ...ended, by: 'remote' }, 'the other side');
      }),
    },
    {
      id: 'host/crash',
      title: 'a crash of one application ends the session of the other one as TERMINATED',
      requirements: ['T24', 'R37'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        invitee.crash();
        await expectEnd(inviter, crashed, 'the other side');
      }),
    },
    {
      id: 'host/finished',
      title: 'app/finished ends a session that still lives, on both sides, as CANCELLED',
      requirements: ['R38'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        const result = await inviter.wire.askWell('app/finished', {});
        expectThat(result === null, 'null as the answer to app/finished', 'it is something else');
        const finished = { hr: 0, appData: '', reason: 'success', state: SESSION_STATE.cancelled } as const;
        await expectEnd(invitee, { ...finished, by: 'remote' }, 'the other side');
      }),
    },
    {
      id: 'host/runs-on',
      title: 'the end of the session is not the end of the application: its channel stays, and it is served',
      requirements: ['R38'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        await inviter.wire.askWell('session/terminate', { hr: 0, appData: '' });
        await invitee.ended();
        await scene.watch();
        for (const { wire } of [inviter, invitee]) {
          await wire.askWell('session/get', {});
          await wire.askWell('host/relayServers', {});
        }
      }),
    },
    ...(teardownMs === undefined
      ? []
      : [
          {
            id: 'host/lets-go',
            title: 'after it has finished an application is let go within the teardown deadline',
            requirements: ['R39', 'T23'],
            run: () =>
              Scene.with(
                fixture,
                async scene => {
                  const { inviter } = await scene.connect();
                  await inviter.wire.askWell('app/finished', {});
                  await inviter.wire.untilClosed('the host to close the channel after app/finished');
                },
                fixture.impatient?.open,
              ),
          },
        ]),
  ];
}
