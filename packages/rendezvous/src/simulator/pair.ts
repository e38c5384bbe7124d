/** Two registrations that are to be one application. rendezvous-api 5.3, T4. */
import { GuidSchema } from '../invitation.ts';
import { normalizeGuid, type Registration } from '../registration.ts';
import { SimulatorError } from './errors.ts';

export interface RegistrationPair {
  readonly inviter: Registration;
  readonly invitee: Registration;
}

/**
 * Checks that two messengers would bring these two together.
 * @param component the component to create on both sides, in any spelling: for two implementations of one application
 *   that are registered under different components. At least one of the two registrations must have it.
 * @throws SimulatorError naming what differs
 */
export function pairRegistrations(
  { inviter, invitee }: RegistrationPair,
  component?: string,
): RegistrationPair {
  if (inviter.id !== invitee.id) {
    throw new SimulatorError(
      'different-application',
      `the registrations are of different applications: the inviter's is ${inviter.id}, the invitee's is ${invitee.id}`,
    );
  }
  if (component === undefined) {
    if (inviter.component === invitee.component) return { inviter, invitee };
    throw new SimulatorError(
      'different-component',
      `the registrations create different components: the inviter's is ${inviter.component}, the invitee's is ${invitee.component}`,
    );
  }
  const wanted = normalizeGuid(component);
  if (!GuidSchema.safeParse(wanted).success) {
    throw new SimulatorError('invalid-component', 'the component is not a GUID');
  }
  if (inviter.component !== wanted && invitee.component !== wanted) {
    throw new SimulatorError(
      'unknown-component',
      `neither registration has the component ${wanted}: the inviter's is ${inviter.component}, the invitee's is ${invitee.component}`,
    );
  }
  return { inviter: { ...inviter, component: wanted }, invitee: { ...invitee, component: wanted } };
}
