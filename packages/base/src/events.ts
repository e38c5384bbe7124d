/** The platform's `EventTarget` with the events of one class spelled out: a type only, nothing at run time. */
export interface TypedEventTarget<M extends object>
  extends Omit<EventTarget, 'addEventListener' | 'removeEventListener'> {
  addEventListener<K extends keyof M & string>(
    type: K,
    listener: ((event: M[K]) => void) | null,
    options?: AddEventListenerOptions | boolean,
  ): void;
  removeEventListener<K extends keyof M & string>(
    type: K,
    listener: ((event: M[K]) => void) | null,
    options?: EventListenerOptions | boolean,
  ): void;
}

/** `class Link extends TypedEventTarget<{ close: CloseEvent }>`: event name → event class. */
export const TypedEventTarget = EventTarget as unknown as new <M extends object>() => TypedEventTarget<M>;
