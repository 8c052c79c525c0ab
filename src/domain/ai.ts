import { fhirDate } from './fhir/date.js';
import {
  codings,
  type Element,
  elements,
  logicalId,
  ownReference,
  references,
  text,
} from './fhir/elements.js';
import type { FhirResource } from './pull.js';
import { cutName } from './shorten.js';
import type { AiStatement } from './study.js';

/** HL7 v3-ObservationValue: "Artificial Intelligence asserted". */
const AI_ASSERTED = 'AIAST';
/** Roles (HL7 provenance-participant-type) in which a device makes content; as transmitter or verifier it does not. */
const MAKING = new Set(['author', 'assembler', 'composer', 'performer']);

/**
 * What the resources of a pull state about AI, by `Type/id`: a security label on the resource itself (AI Transparency
 * on FHIR), else a Provenance that names a device as a maker, or AI as the reason. A record that states nothing leaves
 * open whether AI was used.
 */
export function aiStatements(resources: FhirResource[]): Map<string, AiStatement> {
  const stated = new Map<string, AiStatement>();
  const devices = new Map(
    resources.filter(({ resourceType }) => resourceType === 'Device').map((one) => [ownReference(one), one]),
  );
  for (const provenance of resources.filter(({ resourceType }) => resourceType === 'Provenance')) {
    const statement = ofProvenance(provenance, devices);
    if (statement === null) continue;
    for (const target of references(provenance['target'])) stated.set(target, statement);
  }
  for (const resource of resources) {
    const label = labelOf(resource);
    if (label === null) continue;
    const { product = null, on = null } = stated.get(ownReference(resource)) ?? {};
    stated.set(ownReference(resource), { ...label, product, on });
  }
  return stated;
}

/** What the security labels of a resource state about AI. */
export function labelOf(resource: FhirResource): AiStatement | null {
  const meta = resource['meta'];
  if (meta === undefined) return null;
  const labels = elements(meta).flatMap((one) => codings(one['security']));
  return labels.some(({ code }) => code === AI_ASSERTED) ? { by: 'label', product: null, on: null } : null;
}

function ofProvenance(provenance: FhirResource, devices: Map<string, FhirResource>): AiStatement | null {
  const makers = elements(provenance['agent']).flatMap((agent) => deviceOf(agent, provenance, devices));
  const reasons = [provenance['reason'], ...elements(provenance['authorization'])].flatMap(codings);
  const asserted = reasons.some(({ code }) => code === AI_ASSERTED);
  if (makers.length === 0 && !asserted) return null;
  const times = [
    provenance['occurredDateTime'],
    ...elements(provenance['occurredPeriod']).map(({ start }) => start),
  ];
  return {
    by: 'provenance',
    product: makers.find((name) => name !== null) ?? null,
    on: [...times, provenance['recorded']].map(fhirDate).find((date) => date !== null) ?? null,
  };
}

/** The name of the device that an agent is, in a list of one; empty where the agent is no device or made nothing. */
function deviceOf(
  agent: Element,
  provenance: FhirResource,
  devices: Map<string, FhirResource>,
): (string | null)[] {
  const roles = [agent['type'], agent['role']].flatMap(codings).map(({ code }) => code ?? '');
  if (roles.length > 0 && !roles.some((role) => MAKING.has(role))) return [];
  return elements(agent['who'] ?? agent['whoReference']).flatMap((who) => {
    const [reference = ''] = references(who);
    const contained = elements(provenance['contained']).find(
      (one) => `#${logicalId(one) ?? ''}` === reference,
    );
    const device =
      devices.get(reference) ?? (contained?.['resourceType'] === 'Device' ? contained : undefined);
    const isDevice =
      device !== undefined || reference.startsWith('Device/') || text(who['type']) === 'Device';
    return isDevice ? [cutName(nameOf(device) ?? text(who['display']))] : [];
  });
}

/** R4 `deviceName`, R5 `name` and `displayName`. */
function nameOf(device: Element | undefined): string | null {
  if (device === undefined) return null;
  const named = [...elements(device['deviceName']), ...elements(device['name'])];
  const values = named.map((one) => text(one['name']) ?? text(one['value']));
  return text(device['displayName']) ?? values.find((name) => name !== null) ?? null;
}
