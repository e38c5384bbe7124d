/** `rendezvous check`: the compliance suite for applications against one registration. */
import { applicationSuite, type Check, runChecks } from '@rendezvous/rendezvous/compliance';
import { EXIT, UsageError } from '../errors.ts';
import { listenForInterruption } from '../interruption.ts';
import { launchQuietly } from '../launch/launcher.ts';
import { readRegistrationFile } from '../registration-file.ts';
import { print, redirectConsole } from '../terminal.ts';

export interface CheckFlags {
  readonly application: string;
  /** The application goes on when its session has ended. */
  readonly runsOn?: boolean;
  readonly json?: boolean;
  readonly only?: readonly string[];
  /** Seconds. */
  readonly patience: number;
}

/** Prints one line for each check. @returns the exit code: 0 when all passed */
export async function checkCommand(flags: CheckFlags): Promise<number> {
  const file = await readRegistrationFile(flags.application);
  const { launch, id, component } = file.registration;
  if (launch.kind === 'page') {
    throw new UsageError(
      `${file.file}: a page needs a browser to be checked: run applicationSuite of @rendezvous/rendezvous/compliance in it`,
    );
  }
  const suite = applicationSuite({
    launch: token => launchQuietly(file, { token, label: 'application' }),
    process: launch.kind === 'process',
    endsWithSession: flags.runsOn !== true,
    registration: { id, component },
    patienceMs: flags.patience * 1000,
  });
  const checks = flags.only === undefined ? suite : choose(suite, flags.only);
  redirectConsole();
  using interruption = listenForInterruption();
  let failures = 0;
  let count = 0;
  for await (const { check, failure, ms } of runChecks(checks, interruption.signal)) {
    count += 1;
    if (failure !== undefined) failures += 1;
    const { id: checked, title, requirements } = check;
    const verdict = failure === undefined ? 'pass' : 'fail';
    const why = failure === undefined ? {} : { code: failure.code, message: failure.message };
    if (flags.json === true) {
      await print(JSON.stringify({ check: checked, verdict, requirements, ms: Math.round(ms), ...why }));
    } else {
      await print(`${verdict}  ${checked}  ${title} (${requirements.join(', ')})`);
      if (failure !== undefined) await print(`      ${failure.message}`);
    }
  }
  if (flags.json !== true)
    await print(`${String(count - failures)} of ${String(checks.length)} checks passed`);
  return failures === 0 && count === checks.length ? EXIT.ok : EXIT.failed;
}

function choose(suite: readonly Check[], only: readonly string[]): readonly Check[] {
  for (const id of only) {
    if (!suite.some(check => check.id === id))
      throw new UsageError(`there is no check ${id} for this application`);
  }
  return suite.filter(({ id }) => only.includes(id));
}
