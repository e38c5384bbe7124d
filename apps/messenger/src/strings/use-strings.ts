import { type Translate, translate, useT } from '@rendezvous/ui';
import type { en } from './en.ts';

/** Turns keys of the messenger's catalogue into sentences. */
export type T = Translate<typeof en>;

/** The current language's sentences, renewed when the person chooses another. */
export const useStrings = (): T => useT<typeof en>();

/** The same outside of React: notifications, the document's title. */
export const strings = (): T => translate<typeof en>();
