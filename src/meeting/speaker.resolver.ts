import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { toGlobalId } from '../kernel/global-id.js';
import { meetingAnswer } from './meeting.answer.js';
import { MeetingPayload } from './meeting.inputs.js';
import { agendaItemById, siteById } from './meeting.queries.js';
import { AgendaItemType, MeetingSiteType, MeetingType, type AgendaItemRow, type MeetingRow, type MeetingSiteRow } from './meeting.type.js';
import { askToSpeak, declineSpeech, endSpeech, giveWord, type Voice } from './speaker.commands.js';
import { speakersOfMeeting, speechesOfMeeting } from './speaker.queries.js';
import { SpeakerRequestType, type SpeakerRow } from './speaker.type.js';

@Resolver(() => SpeakerRequestType)
export class SpeakerRequestResolver {
  @Mutation(() => MeetingPayload, { nullable: true, description: 'Puts a site of a meeting in progress at the end of the queue of those who want to speak: its own screen, or the office for it. 申请发言。' })
  async speakerAsk(@Ctx() context: Context, @Arg('siteId', () => ID, { description: 'Which site.' }) siteId: string): Promise<unknown> {
    const site = context.id(siteId, 'MeetingSite', ['siteId']);
    return meetingAnswer(context, await context.act('askToSpeak', 'speakerAsk', (tx) => askToSpeak(tx, voiceOf(context), site)));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Ends a speech, or takes a request back: the site\'s own screen, or the office for it. 结束发言、撤回申请。' })
  async speakerEnd(@Ctx() context: Context, @Arg('requestId', () => ID, { description: 'Which request.' }) requestId: string): Promise<unknown> {
    const request = context.id(requestId, 'SpeakerRequest', ['requestId']);
    return meetingAnswer(context, await context.act('askToSpeak', 'speakerEnd', (tx) => endSpeech(tx, voiceOf(context), request)));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Gives a waiting site the word; whoever has it has ended. 安排发言。' })
  async speakerGive(@Ctx() context: Context, @Arg('requestId', () => ID, { description: 'Which request.' }) requestId: string): Promise<unknown> {
    const request = context.id(requestId, 'SpeakerRequest', ['requestId']);
    return meetingAnswer(context, await context.act('runMeeting', 'speakerGive', (tx) => giveWord(tx, context.sight, request)));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Takes a waiting site off the queue without giving it the word. 不安排发言。' })
  async speakerDecline(@Ctx() context: Context, @Arg('requestId', () => ID, { description: 'Which request.' }) requestId: string): Promise<unknown> {
    const request = context.id(requestId, 'SpeakerRequest', ['requestId']);
    return meetingAnswer(context, await context.act('runMeeting', 'speakerDecline', (tx) => declineSpeech(tx, context.sight, request)));
  }

  @FieldResolver(() => ID, { description: 'For the acts on it.' })
  id(@Root() request: SpeakerRow): string {
    return toGlobalId('SpeakerRequest', request.id);
  }

  @FieldResolver(() => MeetingSiteType, { nullable: true, description: 'The site. 会场' })
  site(@Root() request: SpeakerRow, @Ctx() context: Context): Promise<MeetingSiteRow | null> {
    return context.load(siteById, request.siteId);
  }

  @FieldResolver(() => AgendaItemType, { nullable: true, description: 'What the meeting was at when it was asked; null between items. 议程' })
  item(@Root() request: SpeakerRow, @Ctx() context: Context): Promise<AgendaItemRow | null> {
    return request.itemId === null ? Promise.resolve(null) : context.load(agendaItemById, request.itemId);
  }
}

@Resolver(() => MeetingType)
export class SpeakersOfMeetingResolver {
  @FieldResolver(() => [SpeakerRequestType], { description: 'Who has the word, then who waits for it, in the order in which they asked. 发言队列' })
  speakers(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<SpeakerRow[]> {
    return context.load(speakersOfMeeting, meeting.id);
  }

  @FieldResolver(() => [SpeakerRequestType], { description: 'Who had the word so far, in that order. 发言记录' })
  speeches(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<SpeakerRow[]> {
    return context.load(speechesOfMeeting, meeting.id);
  }
}

function voiceOf({ sight, viewer }: Context): Voice {
  return { sight, siteId: viewer.siteId ?? null };
}
