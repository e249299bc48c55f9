import { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib';
import { Acknowledgements } from './acknowledgements';
import { Cloud } from './cloud';
import { FactorReport } from './factor-report';
import { Rule } from './rule';
import { checkIsKnown } from '../private/checks';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * Properties of `TwelveFactorChecks`.
 */
export interface TwelveFactorChecksProps {
  /**
   * A folder that a report by factor is written to: `twelve-factor.txt`, `twelve-factor.json`, and `twelve-factor.html` to look at. It is created
   * when it is not there.
   *
   * @default - no report is written
   */
  readonly reportFolder?: string;
}

/**
 * Checks at synthesis that an app keeps to the twelve factors, as far as its templates can show: any CDK app's, not only those of this library.
 *
 * ```ts
 * Validations.of(app).addPlugins(new TwelveFactorChecks());
 * ```
 *
 * A finding is acknowledged with a reason where it belongs, under the name of this plugin and of the rule:
 *
 * ```ts
 * Validations.of(service).acknowledge({ id: 'TwelveFactorChecks::TF-VI-NoStickySessions', reason: 'The vendor\'s console keeps sessions in memory' });
 * ```
 *
 * What only the deployment decides, such as the value of a parameter, is not judged.
 */
export class TwelveFactorChecks implements IPolicyValidationPlugin {
  /** The name that findings and acknowledgements carry. */
  public readonly name: string = 'TwelveFactorChecks';

  /** The names of all rules. */
  public readonly ruleIds?: string[] = rules().map((rule) => rule.id);

  constructor(private readonly props: TwelveFactorChecksProps = {}) {
    const problems = new Problems('TwelveFactorChecks');
    new Given<TwelveFactorChecksProps>('TwelveFactorChecksProps', props).check(problems);
    checkIsKnown(problems, 'reportFolder', props?.reportFolder, 'give the path of a folder');
    problems.throwIfAny();
  }

  /**
   * Called by the CDK once all templates are written.
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const report = new FactorReport(Cloud.read(context.stackTemplates), rules(), Acknowledgements.of(context.appConstruct, this.name));
    if (this.props.reportFolder !== undefined) {
      report.writeTo(this.props.reportFolder);
    }
    return report.forCdk();
  }
}

/** A hundred files, for those who check: an import would load them with the package. */
function rules(): Rule[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- no import waits until it is needed
  return (require('./rules') as typeof import('./rules')).RULES;
}
