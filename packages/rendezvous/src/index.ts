export type { ReceivedMemory } from './application/host-line.ts';
export {
  type AcceptOptions,
  type Application,
  acceptSession,
  type OpenOptions,
  openApplication,
  type ResumedApplication,
  type ResumeOptions,
  resumeSession,
  type SessionlessApplication,
} from './application.ts';
export type { Channel } from './channel.ts';
export { memoryChannelPair } from './channels/memory.ts';
export { messagePortChannel } from './channels/message-port.ts';
export { type Clock, systemClock } from './clock.ts';
export {
  METHODS,
  type MethodFrom,
  type MethodName,
  NOTIFICATIONS,
  type NotificationFrom,
  type NotificationName,
  type NotificationParamsOf,
  type ParamsOf,
  RelayServer,
  type ResultOf,
  SessionSnapshot,
  type Side,
  Summary,
} from './contract.ts';
export {
  AcceptError,
  type AcceptErrorCode,
  ConnectError,
  type ConnectErrorCode,
  ContextDataError,
  type ContextDataErrorCode,
  InvitationEnded,
  LaunchError,
  type LaunchErrorCode,
  RPC_CODE,
  RpcError,
  type RpcErrorData,
  type RpcReason,
  StateError,
  type StateErrorCode,
} from './errors.ts';
export {
  type HostDriver,
  type Launch,
  type LaunchedApplication,
  type Launcher,
  LaunchRefused,
} from './host/driver.ts';
export { BeforeLaunchEvent, IncomingEvent, ReadyToLaunchEvent, RefusedEvent } from './host/events.ts';
export { type HostEvents, type HostOptions, type InviteOptions, RendezvousHost } from './host/host.ts';
export { HostSession } from './host/host-session.ts';
export { startInvited, startInviting, stepInvitation } from './host/invitation-machine.ts';
export {
  type Deadlines,
  type DeclineReason,
  type InvitationContext,
  type InvitationInput,
  type InvitationOutput,
  type InvitationState,
  type InvitationStep,
  sessionStateOf,
  type TimerName,
} from './host/invitation-state.ts';
export { LaunchedRecord } from './host/launched-record.ts';
export { hresultOfReason } from './host/reasons.ts';
export type { RemoteUser } from './host/remote-user.ts';
export type { HostSessionStage } from './host/session-control.ts';
export { IDENTIFIERS, REGISTRY_KEY } from './identifiers.ts';
export { GuidSchema, InvitationMessage, type InvitationMessageOf, PROTOCOL_VERSIONS } from './invitation.ts';
export { DEADLINES, LIMITS } from './limits.ts';
export { type LaunchModuleOptions, launchModule } from './module/launch-module.ts';
export { type ConnectedHost, type ConnectOptions, connectToHost } from './page/application.ts';
export { type FramePolicy, type FramePolicyOptions, framePolicy, prepareFrame } from './page/frame.ts';
export {
  type LaunchPageOptions,
  type ListenOptions,
  launchPage,
  listenForApplications,
  type ReturningHost,
} from './page/host.ts';
export { type ApplicationMemory, type ApplicationRecord, sessionMemory } from './page/memory.ts';
export type { RandomBytes } from './random.ts';
export {
  IconResource,
  type LaunchKind,
  LaunchManifest,
  type LaunchOf,
  launchesAs,
  nameIn,
  normalizeGuid,
  PERMISSIONS,
  Registration,
  SANDBOX_TOKENS,
} from './registration.ts';
export {
  isRendezvousSession,
  type Messenger,
  type RendezvousApplication,
  type RendezvousApplicationFactory,
} from './rendezvous-application.ts';
export { type OtherSide, type RpcHandlers, RpcPeer, type RpcPeerOptions } from './rpc.ts';
export {
  RendezvousSession,
  type SessionEvents,
  type SessionReceiver,
  type SessionTransport,
} from './session.ts';
export { ContextDataEvent, SendErrorEvent, StateChangeEvent, TerminationEvent } from './session-events.ts';
export {
  DISPID,
  END_REASONS,
  type EndReason,
  HRESULT,
  isTerminal,
  SESSION_FLAGS,
  SESSION_STATE,
  type SessionOutcome,
  type SessionState,
  stateNamed,
  UNAVAILABLE_REASONS,
} from './session-state.ts';
