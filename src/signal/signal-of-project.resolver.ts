import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { catalogues, fill } from '../kernel/messages/index.js';
import type { Language } from '../kernel/language.js';
import { ProjectType, type ProjectRow } from '../project/project.type.js';
import { firedRules } from './signal.queries.js';
import { SignalType, type FiredRule } from './signal.type.js';

@Resolver(() => ProjectType)
export class SignalOfProjectResolver {
  @FieldResolver(() => SignalType, { description: 'Its light today, with the reasons. 亮灯' })
  async signal(@Root() project: ProjectRow, @Ctx() context: Context): Promise<SignalType> {
    return toSignal(await context.load(firedRules, project.id), context.language);
  }
}

function toSignal(fired: readonly FiredRule[], language: Language): SignalType {
  const reasons = fired.map(({ rule, colour, measure }) => ({ rule, colour, message: fill(catalogues[language].signal[rule], { measure }) }));
  return { colour: reasons[0]?.colour ?? 'GREEN', reasons };
}
