import { App, Stack, Validations } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Attachment, BackingService, Codebase, Environment, Release, TwelveFactorFargateApp } from 'cdk-twelve-factor-fargate';

const app = new App();
const uploads = Attachment.variable('UPLOADS_BUCKET');

// The CDK imports what exists into a stack. This one defines nothing, so that nothing of it is deployed.
const existing = new Stack(app, 'Existing');
Validations.of(existing).acknowledge({ id: 'CloudFormation-Validate::F0001', reason: 'It only imports what exists' });
const countries = Table.fromTableName(existing, 'Countries', 'countries');
const sampleUploads = Bucket.fromBucketName(existing, 'SampleUploads', 'acme-sample-uploads');

new TwelveFactorFargateApp(app, 'Albums', {
  codebase: Codebase.codeCommit(),
  backingServices: {
    // A table that can be swapped while the app runs: its name is the dynamic value TableName. The service of the first commit reads this key.
    Greetings: BackingService.dynamoDbTable({
      partitionKey: { name: 'Application', type: AttributeType.STRING },
      attach: Attachment.dynamic('TableName'),
    }),
    // Another table, with a sort key: its name is an environment variable.
    Albums: BackingService.dynamoDbTable({
      partitionKey: { name: 'Owner', type: AttributeType.STRING },
      sortKey: { name: 'Album', type: AttributeType.STRING },
      attach: Attachment.variable('ALBUMS_TABLE'),
    }),
    // A bucket, likewise.
    Uploads: BackingService.bucket({ attach: uploads }),
    // A table that exists.
    Countries: BackingService.existingDynamoDbTable({ table: countries, attach: Attachment.variable('COUNTRIES_TABLE') }),
  },
  // A release puts the greeting into the first table, unless one is there.
  release: Release.withCommand({ command: ['node', 'dist/admin/seed.js'] }),
  environments: [
    // Staging works on a bucket that exists, attached in the same way.
    Environment.staging({ backingServices: { Uploads: BackingService.existingBucket({ bucket: sampleUploads, attach: uploads }) } }),
    Environment.production(),
  ],
});
