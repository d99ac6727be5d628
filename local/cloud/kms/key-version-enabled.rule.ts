/** A version of a key can be switched off while somebody signs with it. */
import { workloads } from "../cloudrunv2/revision";
import { strings } from "../references";
import type { DefectRule } from "../rule";
import { textOf } from "../typed";

export const keyVersionEnabled: DefectRule = {
  name: "key-version-enabled",
  demands: "The version of a key that a workload is told to use is enabled.",
  answer:
    "Accepted. Whoever signs with it is answered 400 FAILED_PRECONDITION: … is not enabled, current state is: DISABLED.",
  sources: ["https://cloud.google.com/kms/docs/enable-disable", "https://cloud.google.com/kms/docs/key-states"],
  types: workloads,
  inspect({ inputs }, world) {
    for (const { text } of strings(inputs)) {
      const version = /\/cryptoKeyVersions\/\d+$/.test(text)
        ? world.get("gcp:kms/cryptoKeyVersion:CryptoKeyVersion", text)
        : undefined;
      const state = textOf(version?.inputs.state) ?? "ENABLED";
      if (state !== "ENABLED") return `it is told to use ${text}, whose state is ${state}; enable it, or name another`;
    }
    return undefined;
  },
};
