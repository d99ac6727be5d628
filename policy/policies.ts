/** Every policy of the pack. One that is not listed here does not exist. */
import edgeModernTls from "./edge/edge-modern-tls";
import edgeSchemeManaged from "./edge/edge-scheme-managed";
import bigqueryDeletionProtection from "./events/bigquery-deletion-protection";
import bigqueryLocationSet from "./events/bigquery-location-set";
import bigqueryNotPublic from "./events/bigquery-not-public";
import pubsubDeadLettersKept from "./events/pubsub-dead-letters-kept";
import pubsubGrantedOneByOne from "./events/pubsub-granted-one-by-one";
import pubsubMembersAreAccounts from "./events/pubsub-members-are-accounts";
import pubsubPushEncrypted from "./events/pubsub-push-encrypted";
import pubsubPushOwnAccount from "./events/pubsub-push-own-account";
import pubsubSubscriptionNeverExpires from "./events/pubsub-subscription-never-expires";
import pubsubTopicShaped from "./events/pubsub-topic-shaped";
import recordedDatasetOneWriter from "./events/recorded-dataset-one-writer";
import recordedReadByGroups from "./events/recorded-read-by-groups";
import recordedTablePartitioned from "./events/recorded-table-partitioned";
import noGrantToDefaultAccount from "./identity/no-grant-to-default-account";
import noServiceAccountKey from "./identity/no-service-account-key";
import noSharedAccount from "./identity/no-shared-account";
import ownServiceAccount from "./identity/own-service-account";
import kmsDestructionDelayed from "./kms/kms-destruction-delayed";
import kmsDutiesSeparated from "./kms/kms-duties-separated";
import kmsHardwareKey from "./kms/kms-hardware-key";
import kmsKeyNotPublic from "./kms/kms-key-not-public";
import kmsKeyRotated from "./kms/kms-key-rotated";
import statefulProtected from "./protection/stateful-protected";
import noDefaultProvider from "./provider/no-default-provider";
import r2AbortsUnfinishedUploads from "./r2/r2-aborts-unfinished-uploads";
import r2CorsNamedOrigins from "./r2/r2-cors-named-origins";
import r2DomainModernTls from "./r2/r2-domain-modern-tls";
import r2NoPublicDomain from "./r2/r2-no-public-domain";
import r2TokenExpires from "./r2/r2-token-expires";
import r2TokenScoped from "./r2/r2-token-scoped";
import deletionProtection from "./run/deletion-protection";
import imageByDigest from "./run/image-by-digest";
import noWalkAround from "./run/no-walk-around";
import runIngressNotPublicByAccident from "./run/run-ingress-not-public-by-accident";
import runInvokerNotPublic from "./run/run-invoker-not-public";
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
import sqlVersionSupported from "./sql/sql-version-supported";

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
] as const;

export type PolicyName = (typeof policies)[number]["name"];
