/** Something that cfn-lint finds and that is as it should be. */
export interface LintException {
  readonly rules: string[];
  /** What its message holds. */
  readonly message: RegExp;
  readonly reason: string;
}

export const CFN_LINT_EXCEPTIONS: LintException[] = [
  {
    rules: ['W3005'],
    message: /dependency already enforced by/,
    reason: 'The CDK also writes down dependencies that a reference implies; to say it twice does no harm',
  },
  {
    rules: ['W3010'],
    message: /hardcoding availability zones/,
    reason: 'Where the account and region of an environment are known, the CDK looks its zones up and writes them down, so that they stay the same',
  },
];
