interface Named {
  id: string;
  name: string;
  city: string | null;
  state: string | null;
}

/** Organizations with what tells each from the others of a list: its id, where another has the same name in the same town. */
export function toldApart<One extends Named>(organizations: One[]): (One & { apart: string | null })[] {
  const lookOf = ({ name, city, state }: Named): string =>
    JSON.stringify([name.toLowerCase(), city?.toLowerCase(), state]);
  const times = new Map<string, number>();
  for (const one of organizations) times.set(lookOf(one), (times.get(lookOf(one)) ?? 0) + 1);
  return organizations.map((one) => ({ ...one, apart: times.get(lookOf(one))! > 1 ? one.id : null }));
}
