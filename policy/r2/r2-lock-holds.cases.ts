import { cases } from "../cases";
import { type Props, Unknown } from "../values";
import policy from "./r2-lock-holds";

const lock = (rule: Props): { props: Props } => ({
  props: { bucketName: "layers", rules: [{ id: "keep", enabled: true, condition: { type: "Indefinite" }, ...rule }] },
});

export default cases(policy, {
  passing: [
    { title: "locks for ever", ...lock({}) },
    { title: "locks until a day to come", ...lock({ condition: { type: "Date", date: "2027-06-30T00:00:00Z" } }) },
    { title: "has no lock", props: { bucketName: "layers", rules: [] } },
  ],
  failing: [
    { title: "is switched off", ...lock({ enabled: false }), at: ["rules[0].enabled"] },
    {
      title: "ended",
      ...lock({ condition: { type: "Date", date: "2026-06-30T00:00:00Z" } }),
      at: ["rules[0].condition.date"],
    },
  ],
  unknown: [
    { title: "takes the switch from a new resource", ...lock({ enabled: Unknown }) },
    { title: "takes the day from a new resource", ...lock({ condition: { type: "Date", date: Unknown } }) },
  ],
});
