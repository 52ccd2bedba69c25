import { Migration } from '@mikro-orm/migrations';

/** A project belongs to a joint launch for as long as it was launched on its day. */
export class Migration20261125096100_launch_day extends Migration {

  override name = 'Migration20261125096100_launch_day';

  override up(): void {
    // Whoever corrects the day, by the API or by SQL, says that it was not this ceremony.
    this.addSql(`
      create function leave_joint_launch() returns trigger language plpgsql set search_path = public, pg_temp as $$
      begin
        new.joint_launch_id := null;
        return new;
      end $$;
    `);
    this.addSql(`
      create trigger leave_joint_launch before update of launched_on on project for each row
      when (new.launched_on is distinct from old.launched_on and new.joint_launch_id is not distinct from old.joint_launch_id and old.joint_launch_id is not null)
      execute function leave_joint_launch();
    `);
    this.addSql(`update project p set joint_launch_id = null from joint_launch l where l.id = p.joint_launch_id and p.launched_on is distinct from l.on_day;`);
  }

}
