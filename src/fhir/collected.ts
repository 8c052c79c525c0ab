import type { FhirResource } from '../domain/pull.js';
import type { SourceGap, SourceReading } from './study-source.js';

/** Resources in the order read; one met again takes the place of its earlier copy. */
export class ResourceSet {
  private readonly byKey = new Map<unknown, FhirResource>();

  get size(): number {
    return this.byKey.size;
  }

  /** @param key what makes two resources the same one; null keeps them apart */
  add(resource: FhirResource, key: string | null): void {
    const place = key ?? resource;
    this.byKey.delete(place);
    this.byKey.set(place, resource);
  }

  all(): FhirResource[] {
    return [...this.byKey.values()];
  }
}

/** Gathers a reading; a gap met again is told once. */
export class Collected {
  readonly resources = new ResourceSet();
  private readonly types = new Set<string>();
  private readonly refusedGaps = new Map<string, SourceGap>();
  private readonly failedGaps = new Map<string, SourceGap>();

  wasRead(type: string): void {
    this.types.add(type);
  }

  refuse(type: string | null, code: string, why: string): void {
    this.refusedGaps.set(`${type} ${why}`, { type, code, why });
  }

  fail(type: string | null, code: string, why: string, retryAfterMs?: number): void {
    this.failedGaps.set(`${type} ${why}`, { type, code, why, retryAfterMs });
  }

  /** A type that has a gap was not read to its end, whatever else came of it. */
  reading(): SourceReading {
    const refused = [...this.refusedGaps.values()];
    const failed = [...this.failedGaps.values()];
    const gapped = new Set([...refused, ...failed].map((gap) => gap.type));
    const read = [...this.types].filter((type) => !gapped.has(type)).sort();
    return { resources: this.resources.all(), read, refused, failed };
  }
}

/** The same resource by type and id; null where it has no id. */
export function resourceKey(resource: FhirResource): string | null {
  return typeof resource.id === 'string' ? `${resource.resourceType}/${resource.id}` : null;
}
