import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { reportProgress, setYearPlan } from './project-progress.commands.js';
import { correctProject, endProject, registerProject } from './project.commands.js';
import { ProjectCorrectInput, ProjectProgressInput, ProjectRegisterInput, ProjectYearPlanInput } from './project.input.js';
import { projectById } from './project.queries.js';
import { ProjectPayload } from './project.type.js';

/** Every act on a project. */
@Resolver()
export class ProjectActsResolver {
  @Mutation(() => ProjectPayload, { nullable: true, description: 'Enters a project into the register. 登记项目。' })
  async projectRegister(
    @Ctx() context: Context,
    @Arg('input', () => ProjectRegisterInput, { description: 'The project.' }) input: ProjectRegisterInput,
  ): Promise<unknown> {
    const data = {
      ...input,
      regionId: context.id(input.regionId, 'Region', ['input', 'regionId']),
      ownerUnitId: context.optionalId(input.ownerUnitId, 'Unit', ['input', 'ownerUnitId']),
    };
    return answer(context, await context.act('keepProjects', 'projectRegister', (tx) => registerProject(tx, context.sight, data)));
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: 'Corrects what the register says of a project. 更正项目。' })
  async projectCorrect(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which project.' }) id: string,
    @Arg('input', () => ProjectCorrectInput, { description: 'What to correct.' }) input: ProjectCorrectInput,
  ): Promise<unknown> {
    const projectId = context.id(id, 'Project', ['id']);
    const correction = {
      ...input,
      regionId: context.optionalId(input.regionId, 'Region', ['input', 'regionId']),
      ownerUnitId: input.ownerUnitId === undefined ? undefined : context.optionalId(input.ownerUnitId, 'Unit', ['input', 'ownerUnitId']),
    };
    return answer(context, await context.act('keepProjects', 'projectCorrect', (tx) => correctProject(tx, context.sight, projectId, correction)));
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: 'Reports what has happened on a project: progress, money, days, a new stage. 填报进度。' })
  async projectReportProgress(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which project.' }) id: string,
    @Arg('input', () => ProjectProgressInput, { description: 'What has happened.' }) input: ProjectProgressInput,
  ): Promise<unknown> {
    const projectId = context.id(id, 'Project', ['id']);
    return answer(context, await context.act('reportProgress', 'projectReportProgress', (tx) => reportProgress(tx, context.sight, projectId, input)));
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: 'Sets what a project plans to invest in a year. 下达年度计划。' })
  async projectSetYearPlan(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which project.' }) id: string,
    @Arg('input', () => ProjectYearPlanInput, { description: 'The plan.' }) input: ProjectYearPlanInput,
  ): Promise<unknown> {
    const projectId = context.id(id, 'Project', ['id']);
    return answer(context, await context.act('keepProjects', 'projectSetYearPlan', (tx) => setYearPlan(tx, context.sight, projectId, input)));
  }

  @Mutation(() => ProjectPayload, { nullable: true, description: 'Ends a project: it leaves the lists and figures and stays in the history. 终止项目。' })
  async projectEnd(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which project.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, at most 2,000 characters.' }) reason: string,
  ): Promise<unknown> {
    const projectId = context.id(id, 'Project', ['id']);
    return answer(context, await context.act('keepProjects', 'projectEnd', (tx) => endProject(tx, context.sight, projectId, reason)));
  }
}

async function answer(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('project', outcome.refused ? outcome : done(await context.load(projectById, outcome.done)), context.language);
}
