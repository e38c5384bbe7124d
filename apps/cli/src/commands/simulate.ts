/** `rendezvous simulate`: two registrations as a pair on this machine. */
import { DEADLINES } from '@rendezvous/rendezvous';
import { type Answer, type Simulation, SimulatorError, simulate } from '@rendezvous/rendezvous/simulator';
import { EXIT, UsageError } from '../errors.ts';
import { listenForInterruption } from '../interruption.ts';
import { launcherFor } from '../launch/launcher.ts';
import { PageLauncher } from '../launch/page.ts';
import { type RegistrationFile, readRegistrationFile } from '../registration-file.ts';
import { print, redirectConsole, say, terminalLog } from '../terminal.ts';

export interface SimulateFlags {
  readonly inviter: string;
  readonly invitee: string;
  readonly component?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly answer: Answer;
  readonly showData?: boolean;
  readonly browser?: readonly [string, ...string[]];
  readonly base?: string;
}

/** Prints every step as one line of JSON. @returns the exit code: 0 when both sides ended normally */
export async function simulateCommand(flags: SimulateFlags): Promise<number> {
  const inviter = await readRegistrationFile(flags.inviter);
  const invitee = await readRegistrationFile(flags.invitee);
  const pages = new PageLauncher(flags);
  await pages.check(inviter);
  await pages.check(invitee);
  redirectConsole();
  using interruption = listenForInterruption();
  try {
    const simulation = begin(flags, { inviter, invitee, pages, signal: interruption.signal });
    for await (const step of simulation) await print(JSON.stringify(step));
    const { ok, outcomes, applications } = await simulation.result;
    if (ok) return EXIT.ok;
    for (const side of ['inviter', 'invitee'] as const) {
      const outcome = outcomes[side];
      const end = outcome === undefined ? 'did not end' : `ended as ${outcome.state}, ${outcome.reason}`;
      say(`${side}: the session ${end}; application: ${applications[side]}`);
    }
    return EXIT.failed;
  } finally {
    await pages.close();
  }
}

interface Stage {
  readonly inviter: RegistrationFile;
  readonly invitee: RegistrationFile;
  readonly pages: PageLauncher;
  readonly signal: AbortSignal;
}

function begin(flags: SimulateFlags, { inviter, invitee, pages, signal }: Stage): Simulation {
  const { component, timeout, answer, showData = false } = flags;
  const timeoutMs = timeout * 1000;
  const side = (file: RegistrationFile) => ({
    registration: file.registration,
    launch: launcherFor({ file, pages }),
  });
  // A person who opens an address takes longer than a program that starts.
  const byHand = [inviter, invitee].some(({ registration }) => registration.launch.kind === 'page');
  const patience = {
    launchMs: Math.max(timeoutMs, DEADLINES.launchMs),
    readyMs: Math.max(timeoutMs, DEADLINES.readyMs),
  };
  try {
    return simulate({
      inviter: side(inviter),
      invitee: side(invitee),
      component,
      timeoutMs,
      answer,
      showData,
      signal,
      log: terminalLog,
      deadlines: byHand ? patience : {},
    });
  } catch (error) {
    if (error instanceof SimulatorError) throw new UsageError(error.message);
    throw error;
  }
}
