// What the server is asked.

/** Why something failed, as the server says it (RFC 9457). */
class Problem extends Error {
  constructor(detail, remedy) {
    super(detail);
    this.remedy = remedy;
  }
}

async function ask(path, given) {
  let response;
  try {
    response = await fetch(path, { credentials: "same-origin", cache: "no-store", redirect: "error", ...given });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("The server does not answer.", "Check that hdrtrace serve is still running.");
  }
  if (response.ok) return response;
  const text = await response.text();
  let problem = {};
  try {
    problem = JSON.parse(text);
  } catch {
    // A proxy's own page.
  }
  throw new Problem(problem.detail ?? `The server answered ${response.status}.`, problem.remedy);
}

/** The reports on what an input holds, each as the server wrote it. */
async function reportsOn(input, signal) {
  if (input.sample) {
    const answer = await ask(`/samples/${input.sample}`, { signal, headers: { Accept: "application/json" } });
    return values(await answer.text());
  }
  const given = query({ name: input.name });
  const answer = await ask(`/api/v1/reports?${given}`, {
    method: "POST", signal, body: input.body,
    headers: { "Content-Type": "application/octet-stream", Accept: "application/json" },
  });
  return values(await answer.text());
}

/** Reports in another format. */
async function rendered(texts, format) {
  const answer = await ask(`/render?format=${format}`, {
    method: "POST", body: texts.map((text) => `${text}\n`).join(""), headers: { "Content-Type": "application/x-ndjson" },
  });
  return answer.blob();
}

/** The values of a JSON array, or of JSON text with one value after the other, each as it is written. Parsed and written again,
 * numbers would not stay the same bytes. */
function values(text) {
  const found = [];
  let depth = 0;
  let start = -1;
  const bottom = /^\s*\[/.test(text) ? 1 : 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (c === '"') {
      for (at += 1; at < text.length && text[at] !== '"'; at += 1) if (text[at] === "\\") at += 1;
    } else if (c === "{" || c === "[") {
      if (depth === bottom && c === "{") start = at;
      depth += 1;
    } else if (c === "}" || c === "]") {
      depth -= 1;
      if (depth === bottom && start >= 0) {
        found.push(text.slice(start, at + 1));
        start = -1;
      }
    }
  }
  return found;
}
