/** Every bound of the registry; what lies beyond is reported as a problem or refused with an error of its own. */
export const REGISTRY_LIMITS = {
  /** Bytes of one registration file; beyond: the file is a problem. */
  fileBytes: 256 * 1024,
  /** Registration files of one folder; the rest, by file name, is not read, and that is a problem. */
  filesPerFolder: 500,
  /** Problems that are reported of one registration file. */
  problemsPerFile: 20,
  /** Nested values in a registration file; beyond: the file is a problem. */
  jsonDepth: 64,
  /** Bytes of a `.reg` file, UTF-16 units of a listing; beyond: one problem, and nothing is read. */
  regBytes: 4 * 1024 * 1024,
  /** Lines of a `.reg` file or a listing; beyond: a problem, and the rest is not read. */
  regLines: 100_000,
  /** UTF-16 units of one line of it, continued lines joined; beyond: a problem, and the line is skipped. */
  regLine: 64 * 1024,
  /** Applications in a `.reg` file; beyond: a problem, and the rest is not read. */
  regKeys: 1000,
  /** Lines of a `.reg` file that break its notation; beyond: the rest is not read. */
  regProblems: 100,
  /** Characters of `Path`. */
  pathLength: 4096,
  /** Characters of `URL`. */
  urlLength: 2048,
  /** Bytes of an .exe or .dll that icons are taken from; beyond: `too-large`. */
  executableBytes: 64 * 1024 * 1024,
  /** Bytes of one icon with all its sizes, and of an image file; beyond: `too-large`. */
  iconBytes: 2 * 1024 * 1024,
  /** Images in one icon. */
  iconImages: 64,
  /** Sections of an .exe or .dll: what Windows itself loads. */
  sections: 96,
  /** Entries, and characters of their names, in the resources of an .exe or .dll; beyond: `too-large`. */
  resourceEntries: 250_000,
} as const;

/** Delays in milliseconds; every wait of the registry has one. */
export const REGISTRY_DELAYS = {
  /** How long a folder must be quiet before it is read again. */
  settleMs: 150,
  /** After how long a folder that is never quiet is read again nevertheless. */
  unsettledMs: 2_000,
  /** How long a file that could be read before, and cannot be now, is taken to be half written. */
  halfWrittenMs: 2_000,
  /** How often a folder is looked at that is missing or cannot be watched. */
  pollMs: 1_000,
  /** How long Windows' own tool may take to export the registry key. */
  exportMs: 10_000,
} as const;
