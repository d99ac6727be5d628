/** All rules. A test asserts that each has a case that trips it, and `docs/rules.md` is made from this list. */

import { authorizedExists } from "./bigquery/authorized-exists.rule";
import { datasetEmpty } from "./bigquery/dataset-empty.rule";
import { datasetExists } from "./bigquery/dataset-exists.rule";
import { subscriptionPartition } from "./bigquery/subscription-partition.rule";
import { subscriptionSchema } from "./bigquery/subscription-schema.rule";
import { subscriptionTableExists } from "./bigquery/subscription-table-exists.rule";
import { subscriptionWriter } from "./bigquery/subscription-writer.rule";
import { subscriptionWritten } from "./bigquery/subscription-written.rule";
import { tableSchema } from "./bigquery/table-schema.rule";
import { viewLanguage } from "./bigquery/view-language.rule";
import { viewTablesExist } from "./bigquery/view-tables-exist.rule";
import { attestorsExist } from "./binaryauthorization/attestors-exist.rule";
import { patternForm as imagePatternForm } from "./binaryauthorization/pattern-form.rule";
import { authorizedOnce } from "./certificatemanager/authorized-once.rule";
import { domainProved } from "./certificatemanager/domain-proved.rule";
import { entryFits } from "./certificatemanager/entry-fits.rule";
import { notInUse as certificateNotInUse } from "./certificatemanager/not-in-use.rule";
import { bucketEmpty as r2BucketEmpty } from "./cloudflare/bucket-empty.rule";
import { bucketExists as r2BucketExists } from "./cloudflare/bucket-exists.rule";
import { bucketName as r2BucketName } from "./cloudflare/bucket-name.rule";
import { conditionWhole } from "./cloudflare/condition-whole.rule";
import { corsForm } from "./cloudflare/cors-form.rule";
import { lifecycleSeconds } from "./cloudflare/lifecycle-seconds.rule";
import { notificationConsumed } from "./cloudflare/notification-consumed.rule";
import { notificationRulesApart } from "./cloudflare/notification-rules-apart.rule";
import { queueConsumerOnce } from "./cloudflare/queue-consumer-once.rule";
import { queueExists } from "./cloudflare/queue-exists.rule";
import { queueNameFree } from "./cloudflare/queue-name-free.rule";
import { recordTtl } from "./cloudflare/record-ttl.rule";
import { ruleCount } from "./cloudflare/rule-count.rule";
import { tokenAllows } from "./cloudflare/token-allows.rule";
import { tokenBucketExists } from "./cloudflare/token-bucket-exists.rule";
import { tokenExpiresLater } from "./cloudflare/token-expires-later.rule";
import { tokenGroupApplies } from "./cloudflare/token-group-applies.rule";
import { tokenPermissionGroup } from "./cloudflare/token-permission-group.rule";
import { tokenResource } from "./cloudflare/token-resource.rule";
import { tokenTime } from "./cloudflare/token-time.rule";
import { tokenValid } from "./cloudflare/token-valid.rule";
import { accountExists } from "./cloudrunv2/account-exists.rule";
import { accountStands } from "./cloudrunv2/account-stands.rule";
import { bucketAccess } from "./cloudrunv2/bucket-access.rule";
import { bucketKept } from "./cloudrunv2/bucket-kept.rule";
import { gpuFits } from "./cloudrunv2/gpu-fits.rule";
import { identityProxyInvokes } from "./cloudrunv2/identity-proxy-invokes.rule";
import { imageAdmitted } from "./cloudrunv2/image-admitted.rule";
import { imagePath } from "./cloudrunv2/image-path.rule";
import { instanceSize } from "./cloudrunv2/instance-size.rule";
import { mountGeneration } from "./cloudrunv2/mount-generation.rule";
import { mountPath } from "./cloudrunv2/mount-path.rule";
import { onePort } from "./cloudrunv2/one-port.rule";
import { revisionExists } from "./cloudrunv2/revision-exists.rule";
import { revisionKept } from "./cloudrunv2/revision-kept.rule";
import { revisionName } from "./cloudrunv2/revision-name.rule";
import { secretAccess } from "./cloudrunv2/secret-access.rule";
import { secretKept } from "./cloudrunv2/secret-kept.rule";
import { serviceNameFree } from "./cloudrunv2/service-name-free.rule";
import { serviceRegions } from "./cloudrunv2/service-regions.rule";
import { sqlInstanceName } from "./cloudrunv2/sql-instance-name.rule";
import { sqlReached } from "./cloudrunv2/sql-reached.rule";
import { subnetFound } from "./cloudrunv2/subnet-found.rule";
import { subnetRegion } from "./cloudrunv2/subnet-region.rule";
import { trafficWhole } from "./cloudrunv2/traffic-whole.rule";
import { schedulerAccountExists } from "./cloudscheduler/account-exists.rule";
import { callAnswered } from "./cloudscheduler/call-answered.rule";
import { scheduleReadable } from "./cloudscheduler/schedule-readable.rule";
import { schedulerTopicExists } from "./cloudscheduler/topic-exists.rule";
import { apiEnabled } from "./common/api-enabled.rule";
import { deletionAllowed } from "./common/deletion-allowed.rule";
import { nameFree } from "./common/name-free.rule";
import { referenceExists } from "./common/reference-exists.rule";
import { regionExists } from "./common/region-exists.rule";
import { backendAnswers } from "./compute/backend-answers.rule";
import { endpointGroupAnswered } from "./compute/endpoint-group-answered.rule";
import { endpointGroupType } from "./compute/endpoint-group-type.rule";
import { errorPagesReadable } from "./compute/error-pages-readable.rule";
import { errorResponses } from "./compute/error-responses.rule";
import { internalAddressPurpose } from "./compute/internal-address-purpose.rule";
import { matcherRules } from "./compute/matcher-rules.rule";
import { notInUse as computeNotInUse } from "./compute/not-in-use.rule";
import { pathMatcherExists } from "./compute/path-matcher-exists.rule";
import { proxiedNotCached } from "./compute/proxied-not-cached.rule";
import { proxyCertified } from "./compute/proxy-certified.rule";
import { routeGateway } from "./compute/route-gateway.rule";
import { securityPolicyType } from "./compute/security-policy-type.rule";
import { serverlessBackend } from "./compute/serverless-backend.rule";
import { subnetDualStack } from "./compute/subnet-dual-stack.rule";
import { subnetRange } from "./compute/subnet-range.rule";
import { subnetReleased } from "./compute/subnet-released.rule";
import { zoneEmpty } from "./dns/zone-empty.rule";
import { zoneName } from "./dns/zone-name.rule";
import { zoneSeen } from "./dns/zone-seen.rule";
import { grantTargetExists } from "./iam/grant-target-exists.rule";
import { idRested } from "./iam/id-rested.rule";
import { policySize } from "./iam/policy-size.rule";
import { roleExists } from "./iam/role-exists.rule";
import { algorithmFits } from "./kms/algorithm-fits.rule";
import { keyVersionEnabled } from "./kms/key-version-enabled.rule";
import { parentExists } from "./kms/parent-exists.rule";
import { rotation } from "./kms/rotation.rule";
import { notInUse as clientTlsNotInUse } from "./networksecurity/not-in-use.rule";
import { trustConfigExists } from "./networksecurity/trust-config-exists.rule";
import { projectIdUnused } from "./organizations/project-id-unused.rule";
import { customRoleFits } from "./projects/custom-role-fits.rule";
import { deadLetterForwarded } from "./pubsub/dead-letter-forwarded.rule";
import { deadLetterKept } from "./pubsub/dead-letter-kept.rule";
import { expiration } from "./pubsub/expiration.rule";
import { subscriptionFilter } from "./pubsub/filter.rule";
import { messageTransform } from "./pubsub/message-transform.rule";
import { pubsubName } from "./pubsub/name.rule";
import { persistenceRegions } from "./pubsub/persistence-regions.rule";
import { pushAccount } from "./pubsub/push-account.rule";
import { pushDelivered } from "./pubsub/push-delivered.rule";
import { referenceExists as pubsubReferenceExists } from "./pubsub/reference-exists.rule";
import { schemaDefinition } from "./pubsub/schema-definition.rule";
import { schemaRevision } from "./pubsub/schema-revision.rule";
import { schemaRevisionCount } from "./pubsub/schema-revision-count.rule";
import { subscriptionLimits } from "./pubsub/subscription-limits.rule";
import { topicStands } from "./pubsub/topic-stands.rule";
import type { DefectRule, Rule } from "./rule";
import { payload } from "./secretmanager/payload.rule";
import { replicasExist } from "./secretmanager/replicas-exist.rule";
import { secretExists } from "./secretmanager/secret-exists.rule";
import { memberExists } from "./serviceaccount/member-exists.rule";
import { producersGone } from "./servicenetworking/producers-gone.rule";
import { rangesExist } from "./servicenetworking/ranges-exist.rule";
import { backedUp } from "./sql/backed-up.rule";
import { customTier } from "./sql/custom-tier.rule";
import { iamLogin } from "./sql/iam-login.rule";
import { iamUserAccount } from "./sql/iam-user-account.rule";
import { iamUserName } from "./sql/iam-user-name.rule";
import { iamUserPassword } from "./sql/iam-user-password.rule";
import { instanceRuns } from "./sql/instance-runs.rule";
import { logRetention } from "./sql/log-retention.rule";
import { nameRested } from "./sql/name-rested.rule";
import { networkPeered } from "./sql/network-peered.rule";
import { replicasGone } from "./sql/replicas-gone.rule";
import { tierFits } from "./sql/tier-fits.rule";
import { unprotected } from "./sql/unprotected.rule";
import { versionKept } from "./sql/version-kept.rule";
import { bucketEmpty } from "./storage/bucket-empty.rule";
import { bucketName } from "./storage/bucket-name.rule";
import { notificationPublished } from "./storage/notification-published.rule";
import { publicAccessPrevented } from "./storage/public-access-prevented.rule";
import { retentionLocked } from "./storage/retention-locked.rule";

