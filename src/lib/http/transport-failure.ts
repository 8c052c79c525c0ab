import { AsyncLocalStorage } from 'node:async_hooks';
import { DecoratorHandler, type Dispatcher } from 'undici';
import { HttpError } from './http-error.js';

const current = new AsyncLocalStorage<{ error: unknown }>();

/**
 * Runs a request and throws what the transport reported where it failed there. `fetch` passes transport errors on
 * only as it sees fit, down to a bare text, so the error is taken where it arises.
 */
export async function withTransportError<T>(request: () => Promise<T>): Promise<T> {
  const failure: { error: unknown } = { error: null };
  try {
    return await current.run(failure, request);
  } catch (thrown) {
    throw thrown instanceof HttpError ? thrown : (failure.error ?? thrown);
  }
}

/**
 * Notes transport errors for the request that runs in `withTransportError`, and passes them on one turn later: Node's
 * `fetch` never settles when an error reaches it in the same turn as the headers, before anyone reads the body.
 */
export function noteTransportErrors(): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const failure = current.getStore();
    const inner: Dispatcher.DispatchHandler = new DecoratorHandler(handler);
    return dispatch(options, {
      onRequestStart: (controller, context) => inner.onRequestStart?.(controller, context),
      onResponseStart: (controller, status, headers, message) =>
        inner.onResponseStart?.(controller, status, headers, message),
      onResponseData: (controller, chunk) => inner.onResponseData?.(controller, chunk),
      onResponseEnd: (controller, trailers) => inner.onResponseEnd?.(controller, trailers),
      onResponseError: (controller, error) => {
        if (failure) failure.error ??= error;
        setImmediate(() => inner.onResponseError?.(controller, error));
      },
    });
  };
}
