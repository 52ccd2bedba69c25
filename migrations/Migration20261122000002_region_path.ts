import { Migration } from '@mikro-orm/migrations';

/** Keeps `region.path` (root to self) and refuses circles; codes that tokens carry never change. */
export class Migration20261122000002_region_path extends Migration {

  override name = 'Migration20261122000002_region_path';

  override up(): void {
    this.addSql(`
      create function region_path_keep() returns trigger language plpgsql as $$
      begin
        if new.parent_id is null then
          new.path := array[new.id];
        else
          select path || new.id into new.path from region where id = new.parent_id for share; -- it may be moving itself
          if new.id = any((new.path)[1 : cardinality(new.path) - 1]) then
            raise exception 'region % cannot lie below itself', new.code using errcode = 'check_violation', constraint = 'region_no_circle';
          end if;
        end if;
        return new;
      end $$;
    `);
    this.addSql(`create trigger region_path_keep before insert or update of parent_id, path on region for each row execute function region_path_keep();`);
    this.addSql(`
      create function region_path_pass_down() returns trigger language plpgsql as $$
      begin
        update region set path = '{}' where parent_id = new.id; -- recomputed by region_path_keep
        return null;
      end $$;
    `);
    this.addSql(`create trigger region_path_pass_down after update on region for each row when (old.path is distinct from new.path) execute function region_path_pass_down();`);
    this.addSql(`
      create function code_is_stable() returns trigger language plpgsql as $$
      begin
        raise exception 'the code % of % is stable: tokens carry it', old.code, tg_table_name using errcode = 'check_violation', constraint = 'code_is_stable';
      end $$;
    `);
    this.addSql(`create trigger code_is_stable before update of code on region for each row when (old.code is distinct from new.code) execute function code_is_stable();`);
    this.addSql(`create trigger code_is_stable before update of code on unit for each row when (old.code is distinct from new.code) execute function code_is_stable();`);
    this.addSql(`create index region_path_members on region using gin (path);`);
  }

}
