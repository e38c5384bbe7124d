import type { AssistanceSession, AssistView } from '@rendezvous/assist';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { SoundView } from '../sound/browser-sound.ts';
import type { SoundFace } from './faces.ts';

/** The session's view, renewed at each change. */
export function useView(session: AssistanceSession): AssistView {
  const subscribe = useCallback(
    (onChange: () => void) => {
      session.addEventListener('change', onChange);
      return () => session.removeEventListener('change', onChange);
    },
    [session],
  );
  return useSyncExternalStore(subscribe, () => session.view);
}

/** Microphone and speaker, renewed at each change; how loud it is now is asked for beside it. */
export function useSound(sound: SoundFace): SoundView {
  const subscribe = useCallback((onChange: () => void) => sound.subscribe(onChange), [sound]);
  return useSyncExternalStore(subscribe, () => sound.view);
}

/** Makes the window's title tell the state: it is what the task bar shows. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** While `active`, closing or reloading the window asks first: it would end the assistance. */
export function useLeaveGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const onBeforeUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', onBeforeUnload);
    return () => window.removeEventListener('beforeunload', onBeforeUnload);
  }, [active]);
}
