/** Hello, the hand-over, and CONNECTED. rendezvous-api 5.3, 8.5. */
import { RPC_CODE } from '../../errors.ts';
import { normalizeGuid } from '../../registration.ts';
import { HRESULT, SESSION_FLAGS, SESSION_STATE } from '../../session-state.ts';
import { type Check, expectThat } from '../check.ts';
import type { HostFixture } from './fixture.ts';
import type { PlayedApplication } from './played-application.ts';
import { Scene } from './scene.ts';

const SIDES = ['inviter', 'invitee'] as const;

export function handOverChecks(fixture: HostFixture): Check[] {
  const check = (work: (scene: Scene) => Promise<void>) => () => Scene.with(fixture, work);
  const impatiently = (work: (scene: Scene) => Promise<void>) => () =>
    Scene.with(fixture, work, fixture.impatient?.open);
  const { launchMs, setSessionMs } = fixture.impatient?.deadlines ?? {};
  return [
    {
      id: 'host/hello-first',
      title: 'the host says nothing before the hello, and serves nothing before it',
      requirements: ['R16'],
      run: check(async scene => {
        const { inviter } = await scene.accept();
        await scene.watch();
        expectThat(inviter.wire.heard.length === 0, 'nothing before the hello', 'the host spoke');
        const refusal = { code: RPC_CODE.state, reason: 'hello-first' };
        await inviter.wire.askInVain('session/get', {}, refusal);
        await inviter.wire.askInVain('session/sendContextData', { id: 1, data: '' }, refusal);
        await inviter.greet();
      }),
    },
    {
      id: 'host/hello-once',
      title: 'the host refuses a second hello on the same channel',
      requirements: ['R17'],
      run: check(async scene => {
        const { inviter } = await scene.greet();
        await inviter.wire.askInVain('rendezvous/hello', inviter.helloParams(), {
          code: RPC_CODE.state,
          reason: 'hello-repeated',
        });
      }),
    },
    {
      id: 'host/wrong-token',
      title: 'the host refuses a token of no launch, closes that channel, and hands nothing over',
      requirements: ['R15'],
      run: check(async scene => {
        const { inviter } = await scene.accept();
        await inviter.wire.askInVain('rendezvous/hello', inviter.helloParams({ token: '0'.repeat(48) }), {
          code: RPC_CODE.refused,
          reason: 'token-unknown',
        });
        await inviter.wire.untilClosed('the host to close the channel after a wrong token');
        expectThat(
          inviter.wire.said('app/setSession').length === 0,
          'no hand-over after a wrong token',
          'the session was handed over',
        );
      }),
    },
    {
      id: 'host/foreign-token',
      title: 'the host refuses the token of another launch',
      requirements: ['R15'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.accept();
        const { token } = invitee.launch;
        await inviter.wire.askInVain('rendezvous/hello', inviter.helloParams({ token }), {
          code: RPC_CODE.refused,
          reason: 'token-unknown',
        });
      }),
    },
    {
      id: 'host/versions',
      title: 'no common version is refused by name, and ends the session on both sides',
      requirements: ['R18'],
      run: check(async scene => {
        const { inviter } = await scene.accept();
        await inviter.wire.askInVain('rendezvous/hello', inviter.helloParams({ protocol: [4711] }), {
          code: RPC_CODE.refused,
          reason: 'unsupported-version',
        });
        for (const side of SIDES) {
          const outcome = await scene.outcome(side);
          expectThat(
            outcome === 'terminated unsupported-version',
            `terminated unsupported-version at the ${side}'s side`,
            `it is ${outcome}`,
          );
        }
      }),
    },
    {
      id: 'host/session',
      title:
        'the session is handed over once on each side, with its own flag, the other person and the same component',
      requirements: ['T4', 'T5', 'T9', 'T10'],
      run: check(async scene => {
        const applications = await scene.connect();
        for (const side of SIDES) await describesSession(fixture, scene, applications[side], side);
        const [one, other] = [await applications.inviter.session(), await applications.invitee.session()];
        expectThat(one.id === other.id, 'one session id on both sides', 'there are two');
      }),
    },
    {
      id: 'host/connected-after-both',
      title: 'each side becomes CONNECTED after both hand-overs, and not before',
      requirements: ['T11', 'T14'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.accept();
        await inviter.greet();
        await inviter.session();
        await scene.watch();
        await inviter.roundTrip();
        const early = inviter.told('session/stateChanged').length;
        expectThat(early === 0, 'no state before the other side holds its session', 'one was announced');
        await inviter.wire.askInVain(
          'session/sendContextData',
          { id: 1, data: 'too early' },
          { code: RPC_CODE.state, hresult: HRESULT.STATE_INVALID, reason: 'not-connected' },
        );
        await invitee.greet();
        await inviter.connected();
        await invitee.connected();
        await invitee.roundTrip();
        expectThat(
          invitee.told('session/contextData').length === 0,
          'no context data that was refused',
          'it was delivered',
        );
      }),
    },
    {
      id: 'host/state-changes',
      title: 'the announcement of CONNECTED carries the state that was left, and the session reads CONNECTED',
      requirements: ['T12', 'T13'],
      run: check(async scene => {
        const applications = await scene.connect();
        for (const side of SIDES) {
          const [change, ...more] = applications[side].told('session/stateChanged');
          expectThat(
            change?.prevState === SESSION_STATE.accepted &&
              change.state === SESSION_STATE.connected &&
              more.length === 0,
            'one change of state from 3 to 4',
            `it is from ${String(change?.prevState)} to ${String(change?.state)}`,
          );
          const now = await applications[side].wire.askWell('session/get', {});
          const state = typeof now === 'object' && now !== null && 'state' in now ? now.state : undefined;
          expectThat(state === SESSION_STATE.connected, 'session/get to read 4', `it reads ${String(state)}`);
        }
      }),
    },
    {
      id: 'host/refused-hand-over',
      title: 'an application that refuses its session ends it on both sides as launch-failed',
      requirements: ['R23'],
      run: check(async scene => {
        await scene.greet({ invitee: 'refuses' });
        await launchFailed(scene);
      }),
    },
    ...(launchMs === undefined
      ? []
      : [
          {
            id: 'host/launch-deadline',
            title:
              'an application that does not say hello in time ends the session on both sides as launch-failed',
            requirements: ['R23'],
            run: impatiently(async scene => {
              const { invitee } = await scene.accept();
              await invitee.greet();
              await launchFailed(scene, launchMs);
            }),
          },
        ]),
    ...(setSessionMs === undefined
      ? []
      : [
          {
            id: 'host/hand-over-deadline',
            title:
              'an application that does not take its session in time ends it on both sides as launch-failed',
            requirements: ['R23'],
            run: impatiently(async scene => {
              await scene.greet({ inviter: 'is-silent' });
              await launchFailed(scene, setSessionMs);
            }),
          },
        ]),
  ];
}

