import { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

/** Where a stack comes in the flow of data: the codebase and what exists, the environments, the pipeline. */
function placeOf({ template }: CloudFormationStackArtifact): number {
  const isPipeline = Object.values<any>(template.Resources).some((one) => one.Type === 'AWS::CodePipeline::Pipeline');
  return isPipeline ? 2 : template.Outputs?.ReleaseParameter ? 1 : 0;
}

/** Stacks that need one that comes after them. */
export function backwards(stacks: CloudFormationStackArtifact[]): string[] {
  return stacks.flatMap((stack) => stack.dependencies
    .filter((other): other is CloudFormationStackArtifact => other instanceof CloudFormationStackArtifact && placeOf(other) > placeOf(stack))
    .map((other) => `${stack.hierarchicalId} depends on ${other.hierarchicalId}, which comes after it`));
}
