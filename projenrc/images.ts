import { JsonFile, Project } from 'projen';

/** Images that run with rights are named by their digest, and a bot renews it; it adds the digest where there is none yet. */
export function renewImages(project: Project): void {
  new JsonFile(project, '.github/renovate.json', {
    obj: {
      $schema: 'https://docs.renovatebot.com/renovate-schema.json',
      enabledManagers: ['custom.regex', 'gomod'], // all else is the business of projen's own upgrade
      customManagers: [{
        customType: 'regex',
        managerFilePatterns: ['/^src/build/image-build-script\\.ts$/', '/^src/logging/logging\\.ts$/', '/^assets/service/Dockerfile$/'],
        matchStrings: ['_IMAGE ?= ?[\'"]?(?<depName>[a-z0-9./-]+):(?<currentValue>[a-z0-9.-]+)(@(?<currentDigest>sha256:[a-f0-9]+))?'],
        datasourceTemplate: 'docker',
      }],
      packageRules: [
        { matchDatasources: ['docker'], pinDigests: true },
        { matchPackageNames: ['public.ecr.aws/aws-observability/aws-for-fluent-bit'], versioning: 'regex:^init-(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)$' },
        { matchPackageNames: ['moby/buildkit', 'github.com/moby/buildkit'], groupName: 'BuildKit' }, // what is tested is what is used
      ],
    },
  });
}
