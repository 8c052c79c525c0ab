import type { Response } from 'express';

/**
 * Does something before an answer leaves, once it is known what it is; an answer that refuses leaves at once. Where the
 * work fails, the line is cut: nobody is shown what could not be written down.
 */
export function beforeEnd(
  response: Response,
  work: () => Promise<void>,
  failed: (error: unknown) => void,
): void {
  const end = response.end.bind(response) as (...args: unknown[]) => Response;
  response.end = ((...args: unknown[]) => {
    response.end = end as Response['end'];
    if (response.statusCode >= 400) return end(...args);
    work().then(
      () => end(...args),
      (error: unknown) => {
        failed(error);
        response.socket?.destroy();
      },
    );
    return response;
  }) as Response['end'];
}
