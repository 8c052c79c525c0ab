import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner } from '@nestjs/core';
import type { AccessRule } from '../../../src/domain/access.js';
import { RECORD_CONTROLLERS } from '../../../src/web/record-controllers.js';
import { SERVICE_CONTROLLERS } from '../../../src/web/service-controllers.js';

export interface Route {
  method: 'GET' | 'POST';
  path: string;
  rule: AccessRule | undefined;
}

/** The metadata that the guard reads. */
const RULE = 'scanwarden:access';

/** Every route of the service, as the controllers declare it. */
export const ROUTES: Route[] = [...RECORD_CONTROLLERS, ...SERVICE_CONTROLLERS].flatMap(routesOf);

/** Those about a patient. */
export function recordRoutes(): Route[] {
  return ROUTES.filter(({ rule }) => rule === 'view' || rule === 'act');
}

function routesOf(controller: Type): Route[] {
  const prototype = controller.prototype as Record<string, object>;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name): Route[] => {
    const handler = prototype[name]!;
    const own = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
    if (own === undefined) return [];
    const base = Reflect.getMetadata(PATH_METADATA, controller) as string;
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] as Route['method'];
    const rule = (Reflect.getMetadata(RULE, handler) ??
      Reflect.getMetadata(RULE, controller)) as Route['rule'];
    return [{ method, path: `/${base}/${own}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1'), rule }];
  });
}
