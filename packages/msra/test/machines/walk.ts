/** Walks of a machine through inputs of chance, from its alphabet and beyond it, with everything checked that holds for all machines. */
import {
  CTL,
  type CtlPacket,
  encodeCommand,
  encodeCtl,
  encodeParticipant,
  maySend,
  PARTICIPANT_PDUS,
  type ParticipantPdu,
  RC_COMMANDS,
  type RcCommand,
  type Usage,
} from '@rendezvous/msra';
import fc from 'fast-check';
import { Random } from '../fuzz/random.ts';
import { ctlPacket, participantPdu, rcCommand } from '../properties/arbitraries.ts';
import type { Named, Sample, Typed, Wire } from './sample.ts';
import { keyOf } from './search.ts';

/** What may come from the other side, whether it makes sense or not. */
const BEYOND: Readonly<Record<Wire, readonly unknown[]>> = {
  packet: fc.sample(ctlPacket, { numRuns: 300, seed: 1 }),
  command: fc.sample(rcCommand, { numRuns: 300, seed: 1 }),
  pdu: fc.sample(participantPdu, { numRuns: 300, seed: 1 }),
  block: fc.sample(fc.uint8Array({ maxLength: 40 }), { numRuns: 300, seed: 1 }),
};

/** So many inputs of ten are chosen for where they lead; as many are chance, two of them from beyond the alphabet. */
const HALF = 5;

/** One step of a walk. */
export interface Taken {
  readonly before: Named;
  readonly input: Typed;
  readonly after: Named;
  readonly outputs: readonly Typed[];
}

/**
 * One walk; the same seed takes the same one.
 * @throws Error with one sentence when something does not hold
 */
export function walkAtRandom(machine: Sample, seed: number, steps: number): Taken[] {
  const random = new Random(seed);
  const taken: Taken[] = [];
  const visits = new Map<string, number>();
  let before = machine.initial;
  for (let step = 0; step < steps; step += 1) {
    visits.set(before.name, (visits.get(before.name) ?? 0) + 1);
    const input = inputOf(machine, random, before, visits);
    const [after, outputs] = checkedStep(machine, before, input);
    taken.push({ before, input, after, outputs });
    before = after;
  }
  return taken;
}

/** Chance alone hardly ever gets far: half of the time a walk goes where it has been least, and it does not hurry to its end. */
function inputOf(
  { inputs, wire, home, step }: Sample,
  random: Random,
  before: Named,
  visits: ReadonlyMap<string, number>,
): Typed {
  const kind = random.below(2 * HALF);
  if (kind < HALF) {
    const offered = Array.from({ length: inputs.length }, () => random.pick(inputs)[1]);
    const visitsBy = (input: Typed): number => {
      const [{ name }] = step(before, input);
      return name === home.at(-1) ? Number.POSITIVE_INFINITY : (visits.get(name) ?? 0);
    };
    return offered.reduce((best, input) => (visitsBy(input) < visitsBy(best) ? input : best));
  }
  if (wire.length === 0 || kind > HALF + 1) return random.pick(inputs)[1];
  const carried = random.pick(wire);
  // `allowed` means something to the novice's share control alone.
  return Object.fromEntries([
    ['type', 'received'],
    [carried, random.pick(BEYOND[carried])],
    ['allowed', random.below(2) === 0],
  ]) as unknown as Typed;
}

/** One step, and what every step of every machine keeps to. */
export function checkedStep(
  machine: Sample,
  before: Named,
  input: Typed,
): readonly [Named, readonly Typed[]] {
  const [keyBefore, inputBefore] = [keyOf(before), keyOf(input)];
  const [after, outputs] = machine.step(before, input);
  const told = (what: string): Error => new Error(`${what}: ${keyBefore} with ${inputBefore}`);
  if (typeof after.name !== 'string' || !Array.isArray(outputs)) throw told('no state, or no outputs');
  if (keyOf(before) !== keyBefore || keyOf(input) !== inputBefore)
    throw told('the state or the input was changed');
  if (after !== before && outputs.length === 0 && keyOf(after) === keyBefore)
    throw told('an ignored input gave another state object');
  const again = machine.step(before, input);
  if (keyOf(again) !== keyOf([after, outputs])) throw told('the same step had another outcome');
  for (const output of outputs) checkOutput(machine, output, told);
  return [after, outputs];
}

interface Sent {
  readonly packet?: CtlPacket;
  readonly command?: RcCommand;
  readonly pdu?: ParticipantPdu;
}

/** What is sent is this side's to send in one of the machine's versions, and can be written. */
function checkOutput({ role, versions }: Sample, output: Typed, told: (what: string) => Error): void {
  const { packet, command, pdu } = output as Typed & Sent;
  const usages: readonly (Usage | undefined)[] = [
    packet && CTL[packet.name],
    command && RC_COMMANDS[command.name],
    pdu && PARTICIPANT_PDUS[pdu.name],
  ];
  for (const usage of usages) {
    if (usage === undefined) continue;
    const mayBe = versions.some(version =>
      role === undefined ? usage.versions.includes(version) : maySend(usage, role, version),
    );
    if (!mayBe) throw told('something was sent that this side may not send');
  }
  if (packet) encodeCtl(packet);
  if (command) encodeCommand(command);
  if (pdu) encodeParticipant(pdu);
}
