/** The engine's other service: the program's log, and its root resource. */
import { stripVTControlCharacters } from "node:util";
import type { IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  type LogRequest,
  LogSeverity,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Unsupported } from "./errors";
import type { Reporter } from "./reporter";
import { handler } from "./server";

export function engineService(reporter: Reporter): Partial<IEngineServer> {
  let root = "";
  return {
    log: handler(async (request) => {
      log(request, reporter);
      return new Empty();
    }),
    getRootResource: handler(async () => new GetRootResourceResponse().setUrn(root)),
    setRootResource: handler(async (request) => {
      root = request.getUrn();
      return new SetRootResourceResponse();
    }),
    startDebugging: handler(async () => new Empty()),
    requirePulumiVersion: handler(async (request) => {
      const error = new Unsupported(`requirePulumiVersion (${request.getPulumiVersionRange()})`);
      reporter.error(error.message);
      throw error;
    }),
  };
}

/** Debug messages are the SDK's own and by the hundred; they are for who debugs the SDK. */
function log(request: LogRequest, reporter: Reporter): void {
  const urn = request.getUrn() || undefined;
  // A program colours the stack traces of its errors as if it had a terminal; how to show them is not its business.
  const message = stripVTControlCharacters(request.getMessage());
  switch (request.getSeverity()) {
    case LogSeverity.DEBUG:
      return;
    case LogSeverity.ERROR:
      reporter.error(message, urn);
      return;
    case LogSeverity.WARNING:
      reporter.warning(message, urn);
      return;
    default:
      reporter.diagnostic("info", message, urn, request.getEphemeral());
  }
}
