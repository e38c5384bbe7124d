import { SoundError, type SoundProblem } from '@rendezvous/assist';

const MESSAGES: Readonly<Record<SoundProblem, string>> = {
  'no-microphone': 'there is no microphone',
  denied: 'the microphone is not allowed',
  busy: 'the microphone is in use elsewhere',
  unsupported: 'this page cannot use a microphone',
  failed: 'the microphone could not be opened',
};

/** What an error of `getUserMedia` means for a person. [Media Capture] 10.2, getUserMedia. */
export function soundProblemOf(error: unknown): SoundProblem {
  if (error instanceof SoundError) return error.problem;
  // What `getUserMedia` throws where no context is secure, or where nothing of the constraints is understood.
  if (error instanceof TypeError) return 'unsupported';
  switch (nameOf(error)) {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-microphone';
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    case 'NotSupportedError':
      return 'unsupported';
    default:
      return 'failed';
  }
}

/** The same as an error. Its message is ours: that of the browser may name a device. */
export function soundErrorOf(error: unknown): SoundError {
  if (error instanceof SoundError) return error;
  return soundError(soundProblemOf(error), error);
}

export function soundError(problem: SoundProblem, cause?: unknown): SoundError {
  return new SoundError(problem, MESSAGES[problem], { cause });
}

/** Whether an error says that the chosen device is not there: then another one may do. */
export function isDeviceMissing(error: unknown): boolean {
  const name = nameOf(error);
  return name === 'OverconstrainedError' || name === 'NotFoundError';
}

/** `OverconstrainedError` is no `DOMException` everywhere; every one of them has a name. */
function nameOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'name' in error ? error.name : undefined;
}
