/** `@rendezvous/rendezvous/stdio`: applications that are programs of their own. For Node only. */
export {
  type ConnectToHostOverStdioOptions,
  connectToHostOverStdio,
  type StdioHost,
} from './connect-to-host.ts';
export type { DiagnosticsListener } from './diagnostics.ts';
export { type Environment, PROTOCOL_VARIABLE, TOKEN_VARIABLE } from './environment.ts';
export { type LaunchProcessOptions, launchProcess } from './launch-process.ts';
export {
  DIAGNOSTIC_BYTES,
  LINE_BYTES,
  PROCESS_DEADLINES,
  type ProcessDeadlines,
  WAITING_BYTES,
} from './limits.ts';
export { type LineChannel, type LineChannelOptions, type LineFault, lineChannel } from './line-channel.ts';
export type { LaunchedProcess, ProcessExit } from './running-program.ts';
