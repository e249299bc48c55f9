import { Control, kept, notApplicable, notKept } from './control';

const REPOSITORY = 'AWS::ECR::Repository';
const PROJECT = 'AWS::CodeBuild::Project';
const CREDENTIALS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

export const DELIVERY: Control[] = [
  kept('ECR.1', 'images are scanned', 'on push, and a release waits for the result', REPOSITORY, ({ properties }) => properties.ImageScanningConfiguration.ScanOnPush === true),
  notKept('ECR.2', 'tags are immutable', 'all are but that of the layer cache and those by which releases hold their images; nothing is run by these'),
  kept('ECR.3', 'a lifecycle policy', 'what no release holds expires', REPOSITORY, ({ properties }) => properties.LifecyclePolicy.LifecyclePolicyText !== undefined),
  notKept('ECR.5', 'images are encrypted with a customer\'s key', 'with a key of the service; one of your own has to let every environment\'s roles in'),
  notApplicable('CodeBuild.1', 'no credentials in the URL of the source', 'the source is the pipeline'),
  kept('CodeBuild.2', 'no credentials in variables', 'none', PROJECT, ({ properties }) => (
    (properties.Environment.EnvironmentVariables ?? []).every(({ Name }: any) => !CREDENTIALS.includes(Name)))),
  kept('CodeBuild.3', 'logs in S3 are encrypted', 'there are none; those in CloudWatch Logs are', PROJECT, ({ properties }) => properties.LogsConfig.S3Logs === undefined),
  kept('CodeBuild.4', 'builds have a log', 'in a group of their own, for three months', PROJECT, ({ properties }) => properties.LogsConfig.CloudWatchLogs.Status === 'ENABLED'),
  notKept('CodeBuild.5', 'no build is privileged', 'the build of the image is: Docker needs it. It can read the code, push to one repository and report tests; no other project is privileged'),
  kept('CodeBuild.7', 'exported reports are encrypted', 'none is exported', 'AWS::CodeBuild::ReportGroup', ({ properties }) => properties.ExportConfig.ExportConfigType === 'NO_EXPORT'),
];
