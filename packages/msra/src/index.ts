/**
 * [MS-RA], [MS-RAI] and the parts of [MS-RDPEMC] that steer a session: bytes, texts and state machines.
 * No dependencies, no I/O, no clock, no randomness; decoding is total.
 *
 * @packageDocumentation
 */

export * from './exports/initiation.ts';
export * from './exports/machines.ts';
export * from './exports/messages.ts';
