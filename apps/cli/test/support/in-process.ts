/** The command inside the process of the tests: for the many sentences that need no process each. */
import { vi } from 'vitest';
import { run as runProgram } from '../../src/program.ts';

export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line; what it writes is collected. Not while another one runs. */
export async function runInProcess(argv: readonly string[]): Promise<Told> {
  const stdout = collect(process.stdout);
  const stderr = collect(process.stderr);
  try {
    const code = await runProgram(argv);
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.restore();
    stderr.restore();
  }
}

function collect(stream: NodeJS.WriteStream): { text(): string; restore(): void } {
  const spy = vi.spyOn(stream, 'write').mockReturnValue(true);
  return {
    text: () => spy.mock.calls.map(([written]) => String(written)).join(''),
    restore: () => spy.mockRestore(),
  };
}
