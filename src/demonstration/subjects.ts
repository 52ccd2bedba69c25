import { Sector } from '../project/project.entity.js';
import type { Character } from './places.js';

/**
 * What is built: one subject a line, `{2-9}` stands for a whole number. A place takes each subject once.
 * Industry differs between the towns of the oil field and the farming counties; the rest does not.
 */
const lines = (text: string) => text.trim().split(/\s+/);

const townIndustry = lines(`
  年产{2-9}万吨高端润滑油脂项目 年产{2-6}千吨碳纤维复合材料项目 年产{3-9}万吨改性塑料项目 石油钻采装备制造项目 油田智能仪表产业化项目 特种电缆生产线项目
  光伏组件制造项目 风电塔筒制造基地项目 汽车零部件配套产业园项目 新能源汽车充电设备制造项目 5G智能终端制造项目 云计算数据中心项目 医用防护服生产线项目
  医用熔喷布生产线项目 消毒用品生产项目 生物医药中试基地项目 高纯试剂项目 精细化工助剂项目 碳四综合利用项目 年产{4-9}万吨顺酐项目 年产{8-20}万吨环氧丙烷项目
  表面活性剂项目 压裂支撑剂项目 环保型涂料项目 装配式建筑构件项目 钢结构加工基地项目 防腐保温管道项目 冷链物流园项目 电商仓储物流中心项目 工业机器人系统集成项目
  页岩油装备维修基地项目 无人机检测基地项目 再制造产业园项目 工业固废综合利用项目 废润滑油再生项目 天然气分布式能源站项目 半导体材料项目 石英制品项目 铝型材加工项目
  汽车内饰件项目 模具加工中心项目 食品添加剂项目 文化创意产业园项目 温泉旅游度假区项目 采油助剂生产基地项目 聚烯烃管材项目 年产{5-15}万吨聚丙烯酰胺项目 石油装备产业园项目
  检验检测产业园项目 大数据产业园项目 航空复合材料项目 环保装备制造项目 可降解塑料项目 绿色建材产业园项目
`);

const farmIndustry = lines(`
  年产{2-8}万吨鲜食玉米加工项目 年处理{20-60}万吨玉米深加工项目 秸秆固化燃料项目 {1-3}×{15-40}兆瓦生物质热电联产项目 {10-50}万头生猪标准化养殖基地项目 肉牛屠宰加工项目
  {3-9}千头奶牛规模牧场项目 肉鸡产业化项目 大鹅养殖加工项目 水产品加工项目 年产{5-15}万吨稻米加工项目 杂粮杂豆精深加工项目 马铃薯全粉项目 大豆油脂加工项目 北药种植加工项目
  棚室蔬菜产业园项目 食用菌工厂化生产项目 年产{10-30}万吨饲料生产项目 生物有机肥项目 亚麻纺织项目 湿地生态旅游项目 温泉康养小镇项目 民俗文化旅游区项目 {50-200}兆瓦风力发电项目
  {20-100}兆瓦农光互补光伏项目 农机装备制造项目 农产品冷链物流园项目 粮食仓储物流项目 白酒酿造项目 矿泉水生产项目 果蔬汁生产线项目 速冻食品项目 肉制品加工项目 塑料包装项目
  商品混凝土搅拌站项目 新型墙体材料项目 羽绒制品项目 服装加工项目 木制品加工项目 畜禽粪污资源化利用项目 沼气天然气工程项目 万寿菊色素提取项目 奶粉加工项目 甜菜制糖项目
  豆制品加工项目 调味品生产项目 粉条加工项目 现代渔业示范园项目 肉羊繁育基地项目 返乡创业产业园项目
`);

const infrastructure = lines(`
  污水处理厂提标改造工程 供水管网改造工程 雨污分流改造工程 供热管网改造工程 燃气中压管线工程 66千伏输变电工程 220千伏输变电工程 城区配电网改造工程 5G基站建设工程 农村公路建设工程 高标准农田建设工程
  水库除险加固工程 河道综合治理工程 防洪堤建设工程 灌区续建配套工程 生活垃圾焚烧发电工程 充电桩布点工程 客运枢纽站工程 公共停车场工程 地下通信管道工程 排涝泵站工程 环城公路工程
  产业园区基础设施工程 标准化厂房工程 备用水源地工程 干线公路改扩建工程 跨线桥工程 城区道路延伸工程 物流园区道路工程 湿地生态修复工程 盐碱地治理工程 餐厨垃圾处理工程 再生水利用工程
  危桥改造工程 园区热源工程 国省道养护工程 智慧交通工程
`);

const livelihood = lines(`
  棚户区改造项目 老旧小区改造项目 中心小学新建项目 第二中学迁建项目 公办幼儿园项目 养老服务中心项目 文体活动中心项目 标准化农贸市场项目 公共租赁住房项目 农村危房改造项目 农村饮水安全项目
  厕所改造项目 滨水公园项目 全民健身中心项目 图书馆项目 职业教育中心项目 消防救援站项目 社区综合服务中心项目 残疾人康复中心项目 智慧社区项目 庭院管网改造项目 社会福利院项目
  冰雪运动场项目 农村人居环境整治项目 便民市政设施项目 殡葬服务设施项目 美丽乡村项目 应急避难场所项目
`);

const healthcare = lines(`
  人民医院传染病区项目 疾控中心核酸检测实验室项目 中医院综合楼项目 妇幼保健院项目 卫生院标准化项目 急救中心项目 医疗废物处置项目 发热门诊改造项目 负压病房项目
  公共卫生应急物资储备库项目 康复医院项目 社区卫生服务中心项目 精神卫生中心项目 智慧医疗平台项目
`);

const ofTheCountryside = /农村|乡村|农田|灌区|水库/;

export function subjectsOf(sector: Sector, character: Character): readonly string[] {
  const everywhere = (subjects: readonly string[]) => (character === 'FARMLAND' ? subjects : subjects.filter((subject) => !ofTheCountryside.test(subject)));
  switch (sector) {
    case Sector.INDUSTRY: return character === 'FARMLAND' ? farmIndustry : townIndustry;
    case Sector.INFRASTRUCTURE: return everywhere(infrastructure);
    case Sector.LIVELIHOOD: return everywhere(livelihood);
    case Sector.HEALTHCARE: return healthcare;
  }
}
