import 'reflect-metadata';
import { createPubSub } from 'graphql-yoga';
import { buildSchema, Field, ID, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Batch as Published } from '../../live/event.js';
import { serveByApollo } from './apollo.js';
import { publishes } from './serve.js';

/** type-graphql as its documentation shows it: classes with fields, `@Subscription({ topics })`, the PubSub that it recommends. */
@ObjectType()
class Named {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType()
class Issue {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  number!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  status!: string;

  @Field(() => String)
  level!: string;

  @Field(() => String, { nullable: true })
  dueOn!: string | null;

  @Field(() => Named, { nullable: true })
  project!: Named | null;

  @Field(() => Named, { nullable: true })
  leadUnit!: Named | null;
}

@ObjectType()
class Change {
  @Field(() => String)
  operation!: string;

  @Field(() => String)
  type!: string;

  @Field(() => ID)
  entityId!: string;

  @Field(() => Issue, { nullable: true })
  entity!: Issue | null;
}

@ObjectType()
class Batch {
  @Field(() => String)
  cursor!: string;

  @Field(() => Boolean)
  reset!: boolean;

  @Field(() => [Change])
  changes!: Change[];
}

@Resolver()
class ChangesResolver {
  @Query(() => String)
  hello(): string {
    return 'world';
  }

  @Subscription(() => Batch, { topics: 'CHANGES' })
  changes(@Root() batch: Published): Batch {
    return batch;
  }
}

const pubSub = createPubSub<{ CHANGES: [Published] }>();
const schema = await buildSchema({ resolvers: [ChangesResolver], pubSub });
publishes((batch) => pubSub.publish('CHANGES', batch), await serveByApollo(schema));
