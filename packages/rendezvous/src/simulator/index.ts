/** `@rendezvous/rendezvous/simulator`: develop an application with no messenger. Runs in browsers and in Node. */
export type {
  ApplicationStage,
  LauncherSide,
  SimulatedApplication,
  SimulatedLauncher,
} from './application.ts';
export { SimulatorError, type SimulatorErrorCode } from './errors.ts';
export { SIMULATOR_LIMITS } from './limits.ts';
export { pairRegistrations, type RegistrationPair } from './pair.ts';
export type { SimulatedSide } from './side.ts';
export { type SimulateOptions, type Simulation, type SimulationResult, simulate } from './simulate.ts';
export { type Answer, type SideOptions, Simulator, type SimulatorOptions } from './simulator.ts';
export type { ProblemName, SideName, SimulatorEvent, SimulatorStep, ToldText } from './step.ts';
export { CarryError, type TransportFaults } from './transport.ts';
