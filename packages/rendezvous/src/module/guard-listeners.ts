import type { RendezvousSession } from '../session.ts';

type Listener = ((event: Event) => unknown) | { handleEvent(event: Event): unknown };
type Adder = (type: string, listener: unknown, options?: AddEventListenerOptions | boolean) => void;

/**
 * Listeners that throw, or reject, fail alone: Node would end the whole process for one, and with it everybody's messenger.
 * @param failed called with what was thrown
 */
export function guardListeners(session: RendezvousSession, failed: (error: unknown) => void): void {
  const guarded = new WeakMap<Listener, Listener>();
  const guard = (listener: unknown): unknown => {
    // `null` is no listener; anything else that is neither is refused by the platform.
    if ((typeof listener !== 'function' && typeof listener !== 'object') || listener === null)
      return listener;
    const own = listener as Listener;
    const known = guarded.get(own);
    if (known !== undefined) return known;
    const wrapped = (event: Event): void => {
      try {
        const answer = typeof own === 'function' ? own.call(session, event) : own.handleEvent(event);
        if (answer instanceof Promise) answer.catch(failed);
      } catch (error) {
        failed(error);
      }
    };
    guarded.set(own, wrapped);
    return wrapped;
  };
  const add = session.addEventListener.bind(session) as Adder;
  const remove = session.removeEventListener.bind(session) as Adder;
  const addEventListener: Adder = (type, listener, options) => add(type, guard(listener), options);
  const removeEventListener: Adder = (type, listener, options) => remove(type, guard(listener), options);
  Object.assign(session, { addEventListener, removeEventListener });
}
