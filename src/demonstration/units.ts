import { UnitType, type Unit } from '../unit/unit.entity.js';
import { invariant } from '../kernel/invariant.js';
import { city, counties, placeOf, province, type Place } from './places.js';

export interface Party {
  id: number;
  code: string;
  name: string;
  type: UnitType;
  place: Place;
}

const bodies: [code: string, name: string][] = [
  ['DQ-SW', '中共大庆市委员会'],
  ['DQ-ZF', '大庆市人民政府'],
  ['DQ-RD', '大庆市人大常委会'],
  ['DQ-ZX', '大庆市政协'],
];

const departments: [code: string, name: string][] = [
  ['DQ-FGW', '大庆市发展和改革委员会'],
  ['DQ-GXJ', '大庆市工业和信息化局'],
  ['DQ-ZRJ', '大庆市自然资源局'],
  ['DQ-STJ', '大庆市生态环境局'],
  ['DQ-ZJJ', '大庆市住房和城乡建设局'],
  ['DQ-JTJ', '大庆市交通运输局'],
  ['DQ-SWJ', '大庆市水务局'],
  ['DQ-NYJ', '大庆市农业农村局'],
  ['DQ-RSJ', '大庆市人力资源和社会保障局'],
  ['DQ-WJW', '大庆市卫生健康委员会'],
  ['DQ-YJJ', '大庆市应急管理局'],
  ['DQ-YSJ', '大庆市营商环境建设监督局'],
  ['DQ-SHWJ', '大庆市商务局'],
  ['DQ-JRJ', '大庆市金融服务局'],
  ['DQ-CZJ', '大庆市财政局'],
  ['DQ-JYJ', '大庆市教育局'],
  ['DQ-DQB', '大庆市地企合作办公室'],
];

const utilities: [code: string, name: string][] = [
  ['DQ-GDGS', '大庆供电公司'],
  ['DQ-GSGS', '大庆供水公司'],
  ['DQ-RQGS', '大庆燃气公司'],
];

const ofTheProvince: [code: string, name: string][] = [
  ['HL-FGW', '黑龙江省发展和改革委员会'],
  ['HL-JTT', '黑龙江省交通运输厅'],
];

/** All who lead, support or own; grows while owners of generated projects are founded. */
export interface Parties {
  readonly all: readonly Party[];
  /** The city departments that do the work. */
  readonly departments: readonly Party[];
  of(code: string): Party;
  government(place: Place): Party;
  found(name: string, place: Place): Party;
}

export function parties(): Parties {
  const all: Party[] = [];
  const add = (code: string, name: string, type: UnitType, place: Place) => {
    const party = { id: all.length + 1, code, name, type, place };
    all.push(party);
    return party;
  };
  const of = (code: string) => {
    const party = all.find((each) => each.code === code);
    invariant(party, `unknown unit ${code}`);
    return party;
  };
  for (const [code, name] of [...bodies, ...departments]) add(code, name, UnitType.DEPARTMENT, city);
  for (const [code, name] of ofTheProvince) add(code, name, UnitType.DEPARTMENT, province);
  for (const place of counties) add(`${place.code}-ZF`, place.government, UnitType.COUNTY_GOVERNMENT, place);
  for (const [code, name] of utilities) add(code, name, UnitType.COMPANY, city);
  let companies = 0;
  return {
    all,
    departments: departments.map(([code]) => of(code)),
    of,
    government: (place) => (place === city ? of('DQ-ZF') : of(`${place.code}-ZF`)),
    found: (name, place) => all.find((each) => each.name === name) ?? add(`DQ-QY-${String(++companies).padStart(3, '0')}`, name, UnitType.COMPANY, place),
  };
}

export function units({ all }: Parties): Partial<Unit>[] {
  return all.map(({ id, code, name, type, place }) => ({ id, code, name, type, regionId: placeOf(place.code).id }));
}
