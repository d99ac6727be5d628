/** What was said during an operation: diagnostics and policy results, kept for the report at its end. */
import {
  type DiagnosticEvent,
  type EngineEventBody,
  type PolicyEvent,
  parsePosition,
  type SourceLine,
} from "../../local";

export interface PolicyFinding {
  pack: string;
  /** `remediated` where the pack changed the resource by itself. */
  level: PolicyEvent["enforcementLevel"] | "remediated";
  severity: string | undefined;
  policy: string;
  urn: string;
  /** What the policy is about; empty where the pack does not say. */
  about: string;
  message: string;
  /** Where the program makes the resource, where that is known. */
  line: SourceLine | undefined;
}

export class Journal {
  /** In order; those that only accompany progress are left out. */
  readonly diagnostics: DiagnosticEvent[] = [];
  readonly findings: PolicyFinding[] = [];
  /** Pack → version. */
  packs: Record<string, string> = {};

  get errors(): readonly DiagnosticEvent[] {
    return this.diagnostics.filter(({ severity }) => severity === "error");
  }

  apply(event: EngineEventBody): void {
    const { diagnosticEvent, policyEvent, policyRemediationEvent, summaryEvent } = event;
    if (diagnosticEvent && !diagnosticEvent.ephemeral && diagnosticEvent.severity !== "debug")
      this.diagnostics.push(diagnosticEvent);
    if (policyEvent) {
      const { enforcementLevel, message, severity } = policyEvent;
      this.findings.push({ ...factsOf(policyEvent), level: enforcementLevel, severity, ...wordsOf(message) });
    }
    if (policyRemediationEvent)
      this.findings.push({
        ...factsOf(policyRemediationEvent),
        level: "remediated",
        severity: undefined,
        about: "",
        message: "the policy's remedy applies",
      });
    if (summaryEvent) this.packs = summaryEvent.PolicyPacks;
  }
}

function factsOf(event: Pick<PolicyEvent, "policyName" | "policyPackName" | "resourceUrn" | "sourcePosition">) {
  const { policyPackName, policyName, resourceUrn = "", sourcePosition } = event;
  const line = sourcePosition === undefined ? undefined : parsePosition(sourcePosition);
  return { pack: policyPackName, policy: policyName, urn: resourceUrn, line };
}

/** The SDK puts the policy's description in a line before what the policy says (`makeReportViolationFun` in `server.ts`). */
function wordsOf(message: string): { about: string; message: string } {
  const text = message.trimEnd();
  const end = text.indexOf("\n");
  return end === -1 ? { about: "", message: text } : { about: text.slice(0, end), message: text.slice(end + 1) };
}
