/** A page of a connection. */
export interface Page<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly T[];
}

/** The same, of a list that says how many there are. */
export interface Rows<T> extends Page<T> {
  readonly totalCount: number;
}

/** The first so many pages of a list as one, each read after the one before it. */
export async function readPages<T, P extends Page<T>>(count: number, page: (after: string | null) => Promise<P & Page<T>>): Promise<P> {
  let whole = await page(null);
  for (let read = 1; read < count && whole.pageInfo.hasNextPage; read += 1) {
    const next = await page(whole.pageInfo.endCursor);
    whole = { ...next, nodes: [...whole.nodes, ...next.nodes] };
  }
  return whole;
}
