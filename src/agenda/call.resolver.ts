import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { meetingAnswer } from '../meeting/meeting.answer.js';
import { ItemEnding } from '../meeting/meeting.enums.js';
import { MeetingPayload } from '../meeting/meeting.inputs.js';
import { callItem } from '../meeting/meeting-run.commands.js';
import { pinCalled } from './pin.commands.js';

@Resolver()
export class CallResolver {
  @Mutation(() => MeetingPayload, { nullable: true, description: 'Calls a pending or deferred item; the one called before ends. 点到议程。' })
  async meetingCallItem(
    @Ctx() context: Context,
    @Arg('itemId', () => ID, { description: 'Which item.' }) itemId: string,
    @Arg('previous', () => ItemEnding, { defaultValue: 'DONE', description: 'What becomes of the item called before. 上一议程的处理' }) previous: ItemEnding,
    @Arg('currentItemId', () => ID, {
      nullable: true,
      description: 'The item that the caller takes for the current one, null for none: where another is called meanwhile, nothing is done. Left out, it is not checked. 操作者所见的当前议程',
    }) currentItemId?: string | null,
  ): Promise<unknown> {
    const item = context.id(itemId, 'AgendaItem', ['itemId']);
    const current = currentItemId === undefined ? undefined : context.optionalId(currentItemId, 'AgendaItem', ['currentItemId']);
    return meetingAnswer(context, await context.act('runMeeting', 'meetingCallItem', async (tx) => {
      const called = await callItem(tx, context.sight, item, { previous, currentItemId: current });
      if (!called.refused) await pinCalled(tx, item);
      return called;
    }));
  }
}
