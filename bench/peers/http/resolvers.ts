import { Arg, Ctx, Field, FieldResolver, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Context } from './documented.js';
import { Issue, Leader, Project, Region } from './entities.js';

@ObjectType()
class ProjectPage {
  @Field(() => Int)
  totalCount!: number;

  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => [Project])
  nodes!: Project[];
}

@ObjectType()
class IssuePage {
  @Field(() => Int)
  totalCount!: number;

  @Field(() => [Issue])
  nodes!: Issue[];
}

@InputType()
class IssueInput {
  @Field(() => String)
  number!: string;

  @Field(() => String)
  projectCode!: string;

  @Field(() => String)
  kind!: string;

  @Field(() => String)
  category!: string;

  @Field(() => String)
  severity!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  detail!: string;

  @Field(() => String)
  externalSystem!: string;

  @Field(() => String)
  externalKey!: string;
}

/** The business year of the demonstration city. */
const year = 2020;

@Resolver(() => Project)
export class ProjectResolver {
  @Query(() => ProjectPage)
  async projects(@Ctx() { em }: Context, @Arg('first', () => Int) first: number): Promise<ProjectPage> {
    const [nodes, totalCount] = await em.findAndCount(Project, { endedAt: null }, { orderBy: { code: 'asc', id: 'asc' }, limit: first });
    return { nodes, totalCount, hasNextPage: nodes.length < totalCount };
  }

  @FieldResolver(() => Region)
  region(@Root() project: Project): Promise<Region | null> {
    return project.region.load();
  }

  @FieldResolver(() => String)
  async annualPlan(@Root() project: Project): Promise<string> {
    return (await project.years.loadItems({ where: { year } }))[0]?.planned ?? '0';
  }

  @FieldResolver(() => String)
  async completedInvestment(@Root() project: Project): Promise<string> {
    return (await project.years.loadItems({ where: { year } }))[0]?.completed ?? '0';
  }

  @FieldResolver(() => Leader, { nullable: true })
  async leader(@Root() project: Project): Promise<Leader | null> {
    const [officer] = await project.assignments.loadItems({ where: { until: null, role: 'GENERAL_SERVICE_OFFICER' } });
    return officer ? officer.leader.load() : null;
  }

  /** The dataloader batches collections, but cannot limit them: the open issues of all projects are read. */
  @FieldResolver(() => IssuePage)
  async issues(@Root() project: Project, @Arg('first', () => Int) first: number): Promise<IssuePage> {
    const open = await project.issues.loadItems({ where: { status: { $ne: 'CLOSED' } }, orderBy: { reportedAt: 'desc', id: 'desc' } });
    return { totalCount: open.length, nodes: open.slice(0, first) };
  }
}

@Resolver(() => Issue)
export class IssueResolver {
  @FieldResolver(() => Project, { nullable: true })
  async project(@Root() issue: Issue): Promise<Project | null> {
    return (await issue.project?.load()) ?? null;
  }

  @Mutation(() => Issue)
  async issueReport(@Ctx() { em }: Context, @Arg('input', () => IssueInput) { projectCode, ...input }: IssueInput): Promise<Issue> {
    const project = await em.findOneOrFail(Project, { code: projectCode });
    const issue = em.create(Issue, { ...input, project, status: 'REPORTED', level: 'PROJECT' });
    await em.persist(issue).flush();
    return issue;
  }
}
