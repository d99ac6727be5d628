/**
 * Asks policies as the real policy server does: the server's own functions, wire format, proxy for unknown values and
 * links between the resources of a stack, called in this process. What it answers is what a deployment would see.
 */

import assert from "node:assert/strict";
import type { Policies } from "@pulumi/policy";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { CaseResource } from "../../policy/cases";
import { served } from "../../policy/pack";
import { type Answer, judge, judgeStack, type Policy, type Verdict } from "../../policy/policy";
import { type Props, Unknown, type Value } from "../../policy/values";

/** How the engine writes an unknown string. */
const unknownOnTheWire = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Call<Answered> = (
  call: { request: unknown },
  callback: (error: Error | undefined, response?: Answered) => void,
) => Promise<void>;
type MakeCall<Answered = analyzer.AnalyzeResponse> = (
  pack: string,
  version: string,
  level: string,
  policies: Policies,
) => Call<Answered>;

// The declarations leave these out, as they are no API for writers of packs.
const server: {
  makeAnalyzeRpcFun: MakeCall;
  makeAnalyzeStackRpcFun: MakeCall;
  makeRemediateRpcFun: MakeCall<analyzer.RemediateResponse>;
} = require("@pulumi/policy/server");

export interface Answered {
  /** The policy's own word, which tells "unknown" from "compliant": the server has none for it. */
  answer: Answer;
  /** The paths at which it is violated. */
  at: string[];
  /** What the server reports, without the description that it puts before each message. */
  messages: string[];
  /** The resources at fault, where a stack was judged. */
  urns: string[];
  notApplicable: boolean;
}

/** What the policy answers about one resource, at its registration. */
export async function analyze(policy: Policy, resource: CaseResource): Promise<Answered> {
  return answer(server.makeAnalyzeRpcFun, policy, analyzeRequest(resource));
}

/** The properties as the policy would have them, where it is configured to mend; undefined where it leaves them alone. */
export async function remediate(policy: Policy, resource: CaseResource): Promise<Props | undefined> {
  const call = server.makeRemediateRpcFun("flotilla", "0.0.0", "remediate", [
    { ...served(policy, "mandatory"), enforcementLevel: "remediate" },
  ]);
  const response = await ask(call, analyzeRequest(resource));
  const [remediation] = response.getRemediationsList();
  assert.ok((remediation?.getDiagnostic() ?? "") === "", remediation?.getDiagnostic());
  return remediation?.getProperties()?.toJavaScript() as Props | undefined;
}

function analyzeRequest(resource: CaseResource): analyzer.AnalyzeRequest {
  const request = new analyzer.AnalyzeRequest();
  request.setType(resource.type);
  request.setUrn(urnOf(resource));
  request.setName(nameOf(resource));
  request.setProperties(wire(resource.props));
  request.setOptions(optionsOf(resource));
  request.setProvider(providerOf(resource));
  return request;
}

/** What the policy answers about a stack, at the end. */
export async function analyzeStack(policy: Policy, stack: readonly CaseResource[]): Promise<Answered> {
  const request = new analyzer.AnalyzeStackRequest();
  request.setResourcesList(stack.map((resource, index) => stackResource(resource, index, stack)));
  return answer(server.makeAnalyzeStackRpcFun, policy, request);
}

async function answer(make: MakeCall, policy: Policy, request: unknown): Promise<Answered> {
  let verdict: Verdict = { answer: "not applicable", violations: [] };
  const listened = listening(policy, (heard) => {
    verdict = heard;
  });
  const call = make("flotilla", "0.0.0", "mandatory", [served(listened, "mandatory")]);
  const response = await ask(call, request);
  const diagnostics = response.getDiagnosticsList();
  return {
    answer: verdict.answer,
    at: verdict.violations.map(({ path }) => path),
    messages: diagnostics.map((diagnostic) => diagnostic.getMessage().split("\n").slice(1).join("\n")),
    urns: diagnostics.map((diagnostic) => diagnostic.getUrn()),
    notApplicable: response.getNotApplicableList().length > 0,
  };
}

function ask<Answered>(call: Call<Answered>, request: unknown): Promise<Answered> {
  return new Promise((resolve, reject) => {
    void call({ request }, (error, answered) => (answered ? resolve(answered) : reject(error)));
  });
}

/** The policy, telling what it makes of the data that came through the server. */
function listening(policy: Policy, hear: (verdict: Verdict) => void): Policy {
  if ("check" in policy)
    return {
      ...policy,
      check(resource, report) {
        hear(judge(policy, resource));
        return policy.check(resource, report);
      },
    };
  return {
    ...policy,
    checkStack(resources, report) {
      hear(judgeStack(policy, resources));
      policy.checkStack(resources, report);
    },
  };
}

function stackResource(
  resource: CaseResource,
  index: number,
  stack: readonly CaseResource[],
): analyzer.AnalyzerResource {
  const message = new analyzer.AnalyzerResource();
  message.setType(resource.type);
  message.setUrn(urnOf(resource, index));
  message.setName(nameOf(resource));
  message.setProperties(wire(resource.props));
  message.setOptions(optionsOf(resource));
  message.setProvider(providerOf(resource));
  for (const [property, names] of Object.entries(resource.madeFrom ?? {})) {
    const sources = new analyzer.AnalyzerPropertyDependencies();
    sources.setUrnsList(
      names.map((name) => {
        const source = stack.findIndex((candidate) => candidate.name === name);
        const found = stack[source];
        if (found === undefined) throw new Error(`the stack of the case has no resource named "${name}"`);
        return urnOf(found, source);
      }),
    );
    message.getPropertydependenciesMap().set(property, sources);
  }
  return message;
}

function optionsOf({ protect = false }: CaseResource): analyzer.AnalyzerResourceOptions {
  const options = new analyzer.AnalyzerResourceOptions();
  options.setProtect(protect);
  return options;
}

function providerOf({ type, provider }: CaseResource): analyzer.AnalyzerProviderResource | undefined {
  if (provider === undefined) return undefined;
  const message = new analyzer.AnalyzerProviderResource();
  message.setType(`pulumi:providers:${type.split(":")[0]}`);
  message.setName(provider);
  message.setUrn(`urn:pulumi:dev-ada::flotilla::${message.getType()}::${provider}`);
  message.setProperties(new Struct());
  return message;
}

function nameOf({ name }: CaseResource): string {
  return name ?? "subject";
}

function urnOf(resource: CaseResource, index = 0): string {
  const parent = resource.within === undefined ? "" : `${resource.within}$`;
  return `urn:pulumi:dev-ada::flotilla::${parent}${resource.type}::${nameOf(resource)}#${index}`;
}

function wire(props: Props): Struct {
  return Struct.fromJavaScript(onTheWire(props) as Record<string, JavaScriptValue>);
}

function onTheWire(value: Value): JavaScriptValue {
  if (value === Unknown) return unknownOnTheWire;
  if (Array.isArray(value)) return value.map(onTheWire);
  if (typeof value !== "object") return value as JavaScriptValue;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, onTheWire(child)]));
}
