import { Template } from 'aws-cdk-lib/assertions';
import { list, statements } from '../../support/synthesis';
import { WIDE_ACTIONS } from '../../support/wide-actions';

/** Statements that reach further than a service makes them. */
export function wideStatements(template: any): string[] {
  return statements(Template.fromJSON(template)).flatMap(({ holder, statement }) => {
    const actions = list<string>(statement.Action);
    const everywhere = list(statement.Resource).includes('*') ? actions.filter((action) => !(action in WIDE_ACTIONS)) : [];
    const ofEveryKind = actions.filter((action) => /^\*$|:\*$/.test(action));
    const passed = actions.includes('iam:PassRole') && statement.Condition?.StringEquals?.['iam:PassedToService'] === undefined;
    return [
      ...everywhere.map((action) => `${holder} allows ${action} on everything`),
      ...ofEveryKind.map((action) => `${holder} allows ${action}`),
      ...(passed ? [`${holder} passes roles to any service`] : []),
    ];
  });
}
