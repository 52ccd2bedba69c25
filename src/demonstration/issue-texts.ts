import { IssueCategory, IssueKind, ServiceMode, type IssueLevel, type IssueStatus, type Severity } from '../issue/issue.entity.js';

/** What stands in projects' ways in the spring of 2020; `COUNTY` is the government of the place. */
export interface Text {
  kind: IssueKind;
  category: IssueCategory;
  title: string;
  unit: string;
  mode: ServiceMode | null;
}

const { PROBLEM, DEMAND } = IssueKind;
const { ON_COMMITMENT, DONE_FOR_YOU, AT_YOUR_DOOR, CONCENTRATED } = ServiceMode;

/** A line may be of another category than those that it stands among. */
const table: Record<IssueCategory, [kind: IssueKind, title: string, unit: string, mode: ServiceMode | null, category?: IssueCategory][]> = {
  PERMITS: [
    [PROBLEM, '施工许可证尚未办理', 'DQ-YSJ', DONE_FOR_YOU],
    [PROBLEM, '环评批复未取得，影响开工', 'DQ-STJ', ON_COMMITMENT],
    [DEMAND, '申请承诺制办理立项核准手续', 'DQ-FGW', ON_COMMITMENT],
    [PROBLEM, '消防设计审查要件不全，申请容缺办理', 'DQ-ZJJ', ON_COMMITMENT],
  ],
  LAND: [
    [PROBLEM, '建设用地指标未落实', 'DQ-ZRJ', CONCENTRATED],
    [PROBLEM, '油田林地占用手续未办结', 'DQ-DQB', CONCENTRATED],
    [PROBLEM, '用地范围与生态保护红线局部重叠', 'DQ-DQB', CONCENTRATED],
    [DEMAND, '申请拿地即开工', 'DQ-ZRJ', DONE_FOR_YOU],
  ],
  FUNDS: [
    [DEMAND, '流动资金不足，需对接银行贷款', 'DQ-JRJ', AT_YOUR_DOOR],
    [PROBLEM, '专项债券资金未拨付到位', 'DQ-CZJ', null],
    [DEMAND, '申请项目贷款贴息政策', 'DQ-JRJ', AT_YOUR_DOOR],
  ],
  LABOUR: [
    [PROBLEM, '省外施工人员返岗困难', 'DQ-RSJ', DONE_FOR_YOU],
    [DEMAND, '缺钢筋工、焊工等技术工人', 'DQ-RSJ', DONE_FOR_YOU],
    [DEMAND, '生产线需招录操作工', 'DQ-RSJ', AT_YOUR_DOOR],
  ],
  MATERIALS: [
    [PROBLEM, '砂石、商砼供应紧张', 'DQ-GXJ', null],
    [DEMAND, '钢材采购运输需协调', 'DQ-GXJ', null],
  ],
  TRANSPORT: [
    [PROBLEM, '外地设备运输车辆途经卡点受阻', 'DQ-JTJ', DONE_FOR_YOU],
    [DEMAND, '大件设备运输需办理通行手续', 'DQ-JTJ', DONE_FOR_YOU],
  ],
  POWER: [
    [DEMAND, '施工临时用电未接入', 'DQ-GDGS', AT_YOUR_DOOR],
    [PROBLEM, '厂区内高压线需迁改', 'DQ-GDGS', null],
    [DEMAND, '双回路供电方案待审定', 'DQ-GDGS', AT_YOUR_DOOR],
  ],
  WATER: [
    [DEMAND, '生产用水管线需接入', 'DQ-GSGS', AT_YOUR_DOOR],
    [PROBLEM, '厂外排水管网未配套', 'COUNTY', null],
  ],
  GAS: [
    [DEMAND, '天然气管线接入及用气指标', 'DQ-RQGS', AT_YOUR_DOOR],
    [PROBLEM, '燃气管线与施工区域交叉', 'DQ-RQGS', null],
  ],
  SUPPLIES: [
    [PROBLEM, '关键设备供应商未复工，到货延期', 'DQ-GXJ', null],
    [DEMAND, '进口设备报关需协调', 'DQ-SHWJ', DONE_FOR_YOU],
  ],
  DESIGN: [
    [PROBLEM, '施工图审查未完成', 'DQ-ZJJ', ON_COMMITMENT],
    [PROBLEM, '设计变更未批复', 'DQ-ZJJ', null],
  ],
  RELOCATION: [
    [PROBLEM, '征地拆迁未完成，影响进场', 'COUNTY', null],
    [PROBLEM, '场地内通信杆线需迁移', 'COUNTY', null],
  ],
  PREVENTION: [
    [DEMAND, '口罩、测温设备等防疫物资不足', 'DQ-WJW', DONE_FOR_YOU, 'SUPPLIES'],
    [PROBLEM, '返岗人员隔离场所不足', 'COUNTY', null],
    [DEMAND, '施工人员核酸检测', 'DQ-WJW', AT_YOUR_DOOR],
  ],
  NEGOTIATION: [
    [DEMAND, '投资协议条款需会商', 'DQ-SHWJ', CONCENTRATED],
    [DEMAND, '合作方考察行程需对接', 'DQ-SHWJ', AT_YOUR_DOOR],
  ],
  EXPORT: [
    [DEMAND, '产品出口资质办理', 'DQ-SHWJ', DONE_FOR_YOU],
  ],
  OTHER: [
    [PROBLEM, '进场道路破损，车辆无法通行', 'COUNTY', null],
    [DEMAND, '申报中央预算内投资', 'DQ-FGW', DONE_FOR_YOU],
  ],
};

