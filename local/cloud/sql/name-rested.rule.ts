/** The name of a deleted instance rests for a week. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { instanceType } from "./instances";

const week = 7 * 24 * 60 * 60;

export class InstanceNameTaken extends Refusal {
  constructor() {
    super(
      409,
      "instanceAlreadyExists",
      "The Cloud SQL instance already exists. When you delete an instance, you can't reuse the name of the deleted " +
        "instance until one week from the deletion date.",
    );
  }
}

export const nameRested: Rule = {
  name: "sql-name-rested",
  demands: "An instance has a name that no instance deleted within the last week had.",
  answer:
    "409 instanceAlreadyExists: The Cloud SQL instance already exists. When you delete an instance, you can't reuse " +
    "the name of the deleted instance until one week from the deletion date.",
  sources: ["terraform-google-modules/terraform-google-gke-gitlab#81", "hashicorp/terraform#12055 (one week)"],
  types: [instanceType],
  before: ["create"],
  check({ type, id, world }) {
    if (world.deletedOfType(type.token, week).some((former) => former.id === id)) throw new InstanceNameTaken();
  },
};
