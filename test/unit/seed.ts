import type { City } from '../support/city.js';

/** A province, its city and two counties; a unit in each of the latter three; the clock on 16 April 2020, 9:00 there. */
export async function seedPlaces(city: City): Promise<void> {
  await city.query(`
    update business_clock set ahead = timestamptz '2020-04-16 09:00+08' - now();
    insert into region (id, code, name, level, parent_id) values
      (1, 'HL', '黑龙江省', 'PROVINCE', null), (2, 'DQ', '大庆市', 'CITY', 1), (3, 'DQ-LF', '龙凤区', 'COUNTY', 2), (4, 'DQ-LD', '林甸县', 'COUNTY', 2);
    insert into unit (id, code, name, type, region_id) values
      (1, 'DQ-FGW', '市发改委', 'DEPARTMENT', 2), (2, 'DQ-LF-ZF', '龙凤区人民政府', 'COUNTY_GOVERNMENT', 3), (3, 'DQ-LD-ZF', '林甸县人民政府', 'COUNTY_GOVERNMENT', 4);
    insert into region (id, code, name, level, parent_id, ended_at) values (5, 'DQ-OLD', '旧区', 'COUNTY', 2, business_now());
    insert into unit (id, code, name, type, region_id, ended_at) values (4, 'DQ-OLD-GS', '旧公司', 'COMPANY', 2, business_now());
    select setval('region_id_seq', 5), setval('unit_id_seq', 4)`);
}

/** What a payload says: codes with the field that each is about. */
export function refusals({ userErrors }: { userErrors: { code: string; path: string[] }[] }): string[] {
  return userErrors.map(({ code, path }) => `${code} ${path.join('.')}`.trim());
}

/** The nodes of every page of a list. */
export async function walk<T>(page: (after: string | null) => Promise<{ nodes: T[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }>): Promise<T[]> {
  const nodes: T[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes: more, pageInfo } = await page(after);
    nodes.push(...more);
    if (!pageInfo.hasNextPage) return nodes;
    after = pageInfo.endCursor;
  }
}
