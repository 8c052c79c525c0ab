import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  NotFoundException,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { type AccessRule, allows, type ApiScope, fitsDoor } from '../domain/access.js';
import type { GrantRole } from '../domain/notification.js';
import { PatientOfStore, type RecordTable } from '../store/patient-of.store.js';
import { OfficerStore } from '../store/offices/officer.store.js';
import { PeopleStore } from '../store/people.store.js';
import { refusal as refused } from '../words/refusal.js';
import { oldForm } from './refused.error.js';
import { isOwnForm, type VisitRequest } from './visit.js';

const RULE = 'scanwarden:access';
const NO_FORM = 'scanwarden:no-form';
const SCOPE = 'scanwarden:scope';
const PATIENT_IN = 'scanwarden:patient-in';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a route asks of its visitor. A route without it answers nobody. */
export const Access = (rule: AccessRule): ReturnType<typeof SetMetadata> => SetMetadata(RULE, rule);

/** For posts that machines make without a form of ours: the address itself carries an unforgeable token. */
export const WithoutForm = (): ReturnType<typeof SetMetadata> => SetMetadata(NO_FORM, true);

/** For programs: they come with a token that holds the scope, and without cookies, so that no other site can send them. */
export const ProgramAccess = (rule: AccessRule, scope: ApiScope): MethodDecorator & ClassDecorator =>
  applyDecorators(Access(rule), SetMetadata(SCOPE, scope), WithoutForm());

/** Where the route's patient stands, if not in its path under that name. */
export type PatientFinder = { query: string } | { rowOf: RecordTable; param: string };
export const PatientIn = (finder: PatientFinder): ReturnType<typeof SetMetadata> =>
  SetMetadata(PATIENT_IN, finder);

/** Thrown for a program whose token does not hold what the route asks for. */
export class ScopeNeededError extends Error {
  override name = 'ScopeNeededError';
  constructor(readonly scope: ApiScope | null) {
    super('the token does not allow this');
  }
}

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
    private readonly patients: PatientOfStore,
    private readonly officers: OfficerStore,
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
    const scope = this.reflector.get<ApiScope | undefined>(SCOPE, context.getHandler()) ?? null;
    if (account && rule !== 'public' && !fitsDoor(scope, request.visit.scopes))
      throw new ScopeNeededError(scope);
    if (account && (rule === 'view' || rule === 'act')) await this.lookUpGrant(account.id, context);
    const visitor = account && {
      roles: account.roles,
      grant: (await this.isOfficer(rule, account.id, request)) ? ('officer' as const) : roleOf(request),
    };
    if (!allows(rule, visitor)) throw refusal(rule, visitor !== null, request.visit.grant !== null);
    const noForm = this.reflector.get<boolean | undefined>(NO_FORM, context.getHandler());
    if (request.method === 'POST' && !noForm && !isOwnForm(request)) throw oldForm();
    return true;
  }

  private async lookUpGrant(accountId: string, context: ExecutionContext): Promise<void> {
    const request = context.switchToHttp().getRequest<VisitRequest>();
    const finder = this.reflector.get<PatientFinder | undefined>(PATIENT_IN, context.getHandler());
    const patientId = await this.patientOf(request, finder);
    const found = UUID.test(patientId) ? await this.people.grantOf(accountId, patientId) : null;
    request.visit.patientId = patientId;
    request.visit.grant = found?.grant ?? null;
    request.visit.unread = found?.unread ?? null;
  }

  private async isOfficer(
    rule: AccessRule | undefined,
    accountId: string,
    { params }: VisitRequest,
  ): Promise<boolean> {
    const { providerId } = params;
    if (rule !== 'officer' || typeof providerId !== 'string' || !UUID.test(providerId)) return false;
    return this.officers.isOfficer(accountId, providerId);
  }

  private async patientOf(request: VisitRequest, finder: PatientFinder | undefined): Promise<string> {
    const idIn = (from: Record<string, unknown>, name: string) =>
      typeof from[name] === 'string' ? from[name] : '';
    if (finder === undefined) return idIn(request.params, 'patientId');
    if ('query' in finder) {
      const given = idIn(request.query, finder.query).replace(/^Patient\//, '');
      if (given === '') throw refused('api.needsPatient');
      return given;
    }
    const id = idIn(request.params, finder.param);
    return UUID.test(id) ? ((await this.patients.find(finder.rowOf, id)) ?? '') : '';
  }
}

function roleOf({ visit }: VisitRequest): GrantRole | null {
  return visit.grant?.role ?? null;
}

/** Somebody else's patient or office is not forbidden but not there: nobody learns whom we watch, or who takes part. */
function refusal(rule: AccessRule | undefined, signedIn: boolean, granted: boolean): Error {
  if (!signedIn && rule !== undefined) return new SignInNeededError('sign in first');
  if (rule === 'officer') return new NotFoundException();
  if ((rule === 'view' || rule === 'act') && !granted) return new NotFoundException();
  return new ForbiddenException();
}
