/** Opens an application's page: in the window that waits for it, in a new one, or in a frame of this page. */
import { type LaunchedApplication, type Launcher, launchPage, nameIn } from '@rendezvous/rendezvous';
import type { Language } from '@rendezvous/ui';
import { strings } from '../strings/use-strings.ts';
import type { ApplicationWindows } from './application-windows.ts';
import type { Frames } from './frames.ts';

export interface LauncherOptions {
  /** The messenger's own. */
  readonly window: Window;
  readonly windows: ApplicationWindows;
  readonly frames: Frames;
  readonly language: () => Language;
  /** Every application that was launched, for whoever has to let go of them when the page goes. */
  readonly onLaunched: (application: LaunchedApplication) => void;
}

export function createLauncher(options: LauncherOptions): Launcher {
  const { window, windows, frames, language, onLaunched } = options;
  const open = async (target: Window, url: string, token: string, signal: AbortSignal) => {
    const launched = await launchPage({ window, target, url, token, signal });
    onLaunched(launched);
    return launched;
  };
  return async ({ registration, session, token, signal }) => {
    const { id, remoteUser } = session;
    const { launch } = registration;
    const url = new URL(launch.url, window.location.href).href;
    // The invitee's press of Accept is being handled at this very moment, so a window may still be opened.
    const opened = windows.take(id) ?? (session.inviter ? null : windows.openEmpty(id, launch));
    if (opened !== null) {
      try {
        return await open(opened, url, token, signal);
      } catch (error) {
        opened.close();
        throw error;
      }
    }
    const application = nameIn(registration, language());
    const target = await frames.open(
      {
        sessionId: id,
        registration,
        remoteName: remoteUser.name,
        title: strings()('frame.title', { application, name: remoteUser.name }),
      },
      signal,
    );
    try {
      return await open(target, url, token, signal);
    } catch (error) {
      frames.close(id);
      throw error;
    }
  };
}
