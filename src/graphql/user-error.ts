import { Field, ObjectType, registerEnumType, type ClassType } from 'type-graphql';
import type { Language } from '../kernel/language.js';
import { zh } from '../kernel/messages/zh.js';
import { refusalMessage, type Outcome, type RefusalCode } from '../kernel/refusal.js';

const UserErrorCode = Object.fromEntries(Object.keys(zh.refusal).map((code) => [code, code])) as { [K in RefusalCode]: K };

registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'Why something was not done; stable. 未办理的原因代码。',
  valuesConfig: {
    NOT_FOUND: { description: 'What is named does not exist, or the viewer may not see it.' },
    CODE_TAKEN: { description: 'Another row has this code.' },
    TEXT_EMPTY: { description: 'A text that must say something is empty.' },
    TEXT_TOO_LONG: { description: 'A text has more characters than it may.' },
    TEXT_CONTROLS: { description: 'A name, code or title holds characters that cannot be seen or that turn the direction of writing.' },
    NUMBER_OUT_OF_RANGE: { description: 'A number or an amount is too small or too large.' },
    AMOUNT_TOO_FINE: { description: 'An amount has parts below 0.01 yuan.' },
    DAY_BEFORE: { description: 'A day is earlier than it may be.' },
    DAY_AFTER: { description: 'A day is later than it may be.' },
    CONFLICT: { description: 'Somebody else changed the row since the version given.' },
    ENDED: { description: 'What is named has ended.' },
    IN_USE: { description: 'It cannot end while something depends on it.' },
    WOULD_CIRCLE: { description: 'A region would lie below itself.' },
    FORBIDDEN_HERE: { description: 'The role may do this, but not on this row.' },
    ISSUE_STATE: { description: 'The issue is in a status in which this cannot be done.' },
    OWN_WORD: { description: 'Nobody verifies what they resolved themselves.' },
    UNANSWERED: { description: 'A unit does not resolve an issue while a supporting unit has not called its part done.' },
    NOT_SUPPORTING: { description: 'The unit named does not support the issue.' },
    NOT_LATER: { description: 'An extension leads to a later day than the deadline and than today.' },
    ALREADY_REQUESTED: { description: 'One request for a later deadline is open already.' },
    NOT_REQUESTED: { description: 'No request for a later deadline is open.' },
    OWN_REQUEST: { description: 'Nobody decides on what they asked for themselves.' },
    OTHER_ABOUT: { description: 'Issues are linked that are about the same project, lead or region, and are two.' },
    NOT_CLOSED_BEFORE: { description: 'A recurrence is of an issue that was closed before it was reported.' },
    LEVEL_NOT_HIGHER: { description: 'An issue escalates to a higher level only.' },
    STAGE_MOVE: { description: 'A project does not go from its stage to the one wanted.' },
    MEETING_STATE: { description: 'The meeting is in a status in which this cannot be done.' },
    ITEM_STATE: { description: 'The agenda item is in a status in which this cannot be done.' },
    ISSUE_SUBJECT: { description: 'An issue names exactly one project, lead or region.' },
    ONE_SUBJECT: { description: 'An agenda item names exactly one project, lead or topic.' },
    ALREADY_LISTED: { description: 'The meeting still has to call it.' },
    ALREADY_ASKED: { description: 'The site is in the queue of speakers already.' },
    SPEAKER_STATE: { description: 'The request to speak is in a state in which this cannot be done.' },
    IN_SERIES: { description: 'The meeting belongs to a series already.' },
    NO_SERIES: { description: 'The meeting belongs to no series that goes on.' },
    TOO_MANY_FEEDS: { description: 'Somebody has as many good calendar feeds as they may.' },
    ONE_DEADLINE: { description: 'A deadline is a day or a number of working days, exactly one of them.' },
    OTHER_SUBJECT: { description: 'The issue is not about what the agenda item is about.' },
    ALREADY_LAUNCHED: { description: 'The project was launched in a ceremony already.' },
    ALREADY_CONVERTED: { description: 'The investment lead is a project already.' },
    FOREIGN_SYSTEM: { description: 'An integration reports for its own system only.' },
    ALREADY_HOLDS: { description: 'The leader holds this role on this subject already.' },
    ALREADY_GRANTED: { description: 'The person has a standing grant already.' },
    SCOPE_NEEDED: { description: 'The role needs what is left out.' },
    SCOPE_MEANINGLESS: { description: 'The role has no use for what is given.' },
    ROLE_NOT_PERSONAL: { description: 'The role is not given to people.' },
    ONE_PLACE: { description: 'A screen stands in exactly one site or region.' },
    DEMAND_ONLY: { description: 'A problem needs nothing that is measured.' },
    DEMAND_DESCRIBED: { description: 'A described demand stays a demand.' },
    DEMAND_CATEGORY: { description: 'The category is not that of the kind of demand.' },
    DEMAND_MEASURE: { description: 'The kind of demand is not measured so.' },
    DEMAND_UNKNOWN: { description: 'It was not said what the demand needs.' },
    DEMAND_COMMITTED: { description: 'Part of the demand is fulfilled or promised already.' },
    DEMAND_OPEN: { description: 'Part of the demand is not fulfilled.' },
    DEMAND_DUPLICATE: { description: 'What a duplicate needs would be lost by the merge.' },
    QUANTITY_NEEDED: { description: 'The kind of demand needs a quantity.' },
    QUANTITY_MEANINGLESS: { description: 'The kind of demand has no quantity.' },
    QUANTITY_TOO_FINE: { description: 'A quantity has more than three decimals.' },
    QUANTITY_OVER_OPEN: { description: 'More than is open.' },
    FULFILMENT_BELOW: { description: 'A fulfilment would be less than nothing.' },
    SUPPLY_UNFIT: { description: 'Offer and demand differ in kind or measure.' },
    SUPPLY_PROMISED: { description: 'Part of the offer is matched already.' },
    MATCH_STATE: { description: 'The match is in a status where this cannot be done.' },
    START_UNREADY: { description: 'What no start may lack lacks.' },
    READINESS_NOT_ASKED: { description: 'The item is not asked of projects like this.' },
    READINESS_NOT_CLAIMED: { description: 'The check is no owner\'s word that waits to be confirmed.' },
    READINESS_DUE: { description: 'What is in place has no day by which it will be.' },
    BELOW_REPORTED: { description: 'Less investment is completed than a report of an earlier day says.' },
    OPENING_REPORT: { description: 'Nobody makes an OPENING report by itself.' },
    SCHEDULE_EXISTS: { description: 'The project has a standing schedule already.' },
    SCHEDULE_SOURCE: { description: 'A schedule is drawn from a template or from milestones, exactly one of them.' },
    SCHEDULE_CYCLE: { description: 'Milestones wait for each other; the message shows the way round.' },
    SCHEDULE_IMPOSSIBLE: { description: 'The end is before all can be finished; the message shows the chain that decides it.' },
    MILESTONE_UNKNOWN: { description: 'No milestone of the list has this code.' },
    MILESTONE_DONE: { description: 'The milestone is finished; its plan stands.' },
    MILESTONE_REPORTED: { description: 'Another day was reported already.' },
    MILESTONE_NOT_STARTED: { description: 'What has not started is not finished.' },
    DAY_OF_YEAR: { description: 'A text is no day of every year, like 11-01.' },
    NAMED_TWICE: { description: 'A list names the same thing twice.' },
    CONTEST_STATE: { description: 'The contest is in a status in which this cannot be done.' },
    CONTEST_WITHIN: { description: 'A district lies within another one of the contest.' },
    CONTEST_SCALE: { description: 'A rule\'s scale does not rise.' },
    CONTEST_WEIGHTS: { description: 'The weights of a contest do not make 100.' },
    CONTEST_NOT_OVER: { description: 'The last day of the contest is not over.' },
    CONTEST_NOT_TAKING_PART: { description: 'The district takes no part in the contest.' },
    CONTEST_WITHDRAWN: { description: 'The district has left the contest already.' },
    CONTEST_NOT_WITHDRAWN: { description: 'The district has not left the contest.' },
    CONTEST_RULE_UNKNOWN: { description: 'The contest has no such rule.' },
    CONTEST_POINTS: { description: 'A correction of points is too large, nothing, or too fine.' },
    OWN_CREDENTIAL: { description: 'The subject is an API key\'s or a screen\'s, which are ended by acts of their own.' },
    PERMIT_STATE: { description: 'The permit is in a state in which this cannot be done.' },
    PERMIT_ORDER: { description: 'A permit that comes before it is neither granted nor exempted.' },
    PERMIT_NOT_NEEDED: { description: 'The project needs no permit of this kind.' },
    PERMIT_AUTHORITY: { description: 'It is not known which unit grants permits of this kind.' },
    PERMIT_CIRCLE: { description: 'A kind would come before itself, or before one that is reviewed side by side with it.' },
    PAPER_OF_LAND_USE: { description: 'Papers of land use never follow later.' },
    PAPERS_AWAITED: { description: 'Papers of this kind of permit are still to follow.' },
    PAPER_NEEDED_NOW: { description: 'Of this kind of permit no paper may follow later.' },
    PAPER_DELIVERED: { description: 'The paper is there already.' },
    START_ON_LAND_GRANT: { description: 'Only a large industry project commits itself to start when its land is granted.' },
    COMMITTED_ALREADY: { description: 'The project has committed itself already.' },
    TARGETS_NOT_WHOLE: { description: 'The targets of the channels do not make 1 together.' },
    CURVE_FALLS: { description: 'A cumulative curve falls, or does not end at the whole.' },
    CURVE_MONTHS: { description: 'A curve lacks a month or names one twice.' },
    SIGNS_MEANINGLESS: { description: 'Signs of progress are given to a rule that does not go by them.' },
    SIGNS_NEEDED: { description: 'The rule STUCK is given no sign of progress.' },
    LEAD_MOVE: { description: 'An investment lead goes one stage on, or back.' },
    CONTACT_ENDED: { description: 'The contact has ended already.' },
    NEED_SETTLED: { description: 'The need was answered or became a demand already.' },
    NOT_RESERVE: { description: 'The project is not in reserve.' },
    RIPENING_REACHED: { description: 'The step was reached already.' },
    RIPENING_NOT_REACHED: { description: 'What was not reached cannot be taken back.' },
    BAD_LINK: { description: 'A link is none that a browser may open.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A business "no": nothing was changed. 未办理的原因。' })
