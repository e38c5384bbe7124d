/** Bounds and deadlines of the simulator; deadlines are in milliseconds. */
export const SIMULATOR_LIMITS = {
  /** Steps that may wait for a reader; beyond, the latest are lost, and a problem says how many. */
  steps: 65_536,
  /** UTF-16 units of the text of an error in a step; the rest is cut off. */
  messageUnits: 200,
  /** How long applications may take to be gone after the simulator has let go of them. */
  closeMs: 15_000,
} as const;
