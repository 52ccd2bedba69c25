import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { meetingAnswer } from './meeting.answer.js';
import { MeetingPayload } from './meeting.inputs.js';
import { closeMeeting, endItem, startMeeting } from './meeting-run.commands.js';

@Resolver()
export class MeetingRunResolver {
  @Mutation(() => MeetingPayload, { nullable: true, description: 'Starts a scheduled meeting, once. 开始会议。' })
  async meetingStart(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Which meeting.' }) id: string): Promise<unknown> {
    const meetingId = context.id(id, 'Meeting', ['id']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingStart', (tx) => startMeeting(tx, context.sight, meetingId)));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Finishes the called item without calling another. 完成议程。' })
  async meetingFinishItem(@Ctx() context: Context, @Arg('itemId', () => ID, { description: 'The called item.' }) itemId: string): Promise<unknown> {
    const item = context.id(itemId, 'AgendaItem', ['itemId']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingFinishItem', (tx) => endItem(tx, context.sight, item, 'DONE')));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Puts off the called item without calling another; it may be called again. 暂缓议程。' })
  async meetingDeferItem(@Ctx() context: Context, @Arg('itemId', () => ID, { description: 'The called item.' }) itemId: string): Promise<unknown> {
    const item = context.id(itemId, 'AgendaItem', ['itemId']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingDeferItem', (tx) => endItem(tx, context.sight, item, 'DEFERRED')));
  }

  @Mutation(() => MeetingPayload, { nullable: true, description: 'Closes a meeting: the called item is done, what was never called is deferred. 散会。' })
  async meetingClose(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Which meeting.' }) id: string): Promise<unknown> {
    const meetingId = context.id(id, 'Meeting', ['id']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingClose', (tx) => closeMeeting(tx, context.sight, meetingId)));
  }
}
