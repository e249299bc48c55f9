import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { acknowledge, acknowledgeInlinePolicies } from './acknowledge';

/** Lets a role pull and push the images of a repository, and says why its policy names more. */
export function allowPush(holder: IConstruct, repository: ecr.IRepository, grantee: iam.IGrantable): void {
  repository.grantPullPush(grantee);
  acknowledge(holder, 'A token is for the whole registry; what it may push and pull is said beside it', 'AwsSolutions-IAM5[Resource::*]');
  acknowledgeInlinePolicies(holder);
}
