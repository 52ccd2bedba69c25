import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { endIndustryChain, setIndustryChain } from './industry-chain.commands.js';
import { cancelJointLaunch, recordJointLaunch } from './joint-launch.commands.js';
import { chainById, jointLaunchById, readPortfolioYear, subProjectById } from './launch.queries.js';
import { IndustryChainPayload, IndustryChainSetInput, JointLaunchPayload, JointLaunchRecordInput, PortfolioYearPayload, PortfolioYearSetInput, SubProjectInput, SubProjectPayload } from './launch.type.js';
import { setPortfolioYear } from './portfolio.commands.js';
import { correctSubProject, endSubProject, registerSubProject } from './sub-project.commands.js';

/** Every act of the launch room. */
@Resolver()
export class LaunchActsResolver {
  @Mutation(() => JointLaunchPayload, { nullable: true, description: 'Records a joint launch and the launch of all its projects, or nothing. 记录集中开工。' })
  async jointLaunchRecord(@Ctx() context: Context, @Arg('input', () => JointLaunchRecordInput, { description: 'The ceremony.' }) input: JointLaunchRecordInput): Promise<unknown> {
    const data = {
      ...input,
      regionId: context.id(input.regionId, 'Region', ['input', 'regionId']),
      projectIds: input.projectIds.map((id, index) => context.id(id, 'Project', ['input', 'projectIds', String(index)])),
    };
    return launched(context, await context.act('keepLaunches', 'jointLaunchRecord', (tx) => recordJointLaunch(tx, context.sight, data)));
  }

  @Mutation(() => JointLaunchPayload, { nullable: true, description: 'Takes a joint launch back: its projects are not launched any more. 撤销集中开工。' })
  async jointLaunchCancel(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const launch = context.id(id, 'JointLaunch', ['id']);
    return launched(context, await context.act('keepLaunches', 'jointLaunchCancel', (tx) => cancelJointLaunch(tx, context.sight, launch, reason)));
  }

  @Mutation(() => SubProjectPayload, { nullable: true, description: 'Enters a part of a project. 登记子项目。' })
  async subProjectRegister(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: 'Of which project.' }) projectId: string,
    @Arg('input', () => SubProjectInput, { description: 'The part.' }) input: SubProjectInput,
  ): Promise<unknown> {
    const project = context.id(projectId, 'Project', ['projectId']);
    return part(context, await context.act('keepLaunches', 'subProjectRegister', (tx) => registerSubProject(tx, context.sight, project, input)));
  }

  @Mutation(() => SubProjectPayload, { nullable: true, description: 'Replaces what is said of a part. 更正子项目。' })
  async subProjectCorrect(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which part.' }) id: string,
    @Arg('version', () => Int, { description: 'The version that was read; another one in between is a CONFLICT.' }) version: number,
    @Arg('input', () => SubProjectInput, { description: 'The part as it is.' }) input: SubProjectInput,
  ): Promise<unknown> {
    const partId = context.id(id, 'SubProject', ['id']);
    return part(context, await context.act('keepLaunches', 'subProjectCorrect', (tx) => correctSubProject(tx, context.sight, partId, input, version)));
  }

  @Mutation(() => SubProjectPayload, { nullable: true, description: 'Ends a part; it stays on record. 终止子项目。' })
  async subProjectEnd(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which part.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const partId = context.id(id, 'SubProject', ['id']);
    return part(context, await context.act('keepLaunches', 'subProjectEnd', (tx) => endSubProject(tx, context.sight, partId, reason)));
  }

  @Mutation(() => PortfolioYearPayload, { nullable: true, description: 'Enters what the whole city\'s register held in an earlier year. 录入历年盘子。' })
  async portfolioYearSet(@Ctx() context: Context, @Arg('input', () => PortfolioYearSetInput, { description: 'The figures.' }) input: PortfolioYearSetInput): Promise<unknown> {
    const outcome = await context.act('keepPortfolio', 'portfolioYearSet', (tx) => setPortfolioYear(tx, context.sight, input));
    return payload('portfolioYear', outcome.refused ? outcome : done((await readPortfolioYear(context.db, input.year, input.part)) ?? null), context.language);
  }

  @Mutation(() => IndustryChainPayload, { nullable: true, description: 'Names an industry chain, a new one or one that stands. 设定产业链。' })
  async industryChainSet(@Ctx() context: Context, @Arg('input', () => IndustryChainSetInput, { description: 'The chain.' }) input: IndustryChainSetInput): Promise<unknown> {
    return chain(context, await context.act('keepPortfolio', 'industryChainSet', (tx) => setIndustryChain(tx, context.sight, input)));
  }

  @Mutation(() => IndustryChainPayload, { nullable: true, description: 'Ends an industry chain: no project is put into it any more. 终止产业链。' })
  async industryChainEnd(@Ctx() context: Context, @Arg('code', () => String, { description: 'Which chain.' }) code: string): Promise<unknown> {
    return chain(context, await context.act('keepPortfolio', 'industryChainEnd', (tx) => endIndustryChain(tx, context.sight, code)));
  }
}

async function launched(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('jointLaunch', outcome.refused ? outcome : done(await context.load(jointLaunchById, outcome.done)), context.language);
}

async function part(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('subProject', outcome.refused ? outcome : done(await context.load(subProjectById, outcome.done)), context.language);
}

async function chain(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('industryChain', outcome.refused ? outcome : done(await context.load(chainById, outcome.done)), context.language);
}
