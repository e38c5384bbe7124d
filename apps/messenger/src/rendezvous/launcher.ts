/** Opens an application's page: in the window that waits for it, in a new one, or in a frame of this page. */
import { LaunchError, type Launcher, launchesAs, launchPage, nameIn } from '@rendezvous/rendezvous';
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

export function createLauncher(options: LauncherOptions): Launcher {
  const { window, windows, frames, language } = options;
  return async ({ registration, session, token, signal }) => {
    if (!launchesAs(registration, 'page')) {
      throw new LaunchError('unsupported', 'a browser launches pages only');
    }
    const { id, remoteUser, inviter } = session;
    const { launch } = registration;
    const url = new URL(launch.url, window.location.href).href;
    const open = (target: Window, opaque: boolean) =>
      launchPage({ window, target, opaque, url, token, signal });
    // The invitee's press of Accept is being handled at this very moment, so a window may still be opened.
    const mayOpen = launch.placement === 'window' && !inviter;
    const opened = windows.take(id) ?? (mayOpen ? windows.openEmpty(id, launch) : null);
    if (opened !== null) {
      try {
        return await open(opened, false);
      } catch (error) {
        opened.close();
        throw error;
      }
    }
    const application = nameIn(registration, language());
    const title = strings()('frame.title', { application, name: remoteUser.name });
    try {
      const frame = await frames.open(
        { sessionId: id, registration, url, remoteName: remoteUser.name, title },
        signal,
      );
      return await open(frame.target, frame.opaque);
    } catch (error) {
      frames.close(id);
      throw error;
    }
  };
}
