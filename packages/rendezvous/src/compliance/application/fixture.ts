import type { Clock } from '../../clock.ts';
import type { LaunchedApplication } from '../../host/driver.ts';

/** An application that was launched for a check; what `launchProcess` and `launchModule` return is one. */
export interface CheckedApplication extends LaunchedApplication {
  /** How the process has ended, when it is one. */
  readonly exited?: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** What `applicationSuite` needs of whoever runs it. */
export interface ApplicationFixture {
  /**
   * Launches the application with this launch token, as a host would. Called once in each check, and closed by it.
   * A page is launched by handing it one end of a `MessageChannel`.
   */
  readonly launch: (token: string) => Promise<CheckedApplication>;
  /** Whether it is a process, so that it must end with its standard input. Default `false`. */
  readonly process?: boolean;
  /**
   * Whether the application ends when its session does. `false` for one that goes on with a transport of its own; what it
   * does then is its own affair, and is not checked. Default `true`.
   */
  readonly endsWithSession?: boolean;
  /** The application and component ids of its registration. Default: those of "Ask for RemoteAssistance". */
  readonly registration?: { readonly id: string; readonly component: string };
  /** How long each wait of a check may take, in milliseconds. Default 5000. */
  readonly patienceMs?: number;
  /** How long the application is watched for what it must not do, in milliseconds. Default 200. */
  readonly watchMs?: number;
  readonly clock?: Clock;
}
