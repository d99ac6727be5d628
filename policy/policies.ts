/** Every policy of the pack. One that is not listed here does not exist. */
import edgeAddressKept from "./edge/edge-address-kept";
import edgeCachesPublicOnly from "./edge/edge-caches-public-only";
import edgeCertificateFirst from "./edge/edge-certificate-first";
import edgeCertificateManaged from "./edge/edge-certificate-managed";
import edgeFirewallRules from "./edge/edge-firewall-rules";
import edgeFirewalled from "./edge/edge-firewalled";
import edgeHostsCertified from "./edge/edge-hosts-certified";
import edgeModernTls from "./edge/edge-modern-tls";
import edgeNamesItsServices from "./edge/edge-names-its-services";
import edgeNamesLeadHere from "./edge/edge-names-lead-here";
import edgeNoEarlyData from "./edge/edge-no-early-data";
import edgeOnlyWayIn from "./edge/edge-only-way-in";
import edgeRedirectsHttp from "./edge/edge-redirects-http";
import edgeRequestsLogged from "./edge/edge-requests-logged";
import edgeSchemeManaged from "./edge/edge-scheme-managed";
import edgeUnknownHostRefused from "./edge/edge-unknown-host-refused";
import noNameBesideTheEdge from "./edge/no-name-beside-the-edge";
import noOauthClientSecret from "./edge/no-oauth-client-secret";
import bigqueryAccessListed from "./events/bigquery-access-listed";
import bigqueryDeletionProtection from "./events/bigquery-deletion-protection";
import bigqueryLocationSet from "./events/bigquery-location-set";
import bigqueryNotPublic from "./events/bigquery-not-public";
import bigqueryStandardSql from "./events/bigquery-standard-sql";
import pubsubDeadLettersKept from "./events/pubsub-dead-letters-kept";
import pubsubGrantedOneByOne from "./events/pubsub-granted-one-by-one";
import pubsubMembersAreAccounts from "./events/pubsub-members-are-accounts";
import pubsubMessagesKept from "./events/pubsub-messages-kept";
import pubsubPushEncrypted from "./events/pubsub-push-encrypted";
import pubsubPushOwnAccount from "./events/pubsub-push-own-account";
import pubsubPushOwnAudience from "./events/pubsub-push-own-audience";
import pubsubPushStaysInside from "./events/pubsub-push-stays-inside";
import pubsubRegionsChosen from "./events/pubsub-regions-chosen";
import pubsubSubscriptionNeverExpires from "./events/pubsub-subscription-never-expires";
import pubsubTopicShaped from "./events/pubsub-topic-shaped";
import recordedDatasetOneWriter from "./events/recorded-dataset-one-writer";
import recordedReadByGroups from "./events/recorded-read-by-groups";
import recordedStays from "./events/recorded-stays";
import recordedTablePartitioned from "./events/recorded-table-partitioned";
import recordedWhole from "./events/recorded-whole";
import accountDutiesSeparated from "./identity/account-duties-separated";
import accountMadeNew from "./identity/account-made-new";
import callsAsOwnAccount from "./identity/calls-as-own-account";
import callsEncrypted from "./identity/calls-encrypted";
import customRoleHarmless from "./identity/custom-role-harmless";
import customRoleOnTheResource from "./identity/custom-role-on-the-resource";
import defaultAccountsStayPowerless from "./identity/default-accounts-stay-powerless";
import federationNarrow from "./identity/federation-narrow";
import federationOwnAudience from "./identity/federation-own-audience";
import federationPinned from "./identity/federation-pinned";
import foreignAccountExplained from "./identity/foreign-account-explained";
import grantedForUse from "./identity/granted-for-use";
import grantedOnTheResource from "./identity/granted-on-the-resource";
import grantsStay from "./identity/grants-stay";
import iapVisitorsOnlyVisit from "./identity/iap-visitors-only-visit";
import noActingAsAnother from "./identity/no-acting-as-another";
import noAdminAccount from "./identity/no-admin-account";
import noApiKey from "./identity/no-api-key";
import noBasicRole from "./identity/no-basic-role";
import noGrantAboveProject from "./identity/no-grant-above-project";
import noGrantToDefaultAccount from "./identity/no-grant-to-default-account";
import noGrantToEveryone from "./identity/no-grant-to-everyone";
import noImpersonationOfAll from "./identity/no-impersonation-of-all";
import noPerson from "./identity/no-person";
import noServiceAccountKey from "./identity/no-service-account-key";
import noSharedAccount from "./identity/no-shared-account";
import noWholeDomain from "./identity/no-whole-domain";
import ownServiceAccount from "./identity/own-service-account";
import sqlGrantedOnOneInstance from "./identity/sql-granted-on-one-instance";
import workloadDoesNotDeploy from "./identity/workload-does-not-deploy";
import workloadRulesNothing from "./identity/workload-rules-nothing";
import kmsDestructionDelayed from "./kms/kms-destruction-delayed";
import kmsDutiesSeparated from "./kms/kms-duties-separated";
import kmsGrantedOnTheKey from "./kms/kms-granted-on-the-key";
import kmsHardwareKey from "./kms/kms-hardware-key";
import kmsKeyBesideData from "./kms/kms-key-beside-data";
import kmsKeyBornInKms from "./kms/kms-key-born-in-kms";
import kmsKeyHasAVersion from "./kms/kms-key-has-a-version";
import kmsKeyNotPublic from "./kms/kms-key-not-public";
import kmsKeyRotated from "./kms/kms-key-rotated";
import kmsUsedByWorkloads from "./kms/kms-used-by-workloads";
import dnsGoogleStaysGoogle from "./network/dns-google-stays-google";
import dnsPrivateZoneSeen from "./network/dns-private-zone-seen";
import dnsSigned from "./network/dns-signed";
import networkFirewallClosed from "./network/network-firewall-closed";
import networkFirewallPortsNamed from "./network/network-firewall-ports-named";
import networkFlowLogs from "./network/network-flow-logs";
import networkGooglePrivately from "./network/network-google-privately";
import networkNoAutomaticSubnets from "./network/network-no-automatic-subnets";
import networkNoDefault from "./network/network-no-default";
import networkNoWayOut from "./network/network-no-way-out";
import networkRangesFit from "./network/network-ranges-fit";
import networkRoutesOwn from "./network/network-routes-own";
import alertReachesSomebody from "./observability/alert-reaches-somebody";
import alertTokenSealed from "./observability/alert-token-sealed";
import auditComplete from "./observability/audit-complete";
import auditExemptsNobody from "./observability/audit-exempts-nobody";
import loggingSwitchedOn from "./observability/logging-switched-on";
import logsKeepAudit from "./observability/logs-keep-audit";
import logsKept from "./observability/logs-kept";
import uptimeCheckVerifies from "./observability/uptime-check-verifies";
import apisStay from "./protection/apis-stay";
import contentsStay from "./protection/contents-stay";
import deletionProtection from "./protection/deletion-protection";
import foundationProtected from "./protection/foundation-protected";
import nothingAbandoned from "./protection/nothing-abandoned";
import statefulProtected from "./protection/stateful-protected";
import dataWhereItRuns from "./provider/data-where-it-runs";
import noDefaultProvider from "./provider/no-default-provider";
import oneEnvironment from "./provider/one-environment";
import r2AbortsUnfinishedUploads from "./r2/r2-aborts-unfinished-uploads";
import r2AgesInSeconds from "./r2/r2-ages-in-seconds";
import r2CorsNamedOrigins from "./r2/r2-cors-named-origins";
import r2DomainModernTls from "./r2/r2-domain-modern-tls";
import r2KeepsForAMonth from "./r2/r2-keeps-for-a-month";
import r2LockHolds from "./r2/r2-lock-holds";
import r2NoPublicDomain from "./r2/r2-no-public-domain";
import r2TokenExpires from "./r2/r2-token-expires";
import r2TokenScoped from "./r2/r2-token-scoped";
import imageByDigest from "./run/image-by-digest";
import imageFromRegistry from "./run/image-from-registry";
import imagePolicyAsked from "./run/image-policy-asked";
import imagePolicyDecides from "./run/image-policy-decides";
import imagePolicyEnforced from "./run/image-policy-enforced";
import imagePolicyPatternsNarrow from "./run/image-policy-patterns-narrow";
import noWalkAround from "./run/no-walk-around";
import runAudienceOwn from "./run/run-audience-own";
import runCurrentApi from "./run/run-current-api";
import runIngressNotPublicByAccident from "./run/run-ingress-not-public-by-accident";
import runInstancesBounded from "./run/run-instances-bounded";
import runInvokerNotPublic from "./run/run-invoker-not-public";
import runJobEnds from "./run/run-job-ends";
import runLimitsSet from "./run/run-limits-set";
import runMountsOwnBuckets from "./run/run-mounts-own-buckets";
import runNoBreakglass from "./run/run-no-breakglass";
import runReleasedFeatures from "./run/run-released-features";
import runThroughNetwork from "./run/run-through-network";
import noSecretInCalls from "./secrets/no-secret-in-calls";
import noSecretInPlainVariables from "./secrets/no-secret-in-plain-variables";
import randomEnough from "./secrets/random-enough";
import secretDataWriteOnly from "./secrets/secret-data-write-only";
import secretGrantedOneByOne from "./secrets/secret-granted-one-by-one";
import secretGrantsAdditive from "./secrets/secret-grants-additive";
import secretReadByAccountsOnly from "./secrets/secret-read-by-accounts-only";
import secretReadersAreWorkloads from "./secrets/secret-readers-are-workloads";
import secretStays from "./secrets/secret-stays";
import secretVersionEnabled from "./secrets/secret-version-enabled";
import secretVersionPinned from "./secrets/secret-version-pinned";
import sqlBackedUp from "./sql/sql-backed-up";
import sqlConnectorEnforced from "./sql/sql-connector-enforced";
import sqlDeletionProtection from "./sql/sql-deletion-protection";
import sqlDiskGrows from "./sql/sql-disk-grows";
import sqlEditionSet from "./sql/sql-edition-set";
import sqlEncryptedConnections from "./sql/sql-encrypted-connections";
import sqlFinalBackup from "./sql/sql-final-backup";
import sqlHighlyAvailable from "./sql/sql-highly-available";
import sqlIamAuthentication from "./sql/sql-iam-authentication";
import sqlIamUsersOnly from "./sql/sql-iam-users-only";
import sqlLogFlags from "./sql/sql-log-flags";
import sqlMachineOfItsOwn from "./sql/sql-machine-of-its-own";
import sqlMaintenancePlanned from "./sql/sql-maintenance-planned";
import sqlNoLastingCredentials from "./sql/sql-no-lasting-credentials";
import sqlNoWayRoundTheNetwork from "./sql/sql-no-way-round-the-network";
import sqlPeopleInGroups from "./sql/sql-people-in-groups";
import sqlPrivateAddressOnly from "./sql/sql-private-address-only";
import sqlQueriesSeen from "./sql/sql-queries-seen";
import sqlSuperuserAlone from "./sql/sql-superuser-alone";
import sqlVersionSupported from "./sql/sql-version-supported";
import imageTagsStay from "./storage/image-tags-stay";
import imagesScanned from "./storage/images-scanned";
import publicPagesAlone from "./storage/public-pages-alone";
import storageIamOnly from "./storage/storage-iam-only";
import storageNeverPublic from "./storage/storage-never-public";
import storageNoAccessLists from "./storage/storage-no-access-lists";
import storageOneWriter from "./storage/storage-one-writer";
import storageRecoverable from "./storage/storage-recoverable";
import dnsRecordNotProxied from "./zone/dns-record-not-proxied";
import zoneTlsKept from "./zone/zone-tls-kept";

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
  noApiKey,
  sqlPrivateAddressOnly,
  sqlNoWayRoundTheNetwork,
  sqlEncryptedConnections,
  sqlConnectorEnforced,
  sqlIamAuthentication,
  sqlIamUsersOnly,
  sqlPeopleInGroups,
  sqlSuperuserAlone,
  sqlNoLastingCredentials,
  sqlEditionSet,
  sqlVersionSupported,
  sqlLogFlags,
  sqlBackedUp,
  sqlFinalBackup,
  sqlHighlyAvailable,
  sqlMachineOfItsOwn,
  sqlMaintenancePlanned,
  sqlDiskGrows,
  sqlDeletionProtection,
  nothingAbandoned,
  kmsKeyNotPublic,
  kmsGrantedOnTheKey,
  kmsDutiesSeparated,
  kmsKeyRotated,
  kmsHardwareKey,
  kmsDestructionDelayed,
  kmsKeyBornInKms,
  kmsKeyHasAVersion,
  kmsKeyBesideData,
  secretReadByAccountsOnly,
  secretReadersAreWorkloads,
  secretGrantedOneByOne,
  secretGrantsAdditive,
  secretDataWriteOnly,
  secretVersionPinned,
  secretStays,
  secretVersionEnabled,
  randomEnough,
  noSecretInPlainVariables,
  r2NoPublicDomain,
  r2CorsNamedOrigins,
  r2TokenScoped,
  r2TokenExpires,
  r2DomainModernTls,
  r2AbortsUnfinishedUploads,
  statefulProtected,
  foundationProtected,
  pubsubSubscriptionNeverExpires,
  pubsubMessagesKept,
  pubsubDeadLettersKept,
  pubsubPushEncrypted,
  pubsubPushOwnAccount,
  pubsubPushStaysInside,
  pubsubPushOwnAudience,
  pubsubMembersAreAccounts,
  pubsubGrantedOneByOne,
  pubsubTopicShaped,
  bigqueryNotPublic,
  bigqueryAccessListed,
  bigqueryLocationSet,
  bigqueryStandardSql,
  bigqueryDeletionProtection,
  recordedDatasetOneWriter,
  recordedReadByGroups,
  recordedTablePartitioned,
  recordedStays,
  recordedWhole,
  edgeRequestsLogged,
  edgeFirewalled,
  edgeFirewallRules,
  networkNoAutomaticSubnets,
  networkNoDefault,
  networkGooglePrivately,
  networkFlowLogs,
  networkFirewallClosed,
  networkFirewallPortsNamed,
  networkRoutesOwn,
  networkNoWayOut,
  networkRangesFit,
  dnsSigned,
  dnsGoogleStaysGoogle,
  dnsPrivateZoneSeen,
  storageNeverPublic,
  publicPagesAlone,
  storageIamOnly,
  storageNoAccessLists,
  storageRecoverable,
  imageTagsStay,
  imagesScanned,
  alertReachesSomebody,
  auditExemptsNobody,
  auditComplete,
  loggingSwitchedOn,
  logsKeepAudit,
  logsKept,
  noBasicRole,
  noAdminAccount,
  noImpersonationOfAll,
  grantedOnTheResource,
  grantedForUse,
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
  apisStay,
  oneEnvironment,
  dataWhereItRuns,
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
  workloadRulesNothing,
  customRoleOnTheResource,
  federationOwnAudience,
  edgeUnknownHostRefused,
  edgeRedirectsHttp,
  edgeCachesPublicOnly,
  edgeCertificateManaged,
  edgeCertificateFirst,
  edgeNoEarlyData,
  edgeNamesItsServices,
  edgeOnlyWayIn,
  noNameBesideTheEdge,
  noOauthClientSecret,
  dnsRecordNotProxied,
  zoneTlsKept,
  r2AgesInSeconds,
  r2LockHolds,
  alertTokenSealed,
  uptimeCheckVerifies,
  runAudienceOwn,
  noWholeDomain,
  sqlGrantedOnOneInstance,
  accountMadeNew,
  defaultAccountsStayPowerless,
  callsEncrypted,
  iapVisitorsOnlyVisit,
  edgeAddressKept,
  r2KeepsForAMonth,
  runNoBreakglass,
  imagePolicyAsked,
  imagePolicyDecides,
  imagePolicyPatternsNarrow,
  imagePolicyEnforced,
  runMountsOwnBuckets,
  storageOneWriter,
  edgeHostsCertified,
  edgeNamesLeadHere,
] as const;

export type PolicyName = (typeof policies)[number]["name"];
