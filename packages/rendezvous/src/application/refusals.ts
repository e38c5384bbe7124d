/** What a messenger has answered, as the errors that an application's author meets. */
import { AcceptError, ConnectError, ContextDataError, RpcError, StateError } from '../errors.ts';
import { HRESULT } from '../session-state.ts';

export function sendError(error: unknown): Error {
  if (!(error instanceof RpcError)) {
    return error instanceof Error ? error : new StateError('closed', 'the channel is closed');
  }
  const hr = error.hresult ?? HRESULT.E_FAIL;
  switch (hr) {
    case HRESULT.STATE_INVALID:
      return new StateError('not-connected', 'context data can be sent only while the session is connected');
    case HRESULT.CONTEXT_DATA_OVER_LIMIT:
      return new ContextDataError('over-limit', hr, 'the context data is too long');
    case HRESULT.E_OUTOFMEMORY:
      return new ContextDataError('too-many', hr, 'too much is still on its way');
    default:
      return new ContextDataError('refused', hr, 'the messenger refused the context data');
  }
}

export function acceptError(error: unknown): AcceptError {
  if (error instanceof AcceptError) return error;
  if (error instanceof StateError)
    return new AcceptError('closed', 'the messenger has gone', { cause: error });
  if (error instanceof ConnectError) {
    return new AcceptError('no-answer', 'the messenger did not answer', { cause: error });
  }
  if (!(error instanceof RpcError)) {
    return new AcceptError('protocol-error', 'the messenger broke the contract', { cause: error });
  }
  switch (error.reason) {
    case 'timeout':
      return new AcceptError('no-answer', 'the messenger did not answer in time', { cause: error });
    case 'token-used':
    case 'session-ended':
    case 'unsupported-version':
      return new AcceptError(error.reason, error.message, { cause: error });
    case 'token-unknown':
      return new AcceptError('refused', error.message, { cause: error });
    default:
      return new AcceptError('protocol-error', 'the messenger refused the hello', { cause: error });
  }
}
