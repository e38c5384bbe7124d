/** What a library may be given to report life-cycle transitions; fields carry the variables, the message is constant. */
export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

const nothing = (): void => {};

/** The default of every library here: silence. */
export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
