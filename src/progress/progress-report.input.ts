import { ArgsType, Field, Float, ID, InputType, Int } from 'type-graphql';
import { PageArgs } from '../graphql/connection.js';
import { MoneyUnit } from '../graphql/enums.js';
import { DateScalar, MoneyScalar } from '../graphql/scalars.js';
import { ReportKind, WorkerTransport } from './progress-report.enums.js';

@InputType({ description: 'Workers who are back, of one place of origin. 分来源地返岗人数。' })
export class WorkersFromInput {
  @Field(() => String, { description: 'The province, at most 40 characters. 来源省份' })
  province!: string;

  @Field(() => Int, { description: 'How many. 人数' })
  workers!: number;
}

@InputType({ description: 'Workers who are back, by how they came. 分方式返岗人数。' })
export class WorkersByInput {
  @Field(() => WorkerTransport, { description: 'How they came. 方式' })
  transport!: WorkerTransport;

  @Field(() => Int, { description: 'How many. 人数' })
  workers!: number;
}

@InputType({ description: 'What is reported of a project on a day; what is left out or null is not reported. A second report of the same day and kind takes the place of the first, whole. 进度填报。' })
export class ProgressReportMakeInput {
  @Field(() => ID, { description: 'Which project. 项目' })
  projectId!: string;

  @Field(() => ReportKind, { defaultValue: 'DAILY', description: 'DAILY or WEEKLY. 类型' })
  kind!: ReportKind;

  @Field(() => DateScalar, { nullable: true, description: 'The day that it speaks of, or any day of the week; today where it is left out, never later, nor before the project was registered. 填报日' })
  day?: string | null;

  @Field(() => MoneyScalar, { nullable: true, description: 'All that was completed in the day\'s year so far, in `unit`. 年度累计完成投资' })
  completedInvestment?: string | null;

  @Field(() => MoneyUnit, { defaultValue: 'WAN', description: 'In what the amount is said. 金额单位' })
  unit!: MoneyUnit;

  @Field(() => Float, { nullable: true, description: 'Share of the physical work that is done, 0 to 1, kept to four places. 形象进度' })
  physicalProgress?: number | null;

  @Field(() => Int, { nullable: true, description: 'Workers on the site, at most 1,000,000. 在场人数' })
  workersOnSite?: number | null;

  @Field(() => Int, { nullable: true, description: 'Of its workers, those who are back. 返岗人数' })
  workersBack?: number | null;

  @Field(() => [WorkersFromInput], { nullable: true, description: 'Those who are back, by origin: together no more than `workersBack`, each province once. 返岗来源' })
  backByOrigin?: WorkersFromInput[] | null;

  @Field(() => [WorkersByInput], { nullable: true, description: 'Those who are back, by how they came: together no more than `workersBack`, each way once. 返岗方式' })
  backByTransport?: WorkersByInput[] | null;

  @Field(() => Int, { nullable: true, description: 'How many of those who are back are at an isolation point. 隔离人数' })
  isolated?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether work began or resumed that day; the project\'s own days are set by `projectReportProgress`. 当日是否开（复）工' })
  started?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Permits that were handled, at most 2,000 characters. 手续办理情况' })
  permits?: string | null;

  @Field(() => String, { nullable: true, description: 'Measures against the epidemic, at most 2,000 characters. 防疫措施' })
  prevention?: string | null;

  @Field(() => String, { nullable: true, description: 'Whatever else, at most 2,000 characters. 备注' })
  remarks?: string | null;

  @Field(() => [String], { nullable: true, description: 'At most 20 addresses of photos, http or https, at most 500 characters each. 照片链接' })
  photos?: string[] | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True where the investment is lower than one reported of an earlier day, and is right. 更正' })
  correction!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it is lower: needed with `correction`, at most 2,000 characters. 更正原因' })
  reason?: string | null;
}

@ArgsType()
export class ProgressReportsArgs extends PageArgs {
  @Field(() => ReportKind, { nullable: true, description: 'Only of this kind. 类型' })
  kind?: ReportKind | null;

  @Field(() => DateScalar, { nullable: true, description: 'From this day on. 起始日' })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Until this day, included. 截止日' })
  to?: string | null;
}
