/** Every policy of the pack. One that is not listed here does not exist. */
import edgeFirewallRules from "./edge/edge-firewall-rules";
import edgeFirewalled from "./edge/edge-firewalled";
import edgeModernTls from "./edge/edge-modern-tls";
import edgeRequestsLogged from "./edge/edge-requests-logged";
import edgeSchemeManaged from "./edge/edge-scheme-managed";
import bigqueryDeletionProtection from "./events/bigquery-deletion-protection";
import bigqueryLocationSet from "./events/bigquery-location-set";
import bigqueryNotPublic from "./events/bigquery-not-public";
import pubsubDeadLettersKept from "./events/pubsub-dead-letters-kept";
import pubsubGrantedOneByOne from "./events/pubsub-granted-one-by-one";
import pubsubMembersAreAccounts from "./events/pubsub-members-are-accounts";
import pubsubPushEncrypted from "./events/pubsub-push-encrypted";
import pubsubPushOwnAccount from "./events/pubsub-push-own-account";
import pubsubRegionsChosen from "./events/pubsub-regions-chosen";
import pubsubSubscriptionNeverExpires from "./events/pubsub-subscription-never-expires";
import pubsubTopicShaped from "./events/pubsub-topic-shaped";
import recordedDatasetOneWriter from "./events/recorded-dataset-one-writer";
import recordedReadByGroups from "./events/recorded-read-by-groups";
import recordedTablePartitioned from "./events/recorded-table-partitioned";
import accountDutiesSeparated from "./identity/account-duties-separated";
import callsAsOwnAccount from "./identity/calls-as-own-account";
import customRoleHarmless from "./identity/custom-role-harmless";
import federationNarrow from "./identity/federation-narrow";
import federationPinned from "./identity/federation-pinned";
import foreignAccountExplained from "./identity/foreign-account-explained";
import grantedOnTheResource from "./identity/granted-on-the-resource";
import grantsStay from "./identity/grants-stay";
import noActingAsAnother from "./identity/no-acting-as-another";
import noAdminAccount from "./identity/no-admin-account";
import noBasicRole from "./identity/no-basic-role";
import noGrantAboveProject from "./identity/no-grant-above-project";
import noGrantToDefaultAccount from "./identity/no-grant-to-default-account";
import noGrantToEveryone from "./identity/no-grant-to-everyone";
import noImpersonationOfAll from "./identity/no-impersonation-of-all";
import noPerson from "./identity/no-person";
import noServiceAccountKey from "./identity/no-service-account-key";
import noSharedAccount from "./identity/no-shared-account";
import ownServiceAccount from "./identity/own-service-account";
import workloadDoesNotDeploy from "./identity/workload-does-not-deploy";
import kmsDestructionDelayed from "./kms/kms-destruction-delayed";
import kmsDutiesSeparated from "./kms/kms-duties-separated";
import kmsHardwareKey from "./kms/kms-hardware-key";
import kmsKeyNotPublic from "./kms/kms-key-not-public";
import kmsKeyRotated from "./kms/kms-key-rotated";
import kmsUsedByWorkloads from "./kms/kms-used-by-workloads";
import dnsSigned from "./network/dns-signed";
import networkFirewallClosed from "./network/network-firewall-closed";
import networkFlowLogs from "./network/network-flow-logs";
import networkGooglePrivately from "./network/network-google-privately";
import networkNoAutomaticSubnets from "./network/network-no-automatic-subnets";
import alertReachesSomebody from "./observability/alert-reaches-somebody";
import auditExemptsNobody from "./observability/audit-exempts-nobody";
import contentsStay from "./protection/contents-stay";
import statefulProtected from "./protection/stateful-protected";
import noDefaultProvider from "./provider/no-default-provider";
import oneEnvironment from "./provider/one-environment";
import r2AbortsUnfinishedUploads from "./r2/r2-aborts-unfinished-uploads";
import r2CorsNamedOrigins from "./r2/r2-cors-named-origins";
import r2DomainModernTls from "./r2/r2-domain-modern-tls";
import r2NoPublicDomain from "./r2/r2-no-public-domain";
import r2TokenExpires from "./r2/r2-token-expires";
import r2TokenScoped from "./r2/r2-token-scoped";
import deletionProtection from "./run/deletion-protection";
import imageByDigest from "./run/image-by-digest";
import imageFromRegistry from "./run/image-from-registry";
import noWalkAround from "./run/no-walk-around";
import runCurrentApi from "./run/run-current-api";
import runIngressNotPublicByAccident from "./run/run-ingress-not-public-by-accident";
import runInstancesBounded from "./run/run-instances-bounded";
import runInvokerNotPublic from "./run/run-invoker-not-public";
import runJobEnds from "./run/run-job-ends";
import runLimitsSet from "./run/run-limits-set";
import runReleasedFeatures from "./run/run-released-features";
import runThroughNetwork from "./run/run-through-network";
import noSecretInCalls from "./secrets/no-secret-in-calls";
import noSecretInPlainVariables from "./secrets/no-secret-in-plain-variables";
import secretDataWriteOnly from "./secrets/secret-data-write-only";
import secretGrantedOneByOne from "./secrets/secret-granted-one-by-one";
import secretGrantsAdditive from "./secrets/secret-grants-additive";
import secretReadByAccountsOnly from "./secrets/secret-read-by-accounts-only";
import secretReadersAreWorkloads from "./secrets/secret-readers-are-workloads";
import secretVersionPinned from "./secrets/secret-version-pinned";
import sqlBackedUp from "./sql/sql-backed-up";
import sqlConnectorEnforced from "./sql/sql-connector-enforced";
import sqlDeletionProtection from "./sql/sql-deletion-protection";
import sqlDiskGrows from "./sql/sql-disk-grows";
import sqlEditionSet from "./sql/sql-edition-set";
import sqlEncryptedConnections from "./sql/sql-encrypted-connections";
import sqlHighlyAvailable from "./sql/sql-highly-available";
import sqlIamAuthentication from "./sql/sql-iam-authentication";
import sqlIamUsersOnly from "./sql/sql-iam-users-only";
import sqlLogFlags from "./sql/sql-log-flags";
import sqlNoLastingCredentials from "./sql/sql-no-lasting-credentials";
import sqlNotAbandoned from "./sql/sql-not-abandoned";
import sqlPrivateAddressOnly from "./sql/sql-private-address-only";
import sqlQueriesSeen from "./sql/sql-queries-seen";
import sqlVersionSupported from "./sql/sql-version-supported";
import imageTagsStay from "./storage/image-tags-stay";
import storageIamOnly from "./storage/storage-iam-only";
import storageNeverPublic from "./storage/storage-never-public";
import storageVersioned from "./storage/storage-versioned";

