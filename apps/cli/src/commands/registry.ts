/** `rendezvous registry`: what is registered, and in which files. */
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { GuidSchema, normalizeGuid, type Registration } from '@rendezvous/rendezvous';
import {
  formatProblem,
  formatRegFile,
  formatRegProblem,
  fromRegistration,
  parseRegFile,
  parseRegistration,
  REGISTRY_LIMITS,
  type RegEncoding,
  RegistryError,
  type RegistryFolders,
  type RegistrySources,
  type RegVersion,
  readRegistry,
  registryFolders,
  toRegistration,
  type WindowsRegistration,
  writeRegistration,
} from '@rendezvous/rendezvous/registry';
import { EXIT, UsageError } from '../errors.ts';
import { readBytes, reasonOf } from '../registration-file.ts';
import { print, say, write } from '../terminal.ts';

export interface FolderFlags {
  readonly system?: string;
  readonly user?: string;
}

/** The folders that were named, or this machine's. Naming one leaves the other out. */
function foldersOf({ system, user }: FolderFlags): RegistrySources {
  if (system === undefined && user === undefined) return machineFolders();
  return { system: system || undefined, user: user || undefined };
}

function machineFolders(): RegistryFolders {
  return registryFolders(process.env, process.platform, homedir());
}

/** @returns 0 when nothing is wrong in the folders */
export async function listCommand(flags: FolderFlags & { readonly json?: boolean }): Promise<number> {
  const { entries, problems } = await readRegistry(foldersOf(flags));
  if (flags.json === true) {
    await print(JSON.stringify({ registrations: entries, problems }, undefined, 2));
  } else {
    for (const { registration, origin, file } of entries) {
      const { id, name, launch } = registration;
      await print([id, origin.padEnd(6), launch.kind.padEnd(7), name, file].join('  '));
    }
    for (const problem of problems) say(`${problem.severity}: ${formatProblem(problem)}`);
  }
  return problems.some(({ severity }) => severity === 'error') ? EXIT.failed : EXIT.ok;
}

/** JSON registrations, and `.reg` files by their name. @returns 0 when all of them are valid */
export async function validateCommand(files: readonly string[]): Promise<number> {
  let valid = true;
  for (const file of files) {
    const isReg = /\.reg$/i.test(file);
    const bytes = await readBytes(file, isReg ? REGISTRY_LIMITS.regBytes : REGISTRY_LIMITS.fileBytes);
    const problems = isReg ? problemsOfReg(bytes, file) : problemsOfJson(bytes, file);
    const failed = problems.some(({ severity }) => severity === 'error');
    for (const { severity, text } of problems) await print(`${severity}: ${text}`);
    if (failed) valid = false;
    else await print(`valid: ${file}`);
  }
  return valid ? EXIT.ok : EXIT.failed;
}

interface Found {
  readonly severity: 'error' | 'warning';
  readonly text: string;
}

function problemsOfJson(bytes: Uint8Array, file: string): Found[] {
  const { problems } = parseRegistration(bytes, file);
  return problems.map(problem => ({ severity: problem.severity, text: formatProblem(problem) }));
}

function problemsOfReg(bytes: Uint8Array, file: string): Found[] {
  const { registrations, problems } = parseRegFile(bytes);
  const found: Found[] = problems.map(problem => ({
    severity: problem.severity,
    text: `${file}: ${formatRegProblem(problem)}`,
  }));
  for (const windows of registrations) {
    for (const problem of toRegistration(windows).problems) {
      found.push({
        severity: problem.severity,
        text: `${file}: ${windows.id}: ${formatRegProblem(problem)}`,
      });
    }
  }
  return found;
}

export interface ImportFlags {
  /** The folder to write to; default the person's own. */
  readonly to?: string;
  /** What `$(runtime.system32)` stands for. */
  readonly system32?: string;
}

/** Writes one JSON registration for each application of a `.reg` file. @returns 0 when all of them were written */
export async function importCommand(file: string, { to, system32 }: ImportFlags): Promise<number> {
  const bytes = await readBytes(file, REGISTRY_LIMITS.regBytes);
  const options = { environment: process.env, ...(system32 === undefined ? {} : { system32 }) };
  const { registrations, problems } = parseRegFile(bytes, options);
  let whole = true;
  for (const problem of problems) {
    say(`${problem.severity}: ${file}: ${formatRegProblem(problem)}`);
    if (problem.severity === 'error') whole = false;
  }
  const folder = to ?? machineFolders().user;
  for (const windows of registrations) whole = (await importOne(windows, folder, file)) && whole;
  if (registrations.length === 0) say(`${file} has no application`);
  return whole && registrations.length > 0 ? EXIT.ok : EXIT.failed;
}

async function importOne(windows: WindowsRegistration, folder: string, file: string): Promise<boolean> {
  const { registration, problems } = toRegistration(windows);
  for (const problem of problems) say(`error: ${file}: ${windows.id}: ${formatRegProblem(problem)}`);
  if (registration === undefined) return false;
  try {
    await print(await writeRegistration(folder, registration));
    return true;
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    say(`error: ${error.message}`);
    return false;
  }
}

export interface ExportFlags extends FolderFlags {
  /** The file to write; default standard output. */
  readonly to?: string;
  /** `Path` of those that name no program: an .exe or .dll with the icon. */
  readonly path?: string;
  readonly encoding: RegEncoding;
  readonly format: RegVersion;
}

/** Writes a `.reg` file of the registrations with these ids, or of all. @returns 0 when all of them have a Windows form */
export async function exportCommand(ids: readonly string[], flags: ExportFlags): Promise<number> {
  const wanted = ids.map(guidOf);
  const { entries } = await readRegistry(foldersOf(flags));
  const missing = wanted.find(id => !entries.some(({ registration }) => registration.id === id));
  if (missing !== undefined) throw new UsageError(`no registration has the id ${missing}`);
  const chosen = entries.filter(
    ({ registration }) => wanted.length === 0 || wanted.includes(registration.id),
  );
  const forms: WindowsRegistration[] = [];
  for (const { registration, file } of chosen) {
    const { registration: form, problems } = formOf(registration, flags.path);
    for (const problem of problems) say(`${problem.severity}: ${file}: ${formatRegProblem(problem)}`);
    if (form !== undefined) forms.push(form);
  }
  const bytes = formatRegFile(forms, { version: flags.format, encoding: flags.encoding });
  if (flags.to === undefined) await write(bytes);
  else await writeRegFile(flags.to, bytes);
  return forms.length === chosen.length ? EXIT.ok : EXIT.failed;
}

/** The path that was named stands in for one that is missing, and for no other. */
function formOf(registration: Registration, path: string | undefined) {
  const own = fromRegistration(registration);
  return own.registration === undefined && path !== undefined
    ? fromRegistration(registration, { path })
    : own;
}

async function writeRegFile(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${reasonOf(error)}`);
  }
}

function guidOf(text: string): string {
  const id = normalizeGuid(text);
  if (!GuidSchema.safeParse(id).success) throw new UsageError(`${text} is not a GUID`);
  return id;
}
