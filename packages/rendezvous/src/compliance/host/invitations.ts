/** Before the acceptance, and what comes of it. rendezvous-api 3, 5.3, 8.3. */
import { type Check, expectThat } from '../check.ts';
import type { HostFixture } from './fixture.ts';
import { Scene } from './scene.ts';

const noLaunch = (scene: Scene, when: string): void =>
  expectThat(
    scene.inviter.launches + scene.invitee.launches === 0,
    `nothing to be launched ${when}`,
    `the inviter's host launched ${String(scene.inviter.launches)}, the invitee's ${String(scene.invitee.launches)}`,
  );

/** Both sides ended in one of these ways. */
async function expectOutcome(scene: Scene, inviter: string, invitee: string, ms?: number): Promise<void> {
  const outcome = {
    inviter: await scene.outcome('inviter', ms),
    invitee: await scene.outcome('invitee', ms),
  };
  expectThat(outcome.inviter === inviter, `${inviter} at the inviter's side`, `it is ${outcome.inviter}`);
  expectThat(outcome.invitee === invitee, `${invitee} at the invitee's side`, `it is ${outcome.invitee}`);
}

export function invitationChecks(fixture: HostFixture): Check[] {
  const { impatient, openWithoutApplication } = fixture;
  const check = (work: (scene: Scene) => Promise<void>) => () => Scene.with(fixture, work);
  const { invitationMs } = impatient?.deadlines ?? {};
  return [
    {
      id: 'host/nothing-before-acceptance',
      title: 'no application is created before the invitation is accepted, and one on each side after it',
      requirements: ['T2'],
      run: check(async scene => {
        await scene.ring();
        await scene.watch();
        noLaunch(scene, 'while the invitation rings');
        await scene.invitee.accept();
        await scene.launched('inviter');
        await scene.launched('invitee');
        await scene.watch();
        const { inviter, invitee } = scene;
        expectThat(
          inviter.launches === 1 && invitee.launches === 1,
          'one launch on each side',
          `there were ${String(inviter.launches)} and ${String(invitee.launches)}`,
        );
      }),
    },
    {
      id: 'host/decline',
      title:
        'an invitation that is declined creates no application, and both sides learn that it was declined',
      requirements: ['T3', 'R37'],
      run: check(async scene => {
        await scene.ring();
        await scene.invitee.decline();
        await expectOutcome(scene, 'declined declined', 'declined declined');
        await scene.watch();
        noLaunch(scene, 'after it was declined');
      }),
    },
    {
      id: 'host/cancel',
      title:
        'an invitation that is taken back creates no application, and both sides learn that it was taken back',
      requirements: ['T3', 'R37'],
      run: check(async scene => {
        await scene.ring();
        await scene.inviter.cancel();
        await expectOutcome(scene, 'cancelled cancelled', 'cancelled cancelled');
        await scene.watch();
        noLaunch(scene, 'after it was taken back');
      }),
    },
    ...(invitationMs === undefined
      ? []
      : [
          {
            id: 'host/unanswered',
            title: 'an invitation that nobody answers ends after its deadline on both sides',
            requirements: ['R4', 'T3'],
            run: () =>
              Scene.with(
                fixture,
                async scene => {
                  await scene.ring();
                  const ms = invitationMs * 2 + 2_000;
                  await expectOutcome(scene, 'cancelled timeout', 'cancelled timeout', ms);
                  noLaunch(scene, 'for an invitation that nobody answered');
                },
                impatient?.open,
              ),
          },
        ]),
    ...(openWithoutApplication === undefined
      ? []
      : [
          {
            id: 'host/not-installed',
            title: 'an application that the invitee does not have is reported, and nothing hangs',
            requirements: ['T26'],
            run: () =>
              Scene.with(
                fixture,
                async scene => {
                  await scene.inviter.invite();
                  const outcome = await scene.outcome('inviter');
                  expectThat(
                    outcome === 'declined not-installed',
                    "declined not-installed at the inviter's side",
                    `it is ${outcome}`,
                  );
                  noLaunch(scene, 'for an application that is not installed');
                },
                openWithoutApplication,
              ),
          },
        ]),
  ];
}
