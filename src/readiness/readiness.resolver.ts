import { Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { toGlobalId } from '../kernel/global-id.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { checksOf, courseKey, readinessCheckById, readinessItemById, readinessOf, readReadinessItems, unreadyStartOf } from './readiness.queries.js';
import {
  ProjectReadinessType, ReadinessCheckType, ReadinessItemType, UnreadyStartType, type ProjectReadinessRow, type ReadinessCheckRow, type ReadinessItemRow, type UnreadyStartRow,
} from './readiness.type.js';

@Resolver(() => ReadinessItemType)
export class ReadinessItemResolver {
  @Query(() => [ReadinessItemType], { description: 'What must be in place where work begins, in order; what is asked for no more comes last. 开（复）工条件。' })
  readinessItems(@Ctx() context: Context): Promise<ReadinessItemRow[]> {
    return readReadinessItems(context.db);
  }
}

@Resolver(() => ProjectType)
export class ReadinessOfProjectResolver {
  @FieldResolver(() => [ProjectReadinessType], { description: 'How each item that is asked of it stands, in the order of the list. 四到位情况' })
  readiness(@Root() project: ProjectRow, @Ctx() context: Context): Promise<ProjectReadinessRow[]> {
    return context.load(readinessOf, project.id);
  }

  @FieldResolver(() => UnreadyStartType, { nullable: true, description: 'Its last start or resumption, where something lacked for it then; null where nothing did, or it was registered with its day. 未到位开（复）工' })
  startedUnready(@Root() project: ProjectRow, @Ctx() context: Context): Promise<UnreadyStartRow | null> {
    return context.load(unreadyStartOf, project.id);
  }
}

@Resolver(() => ProjectReadinessType)
export class ProjectReadinessResolver {
  @FieldResolver(() => ReadinessItemType, { description: 'What is asked for. 条件' })
  item(@Root() readiness: ProjectReadinessRow, @Ctx() context: Context): Promise<ReadinessItemRow | null> {
    return context.load(readinessItemById, readiness.itemId);
  }

  @FieldResolver(() => ReadinessCheckType, { nullable: true, description: 'The check that stands; null where there was none. 现行检查' })
  check(@Root() readiness: ProjectReadinessRow, @Ctx() context: Context): Promise<ReadinessCheckRow | null> {
    return readiness.checkId === null ? Promise.resolve(null) : context.load(readinessCheckById, readiness.checkId);
  }

  @FieldResolver(() => [ReadinessCheckType], { description: 'The newest 20 checks, the last one first; the history of the project has all. 检查记录' })
  checks(@Root() readiness: ProjectReadinessRow, @Ctx() context: Context): Promise<ReadinessCheckRow[]> {
    return context.load(checksOf, courseKey(readiness));
  }
}

@Resolver(() => ReadinessCheckType)
export class ReadinessCheckResolver {
  @FieldResolver(() => ID, { description: 'Names it when it is confirmed.' })
  id(@Root() check: ReadinessCheckRow): string {
    return toGlobalId('ReadinessCheck', check.id);
  }
}

@Resolver(() => UnreadyStartType)
export class UnreadyStartResolver {
  @FieldResolver(() => [ReadinessItemType], { description: 'What lacked then. 当时未到位的条件' })
  async lacking(@Root() start: UnreadyStartRow, @Ctx() context: Context): Promise<ReadinessItemRow[]> {
    const items = await Promise.all(start.lacking.map((id) => context.load(readinessItemById, id)));
    return items.filter((item) => item !== null);
  }
}
