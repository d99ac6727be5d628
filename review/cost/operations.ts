/** What runs and watches an environment. */
import { mapsAt } from "../values";
import { each } from "./finding";

export const schedulerJob = each(() => [
  { price: "scheduler-job", quantity: 1, reason: "paid for by the job, not by its runs" },
]);

export const alertPolicy = each(({ properties }) => [
  { price: "alert-condition", quantity: mapsAt(properties, "conditions").length, reason: "its conditions" },
]);
