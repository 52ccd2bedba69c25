import 'reflect-metadata';
import { Collection, type Opt, PrimaryKeyProp, type Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

/** Entities that are GraphQL types at the same time, as the documentations of MikroORM and type-graphql combine them. */
@ObjectType()
@Entity()
export class Region {
  @Field(() => Int)
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Field(() => String)
  @Property({ type: 'text' })
  name!: string;
}

@ObjectType()
@Entity()
export class Leader {
  @Field(() => Int)
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Field(() => String)
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  title!: string;
}

@Entity()
export class Assignment {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text' })
  role!: string;

  @Property({ type: 'datetime', nullable: true })
  until!: Date | null;

  @ManyToOne(() => Leader, { ref: true })
  leader!: Ref<Leader>;

  @ManyToOne(() => Project, { ref: true, nullable: true })
  project!: Ref<Project> | null;
}

@Entity()
export class ProjectYear {
  [PrimaryKeyProp]?: ['project', 'year'];

  @ManyToOne(() => Project, { ref: true, primary: true })
  project!: Ref<Project>;

  @PrimaryKey({ type: 'integer' })
  year!: number;

  @Property({ type: 'decimal' })
  planned!: string;

  @Property({ type: 'decimal' })
  completed!: string;
}

@ObjectType()
@Entity()
export class Issue {
  @Field(() => Int)
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Field(() => String)
  @Property({ type: 'text' })
  number!: string;

  @Property({ type: 'text' })
  kind!: string;

  @Property({ type: 'text' })
  category!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  title!: string;

  @Property({ type: 'text' })
  detail!: string;

  @Property({ type: 'text' })
  severity!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  status!: string;

  @Property({ type: 'text' })
  level!: string;

  @ManyToOne(() => Project, { ref: true, nullable: true })
  project!: Ref<Project> | null;

  @Field(() => String, { nullable: true })
  @Property({ type: 'date', nullable: true })
  dueOn: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', defaultRaw: 'business_now()' })
  reportedAt!: Date & Opt;

  @Field(() => String, { nullable: true })
  @Property({ type: 'text', nullable: true })
  externalSystem: string | null = null;

  @Field(() => String, { nullable: true })
  @Property({ type: 'text', nullable: true })
  externalKey: string | null = null;
}

@ObjectType()
@Entity()
export class Project {
  @Field(() => Int)
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Field(() => String)
  @Property({ type: 'text' })
  code!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  name!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  tier!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  sector!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  origin!: string;

  @Field(() => String)
  @Property({ type: 'text' })
  stage!: string;

  @ManyToOne(() => Region, { ref: true })
  region!: Ref<Region>;

  @Field(() => String)
  @Property({ type: 'decimal' })
  totalInvestment!: string;

  @Field(() => String, { nullable: true })
  @Property({ type: 'date', nullable: true })
  plannedStartOn!: string | null;

  @Field(() => String, { nullable: true })
  @Property({ type: 'date', nullable: true })
  startedOn!: string | null;

  @Property({ type: 'datetime', nullable: true })
  endedAt!: Date | null;

  @OneToMany(() => ProjectYear, (year) => year.project)
  years = new Collection<ProjectYear>(this);

  @OneToMany(() => Assignment, (assignment) => assignment.project)
  assignments = new Collection<Assignment>(this);

  @OneToMany(() => Issue, (issue) => issue.project)
  issues = new Collection<Issue>(this);
}
