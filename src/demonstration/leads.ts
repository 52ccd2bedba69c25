import type { InvestmentLead } from '../lead/lead.entity.js';
import { Sector } from '../project/project.entity.js';
import { toYuan } from '../kernel/money.js';
import { dayBetween, inOfficeHours } from './calendar.js';
import { counties } from './places.js';
import { random } from './random.js';
import { reportedLeads } from './report.js';

const others = [
  '新能源汽车动力电池', '碳纤维预浸料', '高端聚烯烃新材料', '医用防护用品产业园', '5G通信基站设备', '工业互联网平台', '生物可降解材料', '石墨烯应用', '氢燃料电池', '页岩油综合开发装备',
  '蓝莓酒庄', '奶酪加工', '植物蛋白肉', '秸秆制糖', '宠物食品', '预制菜加工', '冷链仓储总部基地', '电商直播基地', '数字文创产业园', '汽车轻量化零部件', '铝基复合材料', '半导体衬底材料',
  '光伏玻璃', '储能电站', '风电整机制造', '地热开发利用', '大宗固废利用', '智能农机', '中药饮片加工', '汉麻纤维纺织', '医用检测试剂', '跨境物流园', '航空应急救援基地',
];

export type Lead = Partial<InvestmentLead> & Pick<InvestmentLead, 'id' | 'code' | 'name' | 'regionId'> & { registeredAt: Date };

/** DQ-L-001, which the report names, to DQ-L-034. */
export function leads(): Lead[] {
  const draw = random('leads');
  return [...reportedLeads, ...others].map((name, index) => ({
    id: index + 1,
    code: `DQ-L-${String(index + 1).padStart(3, '0')}`,
    name,
    regionId: (index === 0 ? counties.find(({ code }) => code === 'DQ-GX')! : draw.pick(counties)).id,
    sector: Sector.INDUSTRY,
    description: `拟投资建设${name}项目，正在洽谈。`,
    // Early talks name no sum.
    expectedInvestment: draw.chance(0.2) ? null : toYuan(String(draw.whole(4, 120) * 2500), 'WAN'),
    registeredAt: inOfficeHours(dayBetween('2020-02-10', '2020-02-28', draw), draw),
  }));
}
