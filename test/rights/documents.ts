import {
  getNamedType, getNullableType, isAbstractType, isCompositeType, isListType, isNonNullType, isObjectType,
  type GraphQLArgument, type GraphQLCompositeType, type GraphQLField, type GraphQLObjectType,
} from 'graphql';
import { Operations } from '../../src/graphql/limits.js';
import { schema } from '../../src/server/schema.js';

const operations = new Operations(schema);

/** How many rows of a page are asked for: all that the marked city has. */
const page = 10;
/** Arguments that have no default, so that every field can be asked for. */
const samples: Readonly<Record<string, string>> = { meetingId: '"TWVldGluZzox"', on: '"2020-04-16"', by: '[REGION]', day: '"2020-04-16"', week: '"2020-04-16"' };
const samplesOfType: Readonly<Record<string, string>> = { 'ListKind!': 'ISSUE', 'ListDimension!': 'REGION', 'ListMoment!': '{ day: "2020-04-16" }' };

/** Writes documents that ask for everything, and notes which fields they ask for. */
export class Documents {
  /** As `Type.field`. */
  readonly asked = new Set<string>();

  /** The furthest-reaching of a document's variants that the limits of a request allow. */
  largest(variant: (documents: Documents, steps: number) => string): string {
    for (const steps of [2, 1, 0]) {
      const documents = new Documents();
      const query = variant(documents, steps);
      if ('errors' in operations.prepare({ query, operationName: null, variables: { ids: Array<string>(page).fill('') } }, 'en')) continue;
      for (const field of documents.asked) this.asked.add(field);
      return query;
    }
    throw new Error('a document is too large or wrong however few steps it goes');
  }

  /** A selection of every field of a type, and of the objects behind them down to so many steps. */
  selection(type: GraphQLCompositeType, steps: number): string {
    if (isAbstractType(type)) return `{ ${schema.getPossibleTypes(type).map((each) => `... on ${each.name} ${this.fields(each, steps, `${each.name}_`)}`).join(' ')} }`;
    return isObjectType(type) ? this.fields(type, steps, '') : '';
  }

  /** A root field with all that can be asked for below it. */
  root(type: GraphQLObjectType, name: string, given: string, steps: number): string {
    const field = type.getFields()[name]!;
    this.asked.add(`${type.name}.${name}`);
    return `${name}${given && `(${given})`} ${this.selection(getNamedType(field.type) as GraphQLCompositeType, steps)}`;
  }

  /** Fields of several types in one place are told apart by their types: one name may have one shape only. */
  private fields(type: GraphQLObjectType, steps: number, prefix: string): string {
    const said = Object.values(type.getFields()).flatMap((field) => {
      const named = getNamedType(field.type);
      const below = isCompositeType(named);
      // A page below a row leads further, what stands in it does not.
      const next = isWrapper(type) || (isPlain(named.name) && !named.name.endsWith('Connection')) ? steps : steps - 1;
      if (below && next < 0) return [];
      this.asked.add(`${type.name}.${field.name}`);
      return [`${prefix && `${prefix}${field.name}: `}${field.name}${argumentsOf(field)}${below ? ` ${this.selection(named, next)}` : ''}`];
    });
    return `{ ${said.join(' ')} }`;
  }
}

/** What stands between two rows is no step. */
function isWrapper({ name }: GraphQLObjectType): boolean {
  return /(Connection|Edge|Payload)$/.test(name);
}

/** Parts of a row, which lead no further. */
function isPlain(name: string): boolean {
  return isWrapper({ name } as GraphQLObjectType) || ['HistoryEntry', 'Actor', 'ExternalRef', 'Signal', 'SignalReason', 'SignalCheck', 'SignalInput', 'SignalCount', 'CandidateReason', 'SignalRuleSetting', 'SeasonalCurvePoint', 'ProjectYear', 'PageInfo', 'UserError', 'ProjectStatsKey', 'LeaderLoad', 'ListProgress', 'ListMonth', 'ExtensionRequest', 'IssueAnswer', 'IssueReturn', 'CalendarDay', 'DemandKind', 'AgendaSnapshot', 'PinnedSchedule', 'PinnedMilestone', 'PinnedIssue'].includes(name);
}

function argumentsOf({ args }: GraphQLField<unknown, unknown>): string {
  const given = args.flatMap((argument) => (argument.name === 'first' ? [`first: ${page}`] : isNeeded(argument) ? [`${argument.name}: ${samplesOfType[String(argument.type)] ?? samples[argument.name]}`] : []));
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

export function isNeeded({ type, defaultValue }: Pick<GraphQLArgument, 'type' | 'defaultValue'>): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

/** Whether a query gives a list or a page by itself, without the name of a row. */
export function isList(name: string): boolean {
  const { type } = schema.getQueryType()!.getFields()[name]!;
  return isListType(getNullableType(type)) || getNamedType(type).name.endsWith('Connection') || name === 'clock';
}

/** The queries that need no more than how many rows are wanted. */
export function listDocuments(documents: Documents): Record<string, string> {
  const query = schema.getQueryType()!;
  const lists = Object.values(query.getFields()).filter(({ name }) => isList(name) && name !== 'nodes');
  return Object.fromEntries(lists.map((field) => [
    field.name, documents.largest((each, steps) => `{ ${each.root(query, field.name, argumentsOf(field).slice(1, -1), steps)} }`),
  ]));
}
