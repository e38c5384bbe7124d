/** The registered applications: those that come with the server, and those of whoever runs it. Both folders are watched. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { TypedEventTarget } from '@rendezvous/base';
import { APPLICATION_LIST_LIMITS } from '@rendezvous/im';
import { launchesAs, type Registration } from '@rendezvous/rendezvous';
import {
  formatProblem,
  IconError,
  type IconImage,
  openRegistry,
  type RegistryEntry,
  type RegistryFolder,
  type RegistryProblem,
} from '@rendezvous/rendezvous/registry';
import { ApplicationIcons } from './application-icons.ts';
import { StartError } from './errors.ts';
import type { Logger } from './log.ts';

/** The folder that comes with the server. */
export const APPLICATIONS_DIR = resolve(import.meta.dirname, '../applications');

export interface ApplicationsOptions {
  /** Must be there and without a fault when the server starts. */
  readonly system: string;
  /** Is made when it is not there. What is wrong in it is a warning, at any time. */
  readonly user: string;
  readonly log: Logger;
}

/** What browsers are told, and the icons that it names. */
interface Published {
  readonly list: readonly Registration[];
  readonly icons: ApplicationIcons;
}

/** `change` says that `list` is another one than before. Whoever opens it closes it. rendezvous-api 8.4. */
export class Applications extends TypedEventTarget<{ change: Event }> {
  readonly #registry: RegistryFolder;
  readonly #log: Logger;
  #published: Published = { list: [], icons: new ApplicationIcons() };
  /** The warnings that stand: none is given twice while its cause stays. */
  #warned: ReadonlySet<string> = new Set();
  /** Lists are put together one after the other. */
  #work: Promise<void>;
  #closed = false;

  private constructor(registry: RegistryFolder, log: Logger) {
    super();
    this.#registry = registry;
    this.#log = log;
    registry.addEventListener('change', () => {
      this.#work = this.#work.then(() => this.#publishAndTell());
    });
    this.#work = this.#publish();
  }

  /** @throws StartError `bad-applications` with the file of the system folder that is wrong, and the place in it */
  static async open(options: ApplicationsOptions): Promise<Applications> {
    const [system, user] = [resolve(options.system), resolve(options.user)];
    requireFolder(system);
    makeFolder(user);
    const registry = await openRegistry({ system, user: user === system ? undefined : user });
    try {
      refuseFaults(registry.problems, system);
      const applications = new Applications(registry, options.log);
      await applications.#work;
      return applications;
    } catch (error) {
      registry.close();
      throw error;
    }
  }

  /** What a browser may know, and can launch: pages, each with an icon that it can load. */
  get list(): readonly Registration[] {
    return this.#published.list;
  }

  /** Any registered application, also one that no browser launches. @param id as {@link Registration} holds it */
  find(id: string): Registration | undefined {
    return this.#registry.registrations.find(registration => registration.id === id);
  }

  /** An icon that an entry of `list` names. @param hash what follows {@link ICONS_PATH} */
  icon(hash: string): IconImage | undefined {
    return this.#published.icons.find(hash);
  }

  /** Stops watching. No `change` follows. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#registry.close();
  }

  async #publishAndTell(): Promise<void> {
    const before = JSON.stringify(this.list);
    await this.#publish();
    if (this.#closed || JSON.stringify(this.list) === before) return;
    this.#log.info({ applications: this.list.length }, 'The registered applications have changed');
    this.dispatchEvent(new Event('change'));
  }

  /** Never rejects: whatever cannot be published is left out with a warning. */
  async #publish(): Promise<void> {
    const { entries, problems } = this.#registry;
    const warnings = new Warnings(this.#warned, this.#log);
    for (const { file, code } of problems) warnings.give('An application file has a fault', { file, code });
    const icons = new ApplicationIcons();
    const list: Registration[] = [];
    let length = '[]'.length;
    for (const entry of entries) {
      // INVARIANT: the commands and folders of programs, and the paths of modules, never leave this machine.
      if (!launchesAs(entry.registration, 'page')) continue;
      const registration = await withAddressOfIcon(entry, icons, warnings);
      const longer = length + JSON.stringify(registration).length + 1;
      if (list.length < APPLICATION_LIST_LIMITS.count && longer <= APPLICATION_LIST_LIMITS.length) {
        list.push(registration);
        length = longer;
      } else {
        warnings.give('More applications are registered than a messenger takes', { file: entry.file });
      }
    }
    this.#warned = warnings.given;
    this.#published = { list, icons };
  }
}

/** Says of a cause for warning once that it is there, until it has gone. Never what a file holds. */
class Warnings {
  readonly given = new Set<string>();
  readonly #before: ReadonlySet<string>;
  readonly #log: Logger;

  constructor(before: ReadonlySet<string>, log: Logger) {
    this.#before = before;
    this.#log = log;
  }

  give(sentence: string, fields: { readonly file: string; readonly code?: string }): void {
    const key = JSON.stringify([sentence, fields]);
    if (!this.#before.has(key) && !this.given.has(key)) this.#log.warn(fields, sentence);
    this.given.add(key);
  }
}

/** An application whose icon cannot be read stays, without an icon. */
async function withAddressOfIcon(
  { registration, file }: RegistryEntry,
  icons: ApplicationIcons,
  warnings: Warnings,
): Promise<Registration> {
  const { icon } = registration;
  if (typeof icon === 'string') return registration;
  try {
    return { ...registration, icon: await icons.add(icon) };
  } catch (error) {
    const code = error instanceof IconError ? error.code : 'unexpected';
    warnings.give('The icon of an application cannot be read', { file, code });
    return { ...registration, icon: '' };
  }
}

/** A system folder that is not there is a wrong setting; the registry would take it for an empty one. */
function requireFolder(folder: string): void {
  try {
    if (statSync(folder).isDirectory()) return;
  } catch (cause) {
    throw new StartError('bad-applications', `the folder of applications ${folder} cannot be read`, {
      cause,
    });
  }
  throw new StartError('bad-applications', `the folder of applications ${folder} is not a folder`);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // The registry says what is wrong with it, and goes on looking for one that can be read.
  }
}

function refuseFaults(problems: readonly RegistryProblem[], system: string): void {
  const faults = problems.filter(
    ({ severity, file }) => severity === 'error' && (file === system || dirname(file) === system),
  );
  const [first] = faults;
  if (first === undefined) return;
  if (first.file === system) {
    throw new StartError('bad-applications', `the folder of applications ${formatProblem(first)}`);
  }
  const where = faults.filter(({ file }) => file === first.file).map(({ message }) => message);
  throw new StartError(
    'bad-applications',
    `the application file ${first.file} is wrong: ${where.join('; ')}`,
  );
}
