import { DecoratorHandler, type Dispatcher } from 'undici';
import { HttpError } from './http-error.js';

type ResponseHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/**
 * Cuts an answer off as soon as it passes `perAnswer` bytes, or all answers together pass `inAll`; nothing past the
 * limit is held. Answers must come uncompressed (requests say `identity`): a small compressed body could unfold
 * beyond any limit after it was counted here.
 */
export function bodyLimit(perAnswer: number, inAll: number): Dispatcher.DispatcherComposeInterceptor {
  let spent = 0;
  return (dispatch) => (options, handler) => {
    const inner: Dispatcher.DispatchHandler = new DecoratorHandler(handler);
    const host = hostOf(options.origin);
    let received = 0;
    return dispatch(options, {
      onRequestStart: (controller, context) => inner.onRequestStart?.(controller, context),
      onResponseStart: (controller, status, headers, message) => {
        const refusal = refusalOf(headers, Math.min(perAnswer, inAll - spent), host);
        if (refusal) controller.abort(refusal);
        else inner.onResponseStart?.(controller, status, headers, message);
      },
      onResponseData: (controller, chunk) => {
        received += chunk.length;
        spent += chunk.length;
        if (received > perAnswer || spent > inAll) controller.abort(new HttpError('too-large', host));
        else inner.onResponseData?.(controller, chunk);
      },
      onResponseEnd: (controller, trailers) => inner.onResponseEnd?.(controller, trailers),
      onResponseError: (controller, error) => inner.onResponseError?.(controller, error),
    });
  };
}

function refusalOf(headers: ResponseHeaders, limit: number, host: string): HttpError | null {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return new HttpError('compressed', host);
  return Number(headers['content-length'] ?? 0) > limit ? new HttpError('too-large', host) : null;
}

function hostOf(origin: string | URL | undefined): string {
  return origin === undefined ? 'the server' : new URL(origin).host;
}
