import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumeration, type Word } from '../kernel/enumeration.js';

export const PortfolioOrder = enumeration('OVERDUE_RATE_DESC', 'OPEN_ISSUES_DESC', 'PROJECTS_DESC');
export type PortfolioOrder = Word<typeof PortfolioOrder>;

registerEnumType(PortfolioOrder, {
  name: 'PortfolioOrder',
  description: 'By what leaders are compared. 包保台账排序。',
  valuesConfig: {
    OVERDUE_RATE_DESC: { description: 'The highest share of overdue issues first, without open issues last. 按超期率' },
    OPEN_ISSUES_DESC: { description: 'The most open issues first. 按未销号问题数' },
    PROJECTS_DESC: { description: 'The most projects first. 按包保项目数' },
  },
});

@ObjectType('LeaderPortfolio', { description: 'What a leader answers for now, in any role, and what became of it, as far as the viewer sees it. 领导包保台账。' })
export class LeaderPortfolioType {
  @Field(() => Int, { simple: true, description: 'Projects, each once. 包保项目数' })
  projects!: number;

  @Field(() => Int, { simple: true, description: 'Investment leads, each once. 包保线索数' })
  leads!: number;

  @Field(() => Int, { simple: true, description: 'Issues of those that are not closed; the denominator of both rates. 未销号问题数' })
  openIssues!: number;

  @Field(() => Int, { simple: true, description: 'Those of them past their deadline. 超期问题数' })
  overdueIssues!: number;

  @Field(() => Float, { nullable: true, simple: true, description: '0 to 1: `overdueIssues` of `openIssues`; null where none is open. 超期率' })
  overdueRate!: number | null;

  @Field(() => Int, { simple: true, description: 'Open issues whose resolution was returned at least once. 被退办问题数' })
  returnedIssues!: number;

  @Field(() => Float, { nullable: true, simple: true, description: '0 to 1: `returnedIssues` of `openIssues`; null where none is open. 退办率' })
  returnedRate!: number | null;

  @Field(() => Int, { simple: true, description: 'Their assignments that passed to another leader within the days asked for. 移交次数' })
  handedOver!: number;

  @Field(() => Int, { simple: true, description: 'What meetings decided on those projects and leads. 会议交办数' })
  directives!: number;

  @Field(() => Int, { simple: true, description: 'Directives whose issue is verified and closed. 已销号交办数' })
  directivesClosed!: number;
}

/** As the queries read it. */
export interface PortfolioRow extends LeaderPortfolioType {
  /** The newest directives whose issue is not closed. */
  readonly openDirectiveIds: readonly number[];
}
