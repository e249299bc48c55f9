import { edit, set } from '../support/change';
import { Row } from '../support/mistake';
import { GUESTBOOK, SHOP } from '../support/places';

const { pipeline, commits } = GUESTBOOK;
const source = (provider: string, repository: string, branch: string) => ({
  Name: `Source-${branch}`,
  ActionTypeId: { Category: 'Source', Owner: 'AWS', Provider: provider, Version: '1' },
  Configuration: { RepositoryName: repository, BranchName: branch, PollForSourceChanges: false },
  OutputArtifacts: [{ Name: `Code_${branch}` }],
});
const sources = (work: (actions: any[]) => void) => edit(pipeline, ({ Stages }) => work(Stages[0].Actions));

export const codebase: Row[] = [
  ['The source is polled', 'a release starts minutes late, or twice',
    sources(([one]) => one.Configuration.PollForSourceChanges = true), 'TF-I-NoPolling'],
  ['Whether the source is polled is not said', 'it is polled, as a source that says nothing',
    sources(([one]) => delete one.Configuration.PollForSourceChanges), 'TF-I-NoPolling'],
  ['Production has a source of its own', 'what was tested is not what is released',
    sources((all) => all.push(source('CodeCommit', 'guestbook', 'production'))), 'TF-I-CommitStartsRelease', 'TF-I-OneCodebase'],
  ['The pipeline also takes shared code from another repository', 'a release has no one commit',
    sources((all) => all.push(source('CodeCommit', 'shared', 'main'))), 'TF-I-OneCodebase'],
  ['The event listens to master, the pipeline builds main', 'no commit starts a release',
    set(commits, 'EventPattern.detail.referenceName', ['master']), 'TF-I-CommitStartsRelease'],
  ['The rule that starts the pipeline is disabled', 'no commit starts a release',
    set(commits, 'State', 'DISABLED'), 'TF-I-CommitStartsRelease'],
  ['A connection that detects no changes, and no trigger', 'no commit starts a release',
    edit(SHOP('Pipeline'), ({ Stages }) => Stages[0].Actions[0].Configuration.DetectChanges = false), 'TF-I-CommitStartsRelease'],
  ['A webhook names who may build by a part of the account id', 'a stranger\'s account id matches too',
    set(SHOP('Checks'), 'Triggers.FilterGroups', [[{ Type: 'EVENT', Pattern: 'PULL_REQUEST_CREATED' }, { Type: 'ACTOR_ACCOUNT_ID', Pattern: '1234567|7654321' }]]),
    'TF-I-WebhookAnchored'],
  ['A webhook is anchored at its start alone', 'a longer account id matches too',
    set(SHOP('Checks'), 'Triggers.FilterGroups', [[{ Type: 'EVENT', Pattern: 'PUSH' }, { Type: 'ACTOR_ACCOUNT_ID', Pattern: '^1234567' }]]), 'TF-I-WebhookAnchored'],
];
