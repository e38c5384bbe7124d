/** Whether a number is a TCP port one can connect to, 1 to 65,535. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

/** The TCP port of up to five decimal digits. */
export function parsePort(digits: string): number | undefined {
  const port = /^[0-9]{1,5}$/.test(digits) ? Number(digits) : 0;
  return isPort(port) ? port : undefined;
}
