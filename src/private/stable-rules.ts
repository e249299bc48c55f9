import { createHash } from 'crypto';
import { IAspect, Stack } from 'aws-cdk-lib';
import { CfnSecurityGroupEgress, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';

/**
 * Names the rules between security groups after what they allow. The CDK names them after the whole path of the other group: in a stage, or under another
 * construct id, CloudFormation would make each rule anew before it deletes the old one, and EC2 refuses a rule that is there.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html InvalidPermission.Duplicate
 */
export class StableRules implements IAspect {
  public visit(node: IConstruct): void {
    if (node instanceof CfnSecurityGroupIngress) {
      rename(node, 'Ingress', [node.sourceSecurityGroupId, node.sourcePrefixListId]);
    } else if (node instanceof CfnSecurityGroupEgress) {
      rename(node, 'Egress', [node.destinationSecurityGroupId, node.destinationPrefixListId]);
    }
  }
}

function rename(rule: CfnSecurityGroupIngress | CfnSecurityGroupEgress, direction: string, peers: (string | undefined)[]): void {
  const { groupId, ipProtocol, fromPort, toPort, cidrIp, cidrIpv6 } = rule;
  const allows = Stack.of(rule).resolve([groupId, ipProtocol, fromPort, toPort, cidrIp, cidrIpv6, ...peers].map((value) => value ?? ''));
  rule.overrideLogicalId(`${direction}${createHash('sha256').update(JSON.stringify(allows)).digest('hex').slice(0, 16).toUpperCase()}`);
}
