import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import { Clock } from '../lib/clock.js';
import { AccessEventStore } from '../store/access-event.store.js';
import { beforeEnd } from './before-end.js';
import type { VisitRequest } from './visit.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Writes down what others see and do in a record, for the patient to read: each answer that was not a refusal. */
@Injectable()
export class AccessInterceptor implements NestInterceptor {
  constructor(
    private readonly events: AccessEventStore,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<VisitRequest>();
    const { account, grant } = request.visit;
    if (account !== null && grant?.role !== 'self') {
      const failed = (error: unknown) =>
        this.logger.error({ err: error, account: account.id }, 'an access could not be written down');
      beforeEnd(http.getResponse<Response>(), () => this.note(request, account.id), failed);
    }
    return next.handle();
  }

  private async note(request: VisitRequest, accountId: string): Promise<void> {
    const { grant, patientId, shown } = request.visit;
    const deed = { ...deedOf(request), accountId, at: this.clock.now() };
    if (grant !== null && patientId !== null) await this.events.add({ ...deed, patientId, role: grant.role });
    else if (shown.length > 0) await this.events.addLooks(shown, deed);
  }
}

/** What the request is for: its route, and the first item that the route names beside the patient. */
function deedOf(request: Request) {
  const items = Object.entries(request.params as Record<string, string>);
  const item = items.find(([name, value]) => name !== 'patientId' && UUID.test(value))?.[1] ?? null;
  const { path } = request.route as { path: string };
  // Express answers HEAD by the routes of GET.
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  return { item, what: method === 'GET' ? ('view' as const) : ('act' as const), route: `${method} ${path}` };
}
