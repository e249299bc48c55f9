import { Resource } from '../../resource';

/** Whether CloudFormation makes a resource only after another: it mentions it, or something that does. */
export function comesAfter(later: Resource, earlier: Resource): boolean {
  const seen = new Set<Resource>();
  const next = [...later.mentionsAnywhere()];
  for (let one = next.pop(); one; one = next.pop()) {
    if (one === earlier) {
      return true;
    }
    if (!seen.has(one)) {
      seen.add(one);
      next.push(...one.mentionsAnywhere());
    }
  }
  return false;
}
