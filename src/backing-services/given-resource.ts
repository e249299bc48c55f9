import { Environment as Place, IResource } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { checkKey } from '../private/keys';
import { checkIsNear, Use } from '../private/places';
import { Problems } from '../private/problems';

/** Something that exists, as it was handed in. */
export interface Given extends Pick<Use, 'ofAnyAccount'> {
  /** The option that it was given by. */
  readonly what: string;
  /** Undefined when it was nothing like it, which has been noted then. */
  readonly resource: (IResource & { readonly encryptionKey?: kms.IKey }) | undefined;
  /** How one is imported. */
  readonly example: string;
}

/** A resource that exists, and what may be wrong with it. */
export class GivenResource {
  constructor(private readonly given: Given) {}

  /** Notes a mistake when it is no resource, which only callers of JavaScript can give, or when nothing could use its key. */
  public check(problems: Problems, where: string): void {
    const { what, resource, example } = this.given;
    if (Construct.isConstruct(resource)) {
      checkKey(problems, `${where}.${what}`, resource.encryptionKey);
    } else {
      problems.must(resource === undefined, `${where}.${what}`, `a construct of the CDK: import what exists, as in ${example}`, resource);
    }
  }

  /** Notes a mistake when it is known to be elsewhere than the environment that uses it. */
  public checkPlace(problems: Problems, where: string, place: Place): void {
    const { what, resource, ofAnyAccount } = this.given;
    if (Construct.isConstruct(resource)) {
      checkIsNear(problems, `${where}.${what}`, resource, { by: 'the environment', place, ofAnyAccount });
    }
  }
}
