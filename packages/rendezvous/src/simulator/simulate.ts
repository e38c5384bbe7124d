/** One simulated session from the invitation to the end of both applications, as a stream of steps and a result. */
import { systemClock } from '../clock.ts';
import type { SessionOutcome } from '../session-state.ts';
import type { ApplicationStage } from './application.ts';
import { Simulator, type SimulatorOptions } from './simulator.ts';
import type { ProblemName, SideName, SimulatorStep } from './step.ts';

export interface SimulateOptions extends SimulatorOptions {
  /** How long the whole may take, in milliseconds. Default: ten minutes. */
  readonly timeoutMs?: number;
  /** Aborting it ends the simulation: both applications are let go. */
  readonly signal?: AbortSignal;
  /** For the inviter's application to send along. Default: empty. */
  readonly invitationData?: string;
}

export interface SimulationResult {
  /** Both sessions ended as CANCELLED with `success`, and both applications are over; a process with the exit code 0. */
  readonly ok: boolean;
  /** The terminal record of each side; absent when its session did not end, or when it was never invited. */
  readonly outcomes: Readonly<Record<SideName, SessionOutcome | undefined>>;
  readonly applications: Readonly<Record<SideName, ApplicationStage>>;
}

/** Iterate over it for the steps; leaving the loop early ends the simulation. The result comes in any case. */
export interface Simulation extends AsyncIterable<SimulatorStep> {
  /** Never rejects. Both applications are gone then, or have been given up. */
  readonly result: Promise<SimulationResult>;
}

const TIMEOUT_MS = 600_000;
const SIDES: readonly SideName[] = ['inviter', 'invitee'];

/**
 * Invites, accepts, launches both applications, and relays between them until both have ended.
 * @throws SimulatorError when the two registrations are no pair; StateError when nothing can be invited to
 */
export function simulate(options: SimulateOptions): Simulation {
  const simulator = new Simulator(options);
  try {
    simulator.invite(options.invitationData ?? '');
  } catch (error) {
    simulator.close();
    throw error;
  }
  const result = run(simulator, options);
  return {
    result,
    [Symbol.asyncIterator]: () => {
      const iterator = simulator.steps[Symbol.asyncIterator]();
      return {
        next: () => iterator.next(),
        return: async () => {
          simulator.close();
          await result;
          return { done: true, value: undefined };
        },
      };
    },
  };
}

async function run(simulator: Simulator, options: SimulateOptions): Promise<SimulationResult> {
  const problem = await over(simulator, options);
  if (problem !== undefined) tellProblem(simulator, problem);
  const endedWell = problem === undefined && simulator.endedWell;
  const { inviter, invitee } = simulator;
  simulator.close();
  await simulator.closed;
  return {
    ok: endedWell,
    outcomes: { inviter: inviter.session?.outcome, invitee: invitee.session?.outcome },
    applications: { inviter: inviter.application.stage, invitee: invitee.application.stage },
  };
}

/** Resolves when there is nothing more to wait for, with what went wrong when something did. */
async function over(
  simulator: Simulator,
  { clock = systemClock, timeoutMs = TIMEOUT_MS, signal }: SimulateOptions,
): Promise<ProblemName | undefined> {
  const cleanups: (() => void)[] = [];
  try {
    return await new Promise<ProblemName | undefined>(resolve => {
      const look = (): void => {
        if (simulator.over) resolve(undefined);
      };
      simulator.addEventListener('change', look);
      cleanups.push(() => simulator.removeEventListener('change', look));
      cleanups.push(clock.setTimer(timeoutMs, () => resolve('timeout')));
      const abort = (): void => resolve('aborted');
      signal?.addEventListener('abort', abort, { once: true });
      cleanups.push(() => signal?.removeEventListener('abort', abort));
      // A reader that has left has closed it.
      void simulator.closed.then(() => resolve('aborted'));
      if (signal?.aborted === true) abort();
      look();
    });
  } finally {
    for (const cleanup of cleanups) cleanup();
  }
}

function tellProblem(simulator: Simulator, problem: ProblemName): void {
  for (const name of SIDES) {
    const { over: done, session, application } = simulator[name];
    if (done) continue;
    const what =
      session?.outcome === undefined
        ? `the session has not ended: it is ${session?.stage ?? 'not there'}`
        : `the application has not ended: it is ${application.stage}`;
    const why = problem === 'timeout' ? 'no more time' : 'given up';
    simulator.tell(name, { event: 'problem', problem, message: `${why}, and ${what}` });
  }
}
