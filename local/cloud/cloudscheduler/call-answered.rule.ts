/** A job calls whatever it names when its time has come; that it fails is told by its log alone. */
import { whyNotAnswered, whyNotMeant } from "../cloudrunv2/invocation";
import type { DefectRule } from "../rule";
import { whyNotActing } from "../serviceaccount/accounts";
import { objectOf } from "../typed";
import { accountOf } from "./account";

export const callAnswered: DefectRule = {
  name: "scheduler-call-answered",
  demands: "A scheduler's job may invoke the Cloud Run service that it calls, or run the job.",
  answer: 'Accepted. Every attempt ends with status PERMISSION_DENIED, "Original HTTP response code number = 403".',
  sources: ["koduki/ai-tuber#41", "https://cloud.google.com/run/docs/triggering/using-scheduler"],
  types: ["gcp:cloudscheduler/job:Job"],
  inspect({ inputs }, world) {
    const { uri, oidcToken } = objectOf(inputs.httpTarget);
    if (typeof uri !== "string") return undefined;
    const project = String(inputs.project);
    const { audience = uri } = objectOf(oidcToken);
    const email = accountOf(inputs);
    const why =
      whyNotActing(world, project, email) ??
      whyNotAnswered(world, project, uri, email) ??
      whyNotMeant(world, project, uri, String(audience));
    return why && `its calls of ${uri} are refused: ${why}`;
  },
};
