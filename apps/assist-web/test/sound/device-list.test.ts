import { describe, expect, it } from 'vitest';
import {
  choicesOf,
  deviceFor,
  identityFor,
  isKnown,
  type ListedDevice,
} from '../../src/sound/device-list.ts';

const device = (kind: string, deviceId: string, groupId: string, label: string): ListedDevice => ({
  kind,
  deviceId,
  groupId,
  label,
});
const desk = device('audioinput', 'a1', 'desk', 'Desk microphone');
const headset = device('audioinput', 'b2', 'headset', 'Headset');
const ear = device('audiooutput', 'c3', 'headset', 'Headset');
const screen = device('audiooutput', 'd4', 'screen', 'Screen');
const camera = device('videoinput', 'e5', 'desk', 'Camera');

describe('which device a choice means', () => {
  it('is the chosen one while it is there', () => {
    expect(deviceFor([desk, headset], 'audioinput', 'b2')).toBe('b2');
    expect(deviceFor([desk, ear], 'audioinput', 'b2')).toBe('a1');
  });

  it('is the one behind the default, by its group: another headset as default is another device', () => {
    const byDefault = (groupId: string) => device('audioinput', 'default', groupId, 'Default');
    expect(deviceFor([byDefault('desk'), desk, headset], 'audioinput', '')).toBe('a1');
    expect(deviceFor([byDefault('headset'), desk, headset], 'audioinput', '')).toBe('b2');
    expect(deviceFor([byDefault('headset'), desk, headset], 'audioinput', 'unplugged')).toBe('b2');
  });

  it('is found by its name where a group has two, or says nothing', () => {
    const second = device('audioinput', 'b3', 'headset', 'Headset, second jack');
    const entry = device('audioinput', 'default', 'headset', 'Default - Headset, second jack');
    expect(deviceFor([entry, headset, second], 'audioinput', '')).toBe('b3');
    const groupless = [entry, desk, headset, second].map(listed => ({ ...listed, groupId: '' }));
    expect(deviceFor(groupless, 'audioinput', '')).toBe('b3');
  });

  it('is the first one where no entry stands for the default, and the only one where there is one', () => {
    const entry = device('audioinput', 'default', 'x', 'Default');
    expect(deviceFor([camera, screen, desk, headset], 'audioinput', '')).toBe('a1');
    expect(deviceFor([entry, desk], 'audioinput', '')).toBe('a1');
  });

  it('is not known where nothing leads from the default to a device; the name of it then is of all there are', () => {
    const entry = device('audioinput', 'default', 'x', 'Default');
    const lamp = device('audioinput', 'f6', 'lamp', 'Lamp');
    expect(deviceFor([entry, desk, headset], 'audioinput', '')).toBeUndefined();
    const name = identityFor([entry, desk, headset], 'audioinput', '');
    expect(name).toBe('default a1 b2');
    expect(identityFor([entry, headset, desk], 'audioinput', '')).toBe(name);
    expect(identityFor([entry, desk, headset, lamp], 'audioinput', '')).not.toBe(name);
    expect(identityFor([entry, desk], 'audioinput', '')).toBe('a1');
    expect(identityFor([entry, desk, headset], 'audioinput', 'b2')).toBe('b2');
    expect(identityFor([], 'audioinput', '')).toBeUndefined();
    expect(identityFor([device('audioinput', '', '', '')], 'audioinput', '')).toBeUndefined();
    const many = Array.from({ length: 60 }, (_, n) =>
      device('audioinput', `id${String(n)}${'x'.repeat(60)}`, '', `M${String(n)}`),
    );
    expect(identityFor([entry, ...many], 'audioinput', '')?.length).toBeLessThanOrEqual(256);
  });

  it('never is another kind, a stand-in for communications, or what has no name for us', () => {
    const calls = device('audioinput', 'communications', 'headset', 'Communications - Headset');
    expect(deviceFor([calls, camera, ear, headset], 'audioinput', '')).toBe('b2');
    expect(deviceFor([calls, headset], 'audioinput', 'communications')).toBe('b2');
    expect(deviceFor([ear], 'audioinput', '')).toBeUndefined();
    expect(deviceFor([], 'audiooutput', 'c3')).toBeUndefined();
    expect(deviceFor([device('audioinput', '', '', '')], 'audioinput', '')).toBeUndefined();
    expect(deviceFor([device('audioinput', 'x'.repeat(300), '', 'X')], 'audioinput', '')).toBeUndefined();
  });
});

describe('what a person can choose', () => {
  it('are the devices by name, without stand-ins, and nothing before the permission', () => {
    const entry = device('audioinput', 'default', 'desk', 'Default');
    const list = [entry, desk, headset, ear, screen, camera];
    expect(choicesOf(list, 'audioinput')).toEqual([
      { id: 'a1', label: 'Desk microphone' },
      { id: 'b2', label: 'Headset' },
    ]);
    expect(choicesOf(list, 'audiooutput')).toEqual([
      { id: 'c3', label: 'Headset' },
      { id: 'd4', label: 'Screen' },
    ]);
    const nameless = [device('audioinput', '', '', ''), device('audiooutput', '', '', '')];
    expect(choicesOf(nameless, 'audioinput')).toEqual([]);
    expect(isKnown(nameless, 'audioinput')).toBe(false);
    expect(isKnown(list, 'audioinput')).toBe(true);
  });
});
