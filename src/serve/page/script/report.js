// One report: its tools, its findings, and the document itself in a frame that runs no script.

/** Shows one message of the analysis at hand. */
async function choose(one, isAsked) {
  const analysis = current;
  analysis.messages.forEach((other) => other.row?.classList.toggle("current", other === one));
  analysis.chosen = one;
  try {
    one.html ??= await (await rendered([one.text], "html")).text();
  } catch (error) {
    showErrors([error]);
    return;
  }
  // Another one may have been chosen meanwhile.
  if (current !== analysis || analysis.chosen !== one) return;
  const title = make("h2", { tabindex: "-1" }, subjectOf(one));
  const copy = make("button", { type: "button", onclick: () => copied(conclusion(one), "Conclusion copied.") }, "Copy conclusion");
  // A report has a link for each line of the header.
  const skip = make("button", { type: "button", class: "skip", onclick: () => find("forget").focus() }, "Skip the report");
  const frame = make("iframe", { class: "report", title: `Report: ${subjectOf(one)}`, sandbox: "allow-same-origin", srcdoc: one.html });
  frame.addEventListener("load", () => fit(frame));
  find("report").replaceChildren(
    make("div", { class: "tools" }, title, make("div", { class: "set" }, copy), downloads([one], DOWNLOADS), skip),
    findingsOf(one),
    abuseOf(one),
    frame,
  );
  if (isAsked) title.focus();
}

const DOWNLOADS = [["html", "HTML"], ["json", "JSON"], ["markdown", "Markdown"], ["iocs", "Indicators (CSV)"]];
const ENDINGS = { html: ".html", json: ".json", markdown: ".md", iocs: "-indicators.csv" };

function downloads(messages, formats) {
  const buttons = formats.map(([format, label]) => make("button", {
    type: "button", "aria-label": `Download ${label}`, onclick: () => download(messages, format),
  }, label));
  return make("div", { class: "set", role: "group", "aria-label": "Download" }, make("span", {}, "Download"), ...buttons);
}

async function download(messages, format) {
  try {
    const texts = messages.map((one) => one.text);
    const blob = format === "json" ? new Blob(texts.map((text) => `${text}\n`)) : await rendered(texts, format);
    save(blob, fileName(messages) + ENDINGS[format]);
  } catch (error) {
    showErrors([error]);
  }
}

function save(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  say("Download started.");
}

/** The name of a file, after the one that was analyzed. */
function fileName(messages) {
  const [first] = messages;
  const name = first.report.input.name.split(/[\\/]/).pop().replace(/\.(eml|msg|emlx|txt)$/i, "").replace(/[^\p{L}\p{N}._-]+/gu, "-");
  return name.replace(/^[-.]+|[-.]+$/g, "") || "report";
}

/** The conclusion for a ticket, with names defanged as in the report. */
function conclusion(one) {
  const sentence = find("report").querySelector("iframe")?.contentDocument?.querySelector(".verdict .sentence");
  return `${one.report.verdict.severity.toUpperCase()}: ${sentence?.textContent ?? one.report.verdict.summary}`;
}

function findingsOf(one) {
  const findings = one.report.findings ?? [];
  if (findings.length === 0) return "";
  const rows = findings.map(({ code, severity, title }) => make("li", {},
    badge(severity),
    make("span", {}, make("a", { href: `/explain/${encodeURIComponent(code)}`, target: "_blank" }, title), " ", make("span", { class: "code" }, code)),
    make("button", { type: "button", "aria-label": `Copy link to ${code}`, onclick: () => copied(explainLink(code), "Link copied.") }, "Copy link"),
  ));
  return make("details", { class: "findings" }, make("summary", {}, `${plural(findings.length, "finding")} explained`), make("ul", {}, ...rows));
}

const explainLink = (code) => new URL(`/explain/${encodeURIComponent(code)}`, location.href).href;

async function copied(text, said) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without TLS, other machines have no clipboard but this one.
    const area = make("textarea", { readonly: true });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(said);
}

/** Makes a frame as high as its document, and keeps its links within it. */
function fit(frame) {
  const inner = frame.contentDocument;
  if (!inner?.documentElement) return;
  const adjust = () => {
    const height = Math.ceil(inner.body.getBoundingClientRect().height) + 2;
    if (Math.abs(frame.clientHeight - height) > 1) frame.style.height = `${height}px`;
  };
  inner.documentElement.style.overflow = "hidden";
  adjust();
  new ResizeObserver(adjust).observe(inner.body);
  inner.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link) return;
    event.preventDefault();
    const target = inner.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    target.scrollIntoView();
  });
}
