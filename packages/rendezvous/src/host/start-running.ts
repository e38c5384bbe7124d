import { LaunchError } from '../errors.ts';
import { ApplicationLink, refusedHello } from './application-link.ts';
import type { LaunchedApplication } from './driver.ts';
import { RunningApplication, type RunningOptions } from './running-application.ts';

/**
 * Launches an application without a session and waits for its hello.
 * @throws LaunchError `timeout`, `closed`; what `launch` rejects with
 */
export async function startRunning(
  options: Omit<RunningOptions, 'launched'>,
  launch: (token: string) => Promise<LaunchedApplication>,
): Promise<RunningApplication> {
  const { host } = options;
  const token = host.newToken();
  const launched = await launch(token);
  const running = new RunningApplication({ ...options, launched });
  let clear: () => void = () => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const link = new ApplicationLink({
        channel: launched.channel,
        host: host.driver,
        clock: host.clock,
        log: host.log,
        admit: given => {
          if (given !== token || host.isSpent(token)) {
            throw refusedHello(host.isSpent(given) ? 'token-used' : 'token-unknown');
          }
          host.spend(token);
          resolve();
          return running;
        },
      });
      const closed = (): void => reject(new LaunchError('closed', 'the application has gone'));
      void link.closed.then(closed);
      void launched.closed.then(() => {
        link.close();
        closed();
      });
      clear = host.clock.setTimer(host.deadlines.launchMs, () =>
        reject(new LaunchError('timeout', 'the application did not speak in time')),
      );
    });
    return running;
  } catch (error) {
    launched.channel.close();
    launched.close();
    throw error;
  } finally {
    clear();
  }
}
