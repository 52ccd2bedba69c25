import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('LeaderLoad', { simpleResolvers: true, description: 'How much a leader answers for now, in any role, as far as the viewer sees it. 领导包保负荷。' })
export class LeaderLoadType {
  @Field(() => Int, { description: 'Projects, each once. 项目数' })
  projects!: number;

  @Field(() => Int, { description: 'Investment leads, each once. 线索数' })
  leads!: number;

  @Field(() => Int, { description: 'Open issues of those projects and leads. 未销号问题数' })
  openIssues!: number;

  @Field(() => Int, { description: 'Those of them past their deadline. 超期问题数' })
  overdueIssues!: number;
}
