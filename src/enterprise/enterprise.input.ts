import { Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar } from '../graphql/scalars.js';

@InputType()
abstract class EnterpriseDataInput {
  @Field(() => Int, { nullable: true, description: 'Of its staff, who live elsewhere. 外地员工' })
  fromElsewhere?: number | null;

  @Field(() => Int, { nullable: true, description: 'Of its staff, foreigners. 外籍员工' })
  foreignStaff?: number | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it resumed production; not after today. 复产日' })
  resumedOn?: string | null;

  @Field(() => String, { nullable: true, description: 'What it makes, at most 200 characters. 产品' })
  product?: string | null;

  @Field(() => String, { nullable: true, description: 'In what its output is counted, at most 40 characters. 产量单位' })
  outputUnit?: string | null;

  @Field(() => Int, { nullable: true, description: 'Planned output of the year. 年度计划产量' })
  plannedOutput?: number | null;
}

@InputType({ description: 'A new enterprise. 登记企业。' })
export class EnterpriseRegisterInput extends EnterpriseDataInput {
  @Field(() => String, { description: 'Unique, at most 40 characters. 编码' })
  code!: string;

  @Field(() => String, { description: 'At most 200 characters. 名称' })
  name!: string;

  @Field(() => ID, { description: 'Where it stands; within the region that the actor answers for. 所在地区' })
  regionId!: string;

  @Field(() => Int, { description: 'All of its staff. 员工总数' })
  employees!: number;
}

@InputType({ description: 'What to correct; what is left out stays, null clears what may be null. 更正企业。' })
export class EnterpriseCorrectInput extends EnterpriseDataInput {
  @Field(() => Int, { description: 'The version that was read; another one in between is a CONFLICT. 版本' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'New name. 名称' })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'New region, within the one that the actor answers for. 所在地区' })
  regionId?: string | null;

  @Field(() => Int, { nullable: true, description: 'All of its staff. 员工总数' })
  employees?: number | null;
}

@InputType({ description: 'What an enterprise reports of a day; what is left out or null is not reported. A second report of the same day takes the place of the first. 企业日报。' })
export class EnterpriseReportInput {
  @Field(() => DateScalar, { nullable: true, description: 'The day; today where it is left out, never later. 日期' })
  day?: string | null;

  @Field(() => Int, { nullable: true, description: 'Staff present, at most all of its staff. 到岗人数' })
  staffPresent?: number | null;

  @Field(() => Int, { nullable: true, description: 'Output of the day, in the enterprise\'s unit. 当日产量' })
  output?: number | null;

  @Field(() => String, { nullable: true, description: 'Whatever else, at most 2,000 characters. 备注' })
  remarks?: string | null;
}
