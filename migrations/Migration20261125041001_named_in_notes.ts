import { Migration } from '@mikro-orm/migrations';

/** Notes of conversions name the other side by its code: which row that is, so that they are read by who may see it. */
export class Migration20261125041001_named_in_notes extends Migration {

  override name = 'Migration20261125041001_named_in_notes';

  override up(): void {
    this.addSql(`alter table "history" add column "names_type" text null, add column "names_id" int null;`);
    this.addSql(`
      update history h set names_type = 'Project', names_id = l.project_id from investment_lead l
      where h.type = 'InvestmentLead' and h.act = 'CONVERTED' and l.id = h.entity_id;
    `);
    this.addSql(`
      update history h set names_type = 'Project', names_id = l.project_id from assignment a join investment_lead l on l.id = a.lead_id
      where h.type = 'Assignment' and h.act = 'ENDED' and a.id = h.entity_id and a.until >= l.converted_at;
    `);
    this.addSql(`
      update history h set names_type = 'InvestmentLead', names_id = l.id from assignment a join investment_lead l on l.project_id = a.project_id
      where h.type = 'Assignment' and h.act = 'MADE' and h.note is not null and a.id = h.entity_id;
    `);
    this.addSql(`
      update history h set names_type = 'InvestmentLead', names_id = l.id from issue i join investment_lead l on l.project_id = i.project_id
      where h.type = 'Issue' and h.act = 'CORRECTED' and h.note is not null and i.id = h.entity_id;
    `);
  }

  override down(): void {
    this.addSql(`alter table "history" drop column "names_type", drop column "names_id";`);
  }

}
