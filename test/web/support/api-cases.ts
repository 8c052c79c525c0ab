import type { ApiTokensView } from '../../../src/web/views/api.js';
import type { Case } from './cases.js';
import { type Fill, THIRD_OF_MAY, TODAY, viewer } from './values.js';

/** Tokens: none, some, and one just made. */
export function apiCases(fill: Fill): Case[] {
  const head = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill) };
  const token: ApiTokensView['tokens'][number] = {
    endAction: '/settings/api/1/end',
    name: fill.text('My script'),
    may: 'read',
    made: THIRD_OF_MAY,
    used: null,
    ends: null,
    over: false,
  };
  const used: typeof token = { ...token, may: 'answer', used: TODAY, ends: TODAY };
  return [
    { page: 'api-tokens', label: 'none', view: { ...head, tokens: [] } },
    {
      page: 'api-tokens',
      label: 'some',
      view: {
        ...head,
        tokens: [token, used, { ...used, made: TODAY, used: THIRD_OF_MAY, ends: THIRD_OF_MAY, over: true }],
      },
    },
    { page: 'api-token', label: 'made', view: { ...head, token: fill.text('swt_abc') } },
  ];
}
