/** Which resource types give someone a right, and in which properties they say to whom, or over whose account. */

const iamResource = /:\w*(IAM|Iam)(Member|Binding|Policy)$/;

/** Whether it grants roles of Google's IAM, on whatever. */
export const isIam = (type: string) => type.startsWith("gcp:") && iamResource.test(type);

/** Of an IAM resource; `serviceAccountId` is the account itself, as which its members may then act. */
const iamProperties = ["member", "members", "policyData", "serviceAccountId"];

const others: Readonly<Record<string, readonly string[]>> = {
  "gcp:alloydb/user:User": ["userId"],
  "gcp:apigee/controlPlaneAccess:ControlPlaneAccess": ["synchronizerIdentities", "analyticsPublisherIdentities"],
  "gcp:apigee/syncAuthorization:SyncAuthorization": ["identities"],
  "gcp:bigquery/dataset:Dataset": ["accesses"],
  "gcp:bigquery/datasetAccess:DatasetAccess": ["userByEmail", "iamMember"],
  "gcp:cloudidentity/groupMembership:GroupMembership": ["preferredMemberKey", "memberKey"],
  "gcp:privilegedaccessmanager/entitlement:Entitlement": ["eligibleUsers"],
  "gcp:serviceaccount/key:Key": ["serviceAccountId"],
  "gcp:sql/user:User": ["name"],
  "gcp:storage/bucketACL:BucketACL": ["roleEntities"],
  "gcp:storage/bucketAccessControl:BucketAccessControl": ["entity"],
  "gcp:storage/defaultObjectACL:DefaultObjectACL": ["roleEntities"],
  "gcp:storage/defaultObjectAccessControl:DefaultObjectAccessControl": ["entity"],
  "gcp:storage/hmacKey:HmacKey": ["serviceAccountEmail"],
  "gcp:storage/objectACL:ObjectACL": ["roleEntities"],
  "gcp:storage/objectAccessControl:ObjectAccessControl": ["entity"],
};

/** Whether it names members, as IAM's own three forms do. */
export function hasMembers(type: string): boolean {
  return grants(type)?.includes("member") === true;
}

/** The properties in which a resource of this type names who gets a right, or undefined if it gives none. */
export function grants(type: string): readonly string[] | undefined {
  if (others[type] !== undefined) return others[type];
  return isIam(type) ? iamProperties : undefined;
}
