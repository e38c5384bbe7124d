/** Two hosts, and two applications that are programs of their own. */
import { afterEach, describe, expect, it } from 'vitest';
import { DEADLINES, type HostSession, Registration } from '../../src/index.ts';
import { type LaunchedProcess, launchProcess } from '../../src/stdio/index.ts';
import { until } from '../support/manual-clock.ts';
import { Pair, type PersonSide } from '../support/pair.ts';
import { ASK } from '../support/registrations.ts';
import { commandOf, ended, inTime, runs, SHORT } from './support.ts';

const programs: LaunchedProcess[] = [];
afterEach(async () => {
  await Promise.all(programs.splice(0).map(ended));
});

/** Both people have the program registered; what theirs is told on its command line may differ. */
function pairOf(flags: { readonly A?: string; readonly B?: string } = {}): Pair {
  const pair = new Pair();
  const prepare = (side: PersonSide, flag: string | undefined): void => {
    const launch = { kind: 'process', command: commandOf('application.ts', ...(flag ? [flag] : [])) };
    side.registrations = [Registration.parse({ ...ASK, launch })];
    side.opener = async ({ registration, token, signal }) => {
      if (registration.launch.kind !== 'process') throw new Error('not a program');
      const program = await launchProcess({
        launch: registration.launch,
        token,
        signal,
        deadlines: SHORT,
      });
      programs.push(program);
      return program;
    };
  };
  prepare(pair.A, flags.A);
  prepare(pair.B, flags.B);
  return pair;
}

/** Anna has invited Ben, and he has accepted. */
async function accepted(pair: Pair): Promise<{ inviter: HostSession; invitee: HostSession }> {
  const inviter = pair.invite('A');
  await until(() => pair.B.incoming.length > 0, 'the invitation');
  const invitee = pair.B.offered;
  invitee.accept();
  return { inviter, invitee };
}

describe('a session of two programs', () => {
  it('connects, carries data, ends, and leaves no process', async () => {
    const pair = pairOf();
    const { inviter, invitee } = await accepted(pair);
    await until(() => pair.A.finished.length + pair.B.finished.length === 2, 'both have finished', 10_000);
    const answer = 'A question? Yes: \u2028\n😀';
    expect(pair.A.finished[0]?.summary?.texts['en']).toEqual({
      title: 'success',
      lines: ['local', 'thanks, Ben Okafor', answer],
    });
    expect(pair.B.finished[0]?.summary?.texts['en']).toEqual({
      title: 'success',
      lines: ['remote', 'thanks, Ben Okafor', 'A question?'],
    });
    expect([inviter.state, invitee.state]).toEqual(['cancelled', 'cancelled']);
    const exits = await inTime(Promise.all(programs.map(({ exited }) => exited)), 'both have ended');
    expect(exits).toEqual([
      { code: 0, signal: null },
      { code: 0, signal: null },
    ]);
    await inTime(Promise.all(programs.map(({ closed }) => closed)), 'closed');
    expect(programs.map(({ pid }) => runs(pid))).toEqual([false, false]);
  });

  it('ends for both when one program dies, and the other is told', async () => {
    const pair = pairOf({ B: 'crash' });
    const { inviter, invitee } = await accepted(pair);
    await until(() => pair.A.finished.length === 1, 'the other has finished', 10_000);
    expect([inviter.outcome?.reason, invitee.outcome?.reason]).toEqual(['app-crashed', 'app-crashed']);
    expect(pair.A.finished[0]?.summary?.texts['en']?.title).toBe('app-crashed');
    await inTime(Promise.all(programs.map(({ closed }) => closed)), 'closed');
  });

  it('comes to nothing when a program ends before it has said hello', async () => {
    const pair = pairOf({ B: 'early' });
    const { inviter, invitee } = await accepted(pair);
    await until(() => inviter.outcome !== undefined && invitee.outcome !== undefined, 'the end', 10_000);
    expect([inviter.outcome?.reason, invitee.outcome?.reason]).toEqual(['launch-failed', 'launch-failed']);
  });

  it('comes to nothing when a program never says hello, and that program is ended', async () => {
    const pair = pairOf({ B: 'silent' });
    const { inviter } = await accepted(pair);
    await until(() => programs.length === 2, 'both programs');
    await pair.clock.advance(DEADLINES.launchMs);
    await until(() => inviter.outcome !== undefined, 'the end');
    await pair.clock.advance(DEADLINES.teardownMs);
    await inTime(Promise.all(programs.map(({ closed }) => closed)), 'closed');
    expect(programs.map(({ pid }) => runs(pid))).toEqual([false, false]);
  });

  it('comes to nothing when there is no such program', async () => {
    const pair = pairOf();
    pair.B.registrations = [
      Registration.parse({ ...ASK, launch: { kind: 'process', command: ['rendezvous-no-such-program'] } }),
    ];
    const { inviter, invitee } = await accepted(pair);
    await until(() => inviter.outcome !== undefined && invitee.outcome !== undefined, 'the end', 10_000);
    expect([inviter.outcome?.reason, invitee.outcome?.reason]).toEqual(['launch-failed', 'launch-failed']);
  });
});
