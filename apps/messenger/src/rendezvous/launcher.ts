/** Opens an application's page: in the window that waits for it, in a new one, or in a frame of this page. */
import { type Launcher, launchPage, nameIn } from '@rendezvous/rendezvous';
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
}

export function createLauncher({ window, windows, frames, language }: LauncherOptions): Launcher {
  return async ({ registration, session, token, signal }) => {
    const { id, remoteUser } = session;
    const { launch } = registration;
    const url = new URL(launch.url, window.location.href).href;
    // The invitee's press of Accept is being handled at this very moment, so a window may still be opened.
    const opened = windows.take(id) ?? (session.inviter ? null : windows.openEmpty(id, launch));
    if (opened !== null) {
      try {
        return await launchPage({ window, target: opened, url, token, signal });
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
      return await launchPage({ window, target, url, token, signal });
    } catch (error) {
      frames.close(id);
      throw error;
    }
  };
}
