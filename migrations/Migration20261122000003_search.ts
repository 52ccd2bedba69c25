import { Migration } from '@mikro-orm/migrations';

/**
 * Text search without an extension: the one- and two-character pieces of a text, in a GIN index.
 * Trigrams cannot find a Chinese word of two characters; these can. A hit is checked again with LIKE.
 */
export class Migration20261122000003_search extends Migration {

  override name = 'Migration20261122000003_search';

  override up(): void {
    this.addSql(`
      create function search_grams(content text) returns text[] language sql immutable strict parallel safe as $$
        select array(
          select distinct substr(lower(content), at, size)
          from generate_series(1, char_length(content)) as at, generate_series(1, 2) as size
          where at + size - 1 <= char_length(content)
        )
      $$;
    `);
    this.addSql(`
      create function search_matches(content text, wanted text) returns boolean language sql immutable strict parallel safe as $$
        select position(lower(wanted) in lower(content)) > 0
      $$;
    `);
    this.addSql(`create index project_search on project using gin (search_grams(name || ' ' || code));`);
    this.addSql(`create index issue_search on issue using gin (search_grams(title || ' ' || number));`);
    this.addSql(`create index investment_lead_search on investment_lead using gin (search_grams(name || ' ' || code));`);
    this.addSql(`create index unit_search on unit using gin (search_grams(name || ' ' || code));`);
    this.addSql(`create index leader_search on leader using gin (search_grams(name || ' ' || title));`);
  }

}
