import { getNamedType, GraphQLEnumType, GraphQLInputObjectType, isListType, isNonNullType, type GraphQLArgument, type GraphQLInputField, type GraphQLInputType } from 'graphql';
import type { RowType } from '../../src/kernel/entity-type.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { schema } from '../../src/server/schema.js';
import { isNeeded } from './documents.js';

const mutations = schema.getMutationType()!.getFields();

/** Which row of a type a call names in a field. */
export type Naming = (type: RowType, field: string) => number;
export const missing = 2_000_000_000;

export interface Call {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

type Input = GraphQLArgument | GraphQLInputField;

/**
 * A well-formed call of a mutation that gives what must be given and, wherever it may be, the one more field; every id in it is
 * one of the rows named.
 */
export function call(mutation: string, naming: Naming, more?: string): Call {
  // What came back is about a project: without one it is not looked at.
  const isWanted = (of: Input): boolean => isNeeded(of) || (more !== undefined && leadsTo(of, more)) || (more === 'recurrenceOf' && of.name === 'projectId');
  const wanted = mutations[mutation]!.args.filter(isWanted);
  const value = (of: Input, type: GraphQLInputType = of.type): unknown => {
    if (isNonNullType(type)) return value(of, type.ofType as GraphQLInputType);
    if (isListType(type)) return more === undefined ? [] : [value(of, type.ofType as GraphQLInputType)];
    const named = getNamedType(type);
    if (named instanceof GraphQLEnumType) return named.getValues()[0]!.name;
    if (named instanceof GraphQLInputObjectType) {
      return Object.fromEntries(Object.values(named.getFields()).filter(isWanted).map((field) => [field.name, value(field)]));
    }
    const samples: Record<string, unknown> = { String: 'x', Int: 1, Float: 1, Boolean: true, Money: '1', Quantity: '1', Date: '2030-05-01', DateTime: '2030-05-01T01:00:00Z' };
    if (of.name === 'url') return 'https://x';
    if (of.name === 'projectCode') return `P«Project:${naming('Project', of.name)}»`;
    if (named.name !== 'ID') return samples[named.name];
    const row = of.name === 'subjectId' && more === of.name ? 'InvestmentLead' : typeNamedBy(of.name, mutation);
    return toGlobalId(row, naming(row, of.name));
  };
  return {
    query: `mutation${wanted.length ? `(${wanted.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')})` : ''} {
      ${mutation}${wanted.length ? `(${wanted.map((arg) => `${arg.name}: $${arg.name}`).join(', ')})` : ''} { ${more !== undefined && mutation.endsWith('Many') ? 'results { userErrors { code message path } } ' : ''}userErrors { code message path } } }`,
    variables: Object.fromEntries(wanted.map((arg) => [arg.name, value(arg)])),
  };
}

/** What may be given besides, and names a row: each is tried for itself. */
export function naming(mutation: string): (string | undefined)[] {
  const found = new Set<string>();
  const look = (of: Input): void => {
    const type = getNamedType(of.type);
    if ((type.name === 'ID' && (!isNeeded(of) || of.name === 'subjectId')) || of.name === 'projectCode') found.add(of.name);
    if (type instanceof GraphQLInputObjectType) Object.values(type.getFields()).forEach(look);
  };
  mutations[mutation]!.args.forEach(look);
  return [undefined, ...found];
}

/** Whether a field is the one looked for, or holds it. */
function leadsTo(of: Input, name: string): boolean {
  const type = getNamedType(of.type);
  return of.name === name || (type instanceof GraphQLInputObjectType && Object.values(type.getFields()).some((field) => leadsTo(field, name)));
}

function typeNamedBy(argument: string, mutation: string): RowType {
  const byArgument: [RegExp, RowType][] = [
    [/^(parentId|regionIds?)$/, 'Region'], [/^contestId$/, 'Contest'], [/(unitIds?|authorityId)$/i, 'Unit'], [/^(leader|chair)Id$/, 'Leader'], [/^(project|subject)Id$/, 'Project'], [/^(i|currentI)temId$/, 'AgendaItem'],
    [/^siteId$/, 'MeetingSite'], [/^(issue|of|into)Id$/, 'Issue'], [/^meetingId$/, 'Meeting'], [/^leadId$/, 'InvestmentLead'],
    [/^offerId$/, 'SupplyOffer'], [/^matchId$/, 'SupplyMatch'], [/^stepId$/, 'DemandStep'], [/^paperId$/, 'PermitPaper'], [/^checkId$/, 'ReadinessCheck'], [/^contactId$/, 'LeadContact'], [/^needId$/, 'LeadNeed'],
  ];
  const byMutation: [RegExp, RowType][] = [
    [/^region/, 'Region'], [/^unit/, 'Unit'], [/^leader/, 'Leader'], [/^project/, 'Project'], [/^investmentLead/, 'InvestmentLead'],
    [/^jointLaunch/, 'JointLaunch'], [/^subProject/, 'SubProject'], [/^enterprise/, 'Enterprise'], [/^milestone|^scheduleRebase/, 'Milestone'], [/^accessGrant/, 'AccessGrant'], [/^apiKey/, 'ApiKey'], [/^screen/, 'Screen'],
    [/^contestEndAdjustment$/, 'ContestAdjustment'], [/^contest/, 'Contest'],
    [/^permit/, 'Permit'], [/^supplyOffer/, 'SupplyOffer'], [/^assignment/, 'Assignment'], [/^issueEndEvidence$/, 'Evidence'], [/^issueWithdrawComment$/, 'Comment'], [/^issue/, 'Issue'], [/^meeting/, 'Meeting'],
  ];
  return (byArgument.find(([pattern]) => pattern.test(argument)) ?? byMutation.find(([pattern]) => pattern.test(mutation)))![1];
}
