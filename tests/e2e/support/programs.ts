/** The product's own programs, run as a person runs them: the server and the companion, as child processes. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Desktop } from './desktop.ts';
import { type Program, type Resources, start } from './resources.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Server {
  readonly program: Program;
  /** `http://localhost:…` */
  readonly url: string;
  readonly port: number;
}

/** Starts the server on its embedded database; `port` 0 takes a free one. */
export async function startServer(
  resources: Resources,
  dataFolder: string,
  port = 0,
  invitationsPerMinute?: number,
): Promise<Server> {
  const args = ['apps/server/src/main.ts', '--port', String(port), '--data', dataFolder];
  if (invitationsPerMinute !== undefined) {
    const config = `${dataFolder}.json`;
    writeFileSync(config, JSON.stringify({ limits: { invitations: invitationsPerMinute } }));
    args.push('--config', config);
  }
  const program = resources.add(start(process.execPath, args, { cwd: ROOT }), p => p.stop());
  const [, url = ''] = await program.says(/Rendezvous is ready at (http:\/\/\S+)/);
  return { program, url, port: Number(new URL(url).port) };
}

export interface CompanionProgram {
  readonly program: Program;
  /** The one-time code that it showed last: it makes another when a page has left it. */
  readonly code: string;
  /** The person at the machine answers the companion's question. */
  answer(yes: boolean): Promise<void>;
}

/** Starts the companion on the novice's desktop; it asks on its own terminal. */
export async function startCompanion(resources: Resources, desktop: Desktop): Promise<CompanionProgram> {
  const args = ['apps/companion/src/main.ts', '--ask', 'terminal', '--language', 'en'];
  const program = resources.add(start(process.execPath, args, { cwd: ROOT, env: desktop.env }), p =>
    p.stop(),
  );
  const code = /\b(\d{6}|\d{3} \d{3})\b/;
  await program.says(code);
  let seen = 0;
  return {
    program,
    get code() {
      return [...program.output().matchAll(new RegExp(code, 'g'))].at(-1)?.[0] ?? '';
    },
    async answer(yes) {
      // One question at a time: wait for the one that has not been answered yet.
      const question = /\[y\/N\]/g;
      question.lastIndex = seen;
      const match = await program.says(question);
      seen = match.index + match[0].length;
      program.child.stdin?.write(yes ? 'y\n' : 'n\n');
    },
  };
}
