import { registerEnumType } from 'type-graphql';
import { enumeration, type Word } from '../kernel/enumeration.js';
import { ChainRole } from './industry-chain.entity.js';
import { ProjectOrigin, ProjectStage, ProjectTier, Sector } from './project.entity.js';

registerEnumType(ChainRole, {
  name: 'ChainRole',
  description: 'What a project does for its industry chain. 链条作用。',
  valuesConfig: {
    EXTEND: { description: 'Makes the chain longer. 延链' },
    SUPPLEMENT: { description: 'Closes a gap in it. 补链' },
    STRENGTHEN: { description: 'Makes a link stronger. 强链' },
  },
});

registerEnumType(ProjectTier, {
  name: 'ProjectTier',
  description: 'On whose list of key projects it stands. 项目级别。',
  valuesConfig: {
    PROVINCIAL_TOP_100: { description: 'One of the province\'s hundred. 省百大' },
    MUNICIPAL: { description: 'The city\'s. 市级' },
    COUNTY: { description: 'A district\'s or county\'s. 县区' },
  },
});

registerEnumType(Sector, {
  name: 'Sector',
  description: 'What it is for. 领域。',
  valuesConfig: {
    INDUSTRY: { description: 'Industry. 产业' },
    INFRASTRUCTURE: { description: 'Major infrastructure. 重大基础设施' },
    LIVELIHOOD: { description: 'The people\'s livelihood. 民生' },
    HEALTHCARE: { description: 'Weak points of health care. 医疗卫生补短板' },
  },
});

registerEnumType(ProjectOrigin, {
  name: 'ProjectOrigin',
  description: 'Whether it begins or goes on; a new one starts, a continuing one resumes. 建设性质。',
  valuesConfig: {
    NEW: { description: 'Starts this year. 新建' },
    CONTINUING: { description: 'Was begun in an earlier year. 续建' },
  },
});

registerEnumType(ProjectStage, {
  name: 'ProjectStage',
  description: 'How far a project has come. 项目阶段。',
  valuesConfig: {
    RESERVE: { description: 'An idea in reserve. 谋划储备' },
    PREPARING: { description: 'Papers, land, design. 前期' },
    UNDER_CONSTRUCTION: { description: 'Being built. 在建' },
    SUSPENDED: { description: 'Work has stopped. 停工' },
    COMPLETED: { description: 'Built. 竣工' },
  },
});

export const ProjectOrder = enumeration(
  'CODE_ASC', 'CODE_DESC', 'NAME_ASC', 'NAME_DESC', 'TOTAL_INVESTMENT_ASC', 'TOTAL_INVESTMENT_DESC', 'ANNUAL_PLAN_ASC', 'ANNUAL_PLAN_DESC',
  'COMPLETED_INVESTMENT_ASC', 'COMPLETED_INVESTMENT_DESC', 'PHYSICAL_PROGRESS_ASC', 'PHYSICAL_PROGRESS_DESC',
  'START_DUE_ON_ASC', 'START_DUE_ON_DESC', 'COMPLETION_DUE_ON_ASC', 'COMPLETION_DUE_ON_DESC', 'REGISTERED_AT_ASC', 'REGISTERED_AT_DESC',
);
export type ProjectOrder = Word<typeof ProjectOrder>;

registerEnumType(ProjectOrder, {
  name: 'ProjectOrder',
  description: 'What a list of projects is sorted by. 项目排序。',
  valuesConfig: {
    CODE_ASC: { description: 'By code. 按编码' },
    CODE_DESC: { description: 'By code, backwards. 按编码倒序' },
    NAME_ASC: { description: 'By name. 按名称' },
    NAME_DESC: { description: 'By name, backwards. 按名称倒序' },
    TOTAL_INVESTMENT_ASC: { description: 'Smallest total investment first. 总投资由小到大' },
    TOTAL_INVESTMENT_DESC: { description: 'Largest total investment first. 总投资由大到小' },
    ANNUAL_PLAN_ASC: { description: 'Smallest plan of the business year first. 年度计划由小到大' },
    ANNUAL_PLAN_DESC: { description: 'Largest plan of the business year first. 年度计划由大到小' },
    COMPLETED_INVESTMENT_ASC: { description: 'Least completed in the business year first. 本年完成投资由少到多' },
    COMPLETED_INVESTMENT_DESC: { description: 'Most completed in the business year first. 本年完成投资由多到少' },
    PHYSICAL_PROGRESS_ASC: { description: 'Least built first. 形象进度由低到高' },
    PHYSICAL_PROGRESS_DESC: { description: 'Most built first. 形象进度由高到低' },
    START_DUE_ON_ASC: { description: 'Earliest planned start (of a continuing one: resumption) first, those without a day last: the start-sequence list. 按计划开（复）工时序' },
    START_DUE_ON_DESC: { description: 'Latest planned start or resumption first, those without a day before all. 按计划开（复）工倒序' },
    COMPLETION_DUE_ON_ASC: { description: 'Earliest planned completion first, those without a day last. 按计划竣工时序' },
    COMPLETION_DUE_ON_DESC: { description: 'Latest planned completion first, those without a day before all. 按计划竣工倒序' },
    REGISTERED_AT_ASC: { description: 'Oldest entry first. 最早登记在前' },
    REGISTERED_AT_DESC: { description: 'Newest entry first. 最新登记在前' },
  },
});

export { ChainRole, ProjectOrigin, ProjectStage, ProjectTier, Sector };
