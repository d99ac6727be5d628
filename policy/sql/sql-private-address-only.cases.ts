import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-private-address-only";

const privateNetwork = "projects/example/global/networks/main";

export default cases(policy, {
  passing: [
    {
      title: "is on a private network",
      props: { settings: { ipConfiguration: { ipv4Enabled: false, privateNetwork } } },
    },
    {
      title: "is reached by Private Service Connect",
      props: { settings: { ipConfiguration: { ipv4Enabled: false, pscConfigs: [{ pscEnabled: true }] } } },
    },
    {
      title: "is a replica on a private network",
      props: {
        masterInstanceName: "catalog",
        settings: { ipConfiguration: { ipv4Enabled: false, privateNetwork, authorizedNetworks: [] } },
      },
    },
  ],
  failing: [
    {
      title: "has a public address by omission",
      props: { settings: { ipConfiguration: { privateNetwork } } },
      at: ["settings.ipConfiguration.ipv4Enabled"],
    },
    {
      title: "has a public address beside the private one",
      props: { settings: { ipConfiguration: { ipv4Enabled: true, privateNetwork } } },
      at: ["settings.ipConfiguration.ipv4Enabled"],
    },
    {
      title: "says nothing of its addresses",
      props: { databaseVersion: "POSTGRES_17" },
      at: ["settings.ipConfiguration.ipv4Enabled", "settings.ipConfiguration.privateNetwork"],
    },
    {
      title: "lets the whole internet in",
      props: {
        settings: {
          ipConfiguration: { ipv4Enabled: true, privateNetwork, authorizedNetworks: [{ value: "0.0.0.0/0" }] },
        },
      },
      at: ["settings.ipConfiguration.ipv4Enabled", "settings.ipConfiguration.authorizedNetworks[0]"],
    },
    {
      title: "lets an office in, ready for the day when it has a public address",
      props: {
        settings: {
          ipConfiguration: { ipv4Enabled: false, privateNetwork, authorizedNetworks: [{ value: "203.0.113.7/32" }] },
        },
      },
      at: ["settings.ipConfiguration.authorizedNetworks[0]"],
    },
    {
      title: "has Private Service Connect switched off and no network",
      props: { settings: { ipConfiguration: { ipv4Enabled: false, pscConfigs: [{ pscEnabled: false }] } } },
      at: ["settings.ipConfiguration.privateNetwork"],
    },
  ],
  unknown: [
    {
      title: "is on a network made in this run",
      props: { settings: { ipConfiguration: { ipv4Enabled: false, privateNetwork: Unknown } } },
    },
    { title: "takes its addresses from a new resource", props: { settings: { ipConfiguration: Unknown } } },
  ],
  notApplicable: [{ title: "is a database in an instance", type: "gcp:sql/database:Database", props: {} }],
});
