/**
 * A key management service on loopback, as much of Vault's transit engine as Pulumi's secrets provider asks of it
 * (`gocloud.dev/secrets/hashivault`): a shared environment refuses to be brought up with a passphrase.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export class Vault {
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Vault> {
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        const { plaintext, ciphertext } = JSON.parse(body);
        const data = request.url?.includes("/encrypt/")
          ? { ciphertext: `vault:v1:${plaintext}` }
          : { plaintext: String(ciphertext).slice("vault:v1:".length) };
        response.setHeader("content-type", "application/json").end(JSON.stringify({ data }));
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return new Vault(server);
  }

  /** Where Pulumi finds it. */
  get environment(): NodeJS.ProcessEnv {
    const { port } = this.server.address() as AddressInfo;
    return { VAULT_SERVER_URL: `http://127.0.0.1:${port}`, VAULT_SERVER_TOKEN: "any" };
  }

  close(): void {
    this.server.close();
  }
}
