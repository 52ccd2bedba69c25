import type { EntityType } from '../../src/kernel/entity-type.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { openCity, type City, type ViewerOptions } from '../support/city.js';

export const id = (type: EntityType, row: number): string => toGlobalId(type, row);

/** Viewers of one part of the tree. */
export const north: ViewerOptions = { region: 'N' };
export const south: ViewerOptions = { region: 'S' };

/**
 * A small city on 16 April 2020: counties N (3) and S (4) below the city (2), a unit and a project and an investment lead
 * in each (1 in N, 2 in S), leaders 1 to 3 in office and 4 who left.
 */
export async function openTwoCounties(): Promise<City> {
  const city = await openCity('empty');
  await city.query(`
    do $$ begin
      update business_clock set ahead = make_interval(secs => extract(epoch from timestamptz '2020-04-16T01:00:00Z' - now())::float8);
      insert into region (id, code, name, level, parent_id) values (1, 'P', '省', 'PROVINCE', null);
      insert into region (id, code, name, level, parent_id) values (2, 'C', '市', 'CITY', 1);
      insert into region (id, code, name, level, parent_id) values (3, 'N', '北县', 'COUNTY', 2), (4, 'S', '南县', 'COUNTY', 2);
      insert into unit (id, code, name, type, region_id) values (1, 'UN', '北县政府', 'COUNTY_GOVERNMENT', 3), (2, 'US', '南县政府', 'COUNTY_GOVERNMENT', 4);
      insert into leader (id, code, name, title, ended_at) values
        (1, 'L1', '领导一', '市长', null), (2, 'L2', '领导二', '副市长', null), (3, 'L3', '领导三', '副市长', null), (4, 'L4', '领导四', '原副市长', business_now());
      insert into project (id, code, name, tier, sector, origin, stage, region_id, total_investment) values
        (1, 'P-1', '北厂', 'MUNICIPAL', 'INDUSTRY', 'NEW', 'PREPARING', 3, 100000000), (2, 'P-2', '南厂', 'MUNICIPAL', 'INDUSTRY', 'NEW', 'PREPARING', 4, 100000000);
      insert into investment_lead (id, code, name, region_id, sector, expected_investment, registered_at) values
        (1, 'V-1', '北线索', 3, 'INDUSTRY', 116000000, '2020-02-01Z'), (2, 'V-2', '南线索', 4, 'LIVELIHOOD', null, '2020-01-01Z');
      perform setval(pg_get_serial_sequence(name, 'id'), 100) from unnest(array['region', 'unit', 'leader', 'project', 'investment_lead', 'assignment', 'issue']) as name;
    end $$`);
  return city;
}
