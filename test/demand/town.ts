import { assigned, ids, openTown, report } from '../issue/town.js';
import type { City, Data, ViewerOptions } from '../support/city.js';
import type { Role } from '../../src/kernel/viewer.js';

export { assigned, ids, openTown, report };

export const demandFields = `demand { kind { code } quantity measure fulfilled promised open share
  steps { id quantity note by corrects { id } } matches { id quantity status unit { code } offer { id } } }`;
const errors = 'userErrors { code message path }';

const documents = {
  demandDescribe: `mutation ($issueId: ID!, $input: DemandInput!) { demandDescribe(issueId: $issueId, input: $input) { issue { id category ${demandFields} } ${errors} } }`,
  demandFulfil: `mutation ($issueId: ID!, $quantity: Quantity!, $note: String!) { demandFulfil(issueId: $issueId, quantity: $quantity, note: $note) { issue { id ${demandFields} } ${errors} } }`,
  demandCorrectFulfilment: `mutation ($stepId: ID!, $quantity: Quantity!, $reason: String!) {
    demandCorrectFulfilment(stepId: $stepId, quantity: $quantity, reason: $reason) { issue { id ${demandFields} } ${errors} } }`,
  demandKindSet: `mutation ($input: DemandKindSetInput!) { demandKindSet(input: $input) { demandKind { code nameZh measures active } ${errors} } }`,
  supplyOfferMake: `mutation ($input: SupplyOfferMakeInput!) { supplyOfferMake(input: $input) { offer { id version open matched } ${errors} } }`,
  supplyOfferCorrect: `mutation ($id: ID!, $input: SupplyOfferCorrectInput!) { supplyOfferCorrect(id: $id, input: $input) { offer { id version open region { code } untilOn } ${errors} } }`,
  supplyOfferWithdraw: `mutation ($id: ID!, $reason: String!) { supplyOfferWithdraw(id: $id, reason: $reason) { offer { id withdrawnAt withdrawReason } ${errors} } }`,
  supplyMatch: `mutation ($offerId: ID!, $issueId: ID!, $quantity: Quantity!) {
    supplyMatch(offerId: $offerId, issueId: $issueId, quantity: $quantity) { match { id status offer { open matched } issue { demand { open promised fulfilled } } } ${errors} } }`,
  supplyMatchConfirm: `mutation ($matchId: ID!, $note: String) { supplyMatchConfirm(matchId: $matchId, note: $note) { match { id status settledAt offer { open matched } issue { demand { open promised fulfilled } } } ${errors} } }`,
  supplyMatchRelease: `mutation ($matchId: ID!, $reason: String!) { supplyMatchRelease(matchId: $matchId, reason: $reason) { match { id status reason offer { open matched } issue { demand { open promised fulfilled } } } ${errors} } }`,
};

/** Does one act and answers its payload. */
export async function act(city: City, name: keyof typeof documents, variables: Record<string, unknown>, role: Role = 'DISPATCHER', options?: ViewerOptions): Promise<Data> {
  return (await city.get(role, documents[name], variables, { subject: 'office', ...options }))[name];
}

/** Reports a demand for workers. */
export function needWorkers(city: City, quantity = '200', input: Record<string, unknown> = {}): Promise<string> {
  return report(city, { kind: 'DEMAND', category: 'LABOUR', demand: { kind: 'WORKERS', quantity, measure: '人' }, ...input });
}

/** The same, given to a unit. */
export function assignedWorkers(city: City, quantity = '200'): Promise<string> {
  return assigned(city, ids.power, [], { kind: 'DEMAND', category: 'LABOUR', demand: { kind: 'WORKERS', quantity, measure: '人' } });
}

export async function offerWorkers(city: City, quantity = '100', input: Record<string, unknown> = {}): Promise<string> {
  const made = await act(city, 'supplyOfferMake', { input: { unitId: ids.land, kind: 'WORKERS', quantity, measure: '人', fromOn: '2020-04-16', text: '返岗工人', ...input } });
  if (!made.offer) throw new Error(JSON.stringify(made.userErrors));
  return made.offer.id;
}

export const said = ({ userErrors }: Data): string[] => userErrors.map(({ code, path }: Data) => [code, ...path].join(' '));

export async function demandOf(city: City, id: string): Promise<Data> {
  return (await city.get('ADMIN', `query ($id: ID!) { issue(id: $id) { status category history { act note } ${demandFields} } }`, { id })).issue;
}
