import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-edition-set";

const at = ["settings.edition"];

export default cases(policy, {
  passing: [
    { title: "is Enterprise", props: { settings: { edition: "ENTERPRISE", tier: "db-f1-micro" } } },
    { title: "is Enterprise Plus on purpose", props: { settings: { edition: "ENTERPRISE_PLUS" } } },
  ],
  failing: [
    { title: "leaves it out", props: { databaseVersion: "POSTGRES_17", settings: { tier: "db-f1-micro" } }, at },
    { title: "leaves it empty", props: { settings: { edition: "" } }, at },
  ],
  unknown: [{ title: "takes the edition from a new resource", props: { settings: { edition: Unknown } } }],
});
