/** What cfn-lint finds that is as it should be, by its rule, and why. */
export const CFN_LINT_EXCEPTIONS: { [rule: string]: string } = {
  W3005: 'the CDK also writes down dependencies that a reference implies; to say it twice does no harm',
};
