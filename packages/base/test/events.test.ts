import { expect, expectTypeOf, test } from 'vitest';
import { type Logger, silentLogger, TypedEventTarget } from '../src/index.ts';

class DoorEvent extends Event {
  readonly open: boolean;
  constructor(open: boolean) {
    super('door');
    this.open = open;
  }
}
class House extends TypedEventTarget<{ door: DoorEvent }> {}

test('a typed event target is the platform’s own', () => {
  const house = new House();
  const seen: boolean[] = [];
  const listeners = new AbortController();
  house.addEventListener('door', event => seen.push(event.open), { signal: listeners.signal });
  house.dispatchEvent(new DoorEvent(true));
  listeners.abort();
  house.dispatchEvent(new DoorEvent(false));
  expect(seen).toEqual([true]);
  expect(house).toBeInstanceOf(EventTarget);
});

test('its listeners know the class of their event', () => {
  expectTypeOf<Parameters<House['addEventListener']>[0]>().toEqualTypeOf<'door'>();
  type Listener = NonNullable<Parameters<House['addEventListener']>[1]>;
  expectTypeOf<Parameters<Listener>[0]>().toEqualTypeOf<DoorEvent>();
});

test('the silent logger takes everything and says nothing', () => {
  const log: Logger = silentLogger;
  expect([log.debug('x', { a: 1 }), log.info('x'), log.warn('x'), log.error('x')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
