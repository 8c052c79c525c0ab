import type { NextFunction, Request, Response } from 'express';
import type { ApiTokenService } from '../../services/api-token.service.js';
import type { TryLimits } from '../../services/try-limits.js';
import { addressOf, type VisitRequest } from '../visit.js';

/** The header of RFC 6750, section 2.1; tokens in forms or addresses are not taken. */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * Finds out whose program visits. Cookies are not looked at: what a browser sends by itself opens nothing here. Tokens
 * that are not good are counted, and a network that sends many of them is held back (TooManyTriesError).
 */
export function recogniseProgram(tokens: ApiTokenService, limits: TryLimits) {
  return async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    const visit: VisitRequest['visit'] = {
      account: null,
      session: null,
      sessionId: null,
      scopes: [],
      csrf: '',
      grant: null,
      patientId: null,
      shown: [],
      unread: null,
    };
    (request as VisitRequest).visit = visit;
    const token = BEARER.exec(request.get('authorization') ?? '')?.[1];
    const found = token === undefined ? null : await tokens.use(token);
    if (found !== null) Object.assign(visit, found);
    else if (token !== undefined) await limits.take('program-token', addressOf(request), null);
    next();
  };
}