/** In the order in which they are asked: what a provider refuses itself, then what an API does, service by service. */
export const rules: readonly (Rule | DefectRule)[] = [
  deletionAllowed,
  apiEnabled,
  regionExists,
  projectIdUnused,
  nameFree,
  referenceExists,

  accountExists,
  accountStands,
  imagePath,
  instanceSize,
  serviceRegions,
  serviceNameFree,
  gpuFits,
  onePort,
  mountGeneration,
  mountPath,
  sqlInstanceName,
  subnetRegion,
  subnetFound,
  secretAccess,
  imageAdmitted,
  bucketAccess,
  revisionName,
  revisionKept,
  revisionExists,
  trafficWhole,
  secretKept,
  bucketKept,
  sqlReached,
  identityProxyInvokes,

  customRoleFits,
  roleExists,
  grantTargetExists,
  memberExists,
  policySize,
  idRested,

  schemaDefinition,
  schemaRevision,
  schemaRevisionCount,
  pubsubReferenceExists,
  persistenceRegions,
  messageTransform,
  subscriptionFilter,
  expiration,
  pushAccount,
  pushDelivered,
  deadLetterForwarded,
  deadLetterKept,
  topicStands,
  subscriptionLimits,
  subscriptionTableExists,
  subscriptionWriter,
  subscriptionSchema,
  subscriptionWritten,
  subscriptionPartition,
  tableSchema,

  schedulerAccountExists,
  callAnswered,
  schedulerTopicExists,
  scheduleReadable,

  computeNotInUse,
  subnetReleased,
  subnetRange,
  subnetDualStack,
  routeGateway,
  internalAddressPurpose,
  endpointGroupType,
  endpointGroupAnswered,
  matcherRules,
  errorResponses,
  errorPagesReadable,
  serverlessBackend,
  proxiedNotCached,
  backendAnswers,
  pathMatcherExists,
  proxyCertified,
  securityPolicyType,
  certificateNotInUse,
  authorizedOnce,
  trustConfigExists,
  clientTlsNotInUse,
  domainProved,
  entryFits,
  zoneName,
  zoneSeen,
  zoneEmpty,

  rangesExist,
  networkPeered,
  nameRested,
  tierFits,
  customTier,
  backedUp,
  logRetention,
  versionKept,
  unprotected,
  replicasGone,
  instanceRuns,
  iamUserPassword,
  iamUserName,
  iamUserAccount,
  iamLogin,
  producersGone,

  parentExists,
  algorithmFits,
  rotation,
  keyVersionEnabled,

  attestorsExist,
  imagePatternForm,

  replicasExist,
  secretExists,
  payload,

  bucketName,
  publicAccessPrevented,
  retentionLocked,
  bucketEmpty,
  notificationPublished,

  recordTtl,
  r2BucketName,
  r2BucketExists,
  r2BucketEmpty,
  ruleCount,
  conditionWhole,
  lifecycleSeconds,
  corsForm,
  queueNameFree,
  queueExists,
  queueConsumerOnce,
  notificationRulesApart,
  notificationConsumed,
  tokenAllows,
  tokenTime,
  tokenExpiresLater,
  tokenPermissionGroup,
  tokenResource,
  tokenGroupApplies,
  tokenBucketExists,
  tokenValid,

  datasetExists,
  authorizedExists,
  viewTablesExist,
  viewLanguage,
  datasetEmpty,
  pubsubName,
];
