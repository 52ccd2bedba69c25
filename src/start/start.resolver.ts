import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, withSelection, type Page } from '../graphql/connection.js';
import { Context, type Loader } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars.js';
import { payload } from '../graphql/user-error.js';
import { done } from '../kernel/refusal.js';
import { projectById } from '../project/project.queries.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { sources, type StartObstacleKind } from './obstacle.sources.js';
import { setObstacleRule } from './start.commands.js';
import { forecastAsked, forecastFigures, obstaclesOf, readForecast, readGrounds, readObstacleRules, readSequence } from './start.queries.js';
import {
  StartEntryConnection, StartEntryType, StartFilter, StartForecastType, StartGroundType, StartObstacleKinds, StartObstacleReference, StartObstacleRulePayload, StartObstacleRuleType, StartObstacleType,
  StartOutlook, StartSequenceFilter, type ForecastAsked, type StartEntryRow, type StartObstacleRow,
} from './start.type.js';

@ArgsType()
class StartSequenceArgs extends PageArgs {
  @Field(() => StartSequenceFilter, { nullable: true, description: 'Which projects; all that have not started where it is left out.' })
  filter?: StartSequenceFilter | null;
}

@ArgsType()
class StartEntriesArgs extends PageArgs {
  @Field(() => [StartOutlook], { nullable: true, description: 'Only with one of these outlooks; all that started or are planned by the day where it is left out. 预判' })
  outlook?: StartOutlook[] | null;
}

@Resolver(() => StartEntryType)
export class StartEntryResolver {
  @Query(() => StartEntryConnection, { description: 'The projects that the viewer sees on which work has not begun or resumed this year, in the order in which it is planned to, with what stands in the way of each. 开工时序清单。' })
  startSequence(@Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => StartSequenceArgs) { filter, ...page }: StartSequenceArgs): Promise<Page<StartEntryRow>> {
    return readSequence(context, withSelection(page, info), filter);
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'The project. 项目' })
  project(@Root() entry: StartEntryRow, @Ctx() context: Context): Promise<ProjectRow | null> {
    return context.load(projectById, entry.id);
  }

  @FieldResolver(() => [StartObstacleType], { description: 'What stands in its way: what holds it first, then what stands the longest; none once it has started. 障碍' })
  obstacles(@Root() entry: StartEntryRow, @Ctx() context: Context): Promise<StartObstacleRow[]> | StartObstacleRow[] {
    return entry.outlook === 'STARTED' ? [] : context.load(obstaclesOf, entry.id);
  }
}

@Resolver(() => StartObstacleType)
export class StartObstacleResolver {
  @FieldResolver(() => StartObstacleReference, { nullable: true, description: 'The item, demand or problem itself; null where the viewer may not see it. 所指' })
  reference(@Root() { kind, id }: StartObstacleRow, @Ctx() context: Context): Promise<unknown> {
    return context.load(sources[kind].load as Loader<number, unknown>, id);
  }
}

@Resolver(() => StartObstacleRuleType)
export class StartObstacleRuleResolver {
  @Query(() => [StartObstacleRuleType], { description: 'Which kinds of obstacles make a start doubtful. 障碍规则。' })
  startObstacleRules(@Ctx() context: Context): Promise<StartObstacleRuleType[]> {
    return readObstacleRules(context.db);
  }

  @Mutation(() => StartObstacleRulePayload, { nullable: true, description: 'Says whether a kind of obstacle makes a start doubtful. 设定障碍规则。' })
  async startObstacleRuleSet(
    @Ctx() context: Context,
    @Arg('kind', () => StartObstacleKinds, { description: 'Which kind.' }) kind: StartObstacleKind,
    @Arg('holds', () => Boolean, { description: 'True where nobody counts on a start while it stands.' }) holds: boolean,
  ): Promise<unknown> {
    const outcome = await context.act('setRules', 'startObstacleRuleSet', (tx) => setObstacleRule(tx, kind, holds));
    return payload('startObstacleRule', outcome.refused ? outcome : done((await readObstacleRules(context.db)).find((rule) => rule.kind === kind) ?? null), context.language);
  }
}

@Resolver(() => StartForecastType)
export class StartForecastResolver {
  @Query(() => StartForecastType, { description: 'How many of the projects that the viewer sees will have started or resumed by a day, and why. 开（复）工预判。' })
  startForecast(
    @Ctx() context: Context,
    @Arg('on', () => DateScalar, { description: 'By which day. 截至日' }) on: string,
    @Arg('filter', () => StartFilter, { nullable: true, description: 'Which projects; all in the register where it is left out.' }) filter?: StartFilter | null,
  ): ForecastAsked {
    return forecastAsked(on, filter, context);
  }

  @FieldResolver(() => Int, { description: 'On how many work began or resumed in the day\'s year, by the day. 已开（复）工' })
  async started(@Root() asked: ForecastAsked, @Ctx() context: Context): Promise<number> {
    return (await context.load(forecastFigures, asked)).started;
  }

  @FieldResolver(() => Int, { description: 'How many more are planned by the day, with nothing in the way then that holds them. 预计开（复）工' })
  async willStart(@Root() asked: ForecastAsked, @Ctx() context: Context): Promise<number> {
    return (await context.load(forecastFigures, asked)).willStart;
  }

  @FieldResolver(() => Int, { description: 'How many are planned by the day, with something in the way then that holds them. 存疑' })
  async doubtful(@Root() asked: ForecastAsked, @Ctx() context: Context): Promise<number> {
    return (await context.load(forecastFigures, asked)).doubtful;
  }

  @FieldResolver(() => Int, { description: 'What is to be counted on: those that started and those that will. 预计累计开（复）工' })
  async total(@Root() asked: ForecastAsked, @Ctx() context: Context): Promise<number> {
    const figures = await context.load(forecastFigures, asked);
    return figures.started + figures.willStart;
  }

  @FieldResolver(() => [StartGroundType], { description: 'What stands in the way of those that have not started, kind by kind. 预判依据' })
  grounds(@Root() asked: ForecastAsked, @Ctx() context: Context): Promise<StartGroundType[]> {
    return readGrounds(context.db, asked);
  }

  @FieldResolver(() => StartEntryConnection, { description: 'The projects, in the order in which they are or were planned to start. 项目' })
  entries(@Root() asked: ForecastAsked, @Ctx() context: Context, @Info() info: GraphQLResolveInfo, @Args(() => StartEntriesArgs) { outlook, ...page }: StartEntriesArgs): Promise<Page<StartEntryRow>> {
    return readForecast(context, asked, outlook, withSelection(page, info));
  }
}
