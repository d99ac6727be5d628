/** Resource type → what finds out its cost. A type that costs nothing while nobody does anything is in `free.json`. */
import type { Estimator } from "./finding";
import { cryptoKey, cryptoKeyVersion } from "./kms";
import { certificates, forwardingRules, globalAddress, managedZone, routerNat, securityPolicy } from "./network";
import { alertPolicy, schedulerJob } from "./operations";
import { service, workerPool } from "./run";
import { secret, secretVersion } from "./secrets";
import { databaseInstance } from "./sql";

export const estimators: Readonly<Record<string, Estimator>> = {
  "gcp:certificatemanager/certificate:Certificate": certificates,
  "gcp:cloudrunv2/service:Service": service,
  "gcp:cloudrunv2/workerPool:WorkerPool": workerPool,
  "gcp:cloudscheduler/job:Job": schedulerJob,
  "gcp:compute/globalAddress:GlobalAddress": globalAddress,
  "gcp:compute/globalForwardingRule:GlobalForwardingRule": forwardingRules,
  "gcp:compute/routerNat:RouterNat": routerNat,
  "gcp:compute/securityPolicy:SecurityPolicy": securityPolicy,
  "gcp:dns/managedZone:ManagedZone": managedZone,
  "gcp:kms/cryptoKey:CryptoKey": cryptoKey,
  "gcp:kms/cryptoKeyVersion:CryptoKeyVersion": cryptoKeyVersion,
  "gcp:monitoring/alertPolicy:AlertPolicy": alertPolicy,
  "gcp:secretmanager/secret:Secret": secret,
  "gcp:secretmanager/secretVersion:SecretVersion": secretVersion,
  "gcp:sql/databaseInstance:DatabaseInstance": databaseInstance,
};
