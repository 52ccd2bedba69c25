import { zh } from '../kernel/messages/zh.js';

/** The values of an enum in the order of the catalogue, for lists to choose from. */
function valuesOf<T extends object>(words: T): readonly (keyof T & string)[] {
  return Object.keys(words) as (keyof T & string)[];
}

export const serviceModes = valuesOf(zh.word.ServiceMode);
export const meetingModes = valuesOf(zh.word.MeetingMode);
export const projectTiers = valuesOf(zh.word.ProjectTier);
export const sectors = valuesOf(zh.word.Sector);
export const projectStages = valuesOf(zh.word.ProjectStage);
export const chainRoles = valuesOf(zh.word.ChainRole);
export const projectOrigins = valuesOf(zh.word.ProjectOrigin);
export const contestMeasures = valuesOf(zh.word.ContestMeasure);
export const permitChannels = valuesOf(zh.word.PermitChannel);
