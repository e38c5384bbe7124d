/** Context data between two applications, by way of two hosts. rendezvous-api 2, 5.3. */
import { RPC_CODE } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { HRESULT, SESSION_STATE } from '../../session-state.ts';
import { type Check, expectThat } from '../check.ts';
import type { HostFixture } from './fixture.ts';
import type { PlayedApplication } from './played-application.ts';
import { Scene } from './scene.ts';

/** Strings that a careless host damages. */
const AWKWARD = [
  '',
  '\0',
  'é\u{1F511}\u2028\u0085',
  '\ud83d',
  '{"jsonrpc":"2.0"}\n\r',
  'x'.repeat(LIMITS.contextDataBytes),
  'end',
];

export function contextDataChecks(fixture: HostFixture): Check[] {
  const check = (work: (scene: Scene) => Promise<void>) => () => Scene.with(fixture, work);
  return [
    {
      id: 'host/data-exact',
      title: 'context data arrives exactly as it was sent, in both directions',
      requirements: ['T15', 'A15'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        await carries(inviter, invitee, AWKWARD);
        await carries(invitee, inviter, AWKWARD);
      }),
    },
    {
      id: 'host/data-order',
      title: 'context data keeps its order in each direction, and comes once',
      requirements: ['T16', 'R34'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        const texts = Array.from({ length: 200 }, (_, index) => String(index));
        await Promise.all([carries(inviter, invitee, texts), carries(invitee, inviter, texts)]);
      }),
    },
    {
      id: 'host/data-over-limit',
      title:
        'context data over the limit is refused with its own code, nothing is sent, and the session goes on',
      requirements: ['R31'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        const refusal = {
          code: RPC_CODE.limit,
          hresult: HRESULT.CONTEXT_DATA_OVER_LIMIT,
          reason: 'over-limit',
        };
        for (const text of ['x'.repeat(LIMITS.contextDataBytes + 1), 'é'.repeat(LIMITS.contextDataBytes)]) {
          await inviter.wire.askInVain('session/sendContextData', { id: 1, data: text }, refusal);
        }
        await carries(inviter, invitee, ['after it']);
      }),
    },
    {
      id: 'host/data-numbers',
      title: 'context data whose number does not grow is refused',
      requirements: ['R28'],
      run: check(async scene => {
        const { inviter, invitee } = await scene.connect();
        await inviter.send(5, 'five');
        await inviter.wire.askInVain(
          'session/sendContextData',
          { id: 5, data: 'five again' },
          { code: RPC_CODE.invalidParams, hresult: HRESULT.E_INVALIDARG },
        );
        await inviter.send(6, 'six');
        await received(invitee, ['five', 'six']);
      }),
    },
    ...(fixture.cuts === true
      ? [
          {
            id: 'host/short-cut',
            title:
              'a short loss between the messengers neither ends the session nor loses nor repeats context data',
            requirements: ['R43'],
            run: check(async scene => {
              const { inviter, invitee } = await scene.connect();
              await carries(inviter, invitee, ['before']);
              await scene.inviter.cut?.();
              await inviter.send(2, 'during, from the inviter');
              await invitee.send(1, 'during, from the invitee');
              await scene.watch();
              await scene.inviter.restore?.();
              await received(invitee, ['before', 'during, from the inviter']);
              await received(inviter, ['during, from the invitee']);
              await inviter.send(3, 'after');
              await received(invitee, ['before', 'during, from the inviter', 'after']);
              for (const { state } of [inviter, invitee]) {
                expectThat(
                  state === SESSION_STATE.connected,
                  'both sides CONNECTED all the time',
                  `the state is ${String(state)}`,
                );
              }
            }),
          },
        ]
      : []),
  ];
}

/** @throws ComplianceError unless `to` gets exactly `texts` */
async function carries(
  from: PlayedApplication,
  to: PlayedApplication,
  texts: readonly string[],
): Promise<void> {
  for (const [index, text] of texts.entries()) await from.send(index + 1, text);
  await received(to, texts);
}

async function received(application: PlayedApplication, texts: readonly string[]): Promise<void> {
  const { wire } = application;
  await wire.until(
    () => application.told('session/contextData').length >= texts.length,
    `${String(texts.length)} strings of context data`,
  );
  await application.roundTrip();
  const events = application.told('session/contextData');
  const count = events.length;
  expectThat(
    count === texts.length,
    `${String(texts.length)} strings of context data`,
    `there were ${String(count)}`,
  );
  const wrong = texts.findIndex((text, index) => events[index]?.data !== text);
  expectThat(
    wrong < 0,
    'every string as it was sent, in order',
    `number ${String(wrong + 1)} is another one`,
  );
  const grows = events.every(({ seq }, index) => index === 0 || seq > (events[index - 1]?.seq ?? 0));
  expectThat(grows, 'numbers of context data that grow', 'they do not');
}
