import * as fs from 'fs';
import * as path from 'path';
import { App } from 'aws-cdk-lib';

/** What the validators of the CDK find in an app, but that it has no domain; under the recommended flags some of it is an error at once. */
export function findings(app: App): string[] {
  app.synth();
  const report = path.join(app.outdir, 'validation-report.json');
  const found: { ruleName: string }[] = fs.existsSync(report)
    ? JSON.parse(fs.readFileSync(report, 'utf8')).pluginReports.flatMap((one: any) => one.violations)
    : [];
  return found.map((one) => one.ruleName).filter((rule) => rule !== 'Annotation::cdk-twelve-factor-fargate:WebEntryPoint.http');
}
