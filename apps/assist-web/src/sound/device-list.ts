/** What the browser lists, and which device is meant by a choice. Nothing here asks the browser. */

export type DeviceKind = 'audioinput' | 'audiooutput';

/** The parts of a `MediaDeviceInfo` that count here. */
export interface ListedDevice {
  readonly kind: string;
  readonly deviceId: string;
  readonly groupId: string;
  readonly label: string;
}

export interface SoundDevice {
  readonly id: string;
  readonly label: string;
}

/** The system's choice, wherever a device is named. */
export const DEFAULT_DEVICE = '';
/** Chromium lists the system's choices beside the devices themselves, under these names. */
const DEFAULT_ENTRY = 'default';
const STAND_INS: readonly string[] = [DEFAULT_ENTRY, 'communications'];
/** Enough of an identifier to tell the devices of one machine apart. */
const ID_START = 12;
/** Longer names come from no browser. */
const LONGEST_ID = 256;

/** The devices of a kind that a person can tell apart and choose; none before the browser tells their names. */
export function choicesOf(list: readonly ListedDevice[], kind: DeviceKind): readonly SoundDevice[] {
  return realDevices(list, kind)
    .filter(device => device.label !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** Whether the list says something of this kind: before the permission it has entries without names, or none. */
export function isKnown(list: readonly ListedDevice[], kind: DeviceKind): boolean {
  return list.some(device => device.kind === kind && device.deviceId !== '');
}

export function isListed(list: readonly ListedDevice[], kind: DeviceKind, id: string): boolean {
  return list.some(device => device.kind === kind && device.deviceId === id);
}

/** Whether the list says by itself which device the system prefers. */
export function namesDefault(list: readonly ListedDevice[], kind: DeviceKind): boolean {
  return isListed(list, kind, DEFAULT_ENTRY);
}

/**
 * The device that `chosen` means now: itself while it is there, else the one behind the system's default. `undefined` when
 * there is none, or the browser does not say: Chromium on Linux tells only that there is a default.
 */
export function deviceFor(
  list: readonly ListedDevice[],
  kind: DeviceKind,
  chosen: string,
): string | undefined {
  const real = realDevices(list, kind);
  if (chosen !== DEFAULT_DEVICE && real.some(device => device.deviceId === chosen)) return chosen;
  const entry = list.find(device => device.kind === kind && device.deviceId === DEFAULT_ENTRY);
  // Where no entry stands for the default, it is listed first; and of one there is no other.
  if (entry === undefined || real.length === 1) return real[0]?.deviceId;
  const group = real.filter(device => device.groupId !== '' && device.groupId === entry.groupId);
  // "Default - Headset": two devices of one group are told apart by their names, and where groups say nothing as well.
  const named = (group.length > 0 ? group : real).filter(device => isNamedIn(device.label, entry.label));
  return (named[0] ?? group[0])?.deviceId;
}

/**
 * A name for what {@link deviceFor} finds, by which it is known again, so that another headset as default is another
 * device. Where the browser does not say which one that is, the name is of all that there are: with a new one among them
 * it is not the same any more. `undefined` when there is none, or the browser names none.
 */
export function identityFor(
  list: readonly ListedDevice[],
  kind: DeviceKind,
  chosen: string,
): string | undefined {
  const device = deviceFor(list, kind, chosen);
  if (device !== undefined || !isKnown(list, kind)) return device;
  const starts = realDevices(list, kind).map(({ deviceId }) => deviceId.slice(0, ID_START));
  return [DEFAULT_ENTRY, ...starts.toSorted()].join(' ').slice(0, LONGEST_ID);
}

function isNamedIn(label: string, entry: string): boolean {
  return label !== '' && entry.endsWith(label);
}

function realDevices(list: readonly ListedDevice[], kind: DeviceKind): readonly ListedDevice[] {
  return list.filter(
    ({ kind: own, deviceId }) =>
      own === kind && deviceId !== '' && deviceId.length <= LONGEST_ID && !STAND_INS.includes(deviceId),
  );
}
