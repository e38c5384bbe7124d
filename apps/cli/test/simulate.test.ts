/** `rendezvous simulate` as its users run it: the real command, real programs, real modules. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  APPLICATIONS,
  type Finished,
  isAlive,
  linesOf,
  manifest,
  program,
  registered,
  run,
  start,
  temporaryFolder,
  writeJson,
} from './support/command.ts';

const Step = z.looseObject({ t: z.number(), side: z.enum(['inviter', 'invitee']), event: z.string() });
type Step = z.infer<typeof Step>;
const stepsOf = (finished: Finished): Step[] =>
  linesOf(finished).map(line => Step.parse(JSON.parse(line) as unknown));

const simulate = (inviter: string, invitee: string, ...more: string[]): Promise<Finished> =>
  run(['simulate', '--inviter', inviter, '--invitee', invitee, '--timeout', '30', ...more]);

describe('rendezvous simulate', () => {
  it('launches two programs, relays between them, and exits 0 when both end normally', async () => {
    const file = await registered(program());
    const finished = await simulate(file, file);
    expect(finished.stderr).toContain('[inviter] hello from');
    expect(finished.stderr).toContain('[invitee] hello from');
    expect(finished.code).toBe(0);
    const steps = stepsOf(finished);
    for (const side of ['inviter', 'invitee'] as const) {
      const own = steps.filter(step => step.side === side);
      expect(own.filter(({ event }) => event === 'stateChanged')).toMatchObject([
        { prevState: 2, state: 3 },
        { prevState: 3, state: 4 },
        { prevState: 4, state: 5 },
      ]);
      expect(own.at(-1)).toMatchObject({ event: 'exited', code: 0, signal: null });
      expect(own.map(({ event }) => event)).toEqual(
        expect.arrayContaining([
          'launch',
          'hello',
          'setSession',
          'contextData',
          'terminated',
          'finished',
          'closed',
        ]),
      );
    }
    expect(steps[0]).toMatchObject({ side: 'inviter', event: 'invite' });
    const times = steps.map(({ t }) => t);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('prints lengths and no texts, unless it is asked to', async () => {
    const file = await registered(program());
    const discreet = await simulate(file, file);
    expect(discreet.stdout).not.toContain('private');
    expect(stepsOf(discreet).find(({ event }) => event === 'contextData')).toMatchObject({ length: 15 });
    const open = await simulate(file, file, '--show-data');
    expect(stepsOf(open).find(({ event }) => event === 'contextData')).toMatchObject({
      data: 'a private thing',
    });
  });

  it('pairs a module with a program, whatever the module prints and leaves behind', async () => {
    const folder = await temporaryFolder();
    const module = join(APPLICATIONS, 'module', 'conversation.ts');
    const inviter = await writeJson(folder, 'module.json', manifest({ kind: 'module', module }));
    const finished = await simulate(inviter, await registered(program()));
    expect(finished.code).toBe(0);
    expect(finished.stderr).toContain('a module was given its session');
    expect(stepsOf(finished).filter(({ event }) => event === 'launch')).toMatchObject([
      { kind: 'process' },
      { kind: 'module' },
    ]);
  });

  it('skips what a program prints beside its messages', async () => {
    expect((await simulate(await registered(program('loud')), await registered(program()))).code).toBe(0);
  });

  it('pairs two implementations with different components when the component is named', async () => {
    const other = '{6109D0E5-0A7B-4D3D-A6D2-4C8F5D3A8B11}';
    const files = [await registered(program()), await registered(program(), { component: other })] as const;
    const refused = await simulate(...files);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('different components');
    expect((await simulate(...files, '--component', other)).code).toBe(0);
    const unknown = await simulate(...files, '--component', '00000000-0000-0000-0000-000000000000');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('neither registration has the component');
  });
});

describe('a simulation that does not go well exits 1 and says why:', () => {
  const outcomes = (finished: Finished): unknown[] =>
    stepsOf(finished).flatMap(step => (step.event === 'terminated' ? [step['reason']] : []));

  it('the invitee declines', async () => {
    const file = await registered(program());
    const finished = await simulate(file, file, '--answer', 'decline');
    expect(finished.code).toBe(1);
    expect(stepsOf(finished).some(({ event }) => event === 'launch')).toBe(false);
    expect(outcomes(finished)).toEqual(['declined', 'declined']);
  });

  it('an application refuses its session', async () => {
    const finished = await simulate(await registered(program()), await registered(program('refuse')));
    expect(finished.code).toBe(1);
    expect(outcomes(finished)).toEqual(['launch-failed', 'launch-failed']);
    expect(stepsOf(finished).find(({ event }) => event === 'error')).toMatchObject({
      side: 'invitee',
      by: 'application',
      method: 'app/setSession',
    });
  });

  it('an application crashes', async () => {
    const finished = await simulate(await registered(program()), await registered(program('crash')));
    expect(finished.code).toBe(1);
    expect(outcomes(finished)).toEqual(['app-crashed', 'app-crashed']);
    const exits = stepsOf(finished).filter(({ event }) => event === 'exited');
    expect(exits).toContainEqual(expect.objectContaining({ side: 'invitee', code: null, signal: 'SIGKILL' }));
    expect(finished.stderr).toContain('invitee: the session ended as terminated, app-crashed');
  });

  it('an application exits with a code of its own', async () => {
    const finished = await simulate(await registered(program('leave')), await registered(program()));
    expect(finished.code).toBe(1);
    expect(stepsOf(finished).find(({ event }) => event === 'problem')).toMatchObject({
      side: 'inviter',
      problem: 'exit-code',
    });
  });

  it('an application hangs, and the time is over', async () => {
    const file = await registered(program('hang'));
    const finished = await simulate(file, file, '--timeout', '2');
    expect(finished.code).toBe(1);
    expect(stepsOf(finished).filter(({ event }) => event === 'problem')).toMatchObject([
      { side: 'inviter', problem: 'timeout' },
      { side: 'invitee', problem: 'timeout' },
    ]);
    expect(stepsOf(finished).filter(({ event }) => event === 'exited')).toHaveLength(2);
  });

  it('there is no such program', async () => {
    const finished = await simulate(
      await registered(program()),
      await registered({ kind: 'process', command: ['./no-such-program'] }),
    );
    expect(finished.code).toBe(1);
    expect(stepsOf(finished).find(({ event }) => event === 'error')).toMatchObject({
      side: 'invitee',
      by: 'launcher',
      code: 'not-found',
    });
  });
});

describe('an interruption', () => {
  it('ends both programs in stages, and exits 1', async () => {
    const file = await registered(program('hang'));
    const running = start(['simulate', '--inviter', file, '--invitee', file]);
    await running.line(line => /"event":"stateChanged".*"state":4/.test(line));
    running.child.kill('SIGINT');
    const finished = await running.finished;
    expect(finished.code).toBe(1);
    const pids = [...finished.stderr.matchAll(/hello from (\d+)/g)].map(([, pid]) => Number(pid));
    expect(pids).toHaveLength(2);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(stepsOf(finished).filter(({ event }) => event === 'problem')).toMatchObject([
      { problem: 'aborted' },
      { problem: 'aborted' },
    ]);
  });

  it('ends everything at once the second time, programs that do not listen included', async () => {
    const file = await registered(program('mute'));
    const running = start(['simulate', '--inviter', file, '--invitee', file]);
    const launches = new Set<string>();
    await running.line(line => {
      if (line.includes('"launch"')) launches.add(line);
      return launches.size === 2;
    });
    running.child.kill('SIGINT');
    await running.line(line => line.includes('"aborted"'));
    running.child.kill('SIGINT');
    expect((await running.finished).code).toBe(1);
  });
});

describe('wrong usage exits 2 with one sentence:', () => {
  const refused = async (...argv: string[]): Promise<string> => {
    const finished = await run(argv);
    expect(finished.code).toBe(2);
    expect(finished.stdout).toBe('');
    const lines = finished.stderr.split('\n').filter(line => line !== '');
    expect(lines).toHaveLength(1);
    return lines[0] ?? '';
  };

  it('without a registration', async () => {
    expect(await refused('simulate', '--inviter', 'a.json')).toContain("required option '--invitee <file>'");
  });
  it('with a file that is not there', async () => {
    expect(await refused('simulate', '--inviter', 'no-such.json', '--invitee', 'no-such.json')).toBe(
      'error: no-such.json cannot be read: there is no such file',
    );
  });
  it('with a folder in place of a file', async () => {
    const folder = await temporaryFolder();
    expect(await refused('simulate', '--inviter', folder, '--invitee', folder)).toContain('it is a folder');
  });
  it('with a file that is not JSON', async () => {
    const file = await writeJson(await temporaryFolder(), 'broken.json', '{ "id": ');
    expect(await refused('simulate', '--inviter', file, '--invitee', file)).toContain('is not JSON');
  });
  it('with a file that is no registration', async () => {
    const file = await registered({ kind: 'process', command: [] });
    expect(await refused('simulate', '--inviter', file, '--invitee', file)).toContain('launch.command');
  });
  it('with two applications', async () => {
    const other = await registered(program(), { id: '{00000000-0000-0000-0000-000000000001}' });
    expect(await refused('simulate', '--inviter', await registered(program()), '--invitee', other)).toContain(
      'different applications',
    );
  });
  it('with a page that is not there', async () => {
    const file = await registered({ kind: 'page', url: 'page/index.html' });
    expect(await refused('simulate', '--inviter', file, '--invitee', file)).toContain('there is no page');
  });
  it('with a time that is none', async () => {
    const file = await registered(program());
    expect(await refused('simulate', '--inviter', file, '--invitee', file, '--timeout', 'soon')).toContain(
      'a number of seconds',
    );
  });
  it('with a command that is none', async () => {
    expect(await refused('simluate')).toContain("unknown command 'simluate'");
  });
});
