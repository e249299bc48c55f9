import { commitStartsRelease } from './tf-i-commit-starts-release';
import { noPolling } from './tf-i-no-polling';
import { oneCodebase } from './tf-i-one-codebase';
import { webhookAnchored } from './tf-i-webhook-anchored';
import { buildImagePinned } from './tf-ii-build-image-pinned';
import { lockfileDecides } from './tf-ii-lockfile-decides';
import { nothingInstalledAtStart } from './tf-ii-nothing-installed-at-start';
import { readOnlyRoot } from './tf-ii-read-only-root';
import { dynamicConfigReachable } from './tf-iii-dynamic-config-reachable';
import { dynamicConfigValid } from './tf-iii-dynamic-config-valid';
import { dynamicConfigValidated } from './tf-iii-dynamic-config-validated';
import { monitorCanJudge } from './tf-iii-monitor-can-judge';
import { monitorMayLook } from './tf-iii-monitor-may-look';
import { noGroupedConfig } from './tf-iii-no-grouped-config';
import { noSecretInEnvironment } from './tf-iii-no-secret-in-environment';
import { rolloutMonitored } from './tf-iii-rollout-monitored';
import { rolloutWatched } from './tf-iii-rollout-watched';
import { rolloutsInTurn } from './tf-iii-rollouts-in-turn';
import { rotationReachesTheApp } from './tf-iii-rotation-reaches-the-app';
import { secretsReachable } from './tf-iii-secrets-reachable';
import { databaseReachable } from './tf-iv-database-reachable';
import { handleHasGrant } from './tf-iv-handle-has-grant';
import { jobsHaveDeadLetters } from './tf-iv-jobs-have-dead-letters';
import { noStaticKeys } from './tf-iv-no-static-keys';
import { crashIsNoticed } from './tf-ix-crash-is-noticed';
import { dependencyHasHealthCheck } from './tf-ix-dependency-has-health-check';
import { finishesBeforeKill } from './tf-ix-finishes-before-kill';
import { healthCheckAllowed } from './tf-ix-health-check-allowed';
import { healthMeansHealthy } from './tf-ix-health-means-healthy';
import { initProcess } from './tf-ix-init-process';
import { jobsOutliveTheStop } from './tf-ix-jobs-outlive-the-stop';
import { keepAliveOutlivesIdle } from './tf-ix-keep-alive-outlives-idle';
import { keepsCapacity } from './tf-ix-keeps-capacity';
import { signalReachesTheProcess } from './tf-ix-signal-reaches-the-process';
import { stopTimeoutAllowed } from './tf-ix-stop-timeout-allowed';
import { stopsInTime } from './tf-ix-stops-in-time';
import { timeToStart } from './tf-ix-time-to-start';
import { webNotOnSpotAlone } from './tf-ix-web-not-on-spot-alone';
import { behindTheLoadBalancer } from './tf-ops-behind-the-load-balancer';
import { fitsFargate } from './tf-ops-fits-fargate';
import { mayPull } from './tf-ops-may-pull';
import { noCircle } from './tf-ops-no-circle';
import { noPublicAddress } from './tf-ops-no-public-address';
import { notRoot } from './tf-ops-not-root';
import { passRoleNarrow } from './tf-ops-pass-role-narrow';
import { platformCurrent } from './tf-ops-platform-current';
import { pullNarrow } from './tf-ops-pull-narrow';
import { rolesApart } from './tf-ops-roles-apart';
import { seesAllFailures } from './tf-ops-sees-all-failures';
import { trustBounded } from './tf-ops-trust-bounded';
import { twoZones } from './tf-ops-two-zones';
import { wayToAws } from './tf-ops-way-to-aws';
import { zonesBalanced } from './tf-ops-zones-balanced';
import { alarmsCanJudge } from './tf-v-alarms-can-judge';
import { approvedIsWhatShips } from './tf-v-approved-is-what-ships';
import { breakerCanAct } from './tf-v-breaker-can-act';
import { buildHandsOnADigest } from './tf-v-build-hands-on-a-digest';
import { buildNamesItsImage } from './tf-v-build-names-its-image';
import { builtOnce } from './tf-v-built-once';
import { countBelongsToScaling } from './tf-v-count-belongs-to-scaling';
import { deployHasTime } from './tf-v-deploy-has-time';
import { deploymentCanProceed } from './tf-v-deployment-can-proceed';
import { firstDeployHasImage } from './tf-v-first-deploy-has-image';
import { immutableTags } from './tf-v-immutable-tags';
import { noMovableImage } from './tf-v-no-movable-image';
import { oneReleaser } from './tf-v-one-releaser';
import { rollbackImagesKept } from './tf-v-rollback-images-kept';
import { rollsBack } from './tf-v-rolls-back';
import { runCannotRelease } from './tf-v-run-cannot-release';
import { shiftCanShift } from './tf-v-shift-can-shift';
import { shiftEndsInTime } from './tf-v-shift-ends-in-time';
import { noLocalState } from './tf-vi-no-local-state';
import { noStickySessions } from './tf-vi-no-sticky-sessions';
import { listenerComesFirst } from './tf-vii-listener-comes-first';
import { noFixedHostPort } from './tf-vii-no-fixed-host-port';
import { reachableFromLoadBalancer } from './tf-vii-reachable-from-load-balancer';
import { registeredByAddress } from './tf-vii-registered-by-address';
import { servedWhereItListens } from './tf-vii-served-where-it-listens';
import { unprivilegedPort } from './tf-vii-unprivileged-port';
import { noDaemons } from './tf-viii-no-daemons';
import { processesScaleApart } from './tf-viii-processes-scale-apart';
import { scalingHasRange } from './tf-viii-scaling-has-range';
import { workerScalesOnBacklog } from './tf-viii-worker-scales-on-backlog';
import { environmentsApart } from './tf-x-environments-apart';
import { sameEngine } from './tf-x-same-engine';
import { sameImage } from './tf-x-same-image';
import { sameProcesses } from './tf-x-same-processes';
import { sameVariables } from './tf-x-same-variables';
import { bufferFits } from './tf-xi-buffer-fits';
import { everyContainerLogs } from './tf-xi-every-container-logs';
import { logModeChosen } from './tf-xi-log-mode-chosen';
import { mayWriteLogs } from './tf-xi-may-write-logs';
import { noLogFiles } from './tf-xi-no-log-files';
import { retentionSet } from './tf-xi-retention-set';
import { routerCheckShallow } from './tf-xi-router-check-shallow';
import { routerClosed } from './tf-xi-router-closed';
import { routerEssential } from './tf-xi-router-essential';
import { routerHasMemory } from './tf-xi-router-has-memory';
import { routerMayWrite } from './tf-xi-router-may-write';
import { routerStopsLast } from './tf-xi-router-stops-last';
import { routerSupported } from './tf-xi-router-supported';
import { streamNamed } from './tf-xi-stream-named';
import { execCanWork } from './tf-xii-exec-can-work';
import { failureSeen } from './tf-xii-failure-seen';
import { followsTheRelease } from './tf-xii-follows-the-release';
import { ownCommand } from './tf-xii-own-command';
import { ownSecurityGroup } from './tf-xii-own-security-group';
import { runTaskNamesRevisions } from './tf-xii-run-task-names-revisions';
import { sameRelease } from './tf-xii-same-release';
import { scheduleCanFire } from './tf-xii-schedule-can-fire';
import { scheduleMayRun } from './tf-xii-schedule-may-run';
import { Rule } from '../rule';

