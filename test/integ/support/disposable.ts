import { App, Mixins, RemovalPolicies } from 'aws-cdk-lib';
import { RepositoryAutoDeleteImages } from 'aws-cdk-lib/aws-ecr/mixins';
import { BucketAutoDeleteObjects } from 'aws-cdk-lib/aws-s3/mixins';

/** An app that leaves nothing behind: what the library keeps on purpose goes with its stack, with all that is in it. For tests alone. */
export function disposable(app: App): void {
  RemovalPolicies.of(app).destroy();
  Mixins.of(app).apply(new BucketAutoDeleteObjects(), new RepositoryAutoDeleteImages());
}
