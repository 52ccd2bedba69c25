import type { PortfolioYear, SubProject } from '../launch/launch.entity.js';
import { ChainRole } from '../project/industry-chain.entity.js';
import type { JointLaunch } from '../project/joint-launch.entity.js';
import type { Project } from '../project/project.entity.js';
import { wordsOf } from '../kernel/enumeration.js';
import { toYuan } from '../kernel/money.js';
import { instant } from './calendar.js';
import { line } from './chronicle.js';
import { places } from './places.js';
import type { Made } from './projects.js';
import { random } from './random.js';
import { growth } from './report.js';

/** Chains as the migration numbers them, with what in a name tells them. */
const chains: readonly [id: number, inName: RegExp][] = [
  [1, /石化|炼油|重油|油头化尾|石蜡|化工|液化/], [5, /乳|牧|饲料|杂粮|蛋白|农业|食品|粮|薯|肉|生物质/], [4, /晶片|电子|信息|数据|5G|芯/], [3, /汽车|沃尔沃/],
  [6, /风电|光伏|太阳能|新能源|电池/], [7, /口罩|医用|药|生物/], [2, /铝|材料|合金|复合|纤维|塑/], [8, /装备|机械|设备|制造/],
];

/** What names say that a project is to make a year. */
const capacities: readonly [name: RegExp, capacity: string, measure: string][] = [[/年550万吨重油/, '550', '万吨/年'], [/100万吨\/年生物质/, '100', '万吨/年']];
const sales: readonly [name: RegExp, yi: string][] = [[/蒙牛集团高端乳制品/, '100']];

/** The ceremony of 1 April, the chains, parts and outlook of projects, and what is known of the year before. */
export function launches(works: readonly Made[]) {
  const draw = random('chains');
  const outlooks = new Map(works.map(({ row, site, seat }) => {
    const { name } = site;
    const chain = seat.kind === 'industry' ? (chains.find(([, inName]) => inName.test(name))?.[0] ?? null) : null;
    const capacity = capacities.find(([pattern]) => pattern.test(name));
    const yi = sales.find(([pattern]) => pattern.test(name))?.[1];
    const outlook: Pick<Project, 'industryChainId' | 'chainRole' | 'jointLaunchId' | 'expectedCapacity' | 'capacityMeasure' | 'expectedAnnualSales'> = {
      industryChainId: chain, chainRole: chain === null ? null : draw.pick(wordsOf(ChainRole)), jointLaunchId: row.launchedOn ? 1 : null,
      expectedCapacity: capacity?.[1] ?? null, capacityMeasure: capacity?.[2] ?? null, expectedAnnualSales: yi ? toYuan(yi, 'YI') : null,
    };
    return [row.id, outlook] as const;
  }));
  const launched = works.filter(({ row }) => row.launchedOn);
  const jointLaunches: Partial<JointLaunch>[] = [{
    id: 1, name: '全市重点项目集中开工', onDay: '2020-04-01', regionId: places.find(({ level }) => level === 'CITY')!.id, note: '', recordedAt: instant('2020-04-01', 600), endedAt: null, endReason: null,
  }];
  const parts = (name: string, ...of: string[]): Partial<SubProject>[] => {
    const project = works.find(({ site }) => site.name.includes(name))!;
    return of.map((part) => ({ projectId: project.row.id, name: part, content: '', investment: null, startedOn: project.row.startedOn ?? null, completedOn: null, endedAt: null, endReason: null }));
  };
  const portfolioYears: Partial<PortfolioYear>[] = [{
    year: 2019, part: 'PROVINCIAL_TOP_100', projects: null, totalInvestment: toYuan(growth.lastTotalYi, 'YI'), annualPlan: toYuan(growth.lastPlanYi, 'YI'), completed: null, source: '由2020年4月16日《黑龙江日报》所载增幅推算',
  }];
  return {
    outlooks, jointLaunches, portfolioYears,
    subProjects: [
      ...parts('龙油年550万吨重油', '年550万吨重油催化热裂解装置', '年95万吨聚烯烃装置'),
      ...parts('溢泰砷化镓晶片', ...['一', '二', '三', '四', '五', '六'].map((number) => `子项目${number}`)),
    ],
    lines: [
      line('JointLaunch', 1, 'LAUNCHED', instant('2020-04-01', 600), undefined, String(launched.length)),
      ...launched.map(({ row }) => line('Project', row.id, 'LAUNCHED', instant('2020-04-01', 600), undefined, '全市重点项目集中开工')),
    ],
  };
}
