/** What the variables of one request may hold. */
export const variableLimits = {
  /** Lists and objects within each other. */
  depth: 32,
  /** Items of one list, keys of one object: as many as the longest list of reports. */
  wide: 5_000,
  /** Values in all. */
  values: 100_000,
} as const;

/** What is too large about the variables; undefined where nothing is. Bounded itself: JSON of a megabyte can be half a million levels deep or values wide. */
export function excessOf(variables: object): string | undefined {
  const { depth, wide, values } = variableLimits;
  let count = 0;

  function walk(value: unknown, levels: number): string | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    if (levels === 0) return `variables > ${depth} levels`;
    const items: unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (items.length > wide) return `a list or an object of the variables > ${wide} values`;
    count += items.length;
    if (count > values) return `variables > ${values} values`;
    for (const item of items) {
      const excess = walk(item, levels - 1);
      if (excess !== undefined) return excess;
    }
    return undefined;
  }

  return walk(variables, depth);
}
