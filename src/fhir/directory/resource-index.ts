import { isObject, type JsonObject, objectsIn, stringIn } from '../resource.js';

/** A resource of a directory with where it stands, counted from 1. */
export interface Entry {
  entry: number;
  resource: JsonObject;
}

/** Finds the resources of a bundle by whatever their references call them. */
export class ResourceIndex {
  private readonly byName = new Map<string, JsonObject>();

  constructor(
    bundle: JsonObject,
    private readonly type: string,
  ) {
    for (const entry of objectsIn(bundle['entry'])) {
      const { resource } = entry;
      if (!isObject(resource) || resource['resourceType'] !== type) continue;
      const id = stringIn(resource['id']);
      const names = [stringIn(entry['fullUrl']), id, id && `${type}/${id}`];
      for (const name of names) if (name) this.byName.set(name, resource);
    }
  }

  /** The resource that a Reference means, or null where the bundle does not hold it. */
  find(reference: unknown): JsonObject | null {
    const text = referenceText(reference);
    if (text === null) return null;
    const tail = text.split('/').slice(-2).join('/');
    return this.byName.get(text) ?? this.byName.get(tail) ?? this.byName.get(`${this.type}/${text}`) ?? null;
  }
}

/** Lists write references to contained resources with and without the `#`. */
export function referenceText(reference: unknown): string | null {
  const text = isObject(reference) ? stringIn(reference['reference']) : null;
  return text === null ? null : text.replace(/^#/, '');
}
