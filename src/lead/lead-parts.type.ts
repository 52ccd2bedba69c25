import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { LeadContactRole } from './lead-parts.entity.js';
import { LeadStage } from './lead.entity.js';

registerEnumType(LeadStage, {
  name: 'InvestmentLeadStage',
  description: 'How far the talks about an investment have come; the last one stays when the lead is converted or ended. 线索阶段。',
  valuesConfig: {
    CLUE: { description: 'Heard of. 线索' },
    CONTACTED: { description: 'The investor was spoken with. 已对接' },
    NEGOTIATING: { description: 'Terms are negotiated. 洽谈中' },
    AGREED: { description: 'A letter of intent or an agreement is signed. 已签约' },
  },
});

registerEnumType(LeadContactRole, {
  name: 'LeadContactRole',
  description: 'What a contact is in the talks. 联系人身份。',
  valuesConfig: {
    DECISION_MAKER: { description: 'Decides for the investor. 投资方决策人' },
    WORKING_CONTACT: { description: 'Deals with it for the investor. 投资方联系人' },
    INTERMEDIARY: { description: 'Brings both together: a chamber, an association. 中介（商会）联系人' },
    CITY_NEGOTIATOR: { description: 'Negotiates for the city. 市级谈判人' },
    REGION_CONTACT: { description: 'Deals with it in the region. 属地联系人' },
    OTHER: { description: 'Anybody else. 其他' },
  },
});

@ObjectType('LeadMove', { simpleResolvers: true, description: 'How a lead went from one stage to another; never rewritten. 阶段变动。' })
export class LeadMoveType {
  @Field(() => LeadStage, { description: 'From where. 原阶段' })
  from!: LeadStage;

  @Field(() => LeadStage, { description: 'To where. 新阶段' })
  to!: LeadStage;

  @Field(() => String, { description: 'What was reached, or why it went back; may be empty. 说明' })
  note!: string;

  @Field(() => DateTimeScalar, { description: 'Business time. 时间' })
  at!: string;

  @Field(() => String, { description: 'Who moved it, as the token named them. 经办人' })
  by!: string;
}

@ObjectType('LeadContact', { description: 'A person to speak with about a lead: personal data, read by the office, the region\'s office and those who answer for the lead. 联系人。' })
export class LeadContactType {
  @Field(() => LeadContactRole, { simple: true, description: 'What they are in the talks. 身份' })
  role!: LeadContactRole;

  @Field(() => String, { nullable: true, simple: true, description: 'Name; null once the contact is ended. 姓名' })
  name!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Firm and post, may be empty; null once the contact is ended. 单位及职务' })
  position!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Telephone, may be empty; null once the contact is ended. 电话' })
  telephone!: string | null;

  @Field(() => DateTimeScalar, { simple: true, description: 'When they were entered. 登记时间' })
  addedAt!: string;

  @Field(() => String, { simple: true, description: 'Who entered them, as the token named them. 登记人' })
  addedBy!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Since when the contact is ended; null while it stands. 撤销时间' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Who ended it, as the token named them. 撤销人' })
  endedBy!: string | null;
}

export interface LeadContactRow extends LeadContactType {
  readonly id: number;
  readonly leadId: number;
}

@ObjectType('LeadNextStep', { description: 'What is to be done next about a lead. 下一步工作。' })
export class LeadNextStepType {
  @Field(() => String, { simple: true, description: 'What. 内容' })
  text!: string;

  @Field(() => DateScalar, { simple: true, description: 'The last day on time. 时限' })
  on!: string;

  @Field(() => Boolean, { simple: true, description: 'Whether its day has passed while the lead is open. 是否逾期' })
  overdue!: boolean;
}

export interface LeadNextStepRow extends LeadNextStepType {
  readonly leaderId: number | null;
}

@InputType({ description: 'What is next about a lead. 下一步工作。' })
export class LeadNextStepInput {
  @Field(() => String, { description: 'What, at most 200 characters. 内容' })
  text!: string;

  @Field(() => DateScalar, { description: 'The last day on time; today or later. 时限' })
  on!: string;

  @Field(() => ID, { nullable: true, description: 'Who does it; whoever answers for the lead where it is left out. 负责人' })
  leaderId?: string | null;
}

@InputType({ description: 'A person to speak with: personal data. 登记联系人。' })
export class LeadContactInput {
  @Field(() => LeadContactRole, { description: 'What they are in the talks. 身份' })
  role!: LeadContactRole;

  @Field(() => String, { description: 'Name, at most 200 characters. 姓名' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Firm and post, at most 200 characters. 单位及职务' })
  position?: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone, at most 40 characters. 电话' })
  telephone?: string | null;
}
