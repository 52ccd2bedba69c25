import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars.js';
import { payload } from '../graphql/user-error.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { projectById } from '../project/project.queries.js';
import { ProjectPayload } from '../project/project.type.js';
import { checkReadiness, confirmReadiness } from './readiness-check.commands.js';
import { endReadinessItem, setReadinessItem } from './readiness-item.commands.js';
import { readinessItemById } from './readiness.queries.js';
import { ReadinessItemPayload, ReadinessItemSetInput } from './readiness.type.js';

@InputType({ description: 'How an item stands at a project. 到位检查。' })
class ReadinessCheckInput {
  @Field(() => ID, { description: 'Which project. 项目' })
  projectId!: string;

  @Field(() => String, { description: 'The item\'s code. 条件编码' })
  item!: string;

  @Field(() => Boolean, { description: 'Whether it is in place. 是否到位' })
  done!: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'By when it will be, only where it is not: today or later. 预计到位日' })
  dueOn?: string | null;

  @Field(() => String, { nullable: true, description: 'Address of what shows it: http or https, at most 500 characters. 佐证链接' })
  evidenceUrl?: string | null;

  @Field(() => String, { nullable: true, description: 'Remark, at most 2,000 characters. 说明' })
  note?: string | null;
}

/** Every act of the readiness room. */
@Resolver()
export class ReadinessActResolver {
  @Mutation(() => ReadinessItemPayload, { nullable: true, description: 'Sets what must be in place where work begins. 设定开（复）工条件。' })
  async readinessItemSet(@Ctx() context: Context, @Arg('input', () => ReadinessItemSetInput, { description: 'The item.' }) input: ReadinessItemSetInput): Promise<unknown> {
    return item(context, await context.act('setReadinessItems', 'readinessItemSet', (tx) => setReadinessItem(tx, input)));
  }

  @Mutation(() => ReadinessItemPayload, { nullable: true, description: 'Ends an item: it is asked for no more, and its checks stay. 停用开（复）工条件。' })
  async readinessItemEnd(@Ctx() context: Context, @Arg('code', () => String, { description: 'Which item.' }) code: string): Promise<unknown> {
    return item(context, await context.act('setReadinessItems', 'readinessItemEnd', (tx) => endReadinessItem(tx, code)));
  }

  @Mutation(() => ProjectPayload, {
    nullable: true, description: 'Says how an item stands at a project; it takes the place of the check before, which stays on record. That it is in place is a claim in the owner\'s word until the office or an officer confirms it. 填报到位情况。',
  })
  async readinessCheck(@Ctx() context: Context, @Arg('input', () => ReadinessCheckInput, { description: 'The check.' }) input: ReadinessCheckInput): Promise<unknown> {
    const data = { ...input, projectId: context.id(input.projectId, 'Project', ['input', 'projectId']), byOwner: context.viewer.role === 'OWNER' };
    return project(context, await context.act('checkReadiness', 'readinessCheck', (tx) => checkReadiness(tx, context.sight, data)));
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: 'Confirms the owner\'s word that an item is in place. 确认业主自报。' })
  async readinessConfirm(@Ctx() context: Context, @Arg('checkId', () => ID, { description: 'Which check: the one that stands.' }) checkId: string): Promise<unknown> {
    const id = context.id(checkId, 'ReadinessCheck', ['checkId']);
    return project(context, await context.act('confirmReadiness', 'readinessConfirm', (tx) => confirmReadiness(tx, context.sight, id)));
  }
}

async function item(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('readinessItem', outcome.refused ? outcome : done(await context.load(readinessItemById, outcome.done)), context.language);
}

async function project(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('project', outcome.refused ? outcome : done(await context.load(projectById, outcome.done)), context.language);
}
