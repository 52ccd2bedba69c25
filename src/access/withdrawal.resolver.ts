import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { rowBy } from '../graphql/row-loaders.js';
import { payload } from '../graphql/user-error.js';
import { done } from '../kernel/refusal.js';
import { sql } from '../store/database.js';
import { withdrawAccess } from './withdrawal.commands.js';
import { AccessWithdrawalPayload, AccessWithdrawInput, type WithdrawalType } from './withdrawal.type.js';

const withdrawalById = rowBy<number, WithdrawalType & { readonly id: number }>((row) => row.id, (ids) => sql`
  select id, subject, before, reason, withdrawn_by as "withdrawnBy" from access_withdrawal where id = any(${ids})`);

@Resolver()
export class WithdrawalResolver {
  @Mutation(() => AccessWithdrawalPayload, { nullable: true, description: 'Voids all tokens of a subject that were issued until now; what is open with them is closed within a second. 作废令牌。' })
  async accessWithdraw(
    @Ctx() context: Context,
    @Arg('input', () => AccessWithdrawInput, { description: 'Whose, and why.' }) input: AccessWithdrawInput,
  ): Promise<unknown> {
    const outcome = await context.act('keepAccess', 'accessWithdraw', (tx) => withdrawAccess(tx, input));
    return payload('withdrawal', outcome.refused ? outcome : done(await context.load(withdrawalById, outcome.done)), context.language);
  }
}
