import { ApiTokenService } from '../../../src/services/api-token.service.js';
import type { ApiScope } from '../../../src/domain/access.js';
import { type App, NOW } from '../../support/app.js';

/** What a program got. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}

/** A program of this account, with a token of its own. */
export async function programOf(
  app: App,
  accountId: string,
  scopes: ApiScope[] = ['read', 'answer'],
): Promise<Program> {
  const doer = { accountId, sessionId: null, device: { browser: null, system: null }, at: NOW };
  const token = await app.get(ApiTokenService).make(doer, { name: 'a script', scopes, days: null });
  return new Program(app.origin, token);
}

export class Program {
  constructor(
    readonly origin: string,
    readonly token: string | null,
  ) {}

  get(path: string): Promise<Answer> {
    return this.send(path, {});
  }

  post(path: string, body: object): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    return this.send(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async send(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (this.token !== null) headers.set('authorization', `Bearer ${this.token}`);
    const response = await fetch(this.origin + path, { ...init, headers, redirect: 'manual' });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  }
}
