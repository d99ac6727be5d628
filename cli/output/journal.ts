/** What was said during an operation: diagnostics and policy results, kept for the report at its end. */
import type { DiagnosticEvent, EngineEventBody, PolicyEvent } from "../../local";

export interface PolicyFinding {
  pack: string;
  /** `remediated` where the pack changed the resource by itself. */
  level: PolicyEvent["enforcementLevel"] | "remediated";
  severity: string | undefined;
  policy: string;
  urn: string;
  message: string;
}

export class Journal {
  /** In order; those that only accompany progress are left out. */
  readonly diagnostics: DiagnosticEvent[] = [];
  readonly findings: PolicyFinding[] = [];
  /** Pack → version. */
  packs: Record<string, string> = {};

  apply(event: EngineEventBody): void {
    const { diagnosticEvent, policyEvent, policyRemediationEvent, summaryEvent } = event;
    if (diagnosticEvent && !diagnosticEvent.ephemeral && diagnosticEvent.severity !== "debug")
      this.diagnostics.push(diagnosticEvent);
    if (policyEvent) {
      const { enforcementLevel, message, severity } = policyEvent;
      this.findings.push({ ...namesOf(policyEvent), level: enforcementLevel, severity, message });
    }
    if (policyRemediationEvent)
      this.findings.push({
        ...namesOf(policyRemediationEvent),
        level: "remediated",
        severity: undefined,
        message: "changed by the policy",
      });
    if (summaryEvent) this.packs = summaryEvent.PolicyPacks;
  }
}

function namesOf(event: Pick<PolicyEvent, "policyName" | "policyPackName" | "resourceUrn">) {
  return { pack: event.policyPackName, policy: event.policyName, urn: event.resourceUrn ?? "" };
}
