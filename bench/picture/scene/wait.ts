/** Sleeps until a descriptor can be read or a time has come; exact to a tenth of a millisecond, which the event loop is not. */
import koffi from 'koffi';

const libc = koffi.load('libc.so.6');
koffi.struct('WaitEntry', { fd: 'int', events: 'short', revents: 'short' });
koffi.struct('WaitTime', { seconds: 'long', nanoseconds: 'long' });
const ppoll = libc.func(
  'int ppoll(_Inout_ WaitEntry *entries, unsigned long count, WaitTime *time, void *mask)',
);

const READABLE = 1;

/** Resolves nothing: blocks. `ms` undefined waits without end. Gives which descriptors can be read or were closed. */
export function wait(descriptors: readonly number[], ms: number | undefined): boolean[] {
  const entries = descriptors.map(fd => ({ fd, events: READABLE, revents: 0 }));
  const bounded = ms === undefined ? undefined : Math.max(0, ms);
  const time =
    bounded === undefined
      ? null
      : { seconds: Math.floor(bounded / 1000), nanoseconds: Math.floor((bounded % 1000) * 1e6) };
  ppoll(entries, entries.length, time, null);
  return entries.map(({ revents }) => revents !== 0);
}
