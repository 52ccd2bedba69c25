import { Arg, Ctx, Field, FieldResolver, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Context, loader } from '../graphql/context.js';
import { payload, payloadOf } from '../graphql/user-error.js';
import { historyOf } from '../history/history.queries.js';
import { HistoryEntryType } from '../history/history.type.js';
import { wordsOf } from '../kernel/enumeration.js';
import { done } from '../kernel/refusal.js';
import { rows, sql, type Database } from '../store/database.js';
import { ruleNumber, setEscalationRule } from './escalation-rule.commands.js';
import { IssueLevel } from './issue.enums.js';

@ObjectType('EscalationRule', { simpleResolvers: true, description: 'What a level is called, and when an issue there is reminded of and raised by itself; times in working days. Automatic acts happen on working days. 提级规则。' })
export class EscalationRuleType {
  @Field(() => IssueLevel, { description: 'The level. 层级' })
  level!: IssueLevel;

  @Field(() => String, { description: 'Its Chinese name. 名称' })
  name!: string;

  @Field(() => String, { description: 'Its English name. 英文名称' })
  nameEn!: string;

  @Field(() => Int, { description: 'Days within which a unit signs for an issue that it was given; after them it is reminded. 签收时限' })
  signWithin!: number;

  @Field(() => Int, { description: 'Unsigned for more than so many days beyond that, the issue goes to the next level. 逾期未签收提级' })
  escalateUnsignedAfter!: number;

  @Field(() => Int, { description: 'So many days past the deadline, the unit is reminded. 超期催办' })
  remindOverdueAfter!: number;

  @Field(() => Int, { description: 'So many days past the deadline, or past the last escalation where that was later, the issue goes to the next level; there is none above PROVINCE. 超期提级' })
  escalateOverdueAfter!: number;

  @Field(() => Boolean, { description: 'Whether anything happens by itself at this level. 是否启用' })
  enabled!: boolean;
}

@InputType({ description: 'The rule of a level; replaces what was set. Times are working days, 1 to 120. 设定提级规则。' })
export class EscalationRuleSetInput {
  @Field(() => IssueLevel, { description: 'Which level.' })
  level!: IssueLevel;

  @Field(() => String, { description: 'Chinese name, at most 40 characters.' })
  name!: string;

  @Field(() => String, { description: 'English name, at most 40 characters.' })
  nameEn!: string;

  @Field(() => Int, { description: 'Days to sign within.' })
  signWithin!: number;

  @Field(() => Int, { description: 'Days unsigned beyond that before it is raised.' })
  escalateUnsignedAfter!: number;

  @Field(() => Int, { description: 'Days past the deadline before the unit is reminded.' })
  remindOverdueAfter!: number;

  @Field(() => Int, { description: 'Days past the deadline before it is raised.' })
  escalateOverdueAfter!: number;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether anything happens by itself at this level.' })
  enabled!: boolean;
}

const EscalationRulePayload = payloadOf('EscalationRule', 'escalationRule', EscalationRuleType);

const ruleOf = loader<IssueLevel, EscalationRuleType | null>(async (db, levels) => {
  const byLevel = new Map((await readRules(db)).map((rule) => [rule.level, rule]));
  return levels.map((level) => byLevel.get(level) ?? null);
});

function readRules(db: Database): Promise<EscalationRuleType[]> {
  return rows(db, sql`
    select level, name, name_en as "nameEn", sign_within as "signWithin", escalate_unsigned_after as "escalateUnsignedAfter",
           remind_overdue_after as "remindOverdueAfter", escalate_overdue_after as "escalateOverdueAfter", enabled
    from escalation_rule order by array_position(${wordsOf(IssueLevel)}::text[], level)`);
}

@Resolver(() => EscalationRuleType)
export class EscalationRuleResolver {
  @Query(() => [EscalationRuleType], { description: 'The levels, from the lowest to the highest, and what happens by itself at each. 提级规则。' })
  escalationRules(@Ctx() context: Context): Promise<EscalationRuleType[]> {
    return readRules(context.db);
  }

  @Mutation(() => EscalationRulePayload, { nullable: true, description: 'Sets what a level is called and when issues there are reminded of and raised by themselves. 设定提级规则。' })
  async escalationRuleSet(
    @Ctx() context: Context,
    @Arg('input', () => EscalationRuleSetInput, { description: 'The rule.' }) input: EscalationRuleSetInput,
  ): Promise<unknown> {
    const outcome = await context.act('setRules', 'escalationRuleSet', (tx) => setEscalationRule(tx, input));
    return payload('escalationRule', outcome.refused ? outcome : done(await context.load(ruleOf, outcome.done)), context.language);
  }

  @FieldResolver(() => [HistoryEntryType], { description: 'Who set it, and from what to what, the oldest first. 办理记录' })
  history(@Root() { level }: EscalationRuleType, @Ctx() context: Context): Promise<HistoryEntryType[]> {
    return context.load(historyOf, { type: 'EscalationRule', id: ruleNumber(level), sight: context.sight });
  }
}
