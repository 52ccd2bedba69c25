import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { PermitKindType, type PermitKindRow } from './permit-kind.type.js';
import { standingOf, type Standing } from './permit-standing.queries.js';
import { kindsOf, permitsOfProject } from './permit.queries.js';
import { PermitType, StartCommitmentType, type PermitRow } from './permit.type.js';

/** What the permit room adds to a project. */
@Resolver(() => ProjectType)
export class PermitsOfProjectResolver {
  @FieldResolver(() => [PermitType], { description: 'Its permits, in the order of their kinds. 手续' })
  permits(@Root() project: ProjectRow, @Ctx() context: Context): Promise<PermitRow[]> {
    return context.load(permitsOfProject, project.id);
  }

  @FieldResolver(() => [PermitKindType], { description: 'The kinds of permits that it needs, planned or not, in order. 应办手续' })
  async permitsNeeded(@Root() project: ProjectRow, @Ctx() context: Context): Promise<PermitKindRow[]> {
    const [kinds, { needed }] = await Promise.all([kindsOf(context), standing(project, context)]);
    return needed.map((id) => kinds.get(id)!);
  }

  @FieldResolver(() => Boolean, { description: 'Whether each permit that it needs is granted or exempted. 手续是否齐全' })
  async permitsComplete(@Root() project: ProjectRow, @Ctx() context: Context): Promise<boolean> {
    return (await standing(project, context)).complete;
  }

  @FieldResolver(() => Boolean, { description: 'Whether a land procedure was granted and none that it needs is open. 用地手续是否办结' })
  async landProceduresDone(@Root() project: ProjectRow, @Ctx() context: Context): Promise<boolean> {
    return (await standing(project, context)).landDone;
  }

  @FieldResolver(() => Boolean, { description: 'Whether it may start as far as permits go: all of them there, or committed to start on the land grant and no land procedure open. 手续上是否可开工' })
  async permitsReady(@Root() project: ProjectRow, @Ctx() context: Context): Promise<boolean> {
    return (await standing(project, context)).ready;
  }

  @FieldResolver(() => StartCommitmentType, { nullable: true, description: 'Its commitment, by which it may start when the land is granted; null without one. 承诺制+拿地即开工' })
  async startCommitment(@Root() project: ProjectRow, @Ctx() context: Context): Promise<StartCommitmentType | null> {
    return (await standing(project, context)).commitment;
  }
}

async function standing(project: ProjectRow, context: Context): Promise<Standing> {
  return (await context.load(standingOf, project.id))!;
}
