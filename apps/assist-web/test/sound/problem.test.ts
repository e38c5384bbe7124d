import { SoundError } from '@rendezvous/assist';
import { describe, expect, it } from 'vitest';
import { isDeviceMissing, soundErrorOf, soundProblemOf } from '../../src/sound/problem.ts';

/** As some browsers make it: no `Error` at all. */
const overconstrained = { name: 'OverconstrainedError', constraint: 'deviceId', message: '' };

describe('what a refused microphone means', () => {
  it.each([
    [new DOMException('', 'NotFoundError'), 'no-microphone'],
    [new DOMException('', 'OverconstrainedError'), 'no-microphone'],
    [overconstrained, 'no-microphone'],
    [new DOMException('', 'NotAllowedError'), 'denied'],
    [new DOMException('', 'SecurityError'), 'denied'],
    [new DOMException('', 'NotReadableError'), 'busy'],
    [new DOMException('', 'AbortError'), 'busy'],
    [new DOMException('', 'NotSupportedError'), 'unsupported'],
    [new TypeError('getUserMedia is not a function'), 'unsupported'],
    [new DOMException('', 'InvalidStateError'), 'failed'],
    [new Error('whatever'), 'failed'],
    [undefined, 'failed'],
    ['NotAllowedError', 'failed'],
    [new SoundError('busy', 'it is in use'), 'busy'],
  ] as const)('%s', (error, problem) => {
    expect(soundProblemOf(error)).toBe(problem);
    expect(soundErrorOf(error).problem).toBe(problem);
  });

  it('is said without the words of the browser, which may name a device', () => {
    const error = soundErrorOf(new DOMException("Karl's headset is in use", 'NotReadableError'));
    expect(error).toBeInstanceOf(SoundError);
    expect(error.message).not.toContain('Karl');
    expect(error.cause).toBeInstanceOf(DOMException);
  });

  it('tells a device that is not there from one that may not be used', () => {
    expect(isDeviceMissing(overconstrained)).toBe(true);
    expect(isDeviceMissing(new DOMException('', 'NotFoundError'))).toBe(true);
    expect(isDeviceMissing(new DOMException('', 'NotAllowedError'))).toBe(false);
    expect(isDeviceMissing(undefined)).toBe(false);
  });
});
