import type { Context } from '../graphql/context.js';
import type { AgendaItemData } from './agenda.commands.js';
import type { AgendaItemInput } from './meeting.inputs.js';

/** An agenda item's input with row ids; `path` names the input. */
export function itemData(context: Context, { projectId, leadId, topic, minutes }: AgendaItemInput, path: readonly string[]): AgendaItemData {
  return {
    projectId: context.optionalId(projectId, 'Project', [...path, 'projectId']),
    leadId: context.optionalId(leadId, 'InvestmentLead', [...path, 'leadId']),
    topic: topic ?? null,
    minutes,
  };
}