async function launchFailed(scene: Scene, deadlineMs = 0): Promise<void> {
  for (const side of SIDES) {
    const outcome = await scene.outcome(side, deadlineMs * 2 + 5_000);
    expectThat(
      outcome === 'terminated launch-failed',
      `terminated launch-failed at the ${side}'s side`,
      `it is ${outcome}`,
    );
  }
}

async function describesSession(
  fixture: HostFixture,
  scene: Scene,
  application: PlayedApplication,
  side: 'inviter' | 'invitee',
): Promise<void> {
  const times = application.wire.said('app/setSession').length;
  expectThat(times === 1, 'one hand-over', `there were ${String(times)}`);
  const session = await application.session();
  const { inviter, invitee } = SESSION_FLAGS;
  const parts = session.flags & (inviter | invitee);
  expectThat(
    parts === SESSION_FLAGS[side],
    `the flag of the ${side} alone`,
    `the flags are ${String(session.flags)}`,
  );
  const { name, address } = scene[side === 'inviter' ? 'invitee' : 'inviter'].person;
  expectThat(
    session.remoteUser.name === name && session.remoteUser.address === address,
    'the other person as the remote user',
    'it is somebody else',
  );
  const { id, component } = fixture.registration;
  expectThat(
    session.application === normalizeGuid(id) && session.component === normalizeGuid(component),
    'the application and the component of the registration, in upper case and braces',
    `they are ${session.application} and ${session.component}`,
  );
  expectThat(
    session.state === SESSION_STATE.accepted,
    'the state 3 at the hand-over',
    `it is ${String(session.state)}`,
  );
}
