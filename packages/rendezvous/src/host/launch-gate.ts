import { LaunchError } from '../errors.ts';
import { type Launch, type LaunchedApplication, type Launcher, LaunchRefused } from './driver.ts';
import { BeforeLaunchEvent, ReadyToLaunchEvent } from './events.ts';

/**
 * Launches by `launch`, unless a listener of `host` refuses or takes over: rendezvous-api 6.8.
 * Dispatches at once, so that a user gesture still counts.
 */
export function launchThrough(
  host: Pick<EventTarget, 'dispatchEvent'>,
  launch: Launcher,
  details: Launch,
): Promise<LaunchedApplication> {
  const before = new BeforeLaunchEvent(details.session);
  host.dispatchEvent(before);
  if (before.refused) return Promise.reject(new LaunchRefused());
  if (!before.defaultPrevented) return launch(details);
  return new Promise((resolve, reject) => {
    details.signal.addEventListener('abort', () =>
      reject(new LaunchError('closed', 'nobody has launched it')),
    );
    host.dispatchEvent(new ReadyToLaunchEvent(details, resolve));
  });
}
