/** Every policy of the pack. One that is not listed here does not exist. */
import edgeModernTls from "./edge/edge-modern-tls";
import edgeSchemeManaged from "./edge/edge-scheme-managed";
import noGrantToDefaultAccount from "./identity/no-grant-to-default-account";
import noSharedAccount from "./identity/no-shared-account";
import ownServiceAccount from "./identity/own-service-account";
import noDefaultProvider from "./provider/no-default-provider";
import deletionProtection from "./run/deletion-protection";
import imageByDigest from "./run/image-by-digest";
import runIngressNotPublicByAccident from "./run/run-ingress-not-public-by-accident";
import runInvokerNotPublic from "./run/run-invoker-not-public";

export const policies = [
  ownServiceAccount,
  noGrantToDefaultAccount,
  noSharedAccount,
  noDefaultProvider,
  runIngressNotPublicByAccident,
  runInvokerNotPublic,
  imageByDigest,
  deletionProtection,
  edgeModernTls,
  edgeSchemeManaged,
] as const;

export type PolicyName = (typeof policies)[number]["name"];
