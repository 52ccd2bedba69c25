import { done, refuse, type Outcome } from '../kernel/refusal.js';
import { checkText, textLimit } from '../kernel/text.js';
import { firstRow, sql } from '../store/database.js';
import type { Transaction } from '../store/unit-of-work.js';

/** Voids every token of a subject that was issued before now; another withdrawal moves the instant on. */
export async function withdrawAccess(tx: Transaction, { subject, reason }: { readonly subject: string; readonly reason: string }): Promise<Outcome<number>> {
  const bad = [...checkText(subject, ['input', 'subject'], textLimit.name), ...checkText(reason, ['input', 'reason'], textLimit.note)];
  if (bad.length > 0) return { refused: bad };
  if (/^(key|screen) \S+$/.test(subject)) return refuse('OWN_CREDENTIAL', ['input', 'subject'], { subject });
  const withdrawal = await firstRow<{ id: number }>(tx.db, sql`
    insert into access_withdrawal (subject, before, reason, withdrawn_by) values (${subject}, clock_timestamp(), ${reason.trim()}, ${tx.actor.name})
    on conflict (subject) do update set before = excluded.before, reason = excluded.reason, withdrawn_by = excluded.withdrawn_by
    returning id`);
  return done(withdrawal!.id);
}
