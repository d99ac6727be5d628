import type { KeyManagementServiceClient } from "@google-cloud/kms";

type Options = NonNullable<ConstructorParameters<typeof KeyManagementServiceClient>[0]>;

/** Cloud KMS, or what stands in for it at a host and port on this machine: it speaks the same REST API, without TLS. */
export function kmsOptions(standIn: string | undefined): Options {
  if (!standIn) return {};
  const { hostname, port } = new URL(`http://${standIn}`);
  return { fallback: true, protocol: "http", apiEndpoint: hostname, port: Number(port) };
}