export const texts: readonly Text[] = Object.entries(table).flatMap(([category, lines]) =>
  lines.map(([kind, title, unit, mode, own]) => ({ kind, category: own ?? (category as IssueCategory), title, unit, mode })));

/** About a region, where no single project is concerned. */
export const regional: readonly Text[] = [
  { kind: PROBLEM, category: IssueCategory.PREVENTION, title: '工地疫情防控“四到位”检查发现应急预案不全', unit: 'DQ-YJJ', mode: null },
  { kind: PROBLEM, category: IssueCategory.TRANSPORT, title: '县乡道路卡点影响建材运输', unit: 'DQ-JTJ', mode: CONCENTRATED },
  { kind: DEMAND, category: IssueCategory.LABOUR, title: '辖区项目集中用工缺口需统筹', unit: 'DQ-RSJ', mode: CONCENTRATED },
  { kind: PROBLEM, category: IssueCategory.LAND, title: '园区批而未供土地需集中清理', unit: 'DQ-ZRJ', mode: CONCENTRATED },
  { kind: DEMAND, category: IssueCategory.POWER, title: '园区变电站容量不足', unit: 'DQ-GDGS', mode: null },
];

export interface Known extends Text {
  project: string;
  detail: string;
  severity: Severity;
  status: IssueStatus;
  level: IssueLevel;
  escalated?: boolean;
  overdue?: boolean;
  lastStepOn?: string;
  support: string[];
}

/** What the report tells of, and what follows from it; how far each has come is the demonstration's own. */
export const known: readonly Known[] = [
  {
    project: '龙油年550万吨重油催化热裂解及年95万吨聚烯烃项目', kind: PROBLEM, category: 'TRANSPORT', title: '疫情期间安达境内通行运输', detail: '疫情期间人员、物资经安达境内通行受限，需省里协调。',
    severity: 'CRITICAL', status: 'ACKNOWLEDGED', level: 'PROVINCE', escalated: true, unit: 'HL-FGW', support: ['DQ-FGW', 'DQ-JTJ'], mode: 'ESCALATED',
  },
  {
    project: '大庆豫港龙泉铝合金加工材', kind: PROBLEM, category: 'SUPPLIES', title: '哈尔滨两家管桩供应商未复工', detail: '桩基础施工所需管桩由哈尔滨两家企业供应，两家均未能复工。',
    severity: 'HIGH', status: 'ASSIGNED', level: 'CITY', overdue: true, unit: 'DQ-GXJ', support: ['DQ-FGW'], mode: 'DONE_FOR_YOU',
  },
  {
    project: '伊利乳业项目升级改造工程', kind: DEMAND, category: 'LABOUR', title: '省外返岗人员接回', detail: '21名施工人员抵达哈尔滨太平国际机场，需包车接回。',
    severity: 'MEDIUM', status: 'CLOSED', level: 'COUNTY', lastStepOn: '2020-03-12', unit: 'DQ-LD-ZF', support: ['DQ-RSJ'], mode: 'DONE_FOR_YOU',
  },
  {
    project: '大庆石化炼油结构调整转型升级项目', kind: PROBLEM, category: 'RELOCATION', title: '项目周边居民搬迁', detail: '由搬迁专班推进。',
    severity: 'HIGH', status: 'ACKNOWLEDGED', level: 'CITY', unit: 'DQ-LF-ZF', support: ['DQ-ZRJ'], mode: 'CONCENTRATED',
  },
  {
    project: '大庆石化炼油结构调整转型升级项目', kind: PROBLEM, category: 'POWER', title: '高压线铺设', detail: '由高压线铺设专班推进。',
    severity: 'HIGH', status: 'RESOLVED', level: 'CITY', unit: 'DQ-GDGS', support: ['DQ-LF-ZF'], mode: 'AT_YOUR_DOOR',
  },
  {
    project: '大庆石化炼油结构调整转型升级项目', kind: DEMAND, category: 'LABOUR', title: '甘肃、江苏等地施工人员返岗', detail: '来自甘肃、江苏、山东、辽宁、河南、内蒙古的施工人员返岗和隔离，由复工复业专班推进。',
    severity: 'MEDIUM', status: 'CLOSED', level: 'CITY', unit: 'DQ-RSJ', support: ['DQ-WJW', 'DQ-LF-ZF'], mode: 'DONE_FOR_YOU',
  },
  {
    project: '石化炼化公司医用口罩生产', kind: DEMAND, category: 'PERMITS', title: '医用口罩生产豁免环评', detail: '疫情防控急需物资，按规定豁免环境影响评价。',
    severity: 'HIGH', status: 'CLOSED', level: 'CITY', unit: 'DQ-STJ', support: ['DQ-YSJ'], mode: 'ON_COMMITMENT',
  },
];
