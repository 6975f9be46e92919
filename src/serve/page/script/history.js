// What was analyzed in this tab, in memory only.

/** The most analyses that are kept. */
const HISTORY_MOST = 20;

/** The analysis that is shown, and all, the last one first. */
let current = null;
let past = [];

function remember(analysis) {
  past = [analysis, ...past].slice(0, HISTORY_MOST);
  show(analysis);
}

/** Shows an analysis, and its only message. */
function show(analysis) {
  current = analysis;
  document.body.classList.add("has-result");
  showErrors(analysis.errors);
  showList(analysis);
  find("report").replaceChildren();
  const one = analysis.chosen ?? (analysis.messages.length === 1 ? analysis.messages[0] : null);
  if (one) choose(one, false);
  showHistory();
}

function showHistory() {
  const side = find("side");
  side.hidden = past.length === 0;
  document.body.classList.toggle("has-history", past.length > 0);
  find("history").replaceChildren(...past.map((analysis) => {
    const worst = SEVERITIES.findLast((severity) => analysis.messages.some((one) => severityOf(one) === severity));
    const head = worst ? badge(worst) : make("span", { class: "s-high" }, make("span", { class: "badge" }, "error"));
    return make("li", {}, make("button", {
      type: "button", "aria-current": analysis === current ? "true" : undefined,
      onclick: () => { show(analysis); toResult(); },
    }, head, make("span", { class: "when" }, shownTime(analysis.at).slice(11)), make("span", { class: "what" }, analysis.label)));
  }));
}

function forget() {
  past = [];
  current = null;
  document.body.classList.remove("has-result");
  ["list", "report", "errors"].forEach((id) => find(id).replaceChildren());
  showHistory();
  say("History cleared.");
  find("pasted").focus();
}
