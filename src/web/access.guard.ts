import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  NotFoundException,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { type AccessRule, allows } from '../domain/access.js';
import { PeopleStore } from '../store/people.store.js';
import { oldForm } from './refused.error.js';
import { isOwnForm, type VisitRequest } from './visit.js';

const RULE = 'scanwarden:access';
const NO_FORM = 'scanwarden:no-form';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a route asks of its visitor. A route without it answers nobody. */
export const Access = (rule: AccessRule): ReturnType<typeof SetMetadata> => SetMetadata(RULE, rule);

/** For posts that machines make without a form of ours: the address itself carries an unforgeable token. */
export const WithoutForm = (): ReturnType<typeof SetMetadata> => SetMetadata(NO_FORM, true);

/** Thrown for a visitor who must sign in first; the error filter shows the way. */
export class SignInNeededError extends Error {
  override name = 'SignInNeededError';
}

/** Asks the one decision about access for every route, and for every change that it came from a form of ours. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly people: PeopleStore,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<VisitRequest>();
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    const { account } = request.visit;
    if (rule !== 'public')
      context.switchToHttp().getResponse<Response>().setHeader('cache-control', 'no-store');
    if (account && (rule === 'view' || rule === 'act')) await this.lookUpGrant(account.id, request);
    const visitor = account && { roles: account.roles, grant: request.visit.grant?.role ?? null };
    if (!allows(rule, visitor)) throw refusal(rule, visitor !== null, request.visit.grant !== null);
    const noForm = this.reflector.get<boolean | undefined>(NO_FORM, context.getHandler());
    if (request.method === 'POST' && !noForm && !isOwnForm(request)) throw oldForm();
    return true;
  }

  private async lookUpGrant(accountId: string, request: VisitRequest): Promise<void> {
    const patientId = String(request.params['patientId'] ?? '');
    const found = UUID.test(patientId) ? await this.people.grantOf(accountId, patientId) : null;
    request.visit.grant = found?.grant ?? null;
    request.visit.unread = found?.unread ?? null;
  }
}

/** Somebody else's patient is not forbidden but not there: nobody learns whom we watch. */
function refusal(rule: AccessRule | undefined, signedIn: boolean, granted: boolean): Error {
  if (!signedIn && rule !== undefined) return new SignInNeededError('sign in first');
  if ((rule === 'view' || rule === 'act') && !granted) return new NotFoundException();
  return new ForbiddenException();
}
