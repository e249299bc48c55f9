import { github, typescript } from 'projen';

/** Actions by commit, because a tag can be moved: whatever an action runs may publish in our name. The comment of each is the tag it was found by. */
const PINNED: { [action: string]: string } = {
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020', // v7.0.0
  'actions/setup-python': '5fda3b95a4ea91299a34e894583c3862153e4b97', // v7.0.0
  'actions/setup-dotnet': 'a98b56852c35b8e3190ac28c8c2271da59106c68', // v6.0.0
  'actions/setup-go': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e', // v7.0.0
  'actions/setup-java': 'b6effb05e454b25005698d916606bdc6ffcbf961', // v5.7.0
  'peter-evans/create-pull-request': '5f6978faf089d4d20b00c7766989d076bb2fc7f1', // v8.1.1
};

/**
 * What projen leaves open in the workflows: actions by tag, install scripts where packages are published, and a token that stays in the checkout
 * while code of a pull request runs.
 *
 * @see https://docs.github.com/en/actions/reference/security/secure-use
 */
export function hardenWorkflows(project: typescript.TypeScriptProject): void {
  for (const [action, commit] of Object.entries(PINNED)) {
    project.github!.actions.set(action, `${action}@${commit}`);
  }
  const release = project.tryFindObjectFile('.github/workflows/release.yml')!;
  for (const registry of ['npm', 'maven', 'pypi', 'nuget', 'golang']) {
    release.addOverride(`jobs.release_${registry}.env.NPM_CONFIG_IGNORE_SCRIPTS`, 'true');
  }
  const build = project.tryFindObjectFile('.github/workflows/build.yml')!;
  build.addOverride('jobs.build.permissions.contents', github.workflows.JobPermission.READ);
  build.addOverride('jobs.build.steps.0.with.persist-credentials', false);
}
