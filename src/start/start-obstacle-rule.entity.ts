import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** What a city says of a kind of obstacle. */
@Entity({ tableName: 'start_obstacle_rule' })
export class StartObstacleRule {
  @PrimaryKey({ type: 'text' })
  kind!: string;

  /** Whether nobody counts on a start while one of the kind stands. */
  @Property({ type: 'boolean' })
  holds!: boolean;
}