export class UserError {
  @Field(() => UserErrorCode, { description: 'Stable, for programs.' })
  code!: RefusalCode;

  @Field(() => String, { description: 'For people, in the language of the request: what happened and what to do.' })
  message!: string;

  @Field(() => [String], { description: 'The input field that it is about, from the argument inwards; empty where it is about the whole.' })
  path!: string[];
}

/** A payload's content: the object under its name (null where it was refused) and the user errors. */
export function payload<K extends string, T>(name: K, outcome: Outcome<T>, language: Language): { [P in K]: T | null } & { userErrors: UserError[] } {
  const userErrors = (outcome.refused ?? []).map((refusal) => ({
    code: refusal.code,
    message: refusalMessage(refusal, language),
    path: [...refusal.path],
  }));
  return { [name]: outcome.refused ? null : outcome.done, userErrors } as { [P in K]: T | null } & { userErrors: UserError[] };
}

/** The payload type of a mutation: `payloadOf('Issue', 'issue', IssueType)` is `IssuePayload { issue userErrors }`. */
export function payloadOf<T extends object>(name: string, field: string, type: ClassType<T>): ClassType<{ userErrors: UserError[] }> {
  @ObjectType(`${name}Payload`, { simpleResolvers: true, description: 'What was done, or why it was not. 办理结果。' })
  class Payload {
    @Field(() => [UserError], { description: 'Why nothing was done; empty where it was done.' })
    userErrors!: UserError[];
  }
  Field(() => type, { nullable: true, simple: true, description: 'As it stands now; null where nothing was done.' })(Payload.prototype, field);
  return Payload;
}