export const policies = [
  ownServiceAccount,
  noGrantToDefaultAccount,
  noSharedAccount,
  noWalkAround,
  noDefaultProvider,
  runIngressNotPublicByAccident,
  runInvokerNotPublic,
  imageByDigest,
  deletionProtection,
  edgeModernTls,
  edgeSchemeManaged,
  noServiceAccountKey,
  sqlPrivateAddressOnly,
  sqlEncryptedConnections,
  sqlConnectorEnforced,
  sqlIamAuthentication,
  sqlIamUsersOnly,
  sqlNoLastingCredentials,
  sqlEditionSet,
  sqlVersionSupported,
  sqlLogFlags,
  sqlBackedUp,
  sqlHighlyAvailable,
  sqlDiskGrows,
  sqlDeletionProtection,
  sqlNotAbandoned,
  kmsKeyNotPublic,
  kmsDutiesSeparated,
  kmsKeyRotated,
  kmsHardwareKey,
  kmsDestructionDelayed,
  secretReadByAccountsOnly,
  secretReadersAreWorkloads,
  secretGrantedOneByOne,
  secretGrantsAdditive,
  secretDataWriteOnly,
  secretVersionPinned,
  noSecretInPlainVariables,
  r2NoPublicDomain,
  r2CorsNamedOrigins,
  r2TokenScoped,
  r2TokenExpires,
  r2DomainModernTls,
  r2AbortsUnfinishedUploads,
  statefulProtected,
  pubsubSubscriptionNeverExpires,
  pubsubDeadLettersKept,
  pubsubPushEncrypted,
  pubsubPushOwnAccount,
  pubsubMembersAreAccounts,
  pubsubGrantedOneByOne,
  pubsubTopicShaped,
  bigqueryNotPublic,
  bigqueryLocationSet,
  bigqueryDeletionProtection,
  recordedDatasetOneWriter,
  recordedReadByGroups,
  recordedTablePartitioned,
  edgeRequestsLogged,
  edgeFirewalled,
  edgeFirewallRules,
  networkNoAutomaticSubnets,
  networkGooglePrivately,
  networkFlowLogs,
  networkFirewallClosed,
  dnsSigned,
  storageNeverPublic,
  storageIamOnly,
  storageVersioned,
  imageTagsStay,
  alertReachesSomebody,
  auditExemptsNobody,
  noBasicRole,
  noAdminAccount,
  noImpersonationOfAll,
  grantedOnTheResource,
  grantsStay,
  noPerson,
  noGrantToEveryone,
  federationPinned,
  federationNarrow,
  customRoleHarmless,
  accountDutiesSeparated,
  runInstancesBounded,
  runThroughNetwork,
  runLimitsSet,
  sqlQueriesSeen,
  pubsubRegionsChosen,
  contentsStay,
  oneEnvironment,
  noActingAsAnother,
  workloadDoesNotDeploy,
  callsAsOwnAccount,
  noGrantAboveProject,
  runCurrentApi,
  noSecretInCalls,
  imageFromRegistry,
  runJobEnds,
  runReleasedFeatures,
  foreignAccountExplained,
  kmsUsedByWorkloads,
] as const;

export type PolicyName = (typeof policies)[number]["name"];
