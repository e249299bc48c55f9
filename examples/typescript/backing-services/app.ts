import { App } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Attachment, BackingService, Codebase, Environment, TwelveFactorFargateApp } from 'cdk-twelve-factor-fargate';

const app = new App();
const uploads = Attachment.variable('UPLOADS_BUCKET');

new TwelveFactorFargateApp(app, 'Albums', {
  codebase: Codebase.codeCommit(),
  backingServices: {
    // A table that can be swapped while the app runs: its name is the dynamic value TableName.
    Albums: BackingService.dynamoDbTable({
      partitionKey: { name: 'Owner', type: AttributeType.STRING },
      sortKey: { name: 'Album', type: AttributeType.STRING },
      attach: Attachment.dynamic('TableName'),
    }),
    // A bucket: its name is an environment variable.
    Uploads: BackingService.bucket({ attach: uploads }),
    // A table that somebody else owns.
    Countries: BackingService.existingDynamoDbTable({ tableName: 'countries', attach: Attachment.variable('COUNTRIES_TABLE') }),
  },
  environments: [
    // Staging works on a bucket that exists, attached in the same way.
    Environment.staging({ backingServices: { Uploads: BackingService.existingBucket({ bucketName: 'acme-sample-uploads', attach: uploads }) } }),
    Environment.production(),
  ],
});
