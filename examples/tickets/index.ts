/** Tickets: sold at one host, checked at another, and added up at night. */
import { Config } from "@pulumi/pulumi";
import { Cron, Edge, Environment, EventType, Job, Service, SigningKey, Trigger } from "flotilla";
import { declareEvent } from "flotilla/contract";
import { z } from "zod";

const config = new Config("flotilla");
const images = config.requireObject<Record<"shop" | "gate" | "ledger", string>>("images");

const environment = new Environment("environment", {
  kind: config.require("kind"),
  owner: config.get("owner"),
  project: config.require("project"),
  projectNumber: config.require("projectNumber"),
  home: "europe-west1",
  regions: ["europe-west1"],
  domain: config.require("domain"),
  cloudflareZone: config.require("cloudflareZone"),
  cloudflareAccount: config.require("cloudflareAccount"),
  visitors: config.getObject("visitors"),
  alerts: config.getObject("alerts"),
  deletionProtection: config.get("deletionProtection"),
});

const tickets = new SigningKey("tickets", { environment });
const ticketSold = new EventType("ticket-sold", {
  environment,
  declaration: declareEvent("dev.example.tickets.ticket.sold", z.object({ ticket: z.string(), price: z.number() })),
});

const shop = new Service("shop", {
  environment,
  image: images.shop,
  exposure: "edge",
  can: [tickets.sign(), ticketSold.publish()],
});
const gate = new Service("gate", { environment, image: images.gate, exposure: "edge", can: [tickets.verify()] });
const edge = new Edge("edge", {
  environment,
  routes: { [environment.host("shop")]: shop, [environment.host("gate")]: gate },
});

const ledger = new Service("ledger", { environment, image: images.ledger });
new Trigger("count", { environment, on: ticketSold, to: ledger });

const addUp = new Job("add-up", { environment, image: images.ledger, args: ["add-up"], can: [ledger.call()] });
new Cron("nightly", { environment, schedule: "0 3 * * *", timeZone: "Europe/Brussels", runs: addUp });

export const hosts = edge.endpoints.hosts;
