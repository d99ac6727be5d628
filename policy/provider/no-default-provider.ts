import { policy } from "../policy";

/** Default providers are called `default`, or `default_` and a version. */
const isDefault = /^default(_\d|$)/;

/** Judged resource by resource, so that nothing is made in the wrong place before a stack policy would speak. */
export default policy({
  name: "no-default-provider",
  refuses: "a Google Cloud or Cloudflare resource that is made with a default provider",
  because:
    "a default provider takes project, region and credentials from whoever runs Pulumi, so the resource can land " +
    "outside the environment",
  fix:
    "pass the environment's provider, or make the resource a child of a component that has it; list gcp and cloudflare " +
    "in pulumi:disable-default-providers",
  severity: "high",
  applies: (type) => /^(gcp|cloudflare):/.test(type),
  check({ provider }, { violation }) {
    if (provider === undefined) return "not applicable";
    if (isDefault.test(provider.name)) violation("provider", `is ${provider.name}`);
    return undefined;
  },
});
