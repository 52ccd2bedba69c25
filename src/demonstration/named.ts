import { ProjectOrigin, ProjectTier, Sector } from '../project/project.entity.js';
import { invariant } from '../kernel/invariant.js';
import { reportedProjects, type ReportedProject } from './report.js';

export type Light = 'GREEN' | 'YELLOW' | 'RED';

/** A project that the report names. What the report leaves open (places, owners, sizes) is chosen here. */
export interface Named extends ReportedProject {
  tier: ProjectTier;
  origin: ProjectOrigin;
  sector: Sector;
  at: string;
  owner: string;
  description: string;
  started: boolean;
  launched?: boolean;
  /** The light that its own pace gives it, before any issue. */
  light: Light;
  /** How many times larger than usual in its tier. */
  weight: number;
  plannedOn?: string;
  resumedOn?: string;
}

type Choice = Pick<Named, 'at' | 'owner' | 'description'> & Partial<Omit<Named, 'name' | 'place'>>;

const { PROVINCIAL_TOP_100, MUNICIPAL, COUNTY } = ProjectTier;
const { NEW, CONTINUING } = ProjectOrigin;

const choices: Record<string, Choice> = {
  '大庆石化炼油结构调整转型升级项目': { at: '龙凤区', owner: '大庆石化公司', weight: 7, resumedOn: '2020-02-20', description: '油头化尾一号工程。建成后形成千万吨炼油、百万吨乙烯生产规模；17家参建单位，设11个隔离点，五个专班同步推进。' },
  '龙油年550万吨重油催化热裂解及年95万吨聚烯烃项目': { at: '大同区', owner: '龙油公司', weight: 5, light: 'RED', resumedOn: '2020-03-02', description: '油头化尾重点项目，年可产化工产品350万吨左右。' },
  '大庆豫港龙泉铝合金加工材': { at: '大庆高新区', owner: '大庆豫港龙泉公司', origin: NEW, started: false, light: 'RED', plannedOn: '2020-03-25', weight: 1.5, description: '铝合金加工材生产线，桩基础施工待两家哈尔滨管桩供应商复工。' },
  '蒙牛集团高端乳制品生产基地': { at: '大庆经开区', owner: '蒙牛集团', origin: NEW, launched: true, description: '年销售收入预计100亿元，带动10个牧场，每个牧场奶牛存栏不少于5000头。' },
  '吉化星云油头化尾产业链': { at: '大庆高新区', owner: '吉化星云公司', origin: NEW, started: false, description: '延伸炼化下游，做长油头化尾产业链。' },
  '大庆炼化增产石蜡': { at: '让胡路区', owner: '大庆炼化公司', weight: 0.8, description: '石蜡装置扩能改造。' },
  '溢泰砷化镓晶片': { at: '大庆高新区', owner: '溢泰公司', description: '砷化镓晶片生产，包括6个子项目。' },
  '昊庆复合肥': { at: '红岗区', owner: '昊庆公司', weight: 0.5, description: '复合肥生产线。' },
  '宏福现代农业': { at: '林甸县', owner: '宏福公司', description: '现代农业产业园，智能温室蔬菜。' },
  '老街基杂粮': { at: '肇州县', owner: '老街基公司', weight: 0.5, description: '杂粮精深加工。' },
  '金锣分离蛋白': { at: '大庆经开区', owner: '金锣公司', description: '大豆分离蛋白生产线。' },
  '龙信能源天然气液化': { at: '萨尔图区', owner: '龙信能源公司', description: '天然气液化工厂。' },
  '伊利液态奶基地': { at: '杜尔伯特蒙古族自治县', owner: '伊利集团', weight: 1, description: '液态奶生产基地。' },
  '大庆高新区铁路专用线': { at: '大庆高新区', owner: '大庆高新区管理委员会', sector: Sector.INFRASTRUCTURE, origin: NEW, started: false, description: '园区铁路专用线。' },
  '大庆圣泉绿色技术有限公司100万吨/年生物质精炼一体化(一期工程)': { at: '杜尔伯特蒙古族自治县', owner: '大庆圣泉绿色技术有限公司', origin: NEW, weight: 1.5, description: '以秸秆为原料的生物质精炼一体化。用地手续已办结。' },
  '黑龙江林甸牧原农牧有限公司饲料加工': { at: '林甸县', owner: '黑龙江林甸牧原农牧有限公司', tier: COUNTY, origin: NEW, started: false, description: '年产饲料加工。用地手续已办结。' },
  '石化炼化公司医用口罩生产': { at: '龙凤区', owner: '石化炼化公司', tier: MUNICIPAL, origin: NEW, started: false, plannedOn: '2020-04-20', weight: 0.4, description: '医用口罩生产线，豁免环评。' },
  '伊利乳业项目升级改造工程': { at: '林甸县', owner: '伊利集团', tier: COUNTY, resumedOn: '2020-03-10', description: '乳业生产线升级改造，3月9日包车从哈尔滨太平国际机场接回返岗人员21名。' },
};

export const named: readonly Named[] = reportedProjects.map((said) => {
  const choice = choices[said.name];
  invariant(choice, `nothing is chosen for ${said.name}`);
  invariant(!said.place || said.place === choice.at, `the report places ${said.name} in ${said.place}`);
  return { tier: PROVINCIAL_TOP_100, origin: CONTINUING, sector: Sector.INDUSTRY, started: true, light: 'GREEN', weight: 1, ...choice, ...said };
});