/** All rules, in the order of the factors. */
export const RULES: Rule[] = [
  commitStartsRelease,
  noPolling,
  oneCodebase,
  webhookAnchored,
  buildImagePinned,
  lockfileDecides,
  nothingInstalledAtStart,
  readOnlyRoot,
  dynamicConfigReachable,
  dynamicConfigValid,
  dynamicConfigValidated,
  monitorCanJudge,
  monitorMayLook,
  noGroupedConfig,
  noSecretInEnvironment,
  rolloutMonitored,
  rolloutWatched,
  rolloutsInTurn,
  rotationReachesTheApp,
  secretsReachable,
  databaseReachable,
  handleHasGrant,
  jobsHaveDeadLetters,
  noStaticKeys,
  alarmsCanJudge,
  approvedIsWhatShips,
  breakerCanAct,
  buildHandsOnADigest,
  buildNamesItsImage,
  builtOnce,
  countBelongsToScaling,
  deployHasTime,
  deploymentCanProceed,
  firstDeployHasImage,
  immutableTags,
  noMovableImage,
  oneReleaser,
  rollbackImagesKept,
  rollsBack,
  runCannotRelease,
  shiftCanShift,
  shiftEndsInTime,
  noLocalState,
  noStickySessions,
  listenerComesFirst,
  noFixedHostPort,
  reachableFromLoadBalancer,
  registeredByAddress,
  servedWhereItListens,
  unprivilegedPort,
  noDaemons,
  processesScaleApart,
  scalingHasRange,
  workerScalesOnBacklog,
  crashIsNoticed,
  dependencyHasHealthCheck,
  finishesBeforeKill,
  healthCheckAllowed,
  healthMeansHealthy,
  initProcess,
  jobsOutliveTheStop,
  keepAliveOutlivesIdle,
  keepsCapacity,
  signalReachesTheProcess,
  stopTimeoutAllowed,
  stopsInTime,
  timeToStart,
  webNotOnSpotAlone,
  environmentsApart,
  sameEngine,
  sameImage,
  sameProcesses,
  sameVariables,
  bufferFits,
  everyContainerLogs,
  logModeChosen,
  mayWriteLogs,
  noLogFiles,
  retentionSet,
  routerCheckShallow,
  routerClosed,
  routerEssential,
  routerHasMemory,
  routerMayWrite,
  routerStopsLast,
  routerSupported,
  streamNamed,
  execCanWork,
  failureSeen,
  followsTheRelease,
  ownCommand,
  ownSecurityGroup,
  runTaskNamesRevisions,
  sameRelease,
  scheduleCanFire,
  scheduleMayRun,
  behindTheLoadBalancer,
  fitsFargate,
  mayPull,
  noCircle,
  noPublicAddress,
  notRoot,
  passRoleNarrow,
  platformCurrent,
  pullNarrow,
  rolesApart,
  seesAllFailures,
  trustBounded,
  twoZones,
  wayToAws,
  zonesBalanced,
];
