import type { RowType } from '../../src/kernel/entity-type.js';
import type { Role } from '../../src/kernel/viewer.js';
import { toGlobalId } from '../../src/kernel/global-id.js';
import type { City, Data, ViewerOptions } from '../support/city.js';

export const row = (type: RowType, id: number): string => toGlobalId(type, id);

const lead = `investmentLead {
  stage status reachableStages version nextStep { text on overdue leader { name } }
  moves { from to note by } contacts { id role name position telephone addedBy endedAt endedBy }
  needs { id kind { code } quantity measure note state addedBy answer answeredBy issue { number kind category severity status title project { code } demand { quantity measure kind { code } } } }
  history { act note actor { name } } } userErrors { code path message }`;

export const documents = {
  move: `mutation ($id: ID!, $to: InvestmentLeadStage!, $note: String) { investmentLeadMove(id: $id, to: $to, note: $note) { ${lead} } }`,
  plan: `mutation ($id: ID!, $input: LeadNextStepInput) { investmentLeadPlanNextStep(id: $id, input: $input) { ${lead} } }`,
  addContact: `mutation ($leadId: ID!, $input: LeadContactInput!) { leadContactAdd(leadId: $leadId, input: $input) { ${lead} } }`,
  endContact: `mutation ($contactId: ID!) { leadContactEnd(contactId: $contactId) { ${lead} } }`,
  addNeed: `mutation ($leadId: ID!, $input: LeadNeedInput!) { leadNeedAdd(leadId: $leadId, input: $input) { ${lead} } }`,
  answerNeed: `mutation ($needId: ID!, $answer: String!) { leadNeedAnswer(needId: $needId, answer: $answer) { ${lead} } }`,
  reportNeed: `mutation ($needId: ID!) { leadNeedReport(needId: $needId, severity: HIGH) { ${lead} } }`,
  end: `mutation ($id: ID!) { investmentLeadEnd(id: $id, reason: "撤资") { ${lead} } }`,
  convert: `mutation ($id: ID!, $code: String!) { investmentLeadConvert(id: $id, input: { code: $code, tier: MUNICIPAL, totalInvestment: "2", unit: YI }) { ${lead} } }`,
} as const;

/** What a viewer does to leads; each answers the payload. */
export function acts(city: City, role: Role = 'DISPATCHER', viewer: ViewerOptions = {}) {
  const run = async (document: string, variables: Record<string, unknown>): Promise<Data> => Object.values(await city.get(role, document, variables, viewer))[0];
  const id = (of: number) => row('InvestmentLead', of);
  return {
    move: (of: number, to: string, note?: string) => run(documents.move, { id: id(of), to, note }),
    plan: (of: number, input: Data) => run(documents.plan, { id: id(of), input }),
    addContact: (of: number, input: Data = {}) => run(documents.addContact, { leadId: id(of), input: { role: 'DECISION_MAKER', name: '王总', position: '某集团 董事长', telephone: '0459-000 0000', ...input } }),
    endContact: (contactId: string) => run(documents.endContact, { contactId }),
    addNeed: (of: number, input: Data = {}) => run(documents.addNeed, { leadId: id(of), input: { kind: 'LAND', quantity: '300', measure: '亩', note: '园区东侧', ...input } }),
    answerNeed: (needId: string, answer: string) => run(documents.answerNeed, { needId, answer }),
    reportNeed: (needId: string) => run(documents.reportNeed, { needId }),
    end: (of: number) => run(documents.end, { id: id(of) }),
    convert: (of: number, code: string) => run(documents.convert, { id: id(of), code }),
  };
}
