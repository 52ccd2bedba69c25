import type { Enterprise } from '../enterprise/enterprise.entity.js';
import type { EnterpriseReport } from '../enterprise/enterprise-report.entity.js';
import source from './source.json' with { type: 'json' };
import { daysAfter, instant } from './calendar.js';
import { dispatchOffice, line, type Line } from './chronicle.js';
import { placeOf } from './places.js';
import { random, type Random } from './random.js';

type Row = Omit<Enterprise, 'registeredAt' | 'version'> & { registeredAt: Date };
type Report = Omit<EnterpriseReport, 'reportedAt'> & { reportedAt: Date };

/** The one that the source names is a car maker; it reports daily from its resumption on. */
const [volvo] = source.enterprisesOutsideTheRegister;

/** Invented, but for the first. */
const invented: readonly (readonly [name: string, place: string, employees: number, product: string, unit: string, daily: number, resumedOn: string | null])[] = [
  ['大庆百湖乳业有限公司', 'DQ-DB', 420, '乳制品', '吨', 180, '2020-02-20'],
  ['大庆油城泵业制造有限公司', 'DQ-HG', 260, '抽油泵', '台', 12, '2020-03-02'],
  ['龙凤精细化工有限公司', 'DQ-LF', 510, '助剂', '吨', 95, '2020-02-17'],
  ['让胡路装备制造有限公司', 'DQ-RHL', 680, '石油装备', '台', 5, '2020-03-05'],
  ['大庆高新电子有限公司', 'DQ-GX', 340, '传感器', '件', 5200, '2020-03-09'],
  ['大庆华兴包装有限公司', 'DQ-SET', 150, '纸箱', '千件', 62, '2020-02-26'],
  ['肇州玉米深加工有限公司', 'DQ-ZZ', 230, '淀粉', '吨', 210, '2020-02-12'],
  ['肇源古龙米业有限公司', 'DQ-ZY', 120, '大米', '吨', 75, '2020-02-10'],
  ['林甸温泉食品有限公司', 'DQ-LD', 90, '矿泉水', '箱', 3800, '2020-03-18'],
  ['大同肉业有限公司', 'DQ-DT', 310, '生猪屠宰', '头', 900, '2020-02-24'],
  ['大庆经开汽车零部件有限公司', 'DQ-JK', 560, '座椅总成', '套', 340, '2020-03-16'],
  ['大庆北方旅游用品有限公司', 'DQ-GX', 80, '帐篷', '顶', 0, null],
];

export function enterprises(): { enterprises: Row[]; reports: Report[]; lines: Line[] } {
  const draw = random('enterprises');
  const rows = [carMaker(), ...invented.map((each, index) => invent(each, index + 2, draw))];
  const daily = [340, ...invented.map(([, , , , , output]) => output)];
  const reports = rows.flatMap((row, index) => reportsOf(row, daily[index]!, draw))
    .toSorted((a, b) => a.reportedAt.getTime() - b.reportedAt.getTime()).map((report, index) => ({ ...report, id: index + 1 }));
  const lines = [
    ...rows.map(({ id, registeredAt }) => line('Enterprise', id, 'REGISTERED', registeredAt)),
    ...reports.map(({ enterpriseId, day, reportedAt }) => line('Enterprise', enterpriseId, 'REPORTED', reportedAt, dispatchOffice, day)),
  ];
  return { enterprises: rows, reports, lines };
}

function carMaker(): Row {
  const { name, employees, fromElsewhereOver, foreign, resumedOn, plannedCars } = volvo!;
  return {
    id: 1, code: 'DQ-E-001', name, regionId: placeOf('DQ-JK').id, employees, fromElsewhere: fromElsewhereOver, foreignStaff: foreign, resumedOn,
    product: '乘用车', outputUnit: '辆', plannedOutput: plannedCars, registeredAt: instant('2020-02-10', 560),
  };
}

function invent([name, place, employees, product, outputUnit, daily, resumedOn]: (typeof invented)[number], id: number, draw: Random): Row {
  return {
    id, code: `DQ-E-${String(id).padStart(3, '0')}`, name, regionId: placeOf(place).id, employees, fromElsewhere: Math.floor(employees * draw.between(0.05, 0.3)), foreignStaff: 0, resumedOn,
    product, outputUnit, plannedOutput: daily * 300, registeredAt: instant('2020-02-10', 560 + id),
  };
}

/** The peak of the car maker is what the source says of its day; all other days stay below. */
function reportsOf({ id, employees, resumedOn }: Row, daily: number, draw: Random): Report[] {
  if (resumedOn === null) return [];
  const peak = id === 1 ? volvo! : null;
  const first = resumedOn > '2020-03-16' ? resumedOn : '2020-03-16';
  const count = Math.round((Date.parse('2020-04-15') - Date.parse(first)) / 86_400_000) + 1;
  return Array.from({ length: count }, (_, index) => {
    const day = daysAfter(first, index);
    const output = day === peak?.peakOn ? peak.peakDailyOutput : Math.floor(daily * draw.between(0.7, 1.05));
    return {
      id: 0, enterpriseId: id, day, staffPresent: Math.floor(employees * Math.min(0.97, 0.6 + 0.012 * index + draw.between(0, 0.02))), output, remarks: null,
      reportedAt: instant(day, 18 * 60 + id), reporterSubject: dispatchOffice.subject, reporterName: dispatchOffice.name,
    };
  });
}
