/** `rendezvous check`: the compliance suite for applications from the command line. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  APPLICATIONS,
  linesOf,
  manifest,
  program,
  registered,
  run,
  temporaryFolder,
  writeJson,
} from './support/command.ts';

describe('rendezvous check', () => {
  it('passes a program that keeps to the contract, one line for each check', async () => {
    const finished = await run(['check', '--application', await registered(program())]);
    expect(
      linesOf(finished)
        .filter(line => !line.startsWith('pass  application/'))
        .at(-1),
    ).toMatch(/^(\d+) of \1 checks passed$/);
    expect(finished.code).toBe(0);
  }, 60_000);

  it('passes a module, and says so as JSON', async () => {
    const module = join(APPLICATIONS, 'module', 'conversation.ts');
    const file = await writeJson(
      await temporaryFolder(),
      'module.json',
      manifest({ kind: 'module', module }),
    );
    const finished = await run(['check', '--application', file, '--json', '--runs-on']);
    const results = linesOf(finished).map(line => JSON.parse(line) as { check: string; verdict: string });
    expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(results.map(({ check }) => check)).not.toContain('application/finishes');
    expect(finished.code).toBe(0);
  });

  it('fails a program that refuses its session, and says what was expected', async () => {
    const finished = await run([
      'check',
      '--application',
      await registered(program('refuse')),
      '--only',
      'application/hello-first',
      'application/takes-session',
    ]);
    expect(linesOf(finished)).toEqual([
      expect.stringMatching(/^pass {2}application\/hello-first /),
      expect.stringMatching(/^fail {2}application\/takes-session /),
      expect.stringContaining('expected a result of app/setSession, but it was refused with the code'),
      '1 of 2 checks passed',
    ]);
    expect(finished.code).toBe(1);
  });

  it('fails a program that says nothing', async () => {
    const finished = await run([
      'check',
      '--application',
      await registered(program('mute')),
      '--only',
      'application/hello-first',
      '--patience',
      '1',
    ]);
    expect(finished.stdout).toContain(
      'expected the application to speak first, but nothing of the kind came',
    );
    expect(finished.code).toBe(1);
  });

  it('exits 2 for a page, and for a check that there is not', async () => {
    const page = await run(['check', '--application', await registered({ kind: 'page', url: 'index.html' })]);
    expect([page.code, page.stdout]).toEqual([2, '']);
    expect(page.stderr).toContain('a page needs a browser');
    const unknown = await run([
      'check',
      '--application',
      await registered(program()),
      '--only',
      'host/session',
    ]);
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      'error: there is no check host/session for this application\n',
    ]);
  });
});
