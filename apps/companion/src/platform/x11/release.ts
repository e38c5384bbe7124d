import { XConnection } from './connection.ts';
import { writeKeysyms } from './spare-keys.ts';

/** Lets go of what a companion that was killed had down: keys `k…`, buttons `b…`, and lent keys `s…`. */
export function releaseX11(display: string, codes: readonly string[]): void {
  const connection = new XConnection(display, () => {});
  const { x, pointer } = connection;
  for (const code of codes) {
    const number = Number(code.slice(1));
    if (!Number.isInteger(number) || number < 1 || number > 255) continue;
    if (code.startsWith('k')) x.XTestFakeKeyEvent(pointer, number, 0, 0);
    else if (code.startsWith('b')) x.XTestFakeButtonEvent(pointer, number, 0, 0);
  }
  connection.sync();
  for (const code of codes)
    if (/^s([89]|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/.test(code))
      writeKeysyms(connection, Number(code.slice(1)), ['']);
  connection.sync();
  connection.close();
}
