import { RegionLevel, type Region } from '../region/region.entity.js';
import { invariant } from '../kernel/invariant.js';

/** What a place lives on: it decides which projects suit it. */
export type Character = 'CITY' | 'TOWN' | 'FARMLAND';

export interface Place {
  id: number;
  code: string;
  name: string;
  level: RegionLevel;
  parent: string | null;
  /** As it begins the name of a project. */
  short: string;
  character: Character;
  government: string;
}

const { PROVINCE, CITY, COUNTY } = RegionLevel;

const list: [code: string, name: string, level: RegionLevel, short: string, character: Character, government: string][] = [
  ['HL', '黑龙江省', PROVINCE, '黑龙江省', 'CITY', '黑龙江省人民政府'],
  ['DQ', '大庆市', CITY, '大庆市', 'CITY', '大庆市人民政府'],
  ['DQ-SET', '萨尔图区', COUNTY, '萨尔图区', 'TOWN', '萨尔图区人民政府'],
  ['DQ-LF', '龙凤区', COUNTY, '龙凤区', 'TOWN', '龙凤区人民政府'],
  ['DQ-RHL', '让胡路区', COUNTY, '让胡路区', 'TOWN', '让胡路区人民政府'],
  ['DQ-HG', '红岗区', COUNTY, '红岗区', 'TOWN', '红岗区人民政府'],
  ['DQ-DT', '大同区', COUNTY, '大同区', 'FARMLAND', '大同区人民政府'],
  ['DQ-ZZ', '肇州县', COUNTY, '肇州县', 'FARMLAND', '肇州县人民政府'],
  ['DQ-ZY', '肇源县', COUNTY, '肇源县', 'FARMLAND', '肇源县人民政府'],
  ['DQ-LD', '林甸县', COUNTY, '林甸县', 'FARMLAND', '林甸县人民政府'],
  ['DQ-DB', '杜尔伯特蒙古族自治县', COUNTY, '杜尔伯特县', 'FARMLAND', '杜尔伯特蒙古族自治县人民政府'],
  ['DQ-GX', '大庆高新区', COUNTY, '大庆高新区', 'TOWN', '大庆高新区管理委员会'],
  ['DQ-JK', '大庆经开区', COUNTY, '大庆经开区', 'TOWN', '大庆经开区管理委员会'],
];

export const places: readonly Place[] = list.map(([code, name, level, short, character, government], index) => (
  { id: index + 1, code, name, level, short, character, government, parent: level === COUNTY ? 'DQ' : level === CITY ? 'HL' : null }
));

export const city = placeOf('DQ');
export const province = placeOf('HL');
export const counties = places.filter(({ level }) => level === COUNTY);

export function placeOf(codeOrName: string): Place {
  const place = places.find(({ code, name }) => code === codeOrName || name === codeOrName);
  invariant(place, `unknown place ${codeOrName}`);
  return place;
}

export function regions(): Partial<Region>[] {
  return places.map(({ id, code, name, level, parent }) => ({ id, code, name, level, parentId: parent ? placeOf(parent).id : null }));
}
