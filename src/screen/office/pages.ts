/** A page of a connection, as the rooms ask for it. */
export interface Rows<T> {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly T[];
}

/** The first so many pages of a list as one, each read after the one before it. */
export async function readPages<T>(count: number, page: (after: string | null) => Promise<Rows<T>>): Promise<Rows<T>> {
  let whole = await page(null);
  for (let read = 1; read < count && whole.pageInfo.hasNextPage; read += 1) {
    const next = await page(whole.pageInfo.endCursor);
    whole = { ...next, nodes: [...whole.nodes, ...next.nodes] };
  }
  return whole;
}
