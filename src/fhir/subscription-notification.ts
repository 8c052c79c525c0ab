import { isObject, objectsIn, stringIn } from './resource.js';

/** What a server may say to us; its news is all that asks for a pull. */
export type NotificationKind = 'handshake' | 'heartbeat' | 'event-notification';
const KINDS: ReadonlySet<string> = new Set<NotificationKind>([
  'handshake',
  'heartbeat',
  'event-notification',
]);

/**
 * The kind of a Subscriptions R5 Backport notification, or null where the body is none that we act on. Its first entry
 * tells: Parameters in R4, SubscriptionStatus from R4B on (backport IG, "Notifications"). What else the Bundle holds is
 * not looked at: a notification is a hint to read the record, never the record.
 */
export function notificationKind(body: unknown): NotificationKind | null {
  if (!isObject(body) || body['resourceType'] !== 'Bundle') return null;
  if (body['type'] !== 'history' && body['type'] !== 'subscription-notification') return null;
  const status = objectsIn(body['entry'])[0]?.['resource'];
  const kind = isObject(status) ? kindIn(status) : null;
  return isKind(kind) ? kind : null;
}

function kindIn(status: Record<string, unknown>): string | null {
  if (status['resourceType'] === 'SubscriptionStatus') return stringIn(status['type']);
  if (status['resourceType'] !== 'Parameters') return null;
  const named = objectsIn(status['parameter']).find(({ name }) => name === 'type');
  return stringIn(named?.['valueCode']);
}

function isKind(kind: string | null): kind is NotificationKind {
  return kind !== null && KINDS.has(kind);
}
