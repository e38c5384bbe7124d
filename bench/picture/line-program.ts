/** A helper process of the bench that answers every line with one line. */
import type { SpawnOptions } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Program, type Resources, start } from '../../tests/e2e/support/resources.ts';

export class LineProgram {
  readonly program: Program;
  readonly #waiting: ((line: string) => void)[] = [];

  /** `launch` may put the process somewhere else, as into a network namespace. */
  static add(
    resources: Resources,
    command: string,
    args: readonly string[],
    options: SpawnOptions,
    launch: typeof start = start,
  ): LineProgram {
    return resources.add(new LineProgram(launch(command, args, options)), ({ program }) => program.stop());
  }

  private constructor(program: Program) {
    this.program = program;
    const { stdout } = program.child;
    if (!stdout) throw new Error('the helper has no output');
    createInterface({ input: stdout }).on('line', line => this.#waiting.shift()?.(line));
  }

  /** The process id: the root of its own small tree. */
  get pid(): number {
    return this.program.child.pid ?? 0;
  }

  /** The words after the first of the answer. @throws Error when the answer is not to `word`, or there is none in `ms` */
  async ask(word: string, argument = '', ms = 30_000): Promise<readonly string[]> {
    const answer = new Promise<string>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no answer to ${word}: ${this.program.output().slice(-2000)}`)),
        ms,
      );
      this.#waiting.push(line => {
        clearTimeout(timer);
        resolve(line);
      });
    });
    this.program.child.stdin?.write(`${word} ${argument}\n`);
    const [first, ...rest] = (await answer).split(' ');
    if (first !== word) throw new Error(`a helper answered ${String(first)} to ${word}`);
    return rest;
  }
}
