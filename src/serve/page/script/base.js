"use strict";
// The page's script. It makes text of what a message says, never markup; it keeps nothing but in memory.

const find = (id) => document.getElementById(id);

/** An element with attributes, listeners (`onclick`) and children, which are elements or texts. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

const badge = (severity) => make("span", { class: `s-${severity}` }, make("span", { class: "badge" }, severity));

const SEVERITIES = ["info", "notice", "warning", "high"];

/** How severe a message is: what carried it counts, too, as whoever carried it chose what is looked at. */
function severityOf({ report }) {
  const carriers = (report.input.wrappers ?? []).map((wrapper) => wrapper.verdict?.severity);
  return SEVERITIES.findLast((severity) => severity === report.verdict.severity || carriers.includes(severity));
}

const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** What is announced to everybody, screen readers among them. */
const say = (text) => { find("status").textContent = text; };

/** The time in the chosen zone, as `2026-05-02 10:00:09`. */
function shownTime(text) {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return "";
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: find("zone").value, year: "numeric", month: "2-digit", day: "2-digit",
    hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
  }).formatToParts(time);
  const part = (type) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}:${part("second")}`;
}
