/** The registry of applications, for messengers and tools that run in Node. */
export { IconError, type IconErrorCode, RegistryError, type RegistryErrorCode } from './errors.ts';
export {
  openRegistry,
  type RegistryFolder,
  type RegistryOptions,
  type RegistrySources,
  readRegistry,
} from './folder.ts';
export type { WatchMode } from './folder-watch.ts';
export { type RegistryFolders, registryFolders } from './folders.ts';
export { extractIcon, type IconImage } from './icon.ts';
export type { ImageType } from './image-kind.ts';
export { REGISTRY_DELAYS, REGISTRY_LIMITS } from './limits.ts';
export { DEFAULT_SYSTEM32, type ExpandOptions } from './macros.ts';
export type { MergedRegistry, RegistryEntry } from './merge.ts';
export { formatProblem, type RegistryProblem, type RegistryProblemCode } from './problem.ts';
export type { RegEncoding } from './reg-bytes.ts';
export { formatRegFile, parseRegFile, type RegFormat } from './reg-file.ts';
export { formatRegProblem, type RegProblem, type RegReading } from './reg-problem.ts';
export type { RegVersion } from './reg-value.ts';
export { parseRegistration, type RegistrationReading } from './registration-document.ts';
export type { RegistryOrigin } from './registry-files.ts';
export { parseSeedListing } from './seed-listing.ts';
export {
  type Conversion,
  type FromRegistrationOptions,
  fromRegistration,
  type ToRegistrationOptions,
  toRegistration,
} from './windows-form.ts';
export { WINDOWS_VALUES, WindowsRegistration } from './windows-registration.ts';
export { readWindowsRegistry, type WindowsRegistryOptions } from './windows-registry.ts';
export { writeRegistration } from './write-registration.ts';
