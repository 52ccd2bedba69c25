import type { Context } from '../graphql/context.js';
import type { MeetingSiteInput } from './meeting.inputs.js';
import type { SiteData } from './site.commands.js';

/** A site's input with row ids; `path` names the input. */
export function siteData(context: Context, { name, kind, regionId }: MeetingSiteInput, path: readonly string[]): SiteData {
  return { name, kind, regionId: context.optionalId(regionId, 'Region', [...path, 'regionId']) };
}
